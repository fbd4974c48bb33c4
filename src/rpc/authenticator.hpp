// Secrets and tokens: who may speak as which account. Secrets never stand in the log (docs/decisions/008): only their
// argon2id hashes are kept, in a file of mode 0600 beside it.
//
//     auto auth = Authenticator::open({.path = dir / "credentials.jsonl"}, clock);
//     (*auth)->verify({.account = "zhang", .secret = "…", .remote = "192.0.2.7"}, [](Status status) { ... });
//     Token token = (*auth)->issue({"zhang"});
//
// Hashing takes tens of milliseconds and 64 MiB by design; it is done on one thread of its own, behind a bounded queue,
// so that no I/O thread ever waits for it. Callbacks are called on that thread, or at once when an attempt is turned
// away unhashed. Any thread may call anything.
#pragma once

#include "src/rpc/throttle.hpp"

#include <taizhang/clock.hpp>
#include <taizhang/ids.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace taizhang::rpc {

inline constexpr std::size_t min_secret_bytes = 8;
inline constexpr std::size_t max_secret_bytes = 1'024;

enum class HashCost {
    interactive,  ///< libsodium's limits for logins: 64 MiB, some tens of milliseconds
    least         ///< the least that argon2id takes: for tests alone
};

struct AuthenticatorOptions {
    std::filesystem::path path;  ///< of the credentials file; made when the first secret is set
    HashCost cost = HashCost::interactive;
    std::size_t queue_limit = 64;  ///< hashes waiting; beyond it: ErrorCode::busy
    std::chrono::milliseconds token_life = std::chrono::hours(12);
    std::chrono::milliseconds token_idle = std::chrono::hours(2);  ///< without a call
    std::size_t max_tokens = 100'000;                              ///< the one that expires first makes room
    ThrottleOptions throttle = {};
};

struct Attempt {
    std::string account;  ///< as the client sent it
    std::string secret;
    std::string remote;  ///< address of the peer
};

struct Token {
    std::string text;  ///< 32 random bytes, base64url; kept here as a hash only
    Time expires;
};

/// Under which circumstances somebody logged in.
struct LoginFrom {
    std::string address;
    std::uint64_t revocations = 0;  ///< AccountState::revocations as of then
};

inline constexpr std::size_t session_name_length = 16;

/// What a token stands for: one session, which may span connections.
struct Grant {
    AccountId account;
    Time expires;
    std::uint64_t revocations = 0;  ///< the account's sessions from before its newest revocation are over
    std::string session;            ///< names it, without giving the token away
    std::string address;            ///< that it was begun from
    Time since, last_used;
};

/// What a token is shown for: a call keeps its session from ending idle, looking whether it is still good does not.
enum class Use { call, look };

class Authenticator {
  public:
    using Done = std::function<void(Status)>;

    /// Fails when the file cannot be read, is not ours, or may be read by others.
    static Result<std::unique_ptr<Authenticator>> open(AuthenticatorOptions options, const Clock& clock);
    virtual ~Authenticator() = default;

    /// ErrorCode::not_logged_in when account or secret is wrong, in the same words and time for unknown accounts;
    /// ErrorCode::busy with details.retry_after_ms after too many failures or when too many wait.
    virtual void verify(Attempt attempt, Done done) = 0;

    /// Hashes and stores durably, and revokes the account's tokens. The version with `done` works on the hashing
    /// thread; the other one at once, for the command line.
    virtual void set_secret(AccountId account, std::string secret, Done done) = 0;
    virtual Status set_secret(const AccountId& account, std::string_view secret) = 0;

    virtual Token issue(const AccountId& account, const LoginFrom& from = {}) = 0;
    /// Reads the file again, which somebody else has replaced, and revokes the tokens of accounts whose secret is not
    /// what it was. An error changes nothing.
    virtual Status reload() = 0;

    /// ErrorCode::not_logged_in when the token is unknown, revoked or expired.
    virtual Result<Grant> check(std::string_view token, Use use = Use::call) = 0;
    /// As long as it is the same, what check() said holds until the grant is over.
    virtual std::uint64_t ended() const = 0;
    virtual void revoke(std::string_view token) = 0;
    virtual void revoke_all(const AccountId& account) = 0;
    /// ErrorCode::not_found when the account has no such session.
    virtual Status revoke_session(const AccountId& account, const std::string& session) = 0;
    /// The account's sessions, the newest first.
    virtual std::vector<Grant> sessions(const AccountId& account) const = 0;
    /// Accounts with a secret: who might log in, if the log says so, too.
    virtual std::vector<AccountId> with_secret() const = 0;
};

/// 8 to 1024 bytes; the error tells so.
Status check_secret(std::string_view secret, std::string_view path);

}  // namespace taizhang::rpc
