#include "src/rpc/throttle.hpp"

#include <arpa/inet.h>
#include <algorithm>
#include <array>

namespace taizhang::rpc {

using std::chrono::milliseconds;

std::string throttle_key(const std::string& address) {
    in6_addr v6{};
    if (inet_pton(AF_INET6, address.substr(0, address.find('%')).c_str(), &v6) != 1) return address;
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (IN6_IS_ADDR_V4MAPPED(&v6)) return inet_ntop(AF_INET, &v6.s6_addr[12], text.data(), text.size());
    std::fill(&v6.s6_addr[8], &v6.s6_addr[16], std::uint8_t{0});
    return std::string(inet_ntop(AF_INET6, &v6, text.data(), text.size())) + "/64";
}

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
