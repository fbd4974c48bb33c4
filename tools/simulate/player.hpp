// Gives commands in a simulated city's name: at a chosen moment, by a chosen account, with ids that follow from a seed.
//
// What the calendar brings meanwhile is recorded as it falls due, by the same deadline keeper's agenda as on a server.
//
//     Player player(node, clock, {.seed = 2014, .latest = now});
//     TZ_CHECK(player.at(Date(2014, 2, 3), hours(9)));
//     TZ_CHECK(player.act(clerk, StreamId::of(item), item::Acknowledged{}));
#pragma once

#include "src/keeper/agenda.hpp"
#include "tools/node.hpp"

#include <random>

namespace taizhang::simulate {

struct PlayerOptions {
    std::uint64_t seed = 0;
    /// Nothing is recorded after it: a ledger that holds events of the future would hold up whoever works on it next.
    Time latest{std::numeric_limits<std::int64_t>::max()};
};

class Player {
  public:
    Player(Node& node, VirtualClock& clock, PlayerOptions options)
        : node_(node), clock_(clock), options_(options), ids_(options.seed), dice_(options.seed) {}

    Node& node() { return node_; }

    /// Moves the clock to that moment in China, never back, and lets what falls due on the way happen at its time.
    Status at(Date day, std::chrono::minutes time_of_day);
    Date today() const { return china_date(clock_.now()); }

    /// One command, durable when it returns.
    Result<CommandAnswer> act(const AccountId& account, const StreamId& stream, Event event, std::string reason = {});
    Result<CommandAnswer> act_as_system(const StreamId& stream, Event event, std::string reason = {}) {
        return act(system_account, stream, std::move(event), std::move(reason));
    }

    /// True in about `percent` of 100 throws.
    bool chance(unsigned percent) { return below(100) < percent; }
    /// 0 … limit - 1.
    std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(dice_); }
    template <class Range>
    const auto& one_of(const Range& range) {
        return range[below(std::size(range))];
    }

    std::size_t commands() const { return commands_; }

  private:
    Status read_on();
    Status do_duties();

    Node& node_;
    VirtualClock& clock_;
    const PlayerOptions options_;
    SeededRandom ids_;
    std::mt19937_64 dice_;
    std::size_t commands_ = 0;
    keeper::Agenda agenda_;
    Position read_ = 0;  ///< the agenda knows the log up to here
};

/// All rows of a view as of now.
Result<std::vector<boost::json::object>> rows_of(Node& node, std::string_view view, boost::json::object filter = {});

}  // namespace taizhang::simulate
