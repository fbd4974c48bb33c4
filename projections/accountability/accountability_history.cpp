#include "projections/accountability/accountability_history.hpp"

#include "projections/accountability/history.hpp"
#include "projections/items/item_figures.hpp"
#include "projections/padded.hpp"
#include "projections/registers/posts.hpp"
#include "projections/registers/successors.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::AccountabilityKind;
using rows::AccountabilityRow;

void History::write(const StreamId& subject, AccountabilityKind kind, std::string text,
                    const AccountabilityRow& about) const {
    if (subject.id().empty()) return;
    AccountabilityRow row = about;
    row.position = header.position;
    row.subject = subject;
    row.kind = kind;
    row.stream = header.stream;
    row.recorded = header.recorded;
    row.actor_name = header.actor.name;
    if (!header.reason.empty()) row.reason = header.reason;
    row.text = std::move(text);
    put_row(rows, subject.value + "/" + padded<20>(header.position), std::move(row));
}

void History::tell(const Concerned& item, const UnitId& unit, AccountabilityKind kind, const std::string& text,
                   const AccountabilityRow& about) const {
    const auto answers = unit_today(rows, unit);
    write(StreamId::of(answers), kind, text, about);
    const auto lead = lead_today(rows, item);
    if (answers != lead) return;
    std::optional<PersonId> told;
    for (const auto* named : {&item.leader, &item.person}) {
        const auto person = *named ? person_today(rows, lead, **named) : std::nullopt;
        if (!person || person == told) continue;
        auto row = about;
        row.post = (*named)->post;
        write(StreamId::of(*person), kind, text, row);
        told = person;
    }
}

std::optional<Concerned> History::concerned(const ItemId& item) const {
    return get_row<Concerned>(rows, hidden_key(StreamId::of(item).value));
}

void History::tell_about(const std::optional<ItemId>& item, const UnitId& unit, AccountabilityKind kind,
                         const std::string& text, AccountabilityRow about) const {
    const auto known = item ? concerned(*item) : std::nullopt;
    about.item = item;
    if (!known) return write(StreamId::of(unit_today(rows, unit)), kind, text, about);
    if (!about.ledger) about.ledger = known->ledger;
    tell(*known, unit, kind, text, about);
}

UnitId lead_today(const Rows& rows, const Concerned& item) {
    const auto* party = lead_of(item.units);
    return party ? unit_today(rows, party->unit) : UnitId{};
}

namespace {

void tell_unit(const Event& event, const History& history) {
    const auto& unit = history.header.stream;
    if (const auto* merged = std::get_if<unit::Merged>(&event)) {
        history.write(unit, AccountabilityKind::merged_into, merged->into.value);
        history.write(StreamId::of(merged->into), AccountabilityKind::took_over, std::string(unit.id()));
    }
    if (const auto* dissolved = std::get_if<unit::Dissolved>(&event)) {
        history.write(unit, AccountabilityKind::dissolved, dissolved->successor ? dissolved->successor->value : "");
        if (dissolved->successor)
            history.write(StreamId::of(*dissolved->successor), AccountabilityKind::took_over, std::string(unit.id()));
    }
}

/// Whose rows these are is not known any more; redactions are so rare that looking at all keys costs nothing.
void mark_redacted(const Fact& fact, Rows& rows) {
    const auto* approved = std::get_if<redaction::Approved>(&fact.event);
    if (!approved || !approved->execution) return;
    const auto ending = "/" + padded<20>(std::stoull(std::string(fact.header.stream.id())));
    std::vector<std::string> keys;
    rows.scan({}, [&](std::string_view key, std::string_view) {
        if (!hidden(key) && key.ends_with(ending)) keys.emplace_back(key);
    });
    for (const auto& key : keys) {
        auto row = need_row<AccountabilityRow>(rows, key);
        row.redacted = removed_texts(fact.header, *approved->execution, row.redacted);
        put_row(rows, key, std::move(row));
    }
}

}  // namespace

boost::json::object AccountabilityHistoryView::row_schema() const {
    return reflect::schema<AccountabilityRow>();
}

void AccountabilityHistoryView::apply(const Fact& fact, Rows& rows) const {
    const History history{rows, fact.header};
    history_items(fact, history);
    history_reports(fact, history);
    history_measures(fact, history);
    history_supervision(fact, history);
    tell_unit(fact.event, history);
    note_succession(fact, rows);
    note_posts(fact, rows);
    mark_redacted(fact, rows);
}

}  // namespace taizhang
