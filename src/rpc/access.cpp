#include "src/rpc/access.hpp"

#include <algorithm>

namespace taizhang::rpc {

namespace {

bool is_reader(const Account& account) {
    return std::any_of(account.state.roles.begin(), account.state.roles.end(),
                       [](Role role) { return role != Role::operations; });
}

bool has_any(const Account& account, std::initializer_list<Role> roles) {
    return std::any_of(roles.begin(), roles.end(), [&](Role role) { return account.has(role); });
}

}  // namespace

Status check_access(const Account& account, Access access, std::string_view method) {
    switch (access) {
        case Access::open:
        case Access::logged_in:
            return {};
        case Access::reader:
            if (is_reader(account)) return {};
            return forbidden(std::string(method) + ": operations runs the system and reads no ledger");
        case Access::accounts:
            if (account.has(Role::account_admin) || account.has(Role::system)) return {};
            return forbidden(std::string(method) + " takes the role account_admin");
    }
    return forbidden(std::string(method));
}

bool sees_accounts(const Account& account) {
    return has_any(account, {Role::account_admin, Role::auditor, Role::system});
}

bool sees_every_draft(const Account& account) {
    return has_any(account, {Role::ledger_holder, Role::supervision, Role::auditor, Role::system});
}

bool sees_telephones(const Account& account) {
    return has_any(account, {Role::ledger_holder, Role::supervision, Role::auditor, Role::system});
}

bool is_about_accounts(const StreamId& stream) {
    return stream.category() == "account" || stream.category() == "access";
}

Status check_view(const Account& account, std::string_view view) {
    const bool about_accounts = view == "accounts" || view == "account_trail" || view == "access_log";
    if (!about_accounts || sees_accounts(account)) return {};
    return forbidden("the view " + std::string(view) + " is read by account_admin and auditor");
}

}  // namespace taizhang::rpc
