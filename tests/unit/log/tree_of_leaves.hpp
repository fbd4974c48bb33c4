// The Merkle tree over a log's leaves as RFC 6962 defines it, computed from nothing else, to hold against what is kept.
//
//     expect_levels(log);
#pragma once

#include "src/transparency/tree.hpp"

#include <taizhang/event_log.hpp>

#include <gtest/gtest.h>

#include <bit>

namespace taizhang::test {

/// MTH of at least one leaf.
inline Digest root_of(std::span<const Digest> leaves) {
    if (leaves.size() == 1) return leaves[0];
    const auto left = std::bit_floor(leaves.size() - 1);
    return tlog::node_hash(root_of(leaves.first(left)), root_of(leaves.subspan(left)));
}

inline std::vector<Digest> leaves_of(const EventLog& log) {
    return log.tree_hashes(0, 0, ~std::size_t{0}).value();
}

/// All levels are what the leaves give, and no level has more.
inline void expect_levels(const EventLog& log) {
    const auto leaves = leaves_of(log);
    ASSERT_EQ(leaves.size(), log.end());
    std::size_t width = 256;
    for (unsigned level = 1; level <= 9; ++level, width = level <= 7 ? width * 256 : 0) {
        const auto kept = log.tree_hashes(level, 0, 100'000);
        ASSERT_TRUE(kept) << kept.error().message;
        ASSERT_EQ(kept->size(), width == 0 ? 0 : leaves.size() / width) << "level " << level;
        for (std::size_t i = 0; i < kept->size(); ++i)
            ASSERT_EQ((*kept)[i], root_of(std::span(leaves).subspan(i * width, width)))
                << "level " << level << " " << i;
    }
}

}  // namespace taizhang::test
