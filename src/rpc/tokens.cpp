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

bool Tokens::is_over(const Grant& grant, Time now) const {
    return now >= grant.expires || now - grant.last_used >= idle_;
}

Token Tokens::issue(const AccountId& account, const LoginFrom& from, Time now) {
    Token token{random_text(), now + life_};
    const auto digest = sha256({token.text});
    // a part of the digest names the session: it tells nothing of the token
    Grant grant{
        account, token.expires, from.revocations, digest.to_string().substr(0, session_name_length), from.address, now,
        now};
    const std::lock_guard lock(mutex_);
    if (grants_.size() >= limit_) make_room(now);
    grants_.insert_or_assign(digest, std::move(grant));
    return token;
}

std::optional<Grant> Tokens::find(std::string_view token, Use use, Time now) {
    const auto digest = sha256({token});
    const std::lock_guard lock(mutex_);
    const auto found = grants_.find(digest);
    if (found == grants_.end()) return std::nullopt;
    if (is_over(found->second, now)) {
        grants_.erase(found);
        return std::nullopt;
    }
    if (use == Use::call) found->second.last_used = std::max(found->second.last_used, now);
    return found->second;
}

void Tokens::revoke(std::string_view token) {
    const auto digest = sha256({token});
    const std::lock_guard lock(mutex_);
    grants_.erase(digest);
    ++ended_;
}

void Tokens::revoke_all(const AccountId& account) {
    const std::lock_guard lock(mutex_);
    std::erase_if(grants_, [&](const auto& entry) { return entry.second.account == account; });
    ++ended_;
}

bool Tokens::revoke_session(const AccountId& account, std::string_view session) {
    const std::lock_guard lock(mutex_);
    ++ended_;
    return std::erase_if(grants_, [&](const auto& entry) {
               return entry.second.account == account && entry.second.session == session;
           }) > 0;
}

std::vector<Grant> Tokens::of(const AccountId& account, Time now) const {
    std::vector<Grant> found;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [digest, grant] : grants_)
            if (grant.account == account && !is_over(grant, now)) found.push_back(grant);
    }
    std::ranges::sort(found, std::greater<>(),
                      [](const Grant& grant) { return std::pair(grant.since, grant.session); });
    return found;
}

void Tokens::make_room(Time now) {
    std::erase_if(grants_, [&](const auto& entry) { return is_over(entry.second, now); });
    if (grants_.size() < limit_) return;
    ++ended_;
    grants_.erase(std::min_element(grants_.begin(), grants_.end(),
                                   [](const auto& a, const auto& b) { return a.second.expires < b.second.expires; }));
}

}  // namespace taizhang::rpc
