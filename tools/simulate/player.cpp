#include "tools/simulate/player.hpp"

namespace taizhang::simulate {

namespace {

constexpr std::size_t surprises_told = 20;
constexpr std::size_t surprises_borne = 200;  ///< what comes after so many tells nothing new

}  // namespace

Player::Player(Rig& rig, VirtualClock& clock, PlayerOptions options)
    : rig_(rig), clock_(clock), options_(options), ids_(options.seed) {
    rig_.on_record([this](const Record& record) { notebook_.apply(record); });
}

Status Player::at(Time moment) {
    return rig_.go_on_until(moment);
}

void Player::surprise(const std::string& what) {
    ++surprised_;
    if (surprises_.size() < surprises_told) surprises_.push_back(clock_.now().to_string() + " " + what);
}

Status Player::give(const AccountId& account, const StreamId& stream, Event event, std::string reason,
                    Engine::Answer answer) {
    if (clock_.now() > options_.latest) {
        return refused("the play has come to " + clock_.now().to_string() +
                       ", which is in the future; play fewer months (--months) or years, or an older document");
    }
    if (surprised_ > surprises_borne) return finish();
    ++commands_;
    rig_.submit({.stream = stream,
                 .proposal = std::move(event),
                 .id = make_command_id(ids_),
                 .account = account,
                 .expected_version = {},
                 .reason = std::move(reason),
                 .effective_at = {},
                 .correlation = {},
                 .causation = {}},
                std::move(answer));
    return {};
}

Status Player::act(const AccountId& account, const StreamId& stream, Event event, std::string reason, Then then) {
    const auto* command = info_of(event).command.data();
    return give(account, stream, std::move(event), std::move(reason),
                [this, account, stream, command, then = std::move(then)](const Result<CommandAnswer>& answer) {
                    if (answer) return then ? then(*answer) : void();
                    surprise(account.value + ", " + command + " on " + stream.value + ": " + answer.error().message);
                });
}

Status Player::try_in_vain(const AccountId& account, const StreamId& stream, Event event) {
    const auto* command = info_of(event).command.data();
    return give(account, stream, std::move(event), {},
                [this, account, stream, command](const Result<CommandAnswer>& answer) {
                    if (!answer) return void(++refused_as_meant_);
                    surprise(account.value + ", " + command + " on " + stream.value + " was to be refused");
                });
}

Status Player::finish() {
    TZ_CHECK(rig_.flush());
    TZ_CHECK(rig_.settle());
    if (surprised_ == 0) return {};
    std::string told = std::to_string(surprised_) + " commands of the play were not answered as they were meant to be";
    for (const auto& one : surprises_) told += "\n  " + one;
    return Error{ErrorCode::internal, std::move(told)};
}

}  // namespace taizhang::simulate
