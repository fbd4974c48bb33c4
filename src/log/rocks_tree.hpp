// The Merkle tree in RocksDB: leaves in their family, complete subtrees above them in the family `tree`.
//
//     const RocksTree tree(store);
//     TZ_CHECK(tree.complete(end));                              // once, for a log that was made without
//     TZ_CHECK(tree.check_edge(end));
//     TZ_TRY(auto frontier, tlog::Frontier::load(tree, end));
//     tree.put(batch, grown.completed);                          // with the records that complete them
//
// Any thread, but for complete(). Private to this folder.
#pragma once

#include "src/log/rocks_store.hpp"
#include "src/transparency/tree.hpp"

namespace taizhang {

class RocksTree final : public tlog::HashReader {
  public:
    explicit RocksTree(const RocksStore& store) : store_(store) {}

    /// All of them, or ErrorCode::corrupt that names the first one that is missing.
    Result<std::vector<Digest>> hashes(unsigned level, std::uint64_t first, std::size_t count) const override;
    void put(rocksdb::WriteBatch& batch, std::span<const tlog::Frontier::Completed> completed) const;

    /// Computes the levels from the leaves, going on behind what is there: each batch holds all that its leaves
    /// complete.
    Status complete(Position end) const;
    /// Every level must end where the leaves say, and its newest hash must follow from the 256 below it. Older ones are
    /// not looked at, so that one damaged leaf does not keep the whole log from being served: a root that is computed
    /// from them is held against the signed one.
    Status check_edge(Position end) const;

  private:
    Result<std::uint64_t> end_of(unsigned level) const;
    Status check_hash(unsigned level, std::uint64_t index) const;

    const RocksStore& store_;
};

}  // namespace taizhang
