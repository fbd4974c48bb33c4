// Bulletins made from the views at a position of the log: circulars from the ledger, minutes from a review.
//
//     TZ_TRY(auto draft, draft_bulletin(views, {.kind = Kind::monthly, .ledger = id, .from = first, .until = last}, at,
//     time));
//
// The same request at the same position gives the same text, whenever it is asked for: a circular's figures can be
// recomputed forever (rule 8).
#pragma once

#include "projections/supervision/bulletins.hpp"
#include "src/documents/compose.hpp"

namespace taizhang::documents {

struct DraftRequest {
    bulletin::Kind kind = bulletin::Kind::monthly;
    std::optional<LedgerId> ledger;  ///< of all kinds but minutes
    std::optional<Date> from, until;
    std::optional<ReviewId> review;  ///< of minutes
};

/// The days of which a bulletin of that kind tells whose last month is `period`: the month, its quarter, its half year;
/// of a weekly one, the month's last whole week.
std::pair<Date, Date> days_of(bulletin::Kind kind, Period period);

/// `time` is when the event at `at` was recorded: the bulletin is dated on that day. ErrorCode::invalid with
/// details.path for what is missing, not_found for a ledger or review that was not there then.
Result<bulletin::Issued> draft_bulletin(const Views& views, const DraftRequest& request, Position at, Time time);

/// The event of which the row was made.
bulletin::Issued issued_of(const rows::BulletinRow& row);

/// The request with which an issued bulletin was drafted.
DraftRequest request_of(const bulletin::Issued& issued);

}  // namespace taizhang::documents
