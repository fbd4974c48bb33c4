// One installation in this process, in which a script plays: the real engine on a log in memory, the real deadline
// keeper, and one clock that stands until it is set.
//
//     Installation installation;
//     installation.set_up("unit/fgw", unit::Registered{…});
//     auto happened = installation.give("clerk", "item/1", {.proposal = item::Acknowledged{}});
//     auto fell_due = installation.pass_until(time);
//
// A command goes the way that a client's goes: a command id of its own, the version of the stream that is seen, the
// account looked up in its stream, the answer awaited until the log holds what it tells. What happened is then read
// back from the log, and states are folded from it. Every command is given twice, under the same id: the second must
// be answered as the first was and write nothing (rule 1).
//
// Where the parts do not agree with each other, std::logic_error is thrown. One thread.
#pragma once

#include "src/engine/engine.hpp"
#include "src/keeper/keeper.hpp"
#include "src/log/simulated_log.hpp"
#include "tests/spec/fields.hpp"

#include <iosfwd>

namespace taizhang::spec {

class Installation {
  public:
    Installation();

    Time now() const { return clock_.now(); }
    /// Time does not go back behind what is recorded.
    void set_clock(Time time);

    /// Given by the system account, and meant to succeed.
    void set_up(const std::string& stream, const Event& event);

    /// The version that is seen is the present one where the command names none.
    Result<std::vector<Happening>> give(const std::string& by, const std::string& stream, const Command& command);

    /// Lets the keeper act whenever something falls due until then, and returns what was recorded meanwhile. A command
    /// of the keeper that the rules refuse is a fault: the two do not agree on what is true.
    std::vector<Happening> pass_until(Time time);

    /// Folded from the log; version 0 where there is none.
    Aggregate get(const StreamId& stream) const;
    /// Position of the next event.
    Position end() const { return log_.end(); }
    /// Every event, a line each as in an audit bundle, without what proves it: {"position":0,"event":{CloudEvent}}.
    void export_events(std::ostream& out) const;

  private:
    CommandRequest request_for(const std::string& by, const std::string& stream, const Command& command);
    Result<CommandAnswer> submit(const CommandRequest& request);
    std::vector<Happening> written(const CommandRequest& request, const CommandAnswer& answer) const;
    std::vector<Happening> read(Position from, Position until) const;
    void keep();

    SimulatedLog log_;
    VirtualClock clock_;
    SeededRandom salts_, ids_;
    std::unique_ptr<Engine> engine_;
    keeper::Keeper keeper_;
};

}  // namespace taizhang::spec
