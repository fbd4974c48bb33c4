#include "src/keeper/keeper.hpp"

#include <future>

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
    Status done;
    for (;;) {
        done = read_log();
        if (!done || is_stopping()) break;
        const auto duties = due_together(now());
        if (duties.empty()) break;
        done = act(duties);
        tell();
        if (!done) break;
    }
    tell();
    if (done) return {};
    const std::lock_guard told(mutex_);
    status_.stopped_because = done.error().message;
    return done.error();
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
            agenda_.apply(record.header, event);
            ++applied_;
        }
    }
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

Status Keeper::act(const std::vector<Duty>& duties) {
    const auto answers = submit(duties);
    Status done;
    for (std::size_t i = 0; i < duties.size(); ++i) {
        if (auto heard = hear(duties[i], answers[i]); !heard && done) done = heard;
    }
    return done;
}

std::vector<Result<CommandAnswer>> Keeper::submit(const std::vector<Duty>& duties) {
    using Promise = std::promise<Result<CommandAnswer>>;
    std::vector<std::future<Result<CommandAnswer>>> waiting;
    for (const auto& duty : duties) {
        // shared: we may be gone while the other thread is still inside set_value()
        const auto promise = std::make_shared<Promise>();
        waiting.push_back(promise->get_future());
        engine_.submit(request_for(duty),
                       [promise](Result<CommandAnswer> answer) { promise->set_value(std::move(answer)); });
    }
    std::vector<Result<CommandAnswer>> answers;
    answers.reserve(waiting.size());
    for (auto& one : waiting) answers.push_back(one.get());
    return answers;
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
        std::unique_lock lock(mutex_);
        woken_.wait_for(lock, busy_pause, [this] { return stopping_; });
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
