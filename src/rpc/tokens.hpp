// Tokens that stand for a login: 32 random bytes, base64url. Only their SHA-256 is kept, in memory: a restart ends
// them. A token ends by itself some time after its login, and sooner when nobody calls with it.
#pragma once

#include "src/rpc/authenticator.hpp"

#include <atomic>
#include <mutex>
#include <unordered_map>

namespace taizhang::rpc {

/// Any thread.
class Tokens {
  public:
    Tokens(std::chrono::milliseconds life, std::chrono::milliseconds idle, std::size_t limit)
        : life_(life), idle_(idle), limit_(limit) {}

    Token issue(const AccountId& account, const LoginFrom& from, Time now);
    /// A call counts as use, a look does not.
    std::optional<Grant> find(std::string_view token, Use use, Time now);
    void revoke(std::string_view token);
    void revoke_all(const AccountId& account);
    /// False when the account has no such session.
    bool revoke_session(const AccountId& account, std::string_view session);
    /// The account's, the newest first.
    std::vector<Grant> of(const AccountId& account, Time now) const;
    /// Grows with whatever ends before its time.
    std::uint64_t ended() const { return ended_; }

  private:
    struct HashOfDigest {
        std::size_t operator()(const Digest& digest) const { return std::hash<std::string_view>()(digest.view()); }
    };
    bool is_over(const Grant& grant, Time now) const;
    void make_room(Time now);

    const std::chrono::milliseconds life_, idle_;
    const std::size_t limit_;
    std::atomic<std::uint64_t> ended_{0};
    mutable std::mutex mutex_;
    std::unordered_map<Digest, Grant, HashOfDigest> grants_;
};

}  // namespace taizhang::rpc
