// Logging in and out, and secrets.
#pragma once

#include "src/rpc/method.hpp"

#include "src/engine/engine.hpp"

namespace taizhang::rpc {

struct LoginParams {
    std::string account;
    std::string secret;
};
BOOST_DESCRIBE_STRUCT(LoginParams, (), (account, secret))

struct TokenParams {
    std::string token;
};
BOOST_DESCRIBE_STRUCT(TokenParams, (), (token))

struct LoginAnswer {
    std::string token;  ///< for auth.token on another connection, until it expires
    AccountId account;
    std::string name;
    std::vector<Role> roles;
    std::optional<UnitId> unit;
    std::optional<PersonId> person;
    Time expires_at;
};
BOOST_DESCRIBE_STRUCT(LoginAnswer, (), (token, account, name, roles, unit, person, expires_at))

/// {old, new, command_id?}. `new` cannot be the name of a member, so its JSON form is written by hand.
struct ChangeSecretParams {
    ChangeSecretParams() = default;
    std::string old_secret;
    std::string new_secret;
    std::optional<CommandId> command_id;
};

}  // namespace taizhang::rpc

template <>
taizhang::Status taizhang::reflect::detail::read<taizhang::rpc::ChangeSecretParams>(
    const boost::json::value& json, taizhang::rpc::ChangeSecretParams& out, const Place& place);
template <>
boost::json::object taizhang::reflect::schema<taizhang::rpc::ChangeSecretParams>();

namespace taizhang::rpc {

struct SetSecretParams {
    AccountId account;
    std::string secret;
    CommandId command_id;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(SetSecretParams, (), (account, secret, command_id, reason))

struct SessionInfo {
    std::string session;  ///< its name, for auth.revoke_session
    std::string address;  ///< from which it was begun
    Time since;
    Time last_used_at;
    Time expires_at;  ///< at the latest
    bool current = false;
};
BOOST_DESCRIBE_STRUCT(SessionInfo, (), (session, address, since, last_used_at, expires_at, current))

struct SessionsAnswer {
    std::vector<SessionInfo> sessions;  ///< the newest first
};
BOOST_DESCRIBE_STRUCT(SessionsAnswer, (), (sessions))

struct RevokeSessionParams {
    std::string session;
};
BOOST_DESCRIBE_STRUCT(RevokeSessionParams, (), (session))

struct LogoutEverywhereParams {
    std::optional<CommandId> command_id;
};
BOOST_DESCRIBE_STRUCT(LogoutEverywhereParams, (), (command_id))

struct AccountSessionsParams {
    AccountId account;
};
BOOST_DESCRIBE_STRUCT(AccountSessionsParams, (), (account))

struct AuthLogin {
    static constexpr const char* name = "auth.login";
    static constexpr const char* summary = "Logs in with an account's secret. Wait for the answer before calling on.";
    static constexpr Access access = Access::open;
    using Params = LoginParams;
    using Answer = LoginAnswer;
    static void run(Call call, Params params);
};

struct AuthToken {
    static constexpr const char* name = "auth.token";
    static constexpr const char* summary = "Logs in with the token of an earlier login.";
    static constexpr Access access = Access::open;
    using Params = TokenParams;
    using Answer = LoginAnswer;
    static Result<Answer> run(Call call, Params params);
};

struct AuthLogout {
    static constexpr const char* name = "auth.logout";
    static constexpr const char* summary = "Revokes the token and ends the subscriptions of this connection.";
    static constexpr Access access = Access::logged_in;
    using Params = Nothing;
    using Answer = Nothing;
    static Result<Answer> run(Call call, Params params);
};

struct AuthChangeSecret {
    static constexpr const char* name = "auth.change_secret";
    static constexpr const char* summary =
        "Changes the own secret (8 to 1024 bytes). All tokens of the account end; the answer has a new one.";
    static constexpr Access access = Access::logged_in;
    using Params = ChangeSecretParams;
    using Answer = LoginAnswer;
    static void run(Call call, Params params);
};

struct AccountSetSecret {
    static constexpr const char* name = "account.set_secret";
    static constexpr const char* summary =
        "Sets an account's secret (8 to 1024 bytes). That it was set is recorded; the secret never is.";
    static constexpr Access access = Access::accounts;
    using Params = SetSecretParams;
    using Answer = CommandAnswer;
    static void run(Call call, Params params);
};

struct AuthSessions {
    static constexpr const char* name = "auth.sessions";
    static constexpr const char* summary = "The own sessions: since when, from where, when last used.";
    static constexpr Access access = Access::logged_in;
    using Params = Nothing;
    using Answer = SessionsAnswer;
    static Result<Answer> run(Call call, Params params);
};

struct AuthRevokeSession {
    static constexpr const char* name = "auth.revoke_session";
    static constexpr const char* summary = "Ends one of the own sessions, on all of its connections, at once.";
    static constexpr Access access = Access::logged_in;
    using Params = RevokeSessionParams;
    using Answer = Nothing;
    static Result<Answer> run(Call call, Params params);
};

struct AuthLogoutEverywhere {
    static constexpr const char* name = "auth.logout_everywhere";
    static constexpr const char* summary = "Ends all own sessions at once, this one too. It is recorded.";
    static constexpr Access access = Access::logged_in;
    using Params = LogoutEverywhereParams;
    using Answer = CommandAnswer;
    static void run(Call call, Params params);
};

struct AccountSessions {
    static constexpr const char* name = "account.sessions";
    static constexpr const char* summary = "The sessions of an account; account.revoke_sessions ends them.";
    static constexpr Access access = Access::accounts;
    using Params = AccountSessionsParams;
    using Answer = SessionsAnswer;
    static Result<Answer> run(Call call, Params params);
};

}  // namespace taizhang::rpc
