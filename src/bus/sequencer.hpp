// Puts what a subscriber receives into order: every message exactly once, by position, whatever was lost on the way.
//
//     Sequencer sequence({.from = 0}, deliver);
//     if (sequence.must_ask()) ask(sequence.begin_replay(), sequence.next());
//     TZ_CHECK(sequence.live(message));                    // from the PUB socket
//     TZ_CHECK(sequence.replayed(id, message));            // from the replay socket
//     TZ_CHECK(sequence.caught_up(id, epoch, end));
//
// Without a filter positions have no gaps, so a gap is a hole. With stream prefixes a gap may be a hole or somebody
// else's event; the replay socket knows, so it is asked in both cases, and its `caught_up` moves us over what is not
// ours. No sockets, no clock; one thread. An error is final: history changed under us, or the consumer refused a
// message.
#pragma once

#include "src/bus/limits.hpp"
#include "src/bus/message.hpp"

#include <deque>
#include <functional>
#include <optional>

namespace taizhang::bus {

class Sequencer {
  public:
    enum class Selection {
        all_streams,
        some_streams  ///< both sockets send only some streams
    };
    struct Options {
        Position from = 0;
        std::optional<std::uint64_t> epoch = {};  ///< which log `from` belongs to; nothing: whichever answers first
        Selection selection = Selection::all_streams;
        std::size_t max_ahead = max_ahead_messages;
    };
    using Deliver = std::function<Status(const Delivery&)>;

    Sequencer(Options options, Deliver deliver)
        : options_(options), deliver_(std::move(deliver)), next_(options.from), epoch_(options.epoch) {}

    Status live(const Delivery& message);
    /// `request` other than the one under way: an answer that is no longer waited for, and is ignored.
    Status replayed(std::uint64_t request, const Delivery& message);
    Status caught_up(std::uint64_t request, std::uint64_t epoch, Position end);

    /// Something is, or may be, missing, and nobody has been asked yet.
    bool must_ask() const { return !current_ && !replay_; }
    /// The id under which to ask for everything from next() on.
    std::uint64_t begin_replay();
    /// The replay under way will not be answered: must_ask() again.
    void abandon_replay();

    bool awaits(std::uint64_t request) const { return replay_ && replay_->id == request; }
    bool replaying() const { return replay_.has_value(); }
    /// Nothing is known to be missing.
    bool current() const { return current_; }
    Position next() const { return next_; }
    std::optional<std::uint64_t> epoch() const { return epoch_; }

  private:
    struct Kept {
        std::string stream;
        Position position = 0;
        std::string bytes;
    };
    struct Replay {
        std::uint64_t id = 0;
        Position from = 0;
    };

    bool filtered() const { return options_.selection == Selection::some_streams; }
    Status check_epoch(std::uint64_t epoch);
    Status hand_over(const Delivery& message);
    void keep(const Delivery& message);
    void drop_first();
    Status splice();

    const Options options_;
    const Deliver deliver_;
    Position next_;
    std::optional<std::uint64_t> epoch_;
    bool current_ = false;
    std::optional<Replay> replay_;
    std::uint64_t last_id_ = 0;
    std::deque<Kept> ahead_;  ///< received live behind a hole; the newest, by position
    std::size_t ahead_bytes_ = 0;
};

}  // namespace taizhang::bus
