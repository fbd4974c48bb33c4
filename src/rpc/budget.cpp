#include "src/rpc/budget.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace taizhang::rpc {

namespace {

struct Price {
    std::string_view begins;  ///< the method's name
    unsigned price;
};

/// The first that fits.
constexpr std::array prices{Price{"view.get", 1},
                            Price{"view.unsubscribe", 1},
                            Price{"view.diff", 50},
                            Price{"view.", 5},
                            Price{"events.", 5},
                            Price{"log.prove", 5},
                            Price{"log.bundle", 2'000},
                            Price{"log.", 2},
                            Price{"search.", 20},
                            Price{"export.", 2'000},
                            Price{"import.", 5'000},
                            Price{"bulletin.draft", 500},
                            Price{"bulletin.recompute", 500},
                            Price{"regime.check", 100},
                            Price{"report.prefill", 20},
                            Price{"ledger.gaps", 50},
                            Price{"forms.", 5},
                            Price{"projects.", 20},
                            Price{"projections.", 50},
                            Price{"rpc.discover", 100}};

}  // namespace

unsigned price_of(std::string_view method) {
    const auto* found = std::ranges::find_if(prices, [&](const Price& one) { return method.starts_with(one.begins); });
    return found == prices.end() ? 1 : found->price;
}

std::optional<std::chrono::milliseconds> Budgets::spend(const AccountId& account, unsigned price, Time now) {
    const std::lock_guard lock(mutex_);
    const auto [found, is_new] = left_.try_emplace(account, Left{options_.at_most, now});
    auto& left = found->second;
    const auto passed = std::max<std::int64_t>(0, (now - left.when).count());  // the clock may have been set back
    left.amount = std::min(options_.at_most, left.amount + double(passed) * options_.each_second / 1'000);
    left.when = now;
    const auto wanted = std::min(double(price), options_.at_most);
    if (left.amount >= wanted) {
        left.amount -= wanted;
        return std::nullopt;
    }
    const auto wait = std::ceil((wanted - left.amount) * 1'000 / options_.each_second);
    return std::chrono::milliseconds(std::max<std::int64_t>(1, std::int64_t(wait)));
}

}  // namespace taizhang::rpc
