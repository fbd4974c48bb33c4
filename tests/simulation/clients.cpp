#include "tests/simulation/clients.hpp"

namespace taizhang::simulation {

namespace {

constexpr Milliseconds patience = 1'500;
constexpr unsigned per_mille_idle = 200, per_mille_old_id = 30;

}  // namespace

std::string Client::step(Milliseconds now, Time clock, bool finish) {
    std::string told;
    while (const auto heard = answers_.take(now)) told += hear(*heard, now);
    if (pending_ && pending_->again <= now) {
        send(now);
        return told + " asks again";
    }
    if (pending_ || finish || dice_.chance(per_mille_idle)) return told;
    pending_ = Pending{next_command(clock), 0};
    send(now);
    return told + " asks for " + std::string(info_of(pending_->request.proposal).command) + " " +
           pending_->request.stream.value;
}

CommandRequest Client::next_command(Time clock) {
    auto request = desk_.think_of_something(clock);
    if (last_id_ && dice_.chance(per_mille_old_id)) request.id = *last_id_;  // a mistake of somebody's program
    last_id_ = request.id;
    return request;
}

void Client::send(Milliseconds now) {
    requests_.send(pending_->request, now, dice_, weather_);
    pending_->again = now + patience + dice_.between(0, patience);
}

std::string Client::hear(const Heard& heard, Milliseconds now) {
    const auto& [request, answer] = heard;
    if (answer) truth_.accepted(request, *answer);
    if (!pending_ || pending_->request.id != request.id) return " late answer";
    if (answer) {
        desk_.learn(request, *answer);
        pending_.reset();
        return " accepted at " + std::to_string(answer->position) + (answer->duplicate ? " as before" : "");
    }
    const auto code = answer.error().code;
    if (code == ErrorCode::not_writable || code == ErrorCode::busy) {
        pending_->again = now + dice_.between(50, patience);
        return " not now";
    }
    pending_.reset();
    return " refused: " + answer.error().message.substr(0, 60);
}

void Client::answer(const CommandRequest& request, const Result<CommandAnswer>& answer, Milliseconds now) {
    answers_.send({request, answer}, now, dice_, weather_);
}

}  // namespace taizhang::simulation
