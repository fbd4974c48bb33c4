// Stream account/…: 账号. Secrets never stand in the log (docs/decisions/008-credentials-outside-log.md).
#pragma once

#include "events/common.hpp"

namespace taizhang::account {

struct Opened {
    std::string name;  ///< shown beside what the account does
    std::vector<Role> roles;
    std::optional<UnitId> unit;
    std::optional<PersonId> person;
};
BOOST_DESCRIBE_STRUCT(Opened, (), (name, roles, unit, person))

struct RoleGranted {
    Role role = Role::unit_clerk;
};
BOOST_DESCRIBE_STRUCT(RoleGranted, (), (role))

struct RoleRevoked {
    Role role = Role::unit_clerk;
};
BOOST_DESCRIBE_STRUCT(RoleRevoked, (), (role))

/// The secret was set or changed; what it is stands nowhere in the log.
struct CredentialChanged {
    std::string kind;  ///< "secret"
};
BOOST_DESCRIBE_STRUCT(CredentialChanged, (), (kind))

/// All logins of the account ended; whoever knows the secret may log in again.
struct SessionsRevoked {};
BOOST_DESCRIBE_STRUCT(SessionsRevoked, (), ())

struct Closed {
    std::optional<AccountId> successor;
};
BOOST_DESCRIBE_STRUCT(Closed, (), (successor))

}  // namespace taizhang::account
