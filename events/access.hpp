// Stream access/<day>, such as access/2026-11-22: what was refused to whom, for auditors. Counted by the server and
// written together, so that nobody can flood a log that is kept for ever (docs/decisions/037-hardening.md).
#pragma once

#include "events/common.hpp"

namespace taizhang::access {

enum class Why {
    wrong_secret,     ///< a login with another secret than the account's
    unknown_account,  ///< a login under a name that no account has; which name is not kept: it may be a secret
    throttled,        ///< a login that came too soon after others that failed
    bad_token,        ///< a token that is unknown, has expired or was revoked
    not_allowed,      ///< a call that the account's roles do not allow
    foreign_origin,   ///< a page from elsewhere tried to connect
    foreign_host,     ///< a request under a name that is not the server's
    several           ///< more different ones than are kept apart, together
};
BOOST_DESCRIBE_ENUM(Why, wrong_secret, unknown_account, throttled, bad_token, not_allowed, foreign_origin, foreign_host,
                    several)

/// The same refusal, as often as it happened between two times.
struct Refused {
    std::optional<AccountId> account;    ///< that was named, or that had logged in
    std::optional<std::string> address;  ///< of the peer
    std::optional<std::string> method;
    Why why = Why::not_allowed;
    std::uint64_t count = 1;
    Time first_at;
    Time last_at;
};
BOOST_DESCRIBE_STRUCT(Refused, (), (account, address, method, why, count, first_at, last_at))

}  // namespace taizhang::access
