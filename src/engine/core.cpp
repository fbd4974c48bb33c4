#include "src/engine/core.hpp"

namespace taizhang {

namespace {

/// About what a decision takes in memory; a refusal takes some as well, or refusals would gather without bound.
std::size_t bytes_of(std::span<const Record> records) {
    constexpr std::size_t fixed = 512;
    std::size_t bytes = fixed;
    for (const auto& record : records) bytes += record.payload.size() + record.header.reason.size() + fixed;
    return bytes;
}

Error not_written(const Error& cause) {
    return {ErrorCode::not_writable,
            "the log could not be written, so the command has no effect that anybody was told of; mend the disk and "
            "restart the server: " +
                cause.message,
            cause.details};
}

}  // namespace

Core::Core(const EngineOptions& options, EventLog& log, const Clock& clock, Random& random,
           std::vector<Engine::Listener> listeners)
    : options_(options),
      log_(log),
      listeners_(std::move(listeners)),
      queue_(options),
      decider_(log, clock, random, options.cached_aggregates) {
    if (!decider_.unusable_because().empty()) stop_writing(decider_.unusable_because());
}

bool Core::submit(CommandRequest&& request, Engine::Answer answer) {
    if (stopped_) {
        answer(Error{ErrorCode::not_writable, "the log cannot be written since: " + stopped_because() +
                                                  "; mend the disk and restart the server"});
        return false;
    }
    WaitingCommand waiting{std::move(request), std::move(answer)};
    const auto pushed = queue_.push(waiting);
    if (pushed) return *pushed;
    waiting.answer(pushed.error());
    return false;
}

bool Core::step() {
    if (!gather()) return false;
    answer(write());
    pending_.clear();
    records_.clear();
    bytes_ = 0;
    decider_.next_group();
    return true;
}

/// Also what comes while the others are being decided, as long as there is room in the group.
bool Core::gather() {
    while (pending_.empty() || !is_full()) {
        auto waiting = queue_.pop();
        if (!waiting) break;
        decide(*waiting);
    }
    return !pending_.empty();
}

bool Core::is_full() const {
    return bytes_ >= options_.group_bytes || pending_.size() >= options_.group_records ||
           records_.size() >= options_.group_records;
}

void Core::decide(WaitingCommand& waiting) {
    const auto before = records_.size();
    // once the writer has stopped, the states in memory are not those of the log any more
    auto outcome = stopped_ ? Outcome{} : decider_.decide(waiting.request, records_);
    bytes_ += bytes_of(std::span(records_).subspan(before));
    pending_.push_back({std::move(outcome), std::move(waiting.answer)});
}

Status Core::write() {
    if (stopped_) return Error{ErrorCode::not_writable, stopped_because()};
    if (records_.empty()) return {};
    if (auto appended = log_.append(records_); !appended) {
        stop_writing(appended.error().message);
        return appended;
    }
    ++groups_;
    events_ += records_.size();
    for (const auto& listener : listeners_) listener(records_);
    return {};
}

void Core::answer(const Status& written) {
    for (auto& [outcome, answer] : pending_) {
        auto result = written ? result_of(outcome) : Result<CommandAnswer>(not_written(written.error()));
        ++(!result ? refused_ : result->duplicate ? duplicates_ : accepted_);
        answer(std::move(result));
    }
}

Result<CommandAnswer> Core::result_of(const Outcome& outcome) const {
    if (outcome.told) return outcome.told();
    auto answer = answer_of(std::span(records_).subspan(outcome.first, outcome.count));
    answer.duplicate = outcome.duplicate;
    return answer;
}

void Core::stop_writing(std::string because) {
    const std::lock_guard lock(mutex_);
    stopped_because_ = std::move(because);
    stopped_ = true;
}

std::string Core::stopped_because() const {
    const std::lock_guard lock(mutex_);
    return stopped_because_;
}

EngineCounters Core::counters() const {
    EngineCounters counters;
    counters.accepted = accepted_;
    counters.refused = refused_;
    counters.duplicates = duplicates_;
    counters.busy = queue_.refused_busy();
    counters.groups = groups_;
    counters.events = events_;
    counters.queued = queue_.size();
    counters.stopped_because = stopped_because();
    counters.writable = counters.stopped_because.empty() && !queue_.closed();
    return counters;
}

}  // namespace taizhang
