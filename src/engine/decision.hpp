// One command's way from request to records: who asks, does it conflict, what follows, and how that is written down.
// The engine's thread only; the outcome functions run later on the committer's.
#pragma once

#include "src/engine/aggregates.hpp"
#include "src/engine/committer.hpp"

namespace taizhang {

class Decider {
  public:
    Decider(EventLog& log, const Clock& clock, Random& random, std::size_t cached_aggregates);

    /// Decides, applies the events to the aggregates in memory, and numbers them. Never fails: a refusal is an outcome.
    Decided decide(CommandRequest request, Engine::Answer answer);

    /// Why nothing may be decided on this log; empty while all is well. Known once constructed.
    const std::string& unusable_because() const { return unusable_because_; }

    /// Forgets cold states beyond the limit; between commands only.
    void trim() { aggregates_.trim(); }

  private:
    Result<std::vector<Record>> records_for(const CommandRequest& request, const Context& context,
                                            std::optional<Role> role);
    Result<Context> context_for(const CommandRequest& request);
    Result<Record> record(const CommandRequest& request, const Context& context, const StreamId& stream,
                          const Event& event, Version version, Role role);

    EventLog& log_;
    const Clock& clock_;
    Random& random_;
    Aggregates aggregates_;
    Position next_;
    Time last_recorded_;
    std::string unusable_because_;
};

/// The same id came with another stream or another command.
Error command_id_taken(const CommandId& id);

/// The answer to a command that the log holds: read back from its records.
Result<CommandAnswer> answer_from_log(const EventLog& log, const CommandOutcome& outcome);

}  // namespace taizhang
