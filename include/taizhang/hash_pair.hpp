// Two SHA-256 hashes at once: a record's leaf and its payload's digest are computed together, which on processors with
// SHA instructions takes little longer than one alone, as each instruction waits for the one before it.
//
//     const auto [leaf, digest] = sha256_pair({leaf_prefix, entry}, {salt, payload});
//
// Pure; any thread. tests/unit/core/hash_pair_test.cpp holds it against OpenSSL's.
#pragma once

#include <taizhang/ids.hpp>

namespace taizhang {

/// `head` ‖ `body` is what is hashed; the head is 64 bytes at most.
struct HashedParts {
    std::string_view head;
    std::string_view body;
};

struct DigestPair {
    Digest first, second;
};

DigestPair sha256_pair(const HashedParts& first, const HashedParts& second);

}  // namespace taizhang
