// The deciders of the ledger's year: reports, plans, activation, carrying over, and what time brings to items, reports
// and ledgers. See deciders.hpp.
#pragma once

#include "src/domain/case.hpp"

namespace taizhang {

// report_deciders.cpp
Result<Decision<report::Submitted>> decide(const ReportState& state, const report::Submitted& proposal, const Case& c);
Status decide(const ReportState& state, const report::Returned& proposal, const Case& c);
Status decide(const ReportState& state, const report::Accepted& proposal, const Case& c);
Status decide(const ReportState& state, const report::FoundFalse& proposal, const Case& c);

// report_time.cpp
Result<report::FellDue> decide(const ReportState& state, const report::FellDue& proposal, const Case& c);
Status decide(const ReportState& state, const report::Reminded& proposal, const Case& c);
Status decide(const ReportState& state, const report::CameLate& proposal, const Case& c);
Status decide(const ReportState& state, const report::Missed& proposal, const Case& c);

// ledger_year.cpp
Status decide(const LedgerState& state, const ledger::Checked& proposal, const Case& c);
Status decide(const LedgerState& state, const ledger::CheckOverdue& proposal, const Case& c);
Result<ledger::RhythmKept> decide(const LedgerState& state, const ledger::RhythmKept& proposal, const Case& c);
Status decide(const LedgerState& state, const ledger::RhythmMissed& proposal, const Case& c);
Status decide(const LedgerState& state, const ledger::RhythmReminded& proposal, const Case& c);
Result<ledger::Consolidated> decide(const LedgerState& state, const ledger::Consolidated& proposal, const Case& c);
Status decide(const LedgerState& state, const ledger::Closed& proposal, const Case& c);

// item_year.cpp: activated, suspended and resumed, and how an item ends without being done
Status decide(const ItemState& state, const item::Activated& proposal, const Case& c);
Status decide(const ItemState& state, const item::Suspended& proposal, const Case& c);
Status decide(const ItemState& state, const item::Resumed& proposal, const Case& c);
Status decide(const ItemState& state, const item::Merged& proposal, const Case& c);
Status decide(const ItemState& state, const item::Archived& proposal, const Case& c);

// item_carrying.cpp
Result<Decision<item::CarriedOver>> decide(const ItemState& state, const item::CarriedOver& proposal, const Case& c);

// item_plans.cpp
Result<item::PlanFiled> decide(const ItemState& state, const item::PlanFiled& proposal, const Case& c);
Status decide(const ItemState& state, const item::PlanApproved& proposal, const Case& c);
Status decide(const ItemState& state, const item::PlanReturned& proposal, const Case& c);
Status decide(const ItemState& state, const item::PlanMissed& proposal, const Case& c);

// item_project.cpp: parts, paired leaders, task forces, steps
Status decide(const ItemState& state, const item::Decomposed& proposal, const Case& c);
Status decide(const ItemState& state, const item::PairedLeaderAssigned& proposal, const Case& c);
Status decide(const ItemState& state, const item::TaskForceFormed& proposal, const Case& c);
Status decide(const ItemState& state, const item::StageAdvanced& proposal, const Case& c);

// item_time.cpp
Status decide(const ItemState& state, const item::FellOverdue& proposal, const Case& c);
Status decide(const ItemState& state, const item::MilestoneMissed& proposal, const Case& c);
Status decide(const ItemState& state, const item::AcknowledgementOverdue& proposal, const Case& c);
Result<item::Reminded> decide(const ItemState& state, const item::Reminded& proposal, const Case& c);

}  // namespace taizhang
