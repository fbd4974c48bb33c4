#include "src/server/connections.hpp"

#include <boost/asio/defer.hpp>
#include <boost/asio/post.hpp>

namespace taizhang {

namespace {

constexpr std::size_t asked_at_a_time = 64;

}  // namespace

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

void Connections::follow(const std::weak_ptr<LiveConnection>& connection, const Executor& executor, rpc::NewsOf what) {
    for (std::size_t i = 0; i < rounds_.size(); i += 2) {
        auto &one = rounds_[i], &other = rounds_[i + 1];
        if ((one.what & what) == rpc::NewsOf::nothing) continue;
        std::scoped_lock locks(one.mutex, other.mutex);
        auto& round = one.followers.size() > other.followers.size() ? other : one;
        round.executor = executor;
        if (round.left == 0 && round.followers.size() == round.followers.capacity()) {  // the dead keep their memory
            std::erase_if(round.followers, [](const auto& one) { return one.expired(); });
            round.next = 0;
        }
        round.followers.push_back(connection);
        if (round.left > 0) ++round.left;
    }
}

void Connections::wake_all(rpc::NewsOf what) {
    for (auto& round : rounds_) {
        if ((round.what & what) == rpc::NewsOf::nothing) continue;
        const std::lock_guard lock(round.mutex);
        round.left = round.followers.size();
        if (round.left == 0 || std::exchange(round.under_way, true)) continue;
        boost::asio::post(*round.executor, [this, &round] { take_step(round); });
    }
}

void Connections::take_step(Round& round) {
    {
        const std::lock_guard lock(round.mutex);
        fill_step(round);
    }
    // thousands of connections lie far apart: their memory is waited for once for all, not for one after another
    for (const auto& connection : round.step) connection->prepare();
    for (const auto& connection : round.step) connection->news(round.what);
    round.step.clear();
    const std::lock_guard lock(round.mutex);
    if (round.left == 0)
        round.under_way = false;
    else  // after what came meanwhile, and without waking anybody for it
        boost::asio::defer(*round.executor, [this, &round] { take_step(round); });
}

/// The dead leave their place to the last.
void Connections::fill_step(Round& round) {
    auto& all = round.followers;
    while (round.left > 0 && round.step.size() < asked_at_a_time && !all.empty()) {
        if (round.next >= all.size()) round.next = 0;
        --round.left;
        if (auto connection = all[round.next].lock()) {
            round.step.push_back(std::move(connection));
            ++round.next;
        } else {
            // not asked, and the last may have had its turn: the round is as long as before, so that nobody is passed
            // over
            all[round.next] = std::move(all.back());
            all.pop_back();
            round.left = std::min(round.left + 1, all.size());
        }
    }
    if (all.empty()) round.left = 0;
}

void Connections::goodbye_all() {
    for (const auto& connection : living()) connection->goodbye();
}

void Connections::abandon_all() {
    for (const auto& connection : living()) connection->abandon();
}

}  // namespace taizhang
