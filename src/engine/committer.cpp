#include "src/engine/committer.hpp"

#include <utility>

namespace taizhang {

namespace {

/// About what it takes in memory; a refusal takes some as well, or refusals would gather without bound.
std::size_t bytes_of(const Decided& decided) {
    constexpr std::size_t fixed = 512;
    std::size_t bytes = fixed;
    for (const auto& record : decided.records) bytes += record.payload.size() + record.header.reason.size() + fixed;
    return bytes;
}

Result<CommandAnswer> as_duplicate(Result<CommandAnswer> answer) {
    if (answer) answer->duplicate = true;
    return answer;
}

Error not_written(const Error& cause) {
    return {ErrorCode::not_writable,
            "the log could not be written, so the command has no effect that anybody was told of; mend the disk and "
            "restart the server: " +
                cause.message,
            cause.details};
}

}  // namespace

Committer::Committer(const EngineOptions& options, EventLog& log, std::vector<Engine::Listener> listeners,
                     std::string stopped_because)
    : options_(options),
      log_(log),
      listeners_(std::move(listeners)),
      stopped_because_(std::move(stopped_because)),
      thread_([this] { run(); }) {}

Committer::~Committer() {
    if (thread_.joinable()) finish();
}

void Committer::push(Decided decided) {
    std::unique_lock lock(mutex_);
    drained_.wait(
        lock, [this] { return waiting_bytes_ < options_.group_bytes && waiting_records_ < options_.group_records; });
    waiting_bytes_ += bytes_of(decided);
    waiting_records_ += decided.records.size();
    if (!decided.records.empty()) joined_.try_emplace(decided.id);
    waiting_.push_back(std::move(decided));
    filled_.notify_one();
}

bool Committer::join(const CommandId& id, Engine::Answer& answer) {
    std::unique_lock lock(mutex_);
    if (!joined_.contains(id)) return false;
    drained_.wait(lock, [this] { return joined_answers_ < options_.group_records; });
    const auto found = joined_.find(id);
    if (found == joined_.end()) return false;  // answered meanwhile
    found->second.push_back(std::move(answer));
    ++joined_answers_;
    return true;
}

void Committer::finish() {
    {
        std::lock_guard lock(mutex_);
        finishing_ = true;
    }
    filled_.notify_one();
    thread_.join();
}

std::string Committer::stopped_because() const {
    std::lock_guard lock(mutex_);
    return stopped_because_;
}

std::uint64_t Committer::groups() const {
    std::lock_guard lock(mutex_);
    return groups_;
}

std::uint64_t Committer::events() const {
    std::lock_guard lock(mutex_);
    return events_;
}

void Committer::run() {
    for (;;) {
        auto group = take_group();
        if (group.empty()) return;
        const auto written = write(group);
        answer(group, written);
    }
}

std::deque<Decided> Committer::take_group() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return finishing_ || !waiting_.empty(); });
    waiting_bytes_ = waiting_records_ = 0;
    drained_.notify_one();
    return std::exchange(waiting_, {});
}

Status Committer::write(std::deque<Decided>& group) {
    if (auto why = stopped_because(); !why.empty()) return Error{ErrorCode::not_writable, why};
    std::vector<Record> records;
    for (auto& decided : group) {
        std::move(decided.records.begin(), decided.records.end(), std::back_inserter(records));
    }
    if (records.empty()) return {};
    if (auto appended = log_.append(records); !appended) {
        std::lock_guard lock(mutex_);
        stopped_because_ = appended.error().message;
        return appended;
    }
    {
        std::lock_guard lock(mutex_);
        ++groups_;
        events_ += records.size();
    }
    for (const auto& listener : listeners_) listener(records);
    return {};
}

void Committer::answer(std::deque<Decided>& group, const Status& written) {
    for (auto& decided : group) {
        auto outcome = written ? decided.outcome() : Result<CommandAnswer>(not_written(written.error()));
        const auto later = leave(decided);
        for (auto& waiting : decided.waiting) waiting(outcome);
        for (auto& waiting : later) waiting(as_duplicate(outcome));
    }
}

std::vector<Engine::Answer> Committer::leave(const Decided& decided) {
    if (decided.records.empty()) return {};  // refused: it was never in flight
    std::lock_guard lock(mutex_);
    const auto found = joined_.find(decided.id);
    if (found == joined_.end()) return {};
    auto later = std::move(found->second);
    joined_.erase(found);
    joined_answers_ -= later.size();
    drained_.notify_one();
    return later;
}

}  // namespace taizhang
