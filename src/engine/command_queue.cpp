#include "src/engine/command_queue.hpp"

namespace taizhang {

namespace {

constexpr int busy_retry_ms = 100;

/// About what a command takes while it waits.
std::size_t bytes_of(const CommandRequest& request) {
    constexpr std::size_t fixed = 512;
    return request.bytes + request.reason.size() + fixed;
}

}  // namespace

Result<bool> CommandQueue::push(WaitingCommand& waiting) {
    const auto bytes = bytes_of(waiting.request);
    const std::lock_guard lock(mutex_);
    if (closed_) return Error{ErrorCode::not_writable, "the server is stopping"};
    const bool no_room = !waiting_.empty() && bytes_ + bytes > max_bytes_;
    if (no_room || waiting_.size() >= limit_) {
        ++refused_busy_;
        return Error{ErrorCode::busy,
                     std::to_string(waiting_.size()) + " commands are waiting; send it again a little later"}
            .with("retry_after_ms", busy_retry_ms);
    }
    bytes_ += bytes;
    waiting_.push_back(std::move(waiting));
    return !std::exchange(attended_, true);
}

std::optional<WaitingCommand> CommandQueue::pop() {
    const std::lock_guard lock(mutex_);
    if (waiting_.empty()) return std::nullopt;
    std::optional<WaitingCommand> next(std::move(waiting_.front()));
    waiting_.pop_front();
    bytes_ -= bytes_of(next->request);
    return next;
}

bool CommandQueue::leave() {
    const std::lock_guard lock(mutex_);
    if (!waiting_.empty()) return false;
    attended_ = false;
    return true;
}

void CommandQueue::close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
}

bool CommandQueue::closed() const {
    const std::lock_guard lock(mutex_);
    return closed_;
}

std::size_t CommandQueue::size() const {
    const std::lock_guard lock(mutex_);
    return waiting_.size();
}

std::uint64_t CommandQueue::refused_busy() const {
    const std::lock_guard lock(mutex_);
    return refused_busy_;
}

}  // namespace taizhang
