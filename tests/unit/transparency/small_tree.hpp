// A Merkle tree straight from the definitions of RFC 6962, section 2.1, for tests of what is built on trees; and keys
// with fixed seeds. Shares no code with src/transparency/tree.cpp but node_hash().
#pragma once

#include "src/transparency/note.hpp"
#include "src/transparency/tree.hpp"

#include <taizhang/record.hpp>

#include <bit>

namespace taizhang::tlog {

using Leaves = std::span<const Digest>;

inline std::vector<Digest> leaves_of(const std::vector<std::string>& entries) {
    std::vector<Digest> leaves;
    for (const auto& entry : entries) leaves.push_back(leaf_hash(entry));
    return leaves;
}

inline std::vector<Digest> some_leaves(std::size_t count, const std::string& prefix = "entry ") {
    std::vector<std::string> entries;
    for (std::size_t i = 0; i < count; ++i) entries.push_back(prefix + std::to_string(i));
    return leaves_of(entries);
}

inline Digest mth(Leaves d) {
    if (d.empty()) return sha256({""});
    if (d.size() == 1) return d[0];
    const std::size_t k = std::bit_floor(d.size() - 1);
    return node_hash(mth(d.first(k)), mth(d.subspan(k)));
}

inline std::vector<Digest> path(std::size_t m, Leaves d) {
    if (d.size() == 1) return {};
    const std::size_t k = std::bit_floor(d.size() - 1);
    auto hashes = m < k ? path(m, d.first(k)) : path(m - k, d.subspan(k));
    hashes.push_back(m < k ? mth(d.subspan(k)) : mth(d.first(k)));
    return hashes;
}

inline std::vector<Digest> subproof(std::size_t m, Leaves d, bool whole) {
    if (m == d.size()) return whole ? std::vector<Digest>{} : std::vector<Digest>{mth(d)};
    const std::size_t k = std::bit_floor(d.size() - 1);
    auto hashes = m <= k ? subproof(m, d.first(k), whole) : subproof(m - k, d.subspan(k), false);
    hashes.push_back(m <= k ? mth(d.subspan(k)) : mth(d.first(k)));
    return hashes;
}

inline std::vector<Digest> consistency(std::size_t from, Leaves d) {
    return from == 0 ? std::vector<Digest>{} : subproof(from, d, true);
}

inline SigningKey test_key(const std::string& name, char seed, KeyKind kind = KeyKind::ed25519) {
    return *SigningKey::from_seed(name, kind, std::string(32, seed));
}

inline std::string signed_with(std::string_view text, const SigningKey& key) {
    const std::array keys{&key};
    return sign_note(text, keys);
}

}  // namespace taizhang::tlog
