#include "projections/calendar/calendar_rhythms.hpp"

#include "projections/fold.hpp"
#include "projections/registers/ledger_rules.hpp"
#include "projections/registers/successors.hpp"

#include <map>

namespace taizhang {

using rows::DueKind;
using rows::DueRow;
using rows::DueState;

/// Hidden, by ledger and occurrence: where its row stands.
struct RhythmMemory {
    Date due;
    bool settled = false;  ///< kept, missed or dropped: it stays where it is
};
BOOST_DESCRIBE_STRUCT(RhythmMemory, (), (due, settled))

namespace {

std::string part_of(const std::string& rhythm, const std::string& occasion) {
    return key_text(rhythm + "/" + occasion);
}

std::string memory_prefix(const LedgerId& ledger) {
    return hidden_key("rhythm/" + ledger.value + "/");
}

std::string row_key(const LedgerId& ledger, Date due, const std::string& part) {
    return due.to_string() + "/" + reflect::enum_name(DueKind::rhythm) + "/" + ledger.value + "/" + part;
}

/// The ledger's occurrences that are in the calendar, by the last part of their keys.
std::map<std::string, RhythmMemory> known_rhythms(const Rows& rows, const LedgerId& ledger) {
    const auto prefix = memory_prefix(ledger);
    std::map<std::string, RhythmMemory> known;
    rows.scan(prefix, [&](std::string_view key, std::string_view) {
        known.emplace(key.substr(prefix.size()), RhythmMemory{});
    });
    for (auto& [part, memory] : known) memory = need_row<RhythmMemory>(rows, prefix + part);
    return known;
}

DueRow row_of(const regime::Rhythm& rule, const regime::Occurrence& occurrence, const LedgerId& ledger) {
    DueRow row;
    row.due = occurrence.due;
    row.kind = DueKind::rhythm;
    row.title = rule.name;
    row.stream = StreamId::of(ledger);
    row.ledger = ledger;
    auto& asked = row.rhythm.emplace();
    asked.occasion = occurrence.label;
    asked.begins = occurrence.begins;
    asked.who = rule.who;
    if (!rule.to.empty()) asked.to = rule.to;
    asked.produces = rule.produces;
    asked.clause = rule.clause;
    return row;
}

class Year {
  public:
    Year(const LedgerId& ledger, Rows& rows) : ledger_(ledger), rows_(rows) {}

    /// Puts it in, moves it, or tells anew what the rules say of it.
    void show(const std::string& part, DueRow row, const RhythmMemory* known) const {
        if (known && known->due != row.due) {
            const auto before = need_row<DueRow>(rows_, row_key(ledger_, known->due, part));
            rows_.erase(row_key(ledger_, known->due, part));
            row.moved_from = before.moved_from.value_or(known->due);
            if (row.moved_from == row.due) row.moved_from.reset();
        } else if (known) {
            const auto before = need_row<DueRow>(rows_, row_key(ledger_, known->due, part));
            row.moved_from = before.moved_from;
            row.reminded = before.reminded;
        }
        keep(part, {row.due, false}, std::move(row));
    }
    void remove(const std::string& part, const RhythmMemory& known) const {
        rows_.erase(row_key(ledger_, known.due, part));
        rows_.erase(memory_prefix(ledger_) + part);
    }
    template <class Change>
    void change(const std::string& part, const RhythmMemory& known, Change&& change) const {
        auto row = need_row<DueRow>(rows_, row_key(ledger_, known.due, part));
        change(row);
        const bool settled = row.state != DueState::open;
        keep(part, {known.due, settled}, std::move(row));
    }

  private:
    void keep(const std::string& part, RhythmMemory memory, DueRow row) const {
        put_row(rows_, row_key(ledger_, memory.due, part), std::move(row));
        put_row(rows_, memory_prefix(ledger_) + part, std::move(memory));
    }

    const LedgerId& ledger_;
    Rows& rows_;
};

/// Of a day that was never asked for and is told of all the same: the row that it would have had.
std::optional<DueRow> unasked(const ledger::RhythmKept& kept, const LedgerId& ledger, Rows& rows) {
    const auto memory = ledger_memory(rows, ledger);
    const auto rules = rules_of(rows, ledger);
    const auto* rule = rules->find_rhythm(kept.rhythm);
    if (!memory || !rule) return std::nullopt;
    for (const auto& each : regime::occurrences(*rule, memory->year, calendar_of(rows, *rules))) {
        if (each.label == kept.occasion) return row_of(*rule, each, ledger);
    }
    return std::nullopt;
}

struct TellRhythm {
    const LedgerId& ledger;
    const EventHeader& header;
    Rows& rows;

    void operator()(const ledger::RhythmKept& e) const {
        const auto part = part_of(e.rhythm, e.occasion);
        if (!find(part)) {
            if (auto row = unasked(e, ledger, rows)) Year(ledger, rows).show(part, std::move(*row), nullptr);
        }
        change(part, [&](DueRow& row) {
            row.state = DueState::done;
            row.was_late = row.was_late || e.late.value_or(false);
            row.done_at = header.recorded;
            row.rhythm->done_on = e.on;
            row.rhythm->text = e.text;
            row.rhythm->by = e.by;
        });
    }
    void operator()(const ledger::RhythmMissed& e) const {
        change(part_of(e.rhythm, e.occasion), [](DueRow& row) {
            row.state = DueState::missed;
            row.was_late = true;
        });
    }
    void operator()(const ledger::RhythmReminded& e) const {
        change(part_of(e.rhythm, e.occasion), [&](DueRow& row) { row.reminded.push_back(e.days); });
    }
    void operator()(const ledger::Closed&) const {
        for (const auto& [part, memory] : known_rhythms(rows, ledger)) {
            if (!memory.settled)
                Year(ledger, rows).change(part, memory, [](DueRow& row) { row.state = DueState::dropped; });
        }
    }
    template <class E>
        requires OneOf<E, ledger::Opened, ledger::Amended, ledger::Checked, ledger::Consolidated, ledger::CheckOverdue>
    void operator()(const E&) const {}

  private:
    std::optional<RhythmMemory> find(const std::string& part) const {
        return get_row<RhythmMemory>(rows, memory_prefix(ledger) + part);
    }
    template <class Change>
    void change(const std::string& part, Change&& change) const {
        if (const auto known = find(part)) Year(ledger, rows).change(part, *known, std::forward<Change>(change));
    }
};

}  // namespace

void tell_rhythms(const Fact& fact, Rows& rows) {
    on_events_of<"ledger">(fact, [&](const auto& event) {
        const LedgerId ledger{std::string(fact.header.stream.id())};
        TellRhythm{ledger, fact.header, rows}(event);
    });
}

void renew_rhythms(const LedgerId& ledger, const EventHeader& header, Rows& rows) {
    const auto memory = ledger_memory(rows, ledger);
    if (!memory) return;
    const auto rules = rules_of(rows, ledger);
    const auto calendar = calendar_of(rows, *rules);
    auto known = known_rhythms(rows, ledger);
    const Year year(ledger, rows);
    for (const auto& rule : rules->rhythms) {
        for (const auto& each : regime::occurrences(rule, memory->year, calendar)) {
            const auto part = part_of(rule.name, each.label);
            const auto before = known.find(part);
            const bool is_known = before != known.end();
            const bool is_over = end_of_day(each.due) < header.recorded;
            const bool stays = is_known && (before->second.settled || before->second.due == each.due);
            if (is_over && !stays) continue;
            if (!is_known || !before->second.settled)
                year.show(part, row_of(rule, each, ledger), is_known ? &before->second : nullptr);
            if (is_known) known.erase(before);
        }
    }
    for (const auto& [part, left] : known) {
        if (!left.settled) year.remove(part, left);
    }
}

}  // namespace taizhang
