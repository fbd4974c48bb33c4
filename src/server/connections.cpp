#include "src/server/connections.hpp"

#include <vector>

namespace taizhang {

bool Connections::enter(const std::string& address) {
    const std::lock_guard lock(mutex_);
    auto& here = by_address_[address];
    if (count_ >= limit_ || here >= limit_per_address_) {
        if (here == 0) by_address_.erase(address);
        return false;
    }
    ++count_;
    ++here;
    return true;
}

void Connections::leave(const std::string& address) {
    const std::lock_guard lock(mutex_);
    --count_;
    const auto found = by_address_.find(address);
    if (--found->second == 0) by_address_.erase(found);
}

std::size_t Connections::count() const {
    const std::lock_guard lock(mutex_);
    return count_;
}

void Connections::add(std::weak_ptr<LiveConnection> connection) {
    const std::lock_guard lock(mutex_);
    // the dead are looked for now and then, so that coming and going on a quiet day leaves nothing behind
    if (live_.size() > 2 * count_ + 64) std::erase_if(live_, [](const auto& one) { return one.expired(); });
    live_.push_back(std::move(connection));
}

std::vector<std::shared_ptr<LiveConnection>> Connections::living() {
    std::vector<std::shared_ptr<LiveConnection>> living;
    const std::lock_guard lock(mutex_);
    for (auto at = live_.begin(); at != live_.end();) {
        if (auto connection = at->lock()) {
            living.push_back(std::move(connection));
            ++at;
        } else {
            at = live_.erase(at);
        }
    }
    return living;
}

void Connections::wake_all() {
    for (const auto& connection : living()) connection->news();
}

void Connections::goodbye_all() {
    for (const auto& connection : living()) connection->goodbye();
}

void Connections::abandon_all() {
    for (const auto& connection : living()) connection->abandon();
}

}  // namespace taizhang
