// Gives commands in a simulated city's name: at a chosen moment, by a chosen account, with ids that follow from a seed.
//
// Commands are queued and decided in groups; a command sees everything that was given before it. What the calendar
// brings meanwhile is recorded as it falls due, by the deadline keeper.
//
//     Player player(*rig, clock, {.seed = 2014, .latest = now});
//     TZ_CHECK(player.at(start_of_day(day) + hours(9)));
//     TZ_CHECK(player.act(clerk, StreamId::of(item), item::Acknowledged{}));
//     TZ_CHECK(player.finish());      // tells of commands that were refused and should not have been
#pragma once

#include "tools/simulate/notebook.hpp"
#include "tools/simulate/rig.hpp"

namespace taizhang::simulate {

struct PlayerOptions {
    std::uint64_t seed = 0;
    /// Nothing is recorded after it: a ledger that holds events of the future would hold up whoever works on it next.
    Time latest{std::numeric_limits<std::int64_t>::max()};
};

class Player {
  public:
    using Then = std::function<void(const CommandAnswer&)>;

    Player(Rig& rig, VirtualClock& clock, PlayerOptions options);

    Rig& rig() { return rig_; }
    Notebook& notebook() { return notebook_; }
    std::uint64_t seed() const { return options_.seed; }

    /// Moves the clock to that moment, never back, and lets what falls due on the way happen at its time.
    Status at(Time moment);
    /// The same at the beginning of a day, when whatever was given is decided.
    Status begin_day(Time morning) { return rig_.keep_until(morning); }
    Status at(Date day, std::chrono::minutes time_of_day) { return at(start_of_day(day) + time_of_day); }
    Date today() const { return china_date(clock_.now()); }

    /// One command that is to be accepted; `then` is called with the answer. An error when the play
    /// cannot go on: the log cannot be written, its time is over, or so many refusals have come that something is
    /// wrong.
    Status act(const AccountId& account, const StreamId& stream, Event event, std::string reason = {}, Then then = {});
    Status act_as_system(const StreamId& stream, Event event, std::string reason = {}) {
        return act(system_account, stream, std::move(event), std::move(reason));
    }
    /// One that a rule is to refuse: people try what is not allowed, too.
    Status try_in_vain(const AccountId& account, const StreamId& stream, Event event);

    /// Everything that was given is decided and answered.
    Status settle() { return rig_.flush(); }
    /// The same at the end of the play, when all is durable: an error if any answer was not as it was meant to be.
    Status finish();

    std::size_t commands() const { return commands_; }
    std::size_t refused_as_meant() const { return refused_as_meant_; }
    /// The first of those that were not to be refused, or that were to be and were not.
    const std::vector<std::string>& surprises() const { return surprises_; }

  private:
    Status give(const AccountId& account, const StreamId& stream, Event event, std::string reason,
                Engine::Answer answer);
    void surprise(const std::string& what);

    Rig& rig_;
    VirtualClock& clock_;
    const PlayerOptions options_;
    SeededRandom ids_;
    Notebook notebook_;
    std::size_t commands_ = 0, refused_as_meant_ = 0, surprised_ = 0;
    std::vector<std::string> surprises_;
};

}  // namespace taizhang::simulate
