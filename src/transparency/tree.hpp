// The Merkle tree over the log's leaves: roots, proofs and their verification (RFC 6962, sections 2.1 and 2.1.2; RFC
// 9162).
//
//     TZ_TRY(const Digest root, tree_root(hashes, size));
//     TZ_TRY(const auto path, inclusion_path(hashes, index, size));
//     TZ_CHECK(verify_inclusion(leaf, index, size, path, root));
//
// Hashes are kept as tlog-tiles has them: level l, index i is the hash of the complete subtree over the leaves
// [i·256^l, (i+1)·256^l). Level 0 are the leaf hashes. Everything in between is computed from at most 256 of them.
// Pure: what reads hashes does so through HashReader. Any thread.
#pragma once

#include <taizhang/ids.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace taizhang::tlog {

using TreeSize = std::uint64_t;  ///< number of leaves

inline constexpr unsigned tile_height = 8;
inline constexpr std::size_t tile_width = 256;  ///< hashes in a full tile
inline constexpr unsigned max_level = 7;        ///< 256^8 leaves are more than a u64 can count
/// Larger trees are not built: other tools count leaves in a signed 64-bit integer.
inline constexpr TreeSize max_tree_size = (TreeSize{1} << 63) - 1;

/// H(0x01 ‖ left ‖ right).
Digest node_hash(const Digest& left, const Digest& right);
/// H(""), the root of no leaves.
Digest empty_root();

/// Where the complete subtrees' hashes come from. A call of a function below asks for whole tiles as far as the tree of
/// its size has them, at most two tiles of a level and each once; it never asks beyond that size.
class HashReader {
  public:
    virtual ~HashReader() = default;
    /// Hashes [first, first + count) of a level, all of them, or an error: ErrorCode::corrupt when one that must be
    /// there is not.
    virtual Result<std::vector<Digest>> hashes(unsigned level, std::uint64_t first, std::size_t count) const = 0;
};

/// The right edge of a growing tree: a hash for each complete subtree of the size's binary form, at most 64.
class Frontier {
  public:
    /// A completed subtree of 256^level leaves, level from 1: what must be kept besides the leaves.
    struct Completed {
        unsigned level = 0;
        std::uint64_t index = 0;
        Digest hash;
    };

    Frontier() = default;
    /// The frontier of the first `size` leaves. ErrorCode::invalid when that is more than max_tree_size.
    static Result<Frontier> load(const HashReader& reader, TreeSize size);

    /// Adds a leaf; what it completes is appended to `completed`, lower levels first.
    void push(const Digest& leaf, std::vector<Completed>& completed);
    TreeSize size() const { return size_; }
    Digest root() const;

  private:
    TreeSize size_ = 0;
    std::vector<Digest> peaks_;  ///< largest subtree first; one for each bit that is set in size_
};

/// MTH of the first `size` leaves. ErrorCode::invalid, here and below, when that is more than max_tree_size.
Result<Digest> tree_root(const HashReader& reader, TreeSize size);
/// PATH(index, D[0:size]). ErrorCode::invalid unless index < size.
Result<std::vector<Digest>> inclusion_path(const HashReader& reader, std::uint64_t index, TreeSize size);
/// PROOF(from, D[0:to]). ErrorCode::invalid unless from <= to. Empty when from is 0 or from == to.
Result<std::vector<Digest>> consistency_path(const HashReader& reader, TreeSize from, TreeSize to);

/// ErrorCode::corrupt, saying what does not fit, unless `leaf` stands at `index` in the tree of `size` with `root`.
/// `size` and `root` must come together from a checkpoint that is trusted: a path often has the same form in trees of
/// several sizes, so that it cannot prove the size. Proofs may come from anybody; at most 64 of their hashes are used.
Status verify_inclusion(const Digest& leaf, std::uint64_t index, TreeSize size, std::span<const Digest> path,
                        const Digest& root);
/// ErrorCode::corrupt unless the tree of `from` leaves is the beginning of the tree of `to` leaves. A tree of no leaves
/// is the beginning of any; its root must be empty_root().
Status verify_consistency(TreeSize from, const Digest& from_root, TreeSize to, const Digest& to_root,
                          std::span<const Digest> path);

}  // namespace taizhang::tlog
