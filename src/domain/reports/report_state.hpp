// What is known of a monthly report 报账, folded from its stream.
#pragma once

#include "events/report.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

enum class ReportStage {
    due,  ///< owed and not in
    submitted,
    returned,
    accepted
};

struct ReportState {
    LedgerId ledger;
    UnitId unit;
    Period period;
    std::vector<ItemId> items;
    std::vector<ItemId> owed;  ///< what it must cover, once it fell due
    std::optional<Date> due;
    bool late = false;  ///< of the first submission: mending a returned report does not undo lateness, nor cause it
    ReportStage stage = ReportStage::submitted;
    std::uint32_t submissions = 0;
    AccountId submitted_by;
    bool fell_due = false;                ///< recorded by the deadline keeper, as are
    std::vector<std::uint16_t> reminded;  ///< the days left at each reminder,
    bool came_late = false;
    bool missed = false;
    bool found_false = false;
    std::vector<Position> late_at, missed_at, false_at;  ///< of the events that say so
    std::vector<ItemId> false_items;
};

void fold(ReportState& state, const report::Submitted& event, const EventHeader& header);
void fold(ReportState& state, const report::Returned& event, const EventHeader& header);
void fold(ReportState& state, const report::Accepted& event, const EventHeader& header);
void fold(ReportState& state, const report::FellDue& event, const EventHeader& header);
void fold(ReportState& state, const report::Reminded& event, const EventHeader& header);
void fold(ReportState& state, const report::CameLate& event, const EventHeader& header);
void fold(ReportState& state, const report::Missed& event, const EventHeader& header);
void fold(ReportState& state, const report::FoundFalse& event, const EventHeader& header);

}  // namespace taizhang
