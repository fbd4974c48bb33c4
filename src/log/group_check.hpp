// What every engine of the log checks before it writes a group: one rule book, so that the simulated log refuses
// exactly what the real one refuses.
//
//     TZ_TRY(PreparedGroup prepared, prepare_group(group, tip));   // nothing has been written yet
//
// Pure apart from what the tip's functions do; called by append()'s one caller.
#pragma once

#include <taizhang/event_log.hpp>

#include <functional>
#include <limits>
#include <unordered_map>

namespace taizhang {

inline constexpr std::size_t max_group_bytes = 64 << 20;  ///< encoded records of one append()

/// What the log holds so far, as far as the next group must fit it.
struct LogTip {
    Position end = 0;
    Time last_recorded{std::numeric_limits<std::int64_t>::min()};
    std::function<Result<Version>(const StreamId&)> version;
    std::function<Result<bool>(const CommandId&)> knows_command;
};

/// Salt and payload of the record at `target` are removed, by the one at `by`.
struct Erasure {
    Position target = 0, by = 0;
};

/// The group as it is stored; values and leaves have one element for each record.
struct PreparedGroup {
    std::vector<std::string> values;
    std::vector<Digest> leaves;
    std::vector<std::pair<CommandId, CommandOutcome>> commands;
    std::unordered_map<StreamId, Version> versions;  ///< after the group
    Time last_recorded;
    std::vector<Erasure> erasures;  ///< of records before the group; those within it are carried out in `values`
    bool redacted = false;          ///< there are records without payload after it
};

/// The rules for which no other record is needed, without hashing the payload; ErrorCode::internal.
Status check_alone(const Record& record);
/// Time does not go back from one record to the next.
Status check_time(const Record& record, Time last);

/// Encodes and hashes the group if it may be appended; ErrorCode::internal says which record breaks which rule.
Result<PreparedGroup> prepare_group(std::span<const Record> group, const LogTip& tip);

}  // namespace taizhang
