// What is known of an account 账号, folded from its stream: who it is and what it may do now. No secrets.
#pragma once

#include "events/account.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

struct AccountState {
    std::string name;
    std::vector<Role> roles;
    std::optional<UnitId> unit;
    std::optional<PersonId> person;
    std::optional<Time> credential_changed;  ///< recorded time of the last change
    std::uint64_t revocations = 0;           ///< times that all its sessions were ended
    bool closed = false;                     ///< acts no more
    std::optional<AccountId> successor;
};

void fold(AccountState& state, const account::Opened& event, const EventHeader& header);
void fold(AccountState& state, const account::RoleGranted& event, const EventHeader& header);
void fold(AccountState& state, const account::RoleRevoked& event, const EventHeader& header);
void fold(AccountState& state, const account::CredentialChanged& event, const EventHeader& header);
void fold(AccountState& state, const account::SessionsRevoked& event, const EventHeader& header);
void fold(AccountState& state, const account::Closed& event, const EventHeader& header);

}  // namespace taizhang
