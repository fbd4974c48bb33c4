#include "src/keeper/keeper.hpp"

namespace taizhang::keeper {

namespace {

constexpr std::size_t together_limit = 256;          ///< duties of one moment that are given at once
constexpr std::chrono::minutes longest_sleep{1};     ///< so that a clock that was set is noticed
constexpr std::chrono::milliseconds busy_pause{50};  ///< while the engine's queue is full

CommandRequest request_for(const Duty& duty) {
    CommandRequest request;
    request.stream = duty.stream;
    request.proposal = duty.proposal;
    request.id = duty.id;
    request.account = system_account;
    request.reason = duty.reason;
    request.effective_at = duty.at;
    request.causation = duty.causation;
    return request;
}

}  // namespace

Status Keeper::catch_up() {
    const std::lock_guard lock(acting_);
    for (;;) {
        const auto gave = give();
        if (!gave) return stop_acting(gave.error());
        if (!*gave) return {};
        if (const auto done = hear(); !done) return stop_acting(done.error());
        pause_if_busy();
    }
}

Result<bool> Keeper::step() {
    const std::lock_guard lock(acting_);
    if (!given_) {
        const auto gave = give();
        return gave ? gave : Result<bool>(stop_acting(gave.error()));
    }
    if (!answered()) return false;
    if (const auto done = hear(); !done) return stop_acting(done.error());
    return true;
}

Error Keeper::stop_acting(const Error& why) {
    tell();
    const std::lock_guard told(mutex_);
    status_.stopped_because = why.message;
    return why;
}

/// The engine's clock, which never goes back behind what is recorded.
Time Keeper::now() const {
    return std::max(clock_.now(), agenda_.last_recorded().value_or(Time{}));
}

Status Keeper::read_log() {
    for (;;) {
        TZ_TRY(const auto page, log_.read(applied_, {}));
        if (page.empty() || is_stopping()) return {};
        for (const auto& record : page) {
            TZ_TRY(const auto event, event_of(record));
            if (std::holds_alternative<redaction::Approved>(event) && record.header.position >= begun_) {
                begin_anew();
                break;
            }
            agenda_.apply(record.header, event);
            ++applied_;
        }
    }
}

/// What was read may hold a text that was removed by law meanwhile; the log gives what is left.
void Keeper::begin_anew() {
    agenda_ = Agenda();
    applied_ = 0;
    begun_ = log_.end();
}

/// The earliest that is due, and whatever falls on the same moment: none of it waits for another's outcome, except the
/// ladder, which is asked again once this is recorded.
std::vector<Duty> Keeper::due_together(Time now) {
    std::vector<Duty> duties;
    while (duties.size() < together_limit) {
        auto duty = agenda_.take(now, duties.empty() ? now : duties.front().at);
        if (!duty) break;
        duties.push_back(std::move(*duty));
    }
    return duties;
}

/// False when nothing is due.
Result<bool> Keeper::give() {
    TZ_CHECK(read_log());
    auto duties = is_stopping() ? std::vector<Duty>() : due_together(now());
    tell();
    if (duties.empty()) return false;
    submit(std::move(duties));
    return true;
}

void Keeper::submit(std::vector<Duty> duties) {
    using Promise = std::promise<Result<CommandAnswer>>;
    auto& given = given_.emplace(Given{std::move(duties), {}});
    for (const auto& duty : given.duties) {
        // shared: we may be gone while the other thread is still inside set_value()
        const auto promise = std::make_shared<Promise>();
        given.answers.push_back(promise->get_future());
        engine_.submit(request_for(duty),
                       [promise](Result<CommandAnswer> answer) { promise->set_value(std::move(answer)); });
    }
}

bool Keeper::answered() const {
    return std::ranges::all_of(given_->answers, [](const auto& answer) {
        return answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    });
}

/// Waits for the answers that have not come.
Status Keeper::hear() {
    std::vector<Result<CommandAnswer>> answers;
    for (auto& answer : given_->answers) answers.push_back(answer.get());
    const auto duties = std::move(given_->duties);
    given_.reset();
    Status done;
    for (std::size_t i = 0; i < duties.size(); ++i) {
        if (auto heard = hear(duties[i], answers[i]); !heard && done) done = heard;
    }
    tell();
    return done;
}

Status Keeper::hear(const Duty& duty, const Result<CommandAnswer>& answer) {
    if (answer) {
        const std::lock_guard lock(mutex_);
        ++status_.acted;
        return {};
    }
    const auto error = answer.error();
    if (error.code == ErrorCode::not_writable || error.code == ErrorCode::corrupt) return error;
    if (error.code == ErrorCode::busy) {
        agenda_.put_back(duty);
        engine_was_busy_ = true;
        return {};
    }
    if (now() < duty.at) {  // the clock was set back meanwhile
        agenda_.put_back(duty);
        return {};
    }
    const std::lock_guard lock(mutex_);
    ++status_.refused;
    status_.last_refusal =
        std::string(info_of(duty.proposal).command) + " in " + duty.stream.value + ": " + error.message;
    return {};
}

void Keeper::pause_if_busy() {
    if (!std::exchange(engine_was_busy_, false)) return;
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, busy_pause, [this] { return stopping_; });
}

void Keeper::start() {
    const std::lock_guard lock(mutex_);
    if (!thread_.joinable() && !stopping_) thread_ = std::thread([this] { run(); });
}

void Keeper::run() {
    for (;;) {
        const bool well = bool(catch_up());
        std::unique_lock lock(mutex_);
        auto sleep = std::chrono::milliseconds(longest_sleep);
        if (status_.next) sleep = std::clamp(*status_.next - clock_.now(), std::chrono::milliseconds(1), sleep);
        const auto called = [&] { return stopping_ || (wake_ && well); };
        if (well)
            woken_.wait_for(lock, sleep, called);
        else
            woken_.wait(lock, called);  // nothing can be written or read any more: only the end is waited for
        if (stopping_) return;
        wake_ = false;
    }
}

void Keeper::wake() {
    {
        const std::lock_guard lock(mutex_);
        wake_ = true;
    }
    woken_.notify_all();
}

void Keeper::stop() {
    std::thread ending;
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        ending = std::move(thread_);
    }
    woken_.notify_all();
    if (ending.joinable()) ending.join();
}

bool Keeper::is_stopping() const {
    const std::lock_guard lock(mutex_);
    return stopping_;
}

/// For whoever asks for the status while we act.
void Keeper::tell() {
    const auto next = agenda_.next();
    const std::lock_guard lock(mutex_);
    status_.applied = applied_;
    status_.next = next;
}

KeeperStatus Keeper::status() const {
    const std::lock_guard lock(mutex_);
    return status_;
}

}  // namespace taizhang::keeper
