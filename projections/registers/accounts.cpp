#include "projections/registers/accounts.hpp"

#include "projections/fold.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

namespace {

using rows::AccountRow;

struct FoldAccount {
    AccountRow& row;
    const EventHeader& header;

    void operator()(const account::Opened& e) const {
        row.account = AccountId{std::string(header.stream.id())};
        row.name = e.name;
        row.roles = e.roles;
        row.unit = e.unit;
        row.person = e.person;
    }
    void operator()(const account::RoleGranted& e) const {
        if (std::ranges::find(row.roles, e.role) == row.roles.end()) row.roles.push_back(e.role);
    }
    void operator()(const account::RoleRevoked& e) const { std::erase(row.roles, e.role); }
    void operator()(const account::CredentialChanged&) const { row.credential_changed_at = header.recorded; }
    void operator()(const account::SessionsRevoked&) const {}
    void operator()(const account::Closed& e) const {
        row.closed = true;
        row.successor = e.successor;
    }
};

}  // namespace

boost::json::object AccountsView::row_schema() const {
    return reflect::schema<AccountRow>();
}

void AccountsView::apply(const Fact& fact, Rows& rows) const {
    fold_stream<"account", AccountRow, FoldAccount>(fact, rows);
}

}  // namespace taizhang
