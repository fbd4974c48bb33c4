#include "src/rpc/throttle.hpp"

#include <algorithm>

namespace taizhang::rpc {

using std::chrono::milliseconds;

milliseconds Throttle::wait_after(unsigned failures) const {
    auto wait = options_.first_wait;
    for (unsigned i = free_; i < failures && wait < options_.longest_wait; ++i) wait *= 2;
    return std::min(wait, options_.longest_wait);
}

std::optional<milliseconds> Throttle::wait(const std::string& key, Time now) const {
    const auto found = failures_.find(key);
    if (found == failures_.end() || found->second.count < free_) return std::nullopt;
    const auto until = found->second.last + wait_after(found->second.count);
    if (now >= until) return std::nullopt;
    return until - now;
}

void Throttle::failed(const std::string& key, Time now) {
    auto found = failures_.find(key);
    if (found == failures_.end()) {
        if (failures_.size() >= options_.max_keys) make_room(now);
        found = failures_.emplace(key, Failures{}).first;
    }
    auto& failures = found->second;
    if (now - failures.last > options_.forget_after) failures.count = 0;
    ++failures.count;
    failures.last = now;
}

/// Forgets what is over; when nothing is, the oldest.
void Throttle::make_room(Time now) {
    std::erase_if(failures_, [&](const auto& entry) { return now - entry.second.last > options_.forget_after; });
    if (failures_.size() < options_.max_keys) return;
    const auto oldest = std::min_element(failures_.begin(), failures_.end(),
                                         [](const auto& a, const auto& b) { return a.second.last < b.second.last; });
    failures_.erase(oldest);
}

}  // namespace taizhang::rpc
