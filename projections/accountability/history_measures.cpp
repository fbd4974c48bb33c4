// What supervision says of units and persons: measures, orders to rectify, findings, remarks.
#include "projections/accountability/history.hpp"
#include "projections/fold.hpp"
#include "projections/registers/posts.hpp"

namespace taizhang {

using rows::AccountabilityKind;
using rows::AccountabilityRow;

/// Hidden, by the measure's stream: against whom it was proposed, and stays (rule 12).
struct MeasureOf {
    StreamId subject;
    accountability::Measure measure = accountability::Measure::criticism;
    std::optional<LedgerId> ledger;
    std::optional<ItemId> item;
    std::optional<std::string> post;
};
BOOST_DESCRIBE_STRUCT(MeasureOf, (), (subject, measure, ledger, item, post))

/// Hidden, by the order's stream.
struct OrderOf {
    UnitId unit;
    std::optional<ItemId> item;
    std::optional<LedgerId> ledger;
};
BOOST_DESCRIBE_STRUCT(OrderOf, (), (unit, item, ledger))

namespace {

struct RecallMeasure {
    MeasureOf& measure;
    const History& history;

    void operator()(const accountability::Proposed& e) const;
    void operator()(const accountability::Confirmed& e) const {
        tell(AccountabilityKind::measure_confirmed, e.note.value_or(""));
    }
    void operator()(const accountability::Approved& e) const {
        tell(AccountabilityKind::measure_approved, e.authority);
    }
    void operator()(const accountability::Dismissed& e) const {
        tell(AccountabilityKind::measure_dismissed, e.findings);
    }
    void operator()(const accountability::CardIssued& e) const {
        tell(AccountabilityKind::card_issued, reflect::enum_name(e.colour));
    }
    void operator()(const accountability::CardLifted& e) const { tell(AccountabilityKind::card_lifted, e.findings); }
    void operator()(const accountability::CriticismCirculated& e) const {
        tell(AccountabilityKind::criticised, e.text);
    }
    void operator()(const accountability::SummonsHeld& e) const { tell(AccountabilityKind::summoned, e.record); }
    void operator()(const accountability::StatementMade& e) const { tell(AccountabilityKind::statement_made, e.text); }
    void operator()(const accountability::Referred& e) const { tell(AccountabilityKind::referred, e.to); }
    void operator()(const accountability::OutcomeRecorded& e) const {
        tell(AccountabilityKind::outcome_recorded, e.outcome);
    }
    void operator()(const accountability::ReconsiderationRequested& e) const {
        tell(AccountabilityKind::reconsideration_requested, e.grounds);
    }
    void operator()(const accountability::ReconsiderationDecided& e) const {
        const bool revoked = e.ruling == accountability::Ruling::revoked;
        tell(revoked ? AccountabilityKind::reconsideration_revoked : AccountabilityKind::reconsideration_upheld,
             e.findings);
    }
    /// The office's own delay, not the party's.
    void operator()(const accountability::ReconsiderationOverdue&) const {}

    void tell(AccountabilityKind kind, const std::string& text) const {
        AccountabilityRow about;
        about.ledger = measure.ledger;
        about.item = measure.item;
        about.measure = measure.measure;
        about.post = measure.post;
        history.write(measure.subject, kind, text, about);
    }
};

void RecallMeasure::operator()(const accountability::Proposed& e) const {
    measure.subject = e.subject;
    measure.measure = e.measure;
    measure.ledger = e.ledger;
    if (e.items.size() == 1) measure.item = e.items.front();
    if (e.subject.category() == "person") {
        const auto person = person_now(history.rows, PersonId{std::string(e.subject.id())});
        if (person) measure.post = person->post;
    }
    tell(AccountabilityKind::measure_proposed, e.grounds);
}

struct TellOrder {
    OrderOf& order;
    const History& history;

    void operator()(const rectification::Ordered& e) const {
        order = {e.unit, e.item, e.ledger};
        tell(AccountabilityKind::rectification_ordered, e.demand);
    }
    void operator()(const rectification::FellOverdue& e) const {
        tell(AccountabilityKind::rectification_overdue, e.deadline.to_string());
    }
    void operator()(const rectification::Rejected& e) const {
        tell(AccountabilityKind::rectification_rejected, e.findings);
    }
    void operator()(const rectification::Accepted& e) const {
        tell(AccountabilityKind::rectification_accepted, e.findings);
    }
    void operator()(const rectification::Withdrawn& e) const {
        tell(AccountabilityKind::rectification_withdrawn, e.note.value_or(""));
    }
    template <class E>
        requires OneOf<E, rectification::Reported, rectification::Extended, rectification::Reminded>
    void operator()(const E&) const {}

    void tell(AccountabilityKind kind, const std::string& text) const {
        AccountabilityRow about;
        about.ledger = order.ledger;
        history.tell_about(order.item, order.unit, kind, text, about);
    }
};

void tell_remark(const review::RemarkMade& e, const History& history) {
    const auto item = e.item ? history.concerned(*e.item) : std::nullopt;
    if (e.unit) return history.tell_about(e.item, *e.unit, AccountabilityKind::remark_made, e.text);
    if (item) history.tell_about(e.item, lead_today(history.rows, *item), AccountabilityKind::remark_made, e.text);
}

}  // namespace

void history_measures(const Fact& fact, const History& history) {
    on_events_of<"accountability">(fact, [&](const auto& event) {
        with_memory<MeasureOf>(fact, history, [&](MeasureOf& measure) { RecallMeasure{measure, history}(event); });
    });
}

void history_supervision(const Fact& fact, const History& history) {
    on_events_of<"rectification">(fact, [&](const auto& event) {
        with_memory<OrderOf>(fact, history, [&](OrderOf& order) { TellOrder{order, history}(event); });
    });
    if (const auto* finding = std::get_if<inspection::FindingRecorded>(&fact.event))
        history.tell_about(finding->item, finding->unit, AccountabilityKind::finding_recorded, finding->text);
    if (const auto* remark = std::get_if<review::RemarkMade>(&fact.event)) tell_remark(*remark, history);
}

}  // namespace taizhang
