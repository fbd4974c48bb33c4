// One command's way from request to records: who asks, does it conflict, what follows, and how that is written down.
// One thread at a time; what an outcome needs to read is read by the same thread, after the sync.
#pragma once

#include "src/engine/aggregates.hpp"
#include "src/engine/engine.hpp"

#include <unordered_map>

namespace taizhang {

/// What a decision came to: records of the group that is being made, or what is to be told instead.
struct Outcome {
    std::size_t first = 0, count = 0;  ///< in the group
    bool duplicate = false;            ///< they are those of the same command, which came before in this group
    /// Where not empty, makes the answer after the sync instead. May read the log, in which everything before this
    /// command is durable by then.
    std::function<Result<CommandAnswer>()> told = {};
};

class Decider {
  public:
    Decider(EventLog& log, const Clock& clock, Random& random, std::size_t cached_aggregates);

    /// Decides on top of the group, which is not durable yet, applies the events to the aggregates in memory, and adds
    /// their records to it. Never fails: a refusal is an outcome.
    Outcome decide(const CommandRequest& request, std::vector<Record>& group);

    /// The group is durable, and the next one begins. Forgets cold states beyond the limit.
    void next_group();

    /// Why nothing may be decided on this log; empty while all is well. Known once constructed.
    const std::string& unusable_because() const { return unusable_because_; }

  private:
    std::optional<Outcome> known(const CommandRequest& request, const std::vector<Record>& group);
    Outcome known_in_log(const CommandRequest& request, const CommandOutcome& earlier) const;
    Status add_records(const CommandRequest& request, const Context& context, std::optional<Role> role,
                       std::vector<Record>& group);
    Status apply_all(const std::vector<Happening>& happenings, std::span<Record> made);
    Status check_applies(const Happening& happening, Record& made);
    void erase_by(Record& made, const redaction::Approved& approved);
    Result<Context> context_for(const CommandRequest& request);
    Result<Record> record(const CommandRequest& request, const Context& context, const Happening& happening, Role role);

    EventLog& log_;
    const Clock& clock_;
    Random& random_;
    Aggregates aggregates_;
    std::unordered_map<CommandId, Outcome> in_group_;  ///< accepted, and not durable yet
    Position next_;
    Time last_recorded_;
    std::string unusable_because_;
};

/// The answer to a command that brought about these records, all of them.
CommandAnswer answer_of(std::span<const Record> records);

/// The same id came with another stream or another command.
Error command_id_taken(const CommandId& id);

/// The answer to a command that the log holds: read back from its records.
Result<CommandAnswer> answer_from_log(const EventLog& log, const CommandOutcome& outcome);

}  // namespace taizhang
