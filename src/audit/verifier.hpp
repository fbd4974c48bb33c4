// Recomputes a log from its records, one after the other, and names the first that does not hold. Trusts nothing that
// is stored beside them: every payload, header and hash is made anew.
//
//     Verifier verifier(policy);
//     TZ_CHECK(verifier.expect(note, "the checkpoint of May"));     // as many as there are, in any order
//     for each record in order: TZ_CHECK(verifier.add(record));
//     TZ_CHECK(verifier.finish());
//
// Checked for each record: what order_check.hpp says, its payload against its digest or,
// where that was removed by law, the order for it (redaction_check.hpp). For each checkpoint: its
// signature, its cosignatures, its root against the tree recomputed at its size. Keys that the log adopts are trusted
// from a checkpoint on that a trusted key has signed and that covers the adoption, and retired ones no more
// (key_chain.hpp). Comparing roots at the sizes of two checkpoints also proves that the one continues the other, with
// no need of a consistency proof. Pure; one thread at a time. Memory: that of OrderCheck, and 200 bytes for each
// checkpoint not yet reached.
#pragma once

#include "src/audit/order_check.hpp"
#include "src/audit/redaction_check.hpp"
#include "src/transparency/key_chain.hpp"

#include <string>

namespace taizhang::audit {

class Verifier {
  public:
    /// With a policy without keys of the log, signatures are not looked at, and only roots are compared: that proves
    /// that records and checkpoints agree, and nothing about who signed.
    explicit Verifier(tlog::TrustPolicy policy) : policy_(std::move(policy)), trust_(policy_.log_keys, {}) {}

    /// Announces a signed checkpoint, so that its root is compared when its size is reached. ErrorCode::corrupt when
    /// its signatures do not hold, unless a key that the log adopts meanwhile may have made them: that shows when its
    /// size is reached. ErrorCode::invalid when that many records have gone by already.
    Status expect(std::string_view note, const std::string& from_where);
    /// The next record. ErrorCode::corrupt with details.position names what does not hold. `kept_leaf`: the hash that
    /// is stored for it, if that is to be compared.
    Status add(const Record& record, const std::optional<Digest>& kept_leaf = {});
    /// The same from the bytes that were hashed, for what comes from outside.
    Status add(std::string_view entry, const Salt& salt, std::string_view payload);
    /// The same for a record whose salt and payload the one at `by` is said to have removed.
    Status add_redacted(std::string_view entry, Position by);
    /// Of a log that is written on while it is read (redaction_check.hpp): what is ordered from there on may be newer
    /// than what was read.
    void live_from(Position position) { redactions_.live_from(position); }
    /// A record of redactions().changed() as it is now: its bytes, and who removed its payload.
    Status again(Position position, std::string_view entry, Position by);
    /// After the last record: every announced checkpoint must have been reached. ErrorCode::corrupt otherwise.
    Status finish() const;

    tlog::TreeSize size() const { return frontier_.size(); }
    Digest root() const { return frontier_.root(); }
    /// Hashes of complete subtrees that the last add() has completed.
    const std::vector<tlog::Frontier::Completed>& completed() const { return completed_; }
    const OrderCheck& order() const { return order_; }
    const RedactionCheck& redactions() const { return redactions_; }
    bool checks_signatures() const { return !policy_.log_keys.empty(); }

    /// Checkpoints whose roots were compared, and the largest of them.
    std::size_t checkpoints_held() const { return held_; }
    std::optional<tlog::TreeSize> covered() const { return covered_; }
    /// Those of them that have the policy's quorum; none when it asks for none.
    std::size_t official_held() const { return official_; }
    std::optional<tlog::TreeSize> official_size() const { return official_size_; }

  private:
    struct Expected {
        Digest root;
        std::string note, from_where;
    };
    Result<tlog::Checkpoint> read(const tlog::Note& note) const;
    bool may_be_of_later_key(const tlog::Note& note) const;
    Status check_signatures(const Expected& expected);
    Status note_key_change(const Record& record);
    Status add_checked(const Record& record, const Digest& leaf, const std::optional<Digest>& kept_leaf);
    Status check_roots();
    Status check_root(const Expected& expected) const;

    const tlog::TrustPolicy policy_;
    tlog::KeyTrust trust_;
    tlog::Frontier frontier_;
    std::vector<tlog::Frontier::Completed> completed_;
    OrderCheck order_;
    RedactionCheck redactions_;
    std::unordered_multimap<tlog::TreeSize, Expected> expected_;
    std::size_t held_ = 0, official_ = 0;
    std::optional<tlog::TreeSize> covered_, official_size_;
};

/// ErrorCode::corrupt with details.position unless the payload hashes to the header's digest, or is gone.
Status check_payload(const Record& record);
/// The header back from its bytes; ErrorCode::corrupt with details.position `here` when that cannot be.
Result<EventHeader> parse_entry(std::string_view entry, Position here);

}  // namespace taizhang::audit
