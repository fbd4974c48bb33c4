#include "projections/supervision/burden.hpp"

#include "events/schedule.hpp"
#include "projections/assessment/standing.hpp"
#include "projections/fold.hpp"
#include "projections/items/item_figures.hpp"
#include "projections/registers/ledger_rules.hpp"
#include "projections/registers/successors.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::BurdenRow;

/// Hidden, by the stream of a report or of an order to rectify.
struct AskedUnit {
    UnitId unit;
};
BOOST_DESCRIBE_STRUCT(AskedUnit, (), (unit))

/// Hidden, by the item's stream.
struct AskedItem {
    LedgerId ledger;
    std::vector<Party> units;
    Standing standing;
    std::vector<UnitId> asked;  ///< for a plan
};
BOOST_DESCRIBE_STRUCT(AskedItem, (), (ledger, units, standing, asked))

namespace {

struct Counter {
    Rows& rows;
    const EventHeader& header;

    /// In the month in which it was asked, also where that is recorded later.
    template <class Change>
    void operator()(const UnitId& unit, Change change) const {
        const auto period = period_of(header.effective);
        const auto key = period.to_string() + "/" + unit.value;
        if (change_row<BurdenRow>(rows, key, change)) return;
        BurdenRow row;
        row.period = period;
        row.unit = unit;
        change(row);
        put_row(rows, key, std::move(row));
    }
    std::string memory() const { return hidden_key(header.stream.value); }
    UnitId asked() const { return need_row<AskedUnit>(rows, memory()).unit; }
};

void remind(BurdenRow& row) {
    ++row.reminders;
}

struct CountReport {
    const Counter& count;

    void operator()(const report::FellDue& e) const {
        remember(e.unit);
        count(e.unit, [&](BurdenRow& row) {
            ++row.reports;
            row.items += static_cast<std::uint32_t>(e.items.size());
            row.fields += e.fields;
        });
    }
    void operator()(const report::Submitted& e) const {
        if (count.header.stream_version == 1) remember(speaker(e.unit, count.header));
    }
    void operator()(const report::Reminded&) const { count(count.asked(), remind); }
    template <class E>
        requires OneOf<E, report::Returned, report::Accepted, report::CameLate, report::Missed, report::FoundFalse>
    void operator()(const E&) const {}

    void remember(const UnitId& unit) const { put_row(count.rows, count.memory(), AskedUnit{unit}); }
};

struct CountRectification {
    const Counter& count;

    void operator()(const rectification::Ordered& e) const {
        put_row(count.rows, count.memory(), AskedUnit{e.unit});
        count(e.unit, ask);
    }
    void operator()(const rectification::Rejected&) const { count(today(), ask); }
    void operator()(const rectification::Reminded&) const { count(today(), remind); }
    template <class E>
        requires OneOf<E, rectification::Reported, rectification::Accepted, rectification::Extended,
                       rectification::Withdrawn, rectification::FellOverdue>
    void operator()(const E&) const {}

    UnitId today() const { return unit_today(count.rows, count.asked()); }
    static void ask(BurdenRow& row) { ++row.rectifications; }
};

/// Each owing unit once, while the day is ahead.
void ask_for_plans(AskedItem& item, const Counter& count) {
    if (rests(item.standing.status)) return;
    auto units = owing_units(item.units);
    std::erase_if(units, [&](const UnitId& unit) { return std::ranges::find(item.asked, unit) != item.asked.end(); });
    if (units.empty()) return;  // nearly always; the calendar is long
    const auto rules = rules_of(count.rows, item.ledger);
    const auto ledger = ledger_memory(count.rows, item.ledger);
    if (!ledger || !rules->plans.month) return;
    const auto due = regime::plan_due(rules->plans, ledger->year, calendar_of(count.rows, *rules));
    if (!due || count.header.effective > end_of_day(*due)) return;
    for (const auto& unit : units) {
        item.asked.push_back(unit);
        count(unit_today(count.rows, unit), [](BurdenRow& row) { ++row.plans; });
    }
}

void set_units(AskedItem& item, const Event& event) {
    if (const auto* entered = std::get_if<item::Entered>(&event)) {
        item.ledger = entered->ledger;
        item.units = entered->units;
    }
    if (const auto* assigned = std::get_if<item::UnitsAssigned>(&event)) item.units = assigned->units;
    const auto* transferred = std::get_if<item::Transferred>(&event);
    if (!transferred) return;
    std::erase_if(item.units, [&](const Party& party) { return party.unit == transferred->to; });
    for (auto& party : item.units) {
        if (party.unit == transferred->from) party = Party{transferred->to, {}, PartyRole::lead, false, false, {}};
    }
}

UnitId reminded_unit(const AskedItem& item, const std::optional<UnitId>& named) {
    if (named) return *named;
    const auto* lead = lead_of(item.units);
    return lead ? lead->unit : UnitId{};
}

void count_item(const Fact& fact, const Counter& count) {
    const auto key = count.memory();
    const auto tell = [&](const std::optional<UnitId>& named, auto change) {
        UnitId unit;
        look_at_row<AskedItem>(count.rows, key, [&](const AskedItem& item) { unit = reminded_unit(item, named); });
        unit = unit_today(count.rows, unit);
        if (!unit.empty()) count(unit, change);
    };
    if (const auto* reminded = std::get_if<item::Reminded>(&fact.event)) return tell(reminded->unit, remind);
    if (const auto* urged = std::get_if<item::Urged>(&fact.event))
        return tell(urged->unit, [](BurdenRow& row) { ++row.urgings; });
    fold_row<AskedItem>(count.rows, key, fact.header.stream_version == 1, [&](AskedItem& item) {
        set_units(item, fact.event);
        advance(item.standing, fact.event);
        ask_for_plans(item, count);
    });
}

}  // namespace

boost::json::object BurdenView::row_schema() const {
    return reflect::schema<BurdenRow>();
}

void BurdenView::apply(const Fact& fact, Rows& rows) const {
    note_rules(fact, rows);
    note_succession(fact, rows);
    const Counter count{rows, fact.header};
    on_events_of<"report">(fact, [&](const auto& event) { CountReport{count}(event); });
    on_events_of<"rectification">(fact, [&](const auto& event) { CountRectification{count}(event); });
    on_events_of<"item">(fact, [&]<class E>(const E&) {
        // Reports of progress ask for nothing, and are most of all events.
        if constexpr (!OneOf<E, item::ProgressReported, item::ProgressCorrected>) count_item(fact, count);
    });
}

}  // namespace taizhang
