#include "src/notary/keys.hpp"

#include <algorithm>

namespace taizhang::notary {

Keys::Keys(tlog::SigningKey key, std::shared_ptr<KeyRing> ring) : ring_(std::move(ring)) {
    secrets_.push_back(std::move(key));
    chain_ = tlog::KeyChain({secrets_.front().verifier()});
    newest_ = &secrets_.front().verifier();
}

const tlog::SigningKey* Keys::find(const tlog::VerifierKey& key) const {
    const auto found =
        std::ranges::find_if(secrets_, [&](const tlog::SigningKey& secret) { return secret.verifier() == key; });
    return found == secrets_.end() ? nullptr : &*found;
}

Status Keys::refresh(tlog::TreeSize size) {
    if (!ring_) return {};
    TZ_TRY(auto changes, ring_->changes(size));
    tlog::KeyChain chain({secrets_.front().verifier()});
    for (auto& change : changes) chain.add(std::move(change));
    std::vector<std::string> problems;
    const tlog::VerifierKey* newest = nullptr;
    for (const auto& key : chain.in_force(size)) {
        if (!find(key)) {
            auto secret = ring_->load(key);
            if (secret && secret->verifier() == key)
                secrets_.push_back(std::move(*secret));
            else
                problems.push_back("checkpoints are not signed by the adopted key " + key.to_string() + ": " +
                                   (secret ? "its file holds another one" : secret.error().message));
        }
        if (const auto* secret = find(key)) newest = &secret->verifier();
    }
    const std::lock_guard lock(mutex_);
    chain_ = std::move(chain);
    problems_ = std::move(problems);
    if (newest) newest_ = newest;
    return {};
}

Result<std::vector<const tlog::SigningKey*>> Keys::signing(tlog::TreeSize size) const {
    std::vector<const tlog::SigningKey*> found;
    for (const auto& key : in_force(size)) {
        if (const auto* secret = find(key)) found.push_back(secret);
    }
    if (!found.empty()) return found;
    return not_found("no key that may sign a checkpoint of " + std::to_string(size) +
                     " records has its file here: the log retired the others; put the file of an adopted key into "
                     "keys/ and start again");
}

std::vector<tlog::VerifierKey> Keys::in_force(tlog::TreeSize size) const {
    const std::lock_guard lock(mutex_);
    return chain_.in_force(size);
}

std::vector<tlog::VerifierKey> Keys::ever() const {
    const std::lock_guard lock(mutex_);
    return chain_.ever(~tlog::TreeSize{0});
}

const tlog::VerifierKey& Keys::newest() const {
    const std::lock_guard lock(mutex_);
    return *newest_;
}

std::vector<std::string> Keys::problems() const {
    const std::lock_guard lock(mutex_);
    return problems_;
}

}  // namespace taizhang::notary
