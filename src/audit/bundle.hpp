// One file that an auditor takes away: records with their proofs, the checkpoint, the keys, and each event readable, as
// JSON lines (docs/formats/bundle.md). Verified offline, from the verifier key alone.
//
//     TZ_TRY(const BundleReport written, write_bundle(log, policy, note, {.from = 100, .to = 200}, now, out));
//     TZ_TRY(const BundleReport report, verify_bundle(lines, policy));
//
// Line 1 {"bundle": "taizhang/1", "origin", "epoch", "from", "to", "stream", "size", "made", "keys": […], "checkpoint":
// note}; then a line for each event of the log's keys, {"key": position, …}; then for each record {"position", "entry":
// base64, "salt": base64, "payload": base64, "path": [base64…], "event": CloudEvent}, a redacted one with {"redacted":
// {"by": position}} in place of salt and payload; then, with "order" for "position", what ordered these redactions and
// is not among the records; then {"end": number of records}, without which the file is cut short.
//
// One thread each. One line at a time is in memory, and what OrderCheck remembers.
#pragma once

#include "src/audit/verifier.hpp"

#include <taizhang/event_log.hpp>

#include <functional>

namespace taizhang::audit {

/// A reader of lines may refuse longer ones.
inline constexpr std::size_t max_bundle_line_bytes = 16 << 20;

struct BundleSelection {
    Position from = 0;
    std::optional<Position> to = {};      ///< exclusive; nothing: the checkpoint's end
    std::optional<StreamId> stream = {};  ///< that stream's events only
};

struct BundleReport {
    tlog::OpenedCheckpoint checkpoint;
    Position from = 0, to = 0;
    std::optional<StreamId> stream;
    std::uint64_t records = 0;
    std::vector<tlog::KeyChange> keys;  ///< adopted and retired, each proven
    std::vector<Removal> removals;      ///< of records of the bundle, each proven with its order
    /// Every record of [from, to) is there: proven. False for a bundle of one stream: its versions are then proven to
    /// follow one another from `first_version` on, from the stream's first event if `from` is 0, but that no later one
    /// was left out at the end is known only to who has the log, or a bundle of the whole range.
    bool whole = false;
    std::optional<Version> first_version, last_version;  ///< of the stream
    bool own_keys = false;  ///< signatures were checked with the file's own keys: proves no more than that it agrees
};

/// Writes a bundle line by line to `out` (each with its newline). `log` is the one with the substitutes
/// (substituting_log.hpp). ErrorCode::invalid when the selection, or what ordered one of its redactions, is not within
/// the checkpoint; ErrorCode::corrupt when the note is not signed under `keys` or its root is not that of the log.
Result<BundleReport> write_bundle(EventLog& log, const tlog::TrustPolicy& keys, const std::string& checkpoint_note,
                                  const BundleSelection& selection, Time made,
                                  const std::function<Status(std::string_view)>& out);

/// Line after line, without their ends; nothing at the end of the file.
using NextLine = std::function<Result<std::optional<std::string>>()>;

/// With a policy without keys of the log, the file's own are used, and the report is only as good as they are: say so
/// to the user. ErrorCode::corrupt names the line, and the position where there is one (details.line,
/// details.position).
Result<BundleReport> verify_bundle(const NextLine& next, const tlog::TrustPolicy& policy);

}  // namespace taizhang::audit
