// View `accounts` 账号: who may log in and under which roles. Key: the account's id. No secret stands in the log, so
// none stands here.
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

struct AccountRow {
    AccountId account;
    std::string name;
    std::vector<Role> roles;
    std::optional<UnitId> unit;
    std::optional<PersonId> person;
    bool closed = false;
    std::optional<AccountId> successor;  ///< of a closed account
    std::optional<Time> credential_changed_at;
    Version version = 0;
};
BOOST_DESCRIBE_STRUCT(AccountRow, (),
                      (account, name, roles, unit, person, closed, successor, credential_changed_at, version))

}  // namespace rows

class AccountsView final : public Projection {
  public:
    std::string_view name() const override { return "accounts"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
