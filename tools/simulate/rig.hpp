// The engine and the deadline keeper of a played city, both stepped by hand on a virtual clock: commands are given in
// groups, each written with one sync, and what the calendar brings is recorded by the same keeper as on a server.
//
//     TZ_TRY(auto rig, Rig::open({.data = "data", .seed = 7}, clock));
//     rig->submit(request, answer);                 // queued; decided with what is queued beside it
//     TZ_CHECK(rig->flush());                       // everything is decided and answered
//     TZ_CHECK(rig->keep_until(tomorrow));          // what falls due until then, each at its own moment
//     TZ_CHECK(rig->settle());                      // everything is durable
//
// Views are not built meanwhile unless asked for: the first `taizhang serve` builds them. Without them the log is
// written by a thread of its own, behind the play; with them each group is durable before it is answered.
// One thread at a time.
#pragma once

#include "src/engine/engine.hpp"
#include "src/keeper/keeper.hpp"
#include "src/redaction/substituting_log.hpp"
#include "src/views/views.hpp"
#include "tools/simulate/dice.hpp"
#include "tools/simulate/written_behind.hpp"

#include <deque>
#include <filesystem>

namespace taizhang::simulate {

struct RigOptions {
    std::filesystem::path data;              ///< made by Node::open before; its log is empty
    std::uint64_t seed = 0;                  ///< of the salts, too: the same play has the same tree
    bool views = false;                      ///< for what is drafted from them
    std::chrono::milliseconds pace{40'000};  ///< on average between two commands
};

/// What the engine asks once for each command, in the order in which they were given: the moment at which each was
/// given. Nobody writes two things in the same moment.
class PacedClock final : public Clock {
  public:
    PacedClock(VirtualClock& clock, std::uint64_t seed, std::chrono::milliseconds pace)
        : clock_(clock), dice_(seed, "pace"), pace_(pace) {}
    /// Somebody has taken his time and gives a command.
    void give();
    /// Of the command that is decided now; what the calendar brings takes no time.
    Time now() const override;
    void set_pace(std::chrono::milliseconds pace) { pace_ = pace; }

  private:
    VirtualClock& clock_;
    Dice dice_;
    std::chrono::milliseconds pace_;
    mutable std::deque<Time> given_;
};

class Rig {
  public:
    using Listener = std::function<void(const Record&)>;

    static Result<std::unique_ptr<Rig>> open(const RigOptions& options, VirtualClock& clock);
    ~Rig();

    /// Called for every record, in order; set before the first command.
    void on_record(Listener listener) { listener_ = std::move(listener); }

    void submit(CommandRequest request, Engine::Answer answer);
    Status flush();
    /// After a flush().
    Status settle() const;
    /// Moves the clock, never back. What was queued stays queued, so that a day's commands are one group, unless
    /// something is known to fall due before.
    Status go_on_until(Time moment);
    /// The same, with everything decided, and everything recorded that falls due.
    Status keep_until(Time moment);

    /// On average between two commands, from now on.
    void set_pace(std::chrono::milliseconds pace) { paced_.set_pace(pace); }

    EventLog& log() { return *log_; }
    /// Caught up with the log; only where they were asked for.
    Result<Views*> views();
    bool has_views() const { return views_ != nullptr; }
    const keeper::Keeper& keeper() const { return *keeper_; }
    EngineCounters counters() const { return engine_->counters(); }

  private:
    Rig(const RigOptions& options, VirtualClock& clock);

    VirtualClock& clock_;
    PacedClock paced_;
    SeededRandom salts_;
    std::unique_ptr<EventLog> kept_;
    std::unique_ptr<WrittenBehind> behind_;  ///< nullptr where views are built meanwhile
    std::unique_ptr<SubstitutingLog> log_;
    std::unique_ptr<Views> views_;
    std::unique_ptr<SteppedEngine> engine_;
    std::unique_ptr<keeper::Keeper> keeper_;
    Listener listener_;
    std::size_t queued_ = 0;
};

}  // namespace taizhang::simulate
