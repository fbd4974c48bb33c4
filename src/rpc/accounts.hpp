// Who an account is and what it may do now, read from its own stream: a role granted, revoked, or an account closed
// takes effect as soon as it is durable, with no view in between.
//
//     std::shared_ptr<const Account> account = accounts.find({"zhang"});    // nullptr: never opened
#pragma once

#include "src/domain/registers/account_state.hpp"

#include <taizhang/event_log.hpp>

#include <memory>
#include <mutex>
#include <unordered_map>

namespace taizhang::rpc {

struct Account {
    AccountId id;
    AccountState state;
    Version version = 0;  ///< events folded

    bool has(Role role) const;
    /// Not closed, and somebody's: with a role other than the system's.
    bool may_log_in() const;
};

/// Any thread. Remembers what it has folded and asks the log only for the stream's version and for what is new.
class Accounts {
  public:
    explicit Accounts(const EventLog& log) : log_(log) {}

    Result<std::shared_ptr<const Account>> find(const AccountId& id) const;

  private:
    const EventLog& log_;
    mutable std::mutex mutex_;
    mutable std::unordered_map<AccountId, std::shared_ptr<const Account>> known_;
};

}  // namespace taizhang::rpc
