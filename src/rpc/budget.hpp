// How fast one account may call, over all of its connections: each call has a price, and what may be spent comes back
// with time.
//
//     if (const auto wait = budgets.spend(account, price_of("view.list"), now)) return busy("…", wait->count());
//
// Any thread. Told the time.
#pragma once

#include <taizhang/ids.hpp>
#include <taizhang/time.hpp>

#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace taizhang::rpc {

struct BudgetOptions {
    double each_second = 50'000;  ///< comes back
    double at_most = 200'000;     ///< is saved up
};

/// 1 for a command or one row, more for what reads much or makes documents (docs/protocol.md, "Limits").
unsigned price_of(std::string_view method);

class Budgets {
  public:
    explicit Budgets(BudgetOptions options) : options_(options) {}

    /// Nothing when it was spent; else how long to wait, and nothing is spent.
    std::optional<std::chrono::milliseconds> spend(const AccountId& account, unsigned price, Time now);

  private:
    struct Left {
        double amount = 0;
        Time when;
    };

    const BudgetOptions options_;
    std::mutex mutex_;
    std::unordered_map<AccountId, Left> left_;  ///< of accounts that there are: no more than those
};

}  // namespace taizhang::rpc
