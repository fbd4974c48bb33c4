#include "src/rpc/tokens.hpp"

#include <sodium.h>
#include <algorithm>

namespace taizhang::rpc {

namespace {

std::string random_text() {
    std::array<unsigned char, 32> bytes;
    randombytes_buf(bytes.data(), bytes.size());
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::array<char, sodium_base64_ENCODED_LEN(32, variant)> text;
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
    return text.data();
}

}  // namespace

Token Tokens::issue(const AccountId& account, Time now) {
    Token token{random_text(), now + life_};
    const std::lock_guard lock(mutex_);
    if (grants_.size() >= limit_) make_room(now);
    grants_.insert_or_assign(sha256({token.text}), Grant{account, token.expires});
    return token;
}

std::optional<Grant> Tokens::find(std::string_view token, Time now) const {
    const auto digest = sha256({token});
    const std::lock_guard lock(mutex_);
    const auto found = grants_.find(digest);
    if (found == grants_.end() || now >= found->second.expires) return std::nullopt;
    return found->second;
}

void Tokens::revoke(std::string_view token) {
    const auto digest = sha256({token});
    const std::lock_guard lock(mutex_);
    grants_.erase(digest);
}

void Tokens::revoke_all(const AccountId& account) {
    const std::lock_guard lock(mutex_);
    std::erase_if(grants_, [&](const auto& entry) { return entry.second.account == account; });
}

void Tokens::make_room(Time now) {
    std::erase_if(grants_, [&](const auto& entry) { return now >= entry.second.expires; });
    if (grants_.size() < limit_) return;
    grants_.erase(std::min_element(grants_.begin(), grants_.end(),
                                   [](const auto& a, const auto& b) { return a.second.expires < b.second.expires; }));
}

}  // namespace taizhang::rpc
