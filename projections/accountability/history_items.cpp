// What items say of units and persons.
#include "events/schedule.hpp"
#include "projections/accountability/history.hpp"
#include "projections/fold.hpp"
#include "projections/registers/successors.hpp"

namespace taizhang {

using rows::AccountabilityKind;
using rows::AccountabilityRow;

namespace {

struct TellItem {
    Concerned& item;
    const History& history;

    void operator()(const item::Entered& e) const {
        item.ledger = e.ledger;
        item.units = e.units;
        name_people(e.responsible_leader, e.responsible_person);
    }
    void operator()(const item::UnitsAssigned& e) const { item.units = e.units; }
    void operator()(const item::PeopleAssigned& e) const { name_people(e.responsible_leader, e.responsible_person); }
    void operator()(const item::Transferred& e) const;
    void operator()(const item::ProgressReported& e) const;
    void operator()(const item::ProgressCorrected& e) const;
    void operator()(const item::Urged& e) const { tell(e.unit ? *e.unit : lead(), AccountabilityKind::urged, e.text); }
    void operator()(const item::ExtensionRequested& e) const {
        tell(lead(), AccountabilityKind::extension_requested, e.to.to_string());
    }
    void operator()(const item::ExtensionGranted& e) const {
        tell(lead(), AccountabilityKind::extension_granted, e.to.to_string());
    }
    void operator()(const item::ExtensionRefused& e) const {
        tell(lead(), AccountabilityKind::extension_refused, e.advice.value_or(""));
    }
    void operator()(const item::CompletionRejected& e) const {
        tell(lead(), AccountabilityKind::completion_rejected, e.findings);
    }
    void operator()(const item::Reopened& e) const {
        tell(lead(), AccountabilityKind::reopened, e.deadline ? e.deadline->to_string() : "");
    }
    void operator()(const item::PlanFiled& e) const {
        const auto unit = speaker(e.unit, history.header);
        if (e.late.value_or(false) && first_about_plan(unit))
            tell(unit, AccountabilityKind::plan_late, e.due ? e.due->to_string() : "");
    }
    void operator()(const item::PlanMissed& e) const {
        if (first_about_plan(e.unit)) tell(e.unit, AccountabilityKind::plan_missed, e.due.to_string());
    }
    void operator()(const item::PlanReturned& e) const { tell(e.unit, AccountabilityKind::plan_returned, e.findings); }
    void operator()(const item::FellOverdue& e) const {
        tell(lead(), AccountabilityKind::overdue, e.deadline.to_string());
    }
    void operator()(const item::MilestoneMissed& e) const {
        tell(lead(), AccountabilityKind::milestone_missed, e.milestone + " " + e.due.to_string());
    }
    void operator()(const item::AcknowledgementOverdue& e) const {
        tell(e.unit, AccountabilityKind::acknowledgement_overdue, e.due.to_string());
    }
    void operator()(const item::Listed& e) const { tell(lead(), AccountabilityKind::listed, e.text); }
    void operator()(const item::Delisted& e) const { tell(lead(), AccountabilityKind::delisted, e.findings); }
    void operator()(const item::ConfidenceAssessed& e) const;

    /// What says nothing about anybody's account.
    template <class E>
        requires OneOf<E, item::Acknowledged, item::Activated, item::Revised, item::TargetSet, item::MilestonePlanned,
                       item::MilestoneReached, item::ProblemRaised, item::ProblemEscalated, item::ProblemResolved,
                       item::CompletionClaimed, item::CompletionVerified, item::ClosedOut, item::Cancelled,
                       item::PlanApproved, item::Decomposed, item::PairedLeaderAssigned, item::TaskForceFormed,
                       item::StageAdvanced, item::Suspended, item::Resumed, item::Merged, item::CarriedOver,
                       item::Archived, item::Reminded, item::PlanAdjusted> ||
                 OfProject<E>
    void operator()(const E&) const {}

    // ---- helpers ----
    void name_people(const std::optional<NamedPerson>& leader, const std::optional<NamedPerson>& person) const {
        if (leader) item.leader = leader;
        if (person) item.person = person;
    }
    UnitId lead() const { return lead_today(history.rows, item); }
    /// Missed and then filed late, it is told once.
    bool first_about_plan(const UnitId& unit) const {
        if (std::ranges::find(item.plans_told, unit) != item.plans_told.end()) return false;
        item.plans_told.push_back(unit);
        return true;
    }
    AccountabilityRow about(std::optional<Period> period = {}) const {
        AccountabilityRow row;
        row.item = ItemId{std::string(history.header.stream.id())};
        row.ledger = item.ledger;
        row.period = period;
        return row;
    }
    void tell(const UnitId& unit, AccountabilityKind kind, const std::string& text,
              std::optional<Period> period = {}) const {
        history.tell(item, unit, kind, text, about(period));
    }
};

void TellItem::operator()(const item::Transferred& e) const {
    tell(e.from, AccountabilityKind::transferred_away, e.to.value);
    std::erase_if(item.units, [&](const Party& party) { return party.unit == e.to; });
    for (auto& party : item.units) {
        if (party.unit == e.from) party = {e.to, e.name.value_or(e.to.value), PartyRole::lead, false, false, {}};
    }
    history.write(StreamId::of(e.to), AccountabilityKind::transferred_in, e.from.value, about());
}

void TellItem::operator()(const item::ProgressReported& e) const {
    const auto unit = speaker(e.unit, history.header);
    item.reports.push_back({history.header.position, unit, e.period});
    if (behind_schedule(e.percent, e.period))
        tell(unit, AccountabilityKind::behind_schedule, e.reasons.value_or(e.percent.to_string() + "%"), e.period);
}

void TellItem::operator()(const item::ProgressCorrected& e) const {
    const auto found = std::ranges::find(item.reports, e.corrects, &Concerned::Reported::at);
    if (found == item.reports.end())
        throw std::runtime_error("event " + std::to_string(e.corrects) + " is no report of this item");
    const auto corrected = *found;
    item.reports.push_back({history.header.position, corrected.unit, corrected.period});
    tell(corrected.unit, AccountabilityKind::progress_corrected,
         e.percent ? e.percent->to_string() + "%" : e.progress.value_or(""), corrected.period);
}

void TellItem::operator()(const item::ConfidenceAssessed& e) const {
    switch (e.confidence) {
        case item::Confidence::red:
            return tell(lead(), AccountabilityKind::confidence_red, e.grounds, e.period);
        case item::Confidence::amber:
            return tell(lead(), AccountabilityKind::confidence_amber, e.grounds, e.period);
        case item::Confidence::green:
            return tell(lead(), AccountabilityKind::confidence_green, e.grounds, e.period);
    }
}

/// Hidden, by the report's stream.
struct ReportOf {
    LedgerId ledger;
    UnitId unit;
    Period period;
    bool late_told = false;
};
BOOST_DESCRIBE_STRUCT(ReportOf, (), (ledger, unit, period, late_told))

struct RecallReport {
    ReportOf& report;
    const History& history;

    void operator()(const report::FellDue& e) const { name(e.ledger, e.unit, e.period); }
    void operator()(const report::Submitted& e) const {
        if (report.unit.empty()) name(e.ledger, speaker(e.unit, history.header), e.period);
        if (e.late.value_or(false)) late(e.summary);
    }
    void operator()(const report::CameLate& e) const { late(e.due.to_string()); }
    void operator()(const report::Missed& e) const { tell(AccountabilityKind::report_missed, e.due.to_string()); }
    void operator()(const report::FoundFalse& e) const { tell(AccountabilityKind::report_false, e.findings); }
    void operator()(const report::Returned& e) const { tell(AccountabilityKind::report_returned, e.findings); }
    void operator()(const report::Accepted&) const {}
    void operator()(const report::Reminded&) const {}

    void name(const LedgerId& ledger, const UnitId& unit, Period period) const {
        report.ledger = ledger;
        report.unit = unit;
        report.period = period;
    }
    void late(const std::string& text) const {
        if (!std::exchange(report.late_told, true)) tell(AccountabilityKind::report_late, text);
    }
    void tell(AccountabilityKind kind, const std::string& text) const {
        AccountabilityRow about;
        about.ledger = report.ledger;
        about.period = report.period;
        history.write(StreamId::of(unit_today(history.rows, report.unit)), kind, text, about);
    }
};

}  // namespace

void history_items(const Fact& fact, const History& history) {
    on_events_of<"item">(fact, [&](const auto& event) {
        with_memory<Concerned>(fact, history, [&](Concerned& item) { TellItem{item, history}(event); });
    });
}

void history_reports(const Fact& fact, const History& history) {
    on_events_of<"report">(fact, [&](const auto& event) {
        with_memory<ReportOf>(fact, history, [&](ReportOf& report) { RecallReport{report, history}(event); });
    });
}

}  // namespace taizhang
