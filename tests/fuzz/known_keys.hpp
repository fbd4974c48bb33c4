// The keys of the worked example in docs/formats/transparency.md: what the corpus is signed with, and its verifier.
#pragma once

#include "src/transparency/checkpoint.hpp"

namespace taizhang::fuzz {

inline const std::string& known_origin() {
    static const std::string origin = "ledger.example.gov/2014";
    return origin;
}

inline tlog::SigningKey known_key(std::string_view name, char seed, tlog::KeyKind kind) {
    return tlog::SigningKey::from_seed(name, kind, std::string(32, seed)).value();
}

inline tlog::SigningKey witness_key() {
    return known_key("audit.example.gov", 2, tlog::KeyKind::cosignature_v1);
}

inline const tlog::TrustPolicy& known_policy() {
    static const tlog::TrustPolicy policy{
        .origin = known_origin(),
        .log_keys = {known_key(known_origin(), 1, tlog::KeyKind::ed25519).verifier()},
        .witnesses = {witness_key().verifier()},
        .quorum = 1,
    };
    return policy;
}

}  // namespace taizhang::fuzz
