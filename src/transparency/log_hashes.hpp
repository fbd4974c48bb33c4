// The event log's Merkle tree for those who compute roots and proofs: what they read hashes through.
//
//     const tlog::LogHashes hashes(log);
//     TZ_TRY(const Digest root, tlog::tree_root(hashes, checkpoint.size));
//     TZ_TRY(const auto path, tlog::inclusion_path(hashes, position, checkpoint.size));
//
// Any thread; the log outlives it.
#pragma once

#include "src/transparency/tree.hpp"

#include <taizhang/event_log.hpp>

namespace taizhang::tlog {

class LogHashes final : public HashReader {
  public:
    explicit LogHashes(const EventLog& log) : log_(log) {}

    Result<std::vector<Digest>> hashes(unsigned level, std::uint64_t first, std::size_t count) const override {
        TZ_TRY(auto found, log_.tree_hashes(level, first, count));
        if (found.size() == count) return found;
        return corrupt("hashes " + std::to_string(first) + " to " + std::to_string(first + count - 1) + " of level " +
                       std::to_string(level) + " of the tree were asked for, but the log, which ends at " +
                       std::to_string(log_.end()) + ", has " + std::to_string(found.size()) + " of them");
    }

  private:
    const EventLog& log_;
};

}  // namespace taizhang::tlog
