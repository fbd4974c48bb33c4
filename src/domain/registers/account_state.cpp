#include "src/domain/registers/account_state.hpp"

namespace taizhang {

void fold(AccountState& state, const account::Opened& event, const EventHeader&) {
    state.name = event.name;
    state.roles = event.roles;
    state.unit = event.unit;
    state.person = event.person;
}

void fold(AccountState& state, const account::RoleGranted& event, const EventHeader&) {
    state.roles.push_back(event.role);
}

void fold(AccountState& state, const account::RoleRevoked& event, const EventHeader&) {
    std::erase(state.roles, event.role);
}

void fold(AccountState& state, const account::CredentialChanged&, const EventHeader& header) {
    state.credential_changed = header.recorded;
}

void fold(AccountState& state, const account::SessionsRevoked&, const EventHeader&) {
    ++state.revocations;
}

void fold(AccountState& state, const account::Closed& event, const EventHeader&) {
    state.closed = true;
    state.successor = event.successor;
}

}  // namespace taizhang
