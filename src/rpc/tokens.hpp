// Tokens that stand for a login: 32 random bytes, base64url. Only their SHA-256 is kept, in memory: a restart ends
// them.
#pragma once

#include "src/rpc/authenticator.hpp"

#include <mutex>
#include <unordered_map>

namespace taizhang::rpc {

/// Any thread.
class Tokens {
  public:
    Tokens(std::chrono::milliseconds life, std::size_t limit) : life_(life), limit_(limit) {}

    Token issue(const AccountId& account, Time now);
    std::optional<Grant> find(std::string_view token, Time now) const;
    void revoke(std::string_view token);
    void revoke_all(const AccountId& account);

  private:
    struct HashOfDigest {
        std::size_t operator()(const Digest& digest) const { return std::hash<std::string_view>()(digest.view()); }
    };
    void make_room(Time now);

    const std::chrono::milliseconds life_;
    const std::size_t limit_;
    mutable std::mutex mutex_;
    std::unordered_map<Digest, Grant, HashOfDigest> grants_;
};

}  // namespace taizhang::rpc
