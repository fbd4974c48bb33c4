// What the simulation itself knows of the log, apart from the code under test: what was written, what clients were
// told, which checkpoints were shown. Everything is held against it; what does not fit is a Violation.
//
//     truth.appended(group);               // the log said that it is durable
//     truth.accepted(request, answer);     // a client was told
//     truth.recovered(log);                // after a crash: nothing acknowledged is lost, a group is whole or absent
//     truth.shown(checkpoint, log);
#pragma once

#include "src/engine/engine.hpp"
#include "tests/simulation/dice.hpp"

#include <taizhang/event_log.hpp>

#include <map>

namespace taizhang::simulation {

class Truth {
  public:
    const std::vector<Record>& records() const { return records_; }
    Position end() const { return records_.size(); }

    /// In this order: tried() before the log is asked; then appended(), or, for good, recovered().
    void tried(std::span<const Record> group);
    void appended(std::span<const Record> group);
    void recovered(const EventLog& log);

    void accepted(const CommandRequest& request, const CommandAnswer& answer);
    /// By the rules.
    void refused(const CommandRequest& request) { refused_[request.id] = end(); }
    /// And nothing has happened in its stream since.
    bool stands_refused(const CommandId& id, const StreamId& stream) const;
    std::size_t accepted_commands() const { return accepted_.size(); }

    /// Somebody may have seen it. It is of what was durable, proves itself, and is kept.
    void shown(const KeptCheckpoint& checkpoint, EventLog& log, Dice& dice);
    std::size_t checkpoints() const { return roots_.size(); }

    /// The log answers every question about what was acknowledged as it should.
    void audit(EventLog& log) const;
    /// What time brought came once, and not before its time.
    void audit_duties() const;

  private:
    void take(const Record& record);
    void check_kept(const std::map<std::uint64_t, std::string>& notes, EventLog& log) const;

    std::vector<Record> records_;
    std::vector<Digest> leaves_;
    std::vector<Record> in_flight_;  ///< tried, and neither known to be there nor known to be absent
    std::map<StreamId, Version> versions_;
    std::map<CommandId, CommandOutcome> commands_;
    std::map<CommandId, CommandAnswer> accepted_;
    std::map<CommandId, Position> refused_;       ///< where the log ended then
    std::map<std::uint64_t, Digest> roots_;       ///< of the checkpoints that were shown, by size
    std::map<std::uint64_t, std::string> notes_;  ///< the latest note of each
};

/// The hash of a record's leaf, from its header.
Digest leaf_of(const Record& record);

}  // namespace taizhang::simulation
