// What is known of a monthly report 报账, folded from its stream.
#pragma once

#include "events/report.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

enum class ReportStage { submitted, returned, accepted };

struct ReportState {
    LedgerId ledger;
    UnitId unit;
    Period period;
    std::vector<ItemId> items;
    std::optional<Date> due;
    bool late = false;  ///< of the first submission: mending a returned report does not undo lateness, nor cause it
    ReportStage stage = ReportStage::submitted;
    std::uint32_t submissions = 0;
    AccountId submitted_by;
};

void fold(ReportState& state, const report::Submitted& event, const EventHeader& header);
void fold(ReportState& state, const report::Returned& event, const EventHeader& header);
void fold(ReportState& state, const report::Accepted& event, const EventHeader& header);

}  // namespace taizhang
