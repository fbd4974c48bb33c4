// Which keys sign a log's checkpoints: the first, and those that events of the log adopted and did not retire.
//
//     KeyChain chain({first});
//     chain.add({.position = 812, .key = second, .what = KeyChange::adopted});
//     chain.in_force(900);                                  // first, second: a checkpoint of 900 records covers event
//     812
//
// An auditor who has the first key follows the checkpoints, smallest first:
//
//     KeyTrust trust({first}, changes);                     // changes: as the records say whose root the checkpoints
//     have TZ_TRY(const auto opened, trust.open(note, policy));  // signed by a key that is trusted at this size
//
// A checkpoint under a trusted key vouches for the events that it covers, hence for the keys that they adopt. Pure.
#pragma once

#include "src/transparency/checkpoint.hpp"

namespace taizhang::tlog {

/// What one event of the log says of its keys (stream log/keys).
struct KeyChange {
    enum What { adopted, retired };
    std::uint64_t position = 0;
    VerifierKey key;
    What what = adopted;
};

class KeyChain {
  public:
    /// `first`: keys that stand in no event, in force from the beginning.
    explicit KeyChain(std::vector<VerifierKey> first = {}) : first_(std::move(first)) {}
    /// In the order of the log.
    void add(KeyChange change) { changes_.push_back(std::move(change)); }

    /// Of a checkpoint of so many records: oldest first.
    std::vector<VerifierKey> in_force(TreeSize size) const;
    /// Every key that any checkpoint of up to so many records may have been signed with; also one that stands in no
    /// event but that of its retirement.
    std::vector<VerifierKey> ever(TreeSize size) const;
    const std::vector<KeyChange>& changes() const { return changes_; }

  private:
    const KeyChange* adoption(const VerifierKey& key) const;

    std::vector<VerifierKey> first_;
    std::vector<KeyChange> changes_;
};

class KeyTrust {
  public:
    /// Trusts `known` at once, and what they vouch for.
    KeyTrust(std::vector<VerifierKey> known, std::vector<KeyChange> changes)
        : known_(std::move(known)), changes_(std::move(changes)) {}

    /// Of an event that was met since; in the order of the log.
    void add(KeyChange change) { changes_.push_back(std::move(change)); }
    /// As open_checkpoint() under the policy's witnesses and quorum, with the keys that are trusted at the checkpoint's
    /// size in place of the policy's. Checkpoints come smallest first; that their roots are those of the records that
    /// say so is the caller's to check before he asks for a larger one. ErrorCode::corrupt tells of a retired key.
    Result<OpenedCheckpoint> open(std::string_view note, TrustPolicy policy);
    /// Keys that a checkpoint of that size may be signed with, as far as they are trusted now.
    std::vector<VerifierKey> trusted(TreeSize size) const;

  private:
    void vouch(TreeSize size);

    std::vector<VerifierKey> known_;
    std::vector<KeyChange> changes_;
};

}  // namespace taizhang::tlog
