// The Merkle tree as the log grows it: which hashes are kept besides the leaves, and which a group adds.
//
//     const GrownTree grown = grow(frontier, prepared.leaves);   // nothing has been changed yet
//     keep(grown.completed);
//     frontier = grown.frontier;                                 // once they are durable
//
// Pure; any thread.
#pragma once

#include "src/transparency/tree.hpp"

namespace taizhang {

/// Complete subtrees of 256^level leaves in a tree of `size` leaves: the hashes that this level has.
inline std::uint64_t level_size(unsigned level, Position size) {
    return level > tlog::max_level ? 0 : size >> (level * tlog::tile_height);
}

struct GrownTree {
    tlog::Frontier frontier;
    std::vector<tlog::Frontier::Completed> completed;
};

inline GrownTree grow(const tlog::Frontier& frontier, std::span<const Digest> leaves) {
    GrownTree grown{frontier, {}};
    for (const auto& leaf : leaves) grown.frontier.push(leaf, grown.completed);
    return grown;
}

}  // namespace taizhang
