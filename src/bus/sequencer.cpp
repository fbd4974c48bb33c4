#include "src/bus/sequencer.hpp"

#include <algorithm>

namespace taizhang::bus {

Status Sequencer::check_epoch(std::uint64_t epoch) {
    if (!epoch_) epoch_ = epoch;
    if (*epoch_ == epoch) return {};
    return Error{
        ErrorCode::conflict,
        "expected events of the log with epoch " + std::to_string(*epoch_) + ", got epoch " + std::to_string(epoch) +
            ": the publisher serves another log, or one restored from a backup; positions before and after do not "
            "compare, so discard what was derived from position 0 to " +
            std::to_string(next_) + " and start anew",
        {{"epoch", std::to_string(epoch)}, {"expected_epoch", std::to_string(*epoch_)}}};
}

Status Sequencer::live(const Delivery& message) {
    TZ_CHECK(check_epoch(message.epoch));
    if (message.position < next_) return {};
    if (message.position > next_) {
        current_ = false;
        keep(message);
        return {};
    }
    TZ_CHECK(hand_over(message));
    TZ_CHECK(splice());
    // What arrives live and in sequence makes a replay of the same superfluous, unless gaps are ordinary.
    if (!filtered() && ahead_.empty()) {
        replay_.reset();
        current_ = true;
    }
    return {};
}

Status Sequencer::replayed(std::uint64_t request, const Delivery& message) {
    if (!awaits(request)) return {};
    TZ_CHECK(check_epoch(message.epoch));
    if (message.position < next_) return {};
    if (message.position > next_ && !filtered()) {
        abandon_replay();
        return {};
    }
    TZ_CHECK(hand_over(message));
    const bool had_ahead = !ahead_.empty();
    TZ_CHECK(splice());
    if (!filtered() && had_ahead && ahead_.empty()) {
        replay_.reset();
        current_ = true;
    }
    return {};
}

Status Sequencer::caught_up(std::uint64_t request, std::uint64_t epoch, Position end) {
    if (!awaits(request)) return {};
    TZ_CHECK(check_epoch(epoch));
    if (end < replay_->from) {
        return Error{ErrorCode::conflict,
                     "asked for events from position " + std::to_string(replay_->from) +
                         ", but the publisher's log ends at " + std::to_string(end) +
                         ": it has lost events that were already published; compare its checkpoints"};
    }
    if (!filtered() && end > next_) {  // the replay left something out
        abandon_replay();
        return {};
    }
    next_ = std::max(next_, end);
    replay_.reset();
    TZ_CHECK(splice());
    current_ = ahead_.empty();
    return {};
}

std::uint64_t Sequencer::begin_replay() {
    replay_ = Replay{++last_id_, next_};
    return last_id_;
}

void Sequencer::abandon_replay() {
    replay_.reset();
    current_ = false;
}

Status Sequencer::hand_over(const Delivery& message) {
    TZ_CHECK(deliver_(message));
    next_ = message.position + 1;
    return {};
}

// Keeps the newest: they are what is missing when a long replay ends.
void Sequencer::keep(const Delivery& message) {
    if (!ahead_.empty() && message.position <= ahead_.back().position) return;
    ahead_.push_back({std::string(message.stream), message.position, std::string(message.bytes)});
    ahead_bytes_ += message.bytes.size();
    while (ahead_.size() > 1 && (ahead_.size() > options_.max_ahead || ahead_bytes_ > max_ahead_bytes)) drop_first();
}

void Sequencer::drop_first() {
    ahead_bytes_ -= ahead_.front().bytes.size();
    ahead_.pop_front();
}

// Hands over what was kept, as far as it continues the sequence.
Status Sequencer::splice() {
    while (!ahead_.empty() && ahead_.front().position <= next_) {
        const Kept& first = ahead_.front();
        if (first.position == next_) TZ_CHECK(hand_over({first.stream, *epoch_, first.position, first.bytes}));
        drop_first();
    }
    return {};
}

}  // namespace taizhang::bus
