#include "src/transparency/key_chain.hpp"

#include <algorithm>

namespace taizhang::tlog {

namespace {

bool retires(const std::vector<KeyChange>& changes, const VerifierKey& key, TreeSize size) {
    return std::ranges::any_of(changes, [&](const KeyChange& change) {
        return change.what == KeyChange::retired && change.position < size && change.key == key;
    });
}

}  // namespace

const KeyChange* KeyChain::adoption(const VerifierKey& key) const {
    const auto found = std::ranges::find_if(
        changes_, [&](const KeyChange& change) { return change.what == KeyChange::adopted && change.key == key; });
    return found == changes_.end() ? nullptr : &*found;
}

std::vector<VerifierKey> KeyChain::in_force(TreeSize size) const {
    auto keys = ever(size);
    std::erase_if(keys, [&](const VerifierKey& key) { return retires(changes_, key, size); });
    return keys;
}

/// A first one that an event adopts is no first one from there on: it is the file that somebody put in its place.
std::vector<VerifierKey> KeyChain::ever(TreeSize size) const {
    std::vector<VerifierKey> keys;
    for (const auto& key : first_) {
        const auto* adopted = adoption(key);
        if (!adopted || adopted->position >= size) keys.push_back(key);
    }
    for (const auto& change : changes_) {
        if (change.position >= size || std::ranges::find(keys, change.key) != keys.end()) continue;
        const bool first = change.what == KeyChange::retired && !adoption(change.key);
        keys.insert(first ? keys.begin() : keys.end(), change.key);
    }
    return keys;
}

std::vector<VerifierKey> KeyTrust::trusted(TreeSize size) const {
    auto keys = known_;
    std::erase_if(keys, [&](const VerifierKey& key) { return retires(changes_, key, size); });
    return keys;
}

void KeyTrust::vouch(TreeSize size) {
    for (const auto& change : changes_) {
        const bool covered = change.what == KeyChange::adopted && change.position < size;
        if (covered && std::ranges::find(known_, change.key) == known_.end()) known_.push_back(change.key);
    }
}

Result<OpenedCheckpoint> KeyTrust::open(std::string_view note, TrustPolicy policy) {
    TZ_TRY(const auto parsed, parse_note(note));
    TZ_TRY(const auto checkpoint, Checkpoint::parse(parsed.text));
    policy.log_keys = trusted(checkpoint.size);
    if (policy.log_keys.empty() && !known_.empty())
        return corrupt("the key that is trusted, of " + known_.front().name +
                       ", was retired before this checkpoint of " + std::to_string(checkpoint.size) +
                       " records, and none that came after it is vouched for by an earlier checkpoint");
    TZ_TRY(auto opened, open_checkpoint(note, policy));
    vouch(checkpoint.size);
    return opened;
}

}  // namespace taizhang::tlog
