// Who an account is and what it may do now, read from its own stream: a role granted, revoked, or an account closed
// takes effect as soon as it is durable, with no view in between.
//
//     std::shared_ptr<const Account> account = accounts.find({"zhang"});    // nullptr: never opened
#pragma once

#include "events/catalogue.hpp"

#include <taizhang/event_log.hpp>

#include <memory>
#include <mutex>
#include <unordered_map>

namespace taizhang::rpc {

struct Account {
    AccountId id;
    std::string name;
    std::vector<Role> roles;
    std::optional<UnitId> unit;
    std::optional<PersonId> person;
    bool closed = false;
    Version version = 0;  ///< events folded

    bool has(Role role) const;
};

/// Any thread. Remembers what it has folded and asks the log only for the stream's version and for what is new.
class Accounts {
  public:
    explicit Accounts(const EventLog& log) : log_(log) {}

    Result<std::shared_ptr<const Account>> find(const AccountId& id) const;

  private:
    Result<std::shared_ptr<const Account>> fold(const AccountId& id, std::shared_ptr<const Account> known,
                                                Version version) const;

    const EventLog& log_;
    mutable std::mutex mutex_;
    mutable std::unordered_map<AccountId, std::shared_ptr<const Account>> known_;
};

}  // namespace taizhang::rpc
