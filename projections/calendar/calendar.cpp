#include "projections/calendar/calendar.hpp"

#include "projections/accountability/diary.hpp"
#include "projections/calendar/calendar_items.hpp"
#include "projections/calendar/calendar_rhythms.hpp"
#include "projections/fold.hpp"
#include "projections/registers/ledger_rules.hpp"
#include "projections/registers/successors.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::DueKind;
using rows::DueRow;
using rows::DueState;

namespace {

const std::string whole;  ///< the part of what a stream has one of

struct TellReport {
    Diary& diary;
    const EventHeader& header;

    void operator()(const report::FellDue& e) const {
        if (header.stream_version > 1) return;  // handed in before it fell due: nothing is owed
        DueRow row;
        row.title = e.period.to_string();
        row.ledger = e.ledger;
        row.unit = e.unit;
        row.period = e.period;
        diary.set(DueKind::report, e.unit.value, e.due, row);
    }
    void operator()(const report::Submitted&) const { diary.settle(DueKind::report, unit()); }
    void operator()(const report::Returned&) const { diary.reopen(DueKind::report, unit()); }
    void operator()(const report::Accepted&) const { diary.settle(DueKind::report, unit()); }
    void operator()(const report::CameLate&) const { diary.pass(DueKind::report, unit(), DueState::late); }
    void operator()(const report::Missed&) const { diary.pass(DueKind::report, unit(), DueState::missed); }
    void operator()(const report::Reminded& e) const { diary.remind(DueKind::report, unit(), e.days); }
    void operator()(const report::FoundFalse&) const {}

    /// A report's stream has one row.
    std::string unit() const { return diary.entries().empty() ? whole : diary.entries().front().part; }
};

struct TellRectification {
    Diary& diary;

    void operator()(const rectification::Ordered& e) const {
        DueRow row;
        row.title = e.demand;
        row.ledger = e.ledger;
        row.item = e.item;
        row.unit = e.unit;
        diary.set(DueKind::rectification, whole, e.deadline, row);
    }
    void operator()(const rectification::Reported& e) const {
        if (e.finished) diary.settle(DueKind::rectification, whole);
    }
    void operator()(const rectification::Accepted&) const { diary.settle(DueKind::rectification, whole); }
    void operator()(const rectification::Rejected& e) const {
        diary.reopen(DueKind::rectification, whole);
        if (e.deadline) diary.set(DueKind::rectification, whole, *e.deadline, {});
    }
    void operator()(const rectification::Extended& e) const { diary.set(DueKind::rectification, whole, e.to, {}); }
    void operator()(const rectification::Withdrawn&) const { diary.drop(DueKind::rectification, whole); }
    void operator()(const rectification::Reminded& e) const { diary.remind(DueKind::rectification, whole, e.days); }
    void operator()(const rectification::FellOverdue&) const {
        diary.pass(DueKind::rectification, whole, DueState::late);
    }
};

/// A measure without a day is in nobody's calendar.
struct TellMeasure {
    Diary& diary;

    void operator()(const accountability::Proposed& e) const {
        if (!e.deadline) return;
        diary.set(DueKind::proposal, whole, *e.deadline, about(e.subject, e.grounds, e.ledger, e.items));
    }
    /// What is agreed on is no proposal any more; an order that follows has a row of its own.
    void operator()(const accountability::Confirmed&) const { diary.settle(DueKind::proposal, whole); }
    void operator()(const accountability::Approved&) const { diary.settle(DueKind::proposal, whole); }
    void operator()(const accountability::Dismissed&) const { diary.drop(DueKind::proposal, whole); }
    void operator()(const accountability::ReconsiderationRequested& e) const {
        if (!e.decide_by) return;
        DueRow row;
        row.title = e.grounds;
        diary.set(DueKind::reconsideration, whole, *e.decide_by, row);
    }
    void operator()(const accountability::ReconsiderationDecided& e) const {
        diary.settle(DueKind::reconsideration, whole);
        if (e.ruling == accountability::Ruling::revoked) diary.drop(DueKind::proposal, whole);
    }
    void operator()(const accountability::ReconsiderationOverdue&) const {
        diary.pass(DueKind::reconsideration, whole, DueState::late);
    }
    template <class E>
        requires OneOf<E, accountability::CardIssued, accountability::CriticismCirculated, accountability::SummonsHeld,
                       accountability::StatementMade, accountability::Referred>
    void operator()(const E&) const {
        diary.settle(DueKind::proposal, whole);
    }
    template <class E>
        requires OneOf<E, accountability::CardLifted, accountability::OutcomeRecorded>
    void operator()(const E&) const {}

    static DueRow about(const StreamId& subject, const std::string& title, const std::optional<LedgerId>& ledger,
                        const std::vector<ItemId>& items) {
        DueRow row;
        row.title = title;
        row.ledger = ledger;
        if (items.size() == 1) row.item = items.front();
        if (subject.category() == "unit") row.unit = UnitId{std::string(subject.id())};
        return row;
    }
};

struct TellReview {
    Diary& diary;

    void operator()(const review::Scheduled& e) const {
        DueRow row;
        row.title = e.title;
        row.ledger = e.ledger;
        row.unit = e.host ? e.host : std::optional(e.organiser);
        diary.set(DueKind::review, whole, e.on, row);
    }
    void operator()(const review::Rescheduled& e) const {
        if (e.on) diary.set(DueKind::review, whole, *e.on, {});
        if (e.host) diary.edit(DueKind::review, whole, [&](DueRow& row) { row.unit = e.host; });
    }
    void operator()(const review::Held&) const { diary.settle(DueKind::review, whole); }
    void operator()(const review::Cancelled&) const { diary.drop(DueKind::review, whole); }
    void operator()(const review::RemarkMade&) const {}
    void operator()(const review::MinutesIssued&) const {}
};

struct TellInspection {
    Diary& diary;

    void operator()(const inspection::Scheduled& e) const {
        DueRow row;
        row.title = e.title;
        row.ledger = e.ledger;
        if (e.units.size() == 1) row.unit = e.units.front();
        if (e.items.size() == 1) row.item = e.items.front();
        diary.set(DueKind::inspection, whole, e.on, row);
    }
    void operator()(const inspection::Held&) const { diary.settle(DueKind::inspection, whole); }
    void operator()(const inspection::Cancelled&) const { diary.drop(DueKind::inspection, whole); }
    void operator()(const inspection::FindingRecorded&) const {}
};

// ---- quarterly checks ----------------------------------------------------------------------------------------------

std::string quarter_part(unsigned quarter) {
    return std::to_string(quarter);
}

/// By the rules now; what is done or has passed stays where it was.
void renew_checks(const LedgerId& ledger, const EventHeader& header, Rows& rows) {
    const auto memory = ledger_memory(rows, ledger);
    const auto rules = rules_of(rows, ledger);
    if (!memory || !rules->checking.due_day) return;
    const auto calendar = calendar_of(rows, *rules);
    Diary diary(rows, header, StreamId::of(ledger));
    for (std::uint8_t quarter = 1; quarter <= 4; ++quarter) {
        const auto due = regime::check_due(rules->checking, memory->year, quarter, calendar);
        const auto* known = diary.find(DueKind::check, quarter_part(quarter));
        if (!due || (known && (known->done || known->dropped || known->state != DueState::open))) continue;
        DueRow row;
        row.title = memory->title;
        row.ledger = ledger;
        row.quarter = quarter;
        diary.set(DueKind::check, quarter_part(quarter), *due, row);
    }
    diary.keep();
}

void tell_checks(const Fact& fact, Rows& rows) {
    if (fact.header.stream.category() != "ledger") return;
    Diary diary(rows, fact.header);
    if (const auto* checked = std::get_if<ledger::Checked>(&fact.event))
        diary.settle(DueKind::check, quarter_part(checked->quarter));
    if (const auto* overdue = std::get_if<ledger::CheckOverdue>(&fact.event))
        diary.pass(DueKind::check, quarter_part(overdue->quarter), DueState::late);
    if (std::holds_alternative<ledger::Closed>(fact.event)) {
        for (const auto& entry : std::vector(diary.entries())) diary.drop(entry.kind, entry.part);
    }
    diary.keep();
}

/// By its own rules, or by the working days that they refer to.
bool is_under(const LedgerId& ledger, const std::string& regime, Rows& rows) {
    const auto memory = ledger_memory(rows, ledger);
    if (!memory || !memory->regime) return false;
    return memory->regime->value == regime || rules_of(rows, ledger)->calendar_regime == regime;
}

/// Rules or their working days changed: whatever still runs is counted anew.
void renew(const Fact& fact, Rows& rows) {
    const LedgerId ledger{std::string(fact.header.stream.id())};
    const auto* amended = std::get_if<ledger::Amended>(&fact.event);
    if (std::holds_alternative<ledger::Opened>(fact.event) || amended) renew_checks(ledger, fact.header, rows);
    if (std::holds_alternative<ledger::Opened>(fact.event) || (amended && amended->regime))
        renew_rhythms(ledger, fact.header, rows);
    const bool rules_changed =
        std::holds_alternative<regime::Adopted>(fact.event) || std::holds_alternative<regime::Amended>(fact.event);
    if (rules_changed) {
        for (const auto& one : known_ledgers(rows)) {
            renew_checks(one, fact.header, rows);
            if (is_under(one, std::string(fact.header.stream.id()), rows)) renew_rhythms(one, fact.header, rows);
        }
    }
    if (rules_changed || (amended && amended->regime)) renew_item_dues(fact, rows);
}

template <WireName Category, class Tell, class... More>
void tell_stream(const Fact& fact, Rows& rows, const More&... more) {
    on_events_of<Category>(fact, [&](const auto& event) {
        Diary diary(rows, fact.header);
        Tell{diary, more...}(event);
        diary.keep();
    });
}

}  // namespace

boost::json::object CalendarView::row_schema() const {
    return reflect::schema<DueRow>();
}

void CalendarView::apply(const Fact& fact, Rows& rows) const {
    note_rules(fact, rows);
    tell_item_dues(fact, rows);
    tell_stream<"report", TellReport>(fact, rows, fact.header);
    tell_stream<"rectification", TellRectification>(fact, rows);
    tell_stream<"accountability", TellMeasure>(fact, rows);
    tell_stream<"review", TellReview>(fact, rows);
    tell_stream<"inspection", TellInspection>(fact, rows);
    tell_checks(fact, rows);
    tell_rhythms(fact, rows);
    renew(fact, rows);
    pass_answers_on<DueRow>(fact, rows, [](const DueRow& row) { return !row.done_at; });
}

}  // namespace taizhang
