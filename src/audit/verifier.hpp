// Recomputes a log from its records, one after the other, and names the first that does not hold. Trusts nothing that
// is stored beside them: every payload, header and hash is made anew.
//
//     Verifier verifier(policy);
//     for each record in order: TZ_CHECK(verifier.add(record));         // or add_entry(), for what has no record here
//     TZ_CHECK(verifier.check(note));                                   // as many checkpoints as there are, in any
//     order
//
// Checked for each record: position after position; payload against its digest; stream versions without gaps; a
// command's events one after the other and its id not used again; recorded never going back; causation before the
// event. For each checkpoint: its signature, its cosignatures, its root against the tree recomputed at its size. Pure;
// one thread at a time. Memory: 32 bytes a stream, 16 a command, and 32 for each checkpoint size that was announced.
#pragma once

#include "src/transparency/checkpoint.hpp"

#include <taizhang/record.hpp>

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace taizhang::audit {

/// The first thing that does not hold.
struct Fault {
    std::optional<Position> position;  ///< nothing: it is about a checkpoint or the whole
    std::string what;
};

class Verifier {
  public:
    explicit Verifier(tlog::TrustPolicy policy);

    /// Announces a signed checkpoint before the records come, so that its root can be compared when its size is
    /// reached. ErrorCode::corrupt when its signatures do not hold.
    Status expect(std::string_view note, const std::string& from_where);
    /// The next record. ErrorCode::corrupt with details.position names what does not hold.
    Status add(const Record& record);
    /// After the last record: every announced checkpoint must have been reached. ErrorCode::corrupt otherwise.
    Status finish() const;

    tlog::TreeSize size() const { return frontier_.size(); }
    Digest root() const { return frontier_.root(); }
    /// Checkpoints whose roots were compared, and how many of them have their quorum.
    std::size_t checkpoints_held() const { return held_; }
    std::size_t official_held() const { return official_; }

  private:
    struct Expected {
        tlog::OpenedCheckpoint opened;
        std::string from_where;
    };
    Status check_order(const EventHeader& header);
    Status check_command(const EventHeader& header);
    Status check_roots();

    tlog::TrustPolicy policy_;
    tlog::Frontier frontier_;
    std::unordered_map<StreamId, Version> versions_;
    std::unordered_set<std::string> commands_;
    std::optional<EventHeader> last_;
    std::unordered_multimap<tlog::TreeSize, Expected> expected_;
    std::size_t held_ = 0, official_ = 0;
};

}  // namespace taizhang::audit
