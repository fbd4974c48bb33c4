#include "projections/calendar/calendar_items.hpp"

#include "projections/accountability/diary.hpp"
#include "projections/assessment/standing.hpp"
#include "projections/fold.hpp"
#include "projections/items/item_figures.hpp"
#include "projections/registers/ledger_rules.hpp"
#include "projections/registers/successors.hpp"

namespace taizhang {

using rows::DueKind;
using rows::DueRow;
using rows::DueState;

/// Hidden, by the item's stream.
struct DueItem {
    LedgerId ledger;
    std::string title;
    std::vector<Party> units;
    Standing standing;
    Time begun;
};
BOOST_DESCRIBE_STRUCT(DueItem, (), (ledger, title, units, standing, begun))

namespace {

const std::string whole_item;  ///< the part of what an item has one of

std::string due_key(const StreamId& item) {
    return hidden_key(item.value);
}

struct TellDues {
    DueItem& item;
    Diary& diary;
    Rows& rows;
    const EventHeader& header;
    const StreamId& stream;

    void operator()(const item::Entered& e) const {
        item = {e.ledger, e.title, e.units, {}, header.recorded};
        if (e.deadline) diary.set(DueKind::deadline, whole_item, *e.deadline, about(lead()));
        renew_terms();
    }
    void operator()(const item::Activated&) const { begin(); }
    void operator()(const item::Resumed&) const { begin(); }
    void operator()(const item::Acknowledged& e) const {
        settle_unit(DueKind::acknowledgement, speaker(e.unit, header));
    }
    void operator()(const item::AcknowledgementOverdue& e) const {
        pass_unit(DueKind::acknowledgement, e.unit, e.due, DueState::late);
    }
    void operator()(const item::Revised& e) const {
        if (!e.title) return;
        item.title = *e.title;
        for (const auto& entry : std::vector(diary.entries())) {
            if (entry.kind == DueKind::milestone) continue;
            diary.edit(entry.kind, entry.part, [&](DueRow& row) { row.title = item.title; });
        }
    }
    void operator()(const item::UnitsAssigned& e) const {
        item.units = e.units;
        change_units();
    }
    void operator()(const item::Transferred& e) const {
        std::erase_if(item.units, [&](const Party& party) { return party.unit == e.to; });
        for (auto& party : item.units) {
            if (party.unit == e.from) party = {e.to, e.name.value_or(e.to.value), PartyRole::lead, false, false, {}};
        }
        change_units();
    }
    void operator()(const item::MilestonePlanned& e) const {
        auto row = about(lead());
        row.title = e.name;
        row.milestone = e.milestone;
        diary.set(DueKind::milestone, e.milestone, e.due, row);
    }
    void operator()(const item::PlanAdjusted& e) const {
        for (const auto& node : e.milestones) (*this)(item::MilestonePlanned{node.milestone, node.name, node.due});
    }
    void operator()(const item::MilestoneReached& e) const { diary.settle(DueKind::milestone, e.milestone); }
    void operator()(const item::MilestoneMissed& e) const {
        diary.pass(DueKind::milestone, e.milestone, DueState::missed);
    }
    void operator()(const item::ExtensionGranted& e) const { move_deadline(e.to); }
    void operator()(const item::FellOverdue&) const { diary.pass(DueKind::deadline, whole_item, DueState::late); }
    void operator()(const item::CompletionClaimed&) const { diary.settle(DueKind::deadline, whole_item); }
    void operator()(const item::CompletionRejected&) const { diary.reopen(DueKind::deadline, whole_item); }
    void operator()(const item::Reopened& e) const {
        diary.reopen(DueKind::deadline, whole_item);
        if (e.deadline) move_deadline(*e.deadline);
    }
    void operator()(const item::PlanFiled& e) const {
        const auto unit = speaker(e.unit, header);
        if (e.due && !plan_of(unit)) diary.set(DueKind::plan, unit.value, *e.due, about(unit));
        settle_unit(DueKind::plan, unit);
    }
    void operator()(const item::PlanApproved& e) const { settle_unit(DueKind::plan, e.unit); }
    void operator()(const item::PlanReturned& e) const {
        if (const auto* plan = plan_of(e.unit)) diary.reopen(DueKind::plan, std::string(plan->part));
    }
    void operator()(const item::PlanMissed& e) const { pass_unit(DueKind::plan, e.unit, e.due, DueState::missed); }
    void operator()(const item::Listed& e) const {
        diary.remove(DueKind::listing, whole_item);
        if (e.until) diary.set(DueKind::listing, whole_item, *e.until, about(lead()));
    }
    void operator()(const item::Delisted&) const { diary.settle(DueKind::listing, whole_item); }
    void operator()(const item::Reminded& e) const;

    /// What changes where the item stands is seen to afterwards, for all.
    template <class E>
        requires OneOf<E, item::Suspended, item::CompletionVerified, item::ClosedOut, item::Cancelled, item::Merged,
                       item::CarriedOver, item::Archived, item::PeopleAssigned, item::TargetSet, item::ProgressReported,
                       item::ProgressCorrected, item::ProblemRaised, item::ProblemEscalated, item::ProblemResolved,
                       item::Urged, item::ExtensionRequested, item::ExtensionRefused, item::Decomposed,
                       item::PairedLeaderAssigned, item::TaskForceFormed, item::StageAdvanced,
                       item::ConfidenceAssessed> ||
                 OfProject<E>
    void operator()(const E&) const {}

    // ---- helpers ----
    std::optional<UnitId> lead() const {
        const auto* party = lead_of(item.units);
        return party ? std::optional(party->unit) : std::nullopt;
    }
    DueRow about(const std::optional<UnitId>& unit) const {
        DueRow row;
        row.title = item.title;
        row.ledger = item.ledger;
        row.item = ItemId{std::string(stream.id())};
        row.unit = unit;
        return row;
    }
    void begin() const {
        item.begun = header.recorded;
        renew_terms();
    }
    void move_deadline(Date to) const { diary.set(DueKind::deadline, whole_item, to, about(lead())); }
    const DiaryEntry* of_unit(DueKind kind, const UnitId& unit) const;
    const DiaryEntry* plan_of(const UnitId& unit) const { return of_unit(DueKind::plan, unit); }
    void settle_unit(DueKind kind, const UnitId& unit) const {
        if (const auto* entry = of_unit(kind, unit)) diary.settle(kind, std::string(entry->part));
    }
    void pass_unit(DueKind kind, const UnitId& unit, Date due, DueState state) const {
        const auto* entry = of_unit(kind, unit);
        const auto part = entry ? entry->part : unit.value;
        diary.set(kind, part, due, about(unit));
        diary.pass(kind, part, state);
    }
    void change_units() const;
    void renew_terms() const;
    void renew_term(DueKind kind, std::optional<Date> due) const;
    void rest() const;
};

/// The unit's own, or that of one for which it answers today.
const DiaryEntry* TellDues::of_unit(DueKind kind, const UnitId& unit) const {
    if (const auto* own = diary.find(kind, unit.value)) return own;
    const auto found = std::ranges::find_if(diary.entries(), [&](const DiaryEntry& one) {
        return one.kind == kind && unit_today(rows, UnitId{one.part}) == unit;
    });
    return found == diary.entries().end() ? nullptr : &*found;
}

void TellDues::operator()(const item::Reminded& e) const {
    const auto remind_unit = [&](DueKind kind) {
        const auto unit = e.unit ? e.unit : lead();
        const auto* entry = unit ? of_unit(kind, *unit) : nullptr;
        if (entry) diary.remind(kind, std::string(entry->part), e.days);
    };
    switch (e.of) {
        case item::ReminderOf::deadline:
            return diary.remind(DueKind::deadline, whole_item, e.days);
        case item::ReminderOf::milestone:
            return diary.remind(DueKind::milestone, e.milestone.value_or(""), e.days);
        case item::ReminderOf::plan:
            return remind_unit(DueKind::plan);
        case item::ReminderOf::acknowledgement:
            return remind_unit(DueKind::acknowledgement);
    }
}

/// Whoever leads now answers for the deadline and the milestones; who is no party any more owes nothing.
void TellDues::change_units() const {
    const auto owing = owing_units(item.units);
    for (const auto& entry : std::vector(diary.entries())) {
        const bool of_units = entry.kind == DueKind::plan || entry.kind == DueKind::acknowledgement;
        if (of_units && !entry.done && std::ranges::find(owing, UnitId{entry.part}) == owing.end())
            diary.remove(entry.kind, entry.part);
        else if (!of_units && !entry.done)
            diary.edit(entry.kind, entry.part, [&](DueRow& row) { row.unit = lead(); });
    }
    renew_terms();
}

/// By the rules that the ledger runs under now; what is done or has passed stays where it was.
void TellDues::renew_terms() const {
    const auto rules = rules_of(rows, item.ledger);
    const auto ledger = ledger_memory(rows, item.ledger);
    if (!ledger || (!rules->acknowledgement && !rules->plans.month)) return;
    const auto calendar = calendar_of(rows, *rules);
    std::optional<Date> acknowledgement;
    if (rules->acknowledgement)
        acknowledgement = regime::due_after(china_date(item.begun), *rules->acknowledgement, calendar);
    auto plan = regime::plan_due(rules->plans, ledger->year, calendar);
    if (plan && item.begun > end_of_day(*plan)) plan.reset();
    renew_term(DueKind::acknowledgement, acknowledgement);
    renew_term(DueKind::plan, plan);
}

void TellDues::renew_term(DueKind kind, std::optional<Date> due) const {
    if (!due) return;
    for (const auto& unit : owing_units(item.units)) {
        const auto* known = of_unit(kind, unit);
        if (known && (known->done || known->state != DueState::open)) continue;
        diary.set(kind, known ? std::string(known->part) : unit.value, *due, about(unit));
    }
}

/// Nothing is due of what rests: listed until a day, it may be all the same.
void TellDues::rest() const {
    const bool resting = rests(item.standing.status);
    for (const auto& entry : std::vector(diary.entries())) {
        if (entry.done || entry.kind == DueKind::listing) continue;
        resting ? diary.drop(entry.kind, entry.part) : diary.take_up(entry.kind, entry.part);
    }
}

}  // namespace

void tell_item_dues(const Fact& fact, Rows& rows) {
    on_events_of<"item">(fact, [&]<class E>(const E& event) {
        // Nine in ten events are reports, which are due by another name.
        if constexpr (OneOf<E, item::ProgressReported, item::ProgressCorrected>) return;
        const auto& header = fact.header;
        const auto key = due_key(header.stream);
        auto item = header.stream_version == 1 ? DueItem{} : need_row<DueItem>(rows, key);
        Diary diary(rows, header);
        const TellDues tell{item, diary, rows, header, header.stream};
        tell(event);
        advance(item.standing, fact.event);
        tell.rest();
        diary.keep();
        put_row(rows, key, std::move(item));
    });
}

void renew_item_dues(const Fact& fact, Rows& rows) {
    std::vector<StreamId> items;
    rows.scan(hidden_key("item/"),
              [&](std::string_view key, std::string_view) { items.push_back({std::string(key.substr(1))}); });
    for (const auto& stream : items) {
        auto item = need_row<DueItem>(rows, due_key(stream));
        if (rests(item.standing.status)) continue;
        Diary diary(rows, fact.header, stream);
        TellDues{item, diary, rows, fact.header, stream}.renew_terms();
        diary.keep();
    }
}

}  // namespace taizhang
