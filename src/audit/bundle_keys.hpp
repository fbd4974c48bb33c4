// The history of the log's keys in a bundle: who trusts the first key follows it to the one that signed the bundle's
// checkpoint (docs/formats/bundle.md, "Lines for keys"; src/transparency/key_chain.hpp). For this folder only.
//
//     TZ_TRY(const auto lines, key_lines(log, checkpoint));             // writing
//
//     BundleKeys keys(head, policy);                                    // verifying
//     for each line: TZ_CHECK(keys.add(line));
//     TZ_TRY(const tlog::OpenedCheckpoint opened, keys.open());
//
// One thread.
#pragma once

#include "src/audit/bundle_lines.hpp"
#include "src/transparency/key_chain.hpp"

#include <taizhang/event_log.hpp>

namespace taizhang::audit {

/// Of every event of the log's keys under the checkpoint, in order: each with the smallest kept checkpoint that covers
/// it, or with `note` where none is kept.
Result<std::vector<BundleKey>> key_lines(EventLog& log, const tlog::Checkpoint& checkpoint, const std::string& note);

class BundleKeys {
  public:
    /// `policy`: with the keys that are trusted from the beginning.
    BundleKeys(const BundleHead& head, tlog::TrustPolicy policy) : head_(head), policy_(std::move(policy)) {}

    /// ErrorCode::corrupt where the event is not what its bytes say, is not proven under its checkpoint, whose tree is
    /// not proven to be the beginning of the bundle's, or stands in a wrong place.
    Status add(const BundleKey& line);
    /// The bundle's checkpoint, under the keys that are trusted now.
    Result<tlog::OpenedCheckpoint> open() const;

    const std::vector<tlog::KeyChange>& changes() const { return changes_; }

  private:
    Status check_place(const BundleKey& line, const EventHeader& header, const tlog::Checkpoint& vouching) const;
    Status check_proven(const BundleKey& line, const tlog::Checkpoint& vouching) const;
    Result<tlog::KeyChange> change_of(const BundleKey& line, const Record& record) const;

    const BundleHead& head_;
    const tlog::TrustPolicy policy_;
    std::vector<tlog::KeyChange> changes_;
    std::vector<std::string> vouching_;  ///< notes, smallest first
    std::uint64_t last_size_ = 0;
    std::optional<Position> last_;
    Version versions_ = 0;  ///< of the stream of keys, so far
};

}  // namespace taizhang::audit
