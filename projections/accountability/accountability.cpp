#include "projections/accountability/accountability.hpp"

#include "projections/fold.hpp"
#include "projections/registers/ledger_rules.hpp"
#include "projections/registers/posts.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::MeasureRow;
using rows::MeasureState;

/// Hidden, by the unit: its name now.
struct UnitName {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(UnitName, (), (name))

namespace {

/// Returns the words of whoever acted, for the step.
struct FoldMeasure {
    MeasureRow& row;
    const EventHeader& header;

    using Words = std::optional<std::string>;

    Words operator()(const accountability::Proposed& e) const;
    Words operator()(const accountability::Confirmed& e) const {
        row.state = MeasureState::confirmed;
        if (e.deadline) row.deadline = e.deadline;
        return e.note;
    }
    Words operator()(const accountability::Dismissed& e) const {
        row.state = MeasureState::dismissed;
        return e.findings;
    }
    Words operator()(const accountability::Approved& e) const {
        row.state = MeasureState::approved;
        row.authority = e.authority;
        return e.note;
    }
    Words operator()(const accountability::CardIssued& e) const {
        row.state = MeasureState::carried_out;
        row.colour = e.colour;
        row.until = e.until;
        return std::nullopt;
    }
    Words operator()(const accountability::CardLifted& e) const {
        row.state = MeasureState::lifted;
        return e.findings;
    }
    Words operator()(const accountability::CriticismCirculated& e) const {
        row.bulletin = e.bulletin;
        return carried_out(e.text);
    }
    Words operator()(const accountability::SummonsHeld& e) const {
        row.on = e.held_on;
        row.present = e.present;
        return carried_out(e.record);
    }
    Words operator()(const accountability::StatementMade& e) const {
        row.on = e.made_on;
        return carried_out(e.text);
    }
    Words operator()(const accountability::Referred& e) const {
        row.state = MeasureState::referred;
        row.referred_to = e.to;
        row.text = e.text;
        return e.text;
    }
    Words operator()(const accountability::OutcomeRecorded& e) const {
        row.state = MeasureState::concluded;
        row.outcome = e.outcome;
        row.document = e.document;
        return e.outcome;
    }
    Words operator()(const accountability::ReconsiderationRequested& e) const {
        row.reconsideration =
            rows::Reconsideration{e.grounds, header.recorded, header.actor.name, e.decide_by, false, {}, {}, {}, {}};
        return e.grounds;
    }
    Words operator()(const accountability::ReconsiderationDecided& e) const;
    Words operator()(const accountability::ReconsiderationOverdue& e) const {
        if (row.reconsideration) row.reconsideration->overdue = true;
        return e.due.to_string();
    }

    Words carried_out(const std::string& text) const {
        row.state = MeasureState::carried_out;
        row.text = text;
        return text;
    }
};

FoldMeasure::Words FoldMeasure::operator()(const accountability::Proposed& e) const {
    row.accountability = AccountabilityId{std::string(header.stream.id())};
    row.measure = e.measure;
    row.subject = e.subject;
    row.grounds = e.grounds;
    row.ledger = e.ledger;
    row.items = e.items;
    row.rectification = e.rectification;
    row.evidence = e.evidence;
    row.clause = e.clause;
    row.rule = e.rule;
    row.deadline = e.deadline;
    row.proposed_at = header.recorded;
    row.proposed_by = header.actor.name;
    return e.grounds;
}

FoldMeasure::Words FoldMeasure::operator()(const accountability::ReconsiderationDecided& e) const {
    if (e.ruling == accountability::Ruling::revoked) row.state = MeasureState::revoked;
    if (!row.reconsideration) row.reconsideration.emplace();
    row.reconsideration->ruling = e.ruling;
    row.reconsideration->findings = e.findings;
    row.reconsideration->decided_at = header.recorded;
    row.reconsideration->decided_by = header.actor.name;
    return e.findings;
}

/// What is done automatically when a proposal is agreed to, in other streams: an order, an urging, a listing.
bool done_elsewhere(accountability::Measure measure) {
    using enum accountability::Measure;
    return measure == urging || measure == rectification || measure == listing;
}

/// As of the day of the proposal: what they are called and where they serve later changes nothing.
void name_subject(MeasureRow& row, const Rows& rows) {
    if (row.subject.category() == "unit") {
        row.unit = UnitId{std::string(row.subject.id())};
        if (auto known = get_row<UnitName>(rows, hidden_key(row.subject.value))) row.name = std::move(known->name);
        return;
    }
    row.person = PersonId{std::string(row.subject.id())};
    const auto person = person_now(rows, *row.person);
    if (!person) return;
    row.name = person->name;
    row.unit = person->unit;
    row.post = person->post;
}

rows::MeasureStep step_of(const Fact& fact, std::optional<std::string> text) {
    const auto& header = fact.header;
    const auto name = info_of(fact.event).name;
    rows::MeasureStep step;
    step.what = name.substr(name.find('.') + 1);
    step.at = header.recorded;
    step.by = header.actor.name;
    step.account = header.actor.account;
    step.unit = header.actor.unit;
    step.position = header.position;
    if (text && !text->empty()) step.text = std::move(text);
    if (!header.reason.empty()) step.reason = header.reason;
    return step;
}

/// From when on the measure holds, counted anew with each step, as the deciders count.
template <class E>
constexpr bool opens_reconsideration =
    OneOf<E, accountability::Confirmed, accountability::Approved, accountability::CardIssued,
          accountability::CriticismCirculated, accountability::SummonsHeld, accountability::StatementMade,
          accountability::Referred>;
template <class E>
constexpr bool closes_reconsideration =
    OneOf<E, accountability::ReconsiderationRequested, accountability::CardLifted, accountability::Dismissed>;

Date last_day_to_ask(const MeasureRow& row, const EventHeader& header, Rows& rows) {
    const auto days =
        row.ledger ? rules_of(rows, *row.ledger)->reconsideration_days : regime::no_rules().reconsideration_days;
    return Date(china_date(header.recorded).days() + std::chrono::days(days));
}

void note_name(const Fact& fact, Rows& rows) {
    const std::string* name = nullptr;
    if (const auto* registered = std::get_if<unit::Registered>(&fact.event)) name = &registered->name;
    if (const auto* renamed = std::get_if<unit::Renamed>(&fact.event)) name = &renamed->name;
    if (name) put_row(rows, hidden_key(fact.header.stream.value), UnitName{*name});
}

}  // namespace

boost::json::object AccountabilityView::row_schema() const {
    return reflect::schema<MeasureRow>();
}

void AccountabilityView::apply(const Fact& fact, Rows& rows) const {
    note_name(fact, rows);
    note_rules(fact, rows);
    note_posts(fact, rows);
    on_events_of<"accountability">(fact, [&]<class E>(const E& event) {
        const std::string key(fact.header.stream.id());
        const bool first = fact.header.stream_version == 1;
        fold_row<MeasureRow>(rows, key, first, [&](MeasureRow& row) {
            auto words = FoldMeasure{row, fact.header}(event);
            if (first) name_subject(row, rows);
            const bool agreed = row.state == MeasureState::confirmed || row.state == MeasureState::approved;
            if (agreed && done_elsewhere(row.measure)) row.state = MeasureState::carried_out;
            if (opens_reconsideration<E> && !row.reconsideration)
                row.reconsider_until = last_day_to_ask(row, fact.header, rows);
            if (closes_reconsideration<E>) row.reconsider_until.reset();
            row.steps.push_back(step_of(fact, std::move(words)));
            row.version = fact.header.stream_version;
            row.changed_at = fact.header.recorded;
        });
    });
}

}  // namespace taizhang
