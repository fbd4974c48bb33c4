#include "src/bus/send_queue.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace taizhang::bus {

namespace {

std::size_t size_of(const Message& message) {
    std::size_t size = sizeof(Message) + message.stream.size();
    if (message.cloud_event) size += message.cloud_event->size();
    if (message.record) size += message.record->size();
    return size;
}

}  // namespace

Wakeup::Wakeup() : descriptor_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd for the bus");
}

Wakeup::~Wakeup() {
    ::close(descriptor_);
}

void Wakeup::wake() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(descriptor_, &one, sizeof one);  // fails only when already readable
}

void Wakeup::clear() {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto got = ::read(descriptor_, &count, sizeof count);  // fails only when nothing was there
}

std::size_t SendQueue::push(Message message) {
    std::size_t dropped = 0;
    bool was_empty = false;
    {
        const std::lock_guard lock(mutex_);
        was_empty = waiting_.empty();
        bytes_ += size_of(message);
        waiting_.push_back(std::move(message));
        dropped = make_room();
    }
    if (was_empty) wakeup_.wake();
    return dropped;
}

// The newest always stays, however large: it is what tells a subscriber that there is a hole.
std::size_t SendQueue::make_room() {
    std::size_t dropped = 0;
    for (; waiting_.size() > 1 && (waiting_.size() > bound_.messages || bytes_ > bound_.bytes); ++dropped) {
        bytes_ -= size_of(waiting_.front());
        waiting_.pop_front();
    }
    return dropped;
}

std::vector<Message> SendQueue::take(std::size_t count) {
    std::vector<Message> taken;
    const std::lock_guard lock(mutex_);
    wakeup_.clear();
    taken.reserve(std::min(count, waiting_.size()));
    while (!waiting_.empty() && taken.size() < count) {
        bytes_ -= size_of(waiting_.front());
        taken.push_back(std::move(waiting_.front()));
        waiting_.pop_front();
    }
    if (!waiting_.empty()) wakeup_.wake();
    return taken;
}

}  // namespace taizhang::bus
