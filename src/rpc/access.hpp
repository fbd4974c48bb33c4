// Who may call what, apart from the rules for commands, which the engine's deciders hold (src/domain/access.hpp).
//
//     | access      | methods                                   | who                                                |
//     |-------------|-------------------------------------------|----------------------------------------------------|
//     | open        | rpc.discover, auth.login, auth.token      | anybody                                            |
//     | logged_in   | auth.*, system.health, commands,          | every account; the engine judges commands          |
//     |             | log.checkpoint, log.prove_*, log.keys     |                                                    |
//     | reader      | events.*, view.*, log.record, log.proof   | every role but operations, which runs the system   |
//     | accounts    | account.set_secret, account.sessions      | account_admin                                      |
//
// The system account cannot log in; it speaks in trusted sessions only (session.hpp) and may do all of it.
//
// Of what readers see (scope.hpp applies it, wherever something is read):
//
//     | what                                            | who                                                    |
//     |-------------------------------------------------|--------------------------------------------------------|
//     | views accounts, account_trail, access_log;      | account_admin, auditor                                 |
//     | events and records of account/… and access/…    |                                                        |
//     | items that are drafts: rows, events, records    | accounts of the item's units and of the ledger's       |
//     |                                                 | holder; ledger_holder, supervision, auditor            |
//     | telephone numbers, whole                        | ledger_holder, supervision, auditor                    |
//
// Ledger holders enter what holds numbers and correct it: a masked number would be written back. Supervision rings
// people up, and auditors check bytes against hashes. Account administrators and approvers need neither.
#pragma once

#include "src/rpc/accounts.hpp"

#include <string_view>

namespace taizhang::rpc {

enum class Access { open, logged_in, reader, accounts };
BOOST_DESCRIBE_ENUM(Access, open, logged_in, reader, accounts)

/// Who speaks, as of this call.
struct Principal {
    std::shared_ptr<const Account> account;
    std::string token;
    Time expires;
    std::string session = {};  ///< names the login (authenticator.hpp)
};

/// ErrorCode::forbidden, saying which role it takes.
Status check_access(const Account& account, Access access, std::string_view method);
bool sees_accounts(const Account& account);
/// Also those of other units.
bool sees_every_draft(const Account& account);
/// Whole, not masked (masking.hpp).
bool sees_telephones(const Account& account);
/// Whether the stream is for those alone who see accounts: accounts themselves, and what was refused to them.
bool is_about_accounts(const StreamId& stream);
/// Whether the account may read this view.
Status check_view(const Account& account, std::string_view view);

}  // namespace taizhang::rpc
