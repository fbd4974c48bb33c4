// Whether every payload that is gone was removed by law, and every one that was ordered to go is gone.
//
//     RedactionCheck redactions;                            // a whole log; or a part: RedactionCheck({.from = 100})
//     for each record in order: TZ_CHECK(redactions.add(record));
//     TZ_CHECK(redactions.finish());
//     for (const Removal& removal : redactions.removals()) tell(removal.text());
//
// Pure; one thread. Memory grows with the number of redactions.
#pragma once

#include "src/audit/order_check.hpp"
#include "src/redaction/removal.hpp"

#include <map>

namespace taizhang::audit {

class RedactionCheck {
  public:
    explicit RedactionCheck(Selection selection = {}) : selection_(std::move(selection)) {}

    /// Of a log that is written on while it is read: orders from this position on may have come after the record that
    /// they empty was read. Such records are no faults but changed(), to be asked for again.
    void live_from(Position position) { live_from_ = position; }

    /// ErrorCode::corrupt with details.position: a redacted record whose order this should be and is not; an order
    /// whose target still has its payload. Of the record, header and payload are right otherwise.
    Status add(const Record& record);
    /// What has been removed since its record was read, by the record's position.
    const std::map<Position, Removal>& changed() const { return changed_; }
    /// The answer to asking again: the record's header, and by which order its payload is gone now.
    Status again(const EventHeader& header, Position by);
    /// Every order must have come, and every changed record have been asked for again.
    Status finish() const;
    /// What held so far, in the order of the orders.
    const std::vector<Removal>& removals() const { return removals_; }
    /// Positions of the orders that have not come yet.
    std::vector<Position> awaited() const;

  private:
    Status note(const Record& redacted);
    Status check_gone(const Removal& removal);
    Status not_gone(const Removal& removal) const;
    Status check_ordered(const EventHeader& redacted, Position by, const Result<std::optional<Removal>>& removal);

    Selection selection_;
    std::multimap<Position, EventHeader> awaited_;    ///< redacted records, by the position of their order
    std::unordered_map<Position, Position> ordered_;  ///< redacted records, and what is said to have ordered it
    std::vector<Removal> removals_;
    Position live_from_ = ~Position{0};
    std::map<Position, Removal> changed_;
};

}  // namespace taizhang::audit
