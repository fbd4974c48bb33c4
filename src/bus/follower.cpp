#include "src/bus/follower.hpp"

namespace taizhang::bus {

Follower::Follower(const SubscriberOptions& options, World world)
    : options_(options),
      world_(std::move(world)),
      sequence_({.from = options.from,
                 .epoch = options.epoch,
                 .selection =
                     options.prefixes.empty() ? Sequencer::Selection::all_streams : Sequencer::Selection::some_streams},
                [this](const Delivery& message) -> Status {
                    TZ_CHECK(world_.deliver(message));
                    ++delivered_;
                    return {};
                }),
      heard_(world_.now()) {}

Status Follower::live(wire::Frames frames) {
    TZ_TRY(const Delivery message, wire::parse_broadcast(frames));
    TZ_CHECK(sequence_.live(message));
    if (sequence_.current()) heard_ = world_.now();
    return {};
}

Status Follower::answer(wire::Frames frames) {
    TZ_TRY(const wire::Answer answer, wire::parse_answer(frames, options_.kind));
    return take(answer);
}

void Follower::turn() {
    grant_if_due();
    ask_if_due();
}

Status Follower::take(const wire::Answer& answer) {
    if (const auto* refusal = std::get_if<wire::Refusal>(&answer)) return take_refusal(*refusal);
    if (const auto* end = std::get_if<wire::CaughtUp>(&answer)) {
        heard_ = world_.now();
        return sequence_.caught_up(end->id, end->end.epoch, end->end.position);
    }
    const auto& replayed = std::get<wire::Replayed>(answer);
    if (!sequence_.awaits(replayed.id)) return {};
    ++owed_;
    const Status taken = sequence_.replayed(replayed.id, replayed.message);
    heard_ = world_.now();  // after the handler, which may be slow: that is no silence of the publisher's
    return taken;
}

Status Follower::take_refusal(const wire::Refusal& refusal) {
    if (refusal.id && !sequence_.awaits(*refusal.id)) return {};
    if (refusal.code == "invalid") {
        return Error{ErrorCode::internal,
                     "the publisher did not understand the request for a replay: " + refusal.message};
    }
    sequence_.abandon_replay();
    ask_not_before_ = world_.now() + options_.replay_timeout;
    return {};
}

// Asks when something is missing, when nothing has been heard for long, and again when an answer stays away.
void Follower::ask_if_due() {
    const auto now = world_.now();
    if (sequence_.replaying()) {
        if (now - heard_ < options_.replay_timeout) return;
        sequence_.abandon_replay();
    }
    if (!sequence_.must_ask() && now - heard_ < options_.quiet) return;
    if (now < ask_not_before_) return;
    ask_not_before_ = now + least_ask_interval;
    heard_ = now;
    owed_ = 0;
    replay_id_ = sequence_.begin_replay();
    const bool sent = world_.send(wire::ReplayRequest{.id = replay_id_,
                                                      .kind = options_.kind,
                                                      .from = sequence_.next(),
                                                      .credit = options_.credit,
                                                      .prefixes = options_.prefixes});
    if (!sent) {
        sequence_.abandon_replay();
        ask_not_before_ = now + unreachable_retry;
        return;
    }
    ++asked_;
}

void Follower::grant_if_due() {
    if (!sequence_.awaits(replay_id_) || owed_ < std::max(1U, options_.credit / 2)) return;
    if (world_.send(wire::CreditGrant{.id = replay_id_, .credit = owed_})) owed_ = 0;
}

std::chrono::milliseconds Follower::patience() const {
    Clock::time_point due = heard_ + options_.quiet;
    if (sequence_.replaying()) {
        due = heard_ + options_.replay_timeout;
    } else if (sequence_.must_ask()) {
        due = ask_not_before_;
    }
    return std::max(std::chrono::milliseconds(0), std::chrono::ceil<std::chrono::milliseconds>(due - world_.now()));
}

SubscriberState Follower::state() const {
    return {.next = sequence_.next(),
            .epoch = sequence_.epoch(),
            .caught_up = sequence_.current(),
            .delivered = delivered_,
            .asked = asked_};
}

}  // namespace taizhang::bus
