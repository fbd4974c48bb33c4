#include "projections/current_ledger.hpp"

#include "projections/fold.hpp"
#include "projections/item_figures.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::ItemRow;
using rows::ItemStatus;

/// Hidden, by the item's stream: what the row needs and does not show.
struct ItemMemory {
    struct Correction {
        Position at = 0;
        Position of = 0;  ///< the report that it corrects in the end
    };
    LedgerId ledger;
    std::vector<Correction> corrections;
    std::vector<KnownActual> actuals;
};
BOOST_DESCRIBE_STRUCT(ItemMemory::Correction, (), (at, of))
BOOST_DESCRIBE_STRUCT(ItemMemory, (), (ledger, corrections, actuals))

namespace {

template <class Named>
Named& by_id(std::vector<Named>& all, const std::string& id) {
    const auto found = std::ranges::find(all, id, &Named::id);
    if (found == all.end()) throw std::runtime_error("'" + id + "' was never planned or raised");
    return *found;
}

rows::ItemTarget target_row(const Target& target) {
    return {target.indicator, target.comparator, target.value, target.unit, target.stretch, target.at, {}, {}, {}};
}

struct FoldItem {
    template <class E>
    void operator()(const E&) const {}  // PENDING
    ItemRow& row;
    ItemMemory& memory;
    const EventHeader& header;

    // ---- entering and assigning ----
    void operator()(const item::Entered& e) const;
    void operator()(const item::Acknowledged& e) const {
        const auto unit = speaker(e.unit, header);
        if (std::ranges::find(row.acknowledged, unit) == row.acknowledged.end()) row.acknowledged.push_back(unit);
        if (row.status == ItemStatus::entered) row.status = ItemStatus::acknowledged;
    }
    void operator()(const item::Revised& e) const {
        take(row.number, e.number);
        take(row.title, e.title);
        take(row.text, e.text);
        keep_or(row.chapter, e.chapter);
        keep_or(row.goal, e.goal);
        keep_or(row.measures, e.measures);
        keep_or(row.rewards, e.rewards);
    }
    void operator()(const item::UnitsAssigned& e) const {
        row.units = e.units;
        row.open_list = e.open_list;
    }
    void operator()(const item::PeopleAssigned& e) const {
        keep_or(row.responsible_leader, e.responsible_leader);
        keep_or(row.responsible_person, e.responsible_person);
        keep_or(row.liaison, e.liaison);
        keep_or(row.section, e.section);
    }
    void operator()(const item::Transferred& e) const {
        std::erase_if(row.units, [&](const Party& party) { return party.unit == e.to; });
        for (auto& party : row.units) {
            if (party.unit == e.from) party = {e.to, e.name.value_or(e.to.value), PartyRole::lead, false, false, {}};
        }
    }

    // ---- targets and milestones ----
    void operator()(const item::TargetSet& e) const {
        const auto found = std::ranges::find(row.targets, e.target.indicator, &rows::ItemTarget::indicator);
        if (found == row.targets.end())
            row.targets.push_back(target_row(e.target));
        else
            *found = target_row(e.target);
    }
    void operator()(const item::MilestonePlanned& e) const {
        row.milestones.push_back({e.milestone, e.name, e.due, std::nullopt});
    }
    void operator()(const item::MilestoneReached& e) const {
        by_id(row.milestones, e.milestone).reached_on = e.reached_on;
    }

    // ---- progress and problems ----
    void operator()(const item::ProgressReported& e) const;
    void operator()(const item::ProgressCorrected& e) const;
    void operator()(const item::ProblemRaised& e) const {
        row.problems.push_back({e.problem, e.text, rows::ProblemState::open, std::nullopt, std::nullopt});
    }
    void operator()(const item::ProblemEscalated& e) const {
        auto& problem = by_id(row.problems, e.problem);
        problem.state = rows::ProblemState::escalated;
        problem.to = e.to;
    }
    void operator()(const item::ProblemResolved& e) const {
        auto& problem = by_id(row.problems, e.problem);
        problem.state = rows::ProblemState::resolved;
        problem.answer = e.answer;
    }
    void operator()(const item::Urged&) const {}  // stands in the accountability history
    void operator()(const item::ExtensionRequested& e) const {
        row.extension = rows::ItemExtension{e.to, rows::ExtensionState::requested, header.actor.name};
    }
    void operator()(const item::ExtensionGranted& e) const {
        if (!row.extension) row.extension.emplace();
        row.extension->to = e.to;
        row.extension->state = rows::ExtensionState::granted;
        row.deadline = e.to;
        row.deadline_basis.reset();  // no document says it; the extension beside it does
    }
    void operator()(const item::ExtensionRefused&) const {
        if (row.extension) row.extension->state = rows::ExtensionState::refused;
    }

    // ---- completion ----
    void operator()(const item::CompletionClaimed&) const { row.status = ItemStatus::completion_claimed; }
    void operator()(const item::CompletionVerified&) const { row.status = ItemStatus::verified; }
    void operator()(const item::CompletionRejected&) const { row.status = under_way(); }
    void operator()(const item::ClosedOut&) const { row.status = ItemStatus::closed_out; }
    void operator()(const item::Reopened& e) const {
        row.status = under_way();
        if (!e.deadline) return;
        row.deadline = e.deadline;
        row.deadline_basis.reset();
    }
    void operator()(const item::Cancelled& e) const {
        row.status = ItemStatus::cancelled;
        row.replaced_by = e.replaced_by;
    }

    ItemStatus under_way() const { return row.acknowledged.empty() ? ItemStatus::entered : ItemStatus::acknowledged; }
    template <class T>
    static void keep_or(std::optional<T>& field, const std::optional<T>& given) {
        if (given) field = given;
    }
};

void FoldItem::operator()(const item::Entered& e) const {
    memory.ledger = e.ledger;
    row.ledger = e.ledger;
    row.item = ItemId{std::string(header.stream.id())};
    row.number = e.number;
    row.chapter = e.chapter;
    row.title = e.title;
    row.text = e.text;
    row.goal = e.goal;
    row.rewards = e.rewards;
    row.units = e.units;
    row.open_list = e.open_list;
    row.responsible_leader = e.responsible_leader;
    row.responsible_person = e.responsible_person;
    row.deadline = e.deadline;
    row.deadline_basis = e.deadline_basis;
    for (const auto& target : e.targets) row.targets.push_back(target_row(target));
}

void FoldItem::operator()(const item::ProgressReported& e) const {
    const auto unit = speaker(e.unit, header);
    std::erase_if(row.progress, [&](const auto& one) { return one.unit == unit && one.period == e.period; });
    row.progress.push_back({unit, e.period, e.percent, header.position, false});
    note_actuals(memory.actuals, unit, e.period, e.actuals);
    if (latest(row.progress)->position != header.position) return;  // a month made up for later
    row.progress_text = e.progress;
    row.problems_text = e.problems;
    row.measures_text = e.measures;
    row.reasons = e.reasons;
    row.corrections = e.corrections;
}

void FoldItem::operator()(const item::ProgressCorrected& e) const {
    const auto earlier = std::ranges::find(memory.corrections, e.corrects, &ItemMemory::Correction::at);
    const auto corrected = earlier == memory.corrections.end() ? e.corrects : earlier->of;
    memory.corrections.push_back({header.position, corrected});
    const auto report = std::ranges::find(row.progress, corrected, &rows::ItemProgress::position);
    if (report == row.progress.end())
        throw std::runtime_error("event " + std::to_string(e.corrects) + " is no report of this item");
    take(report->percent, e.percent);
    report->corrected = true;
    note_actuals(memory.actuals, report->unit, report->period, e.actuals);
    if (latest(row.progress)->position != corrected) return;
    keep_or(row.progress_text, e.progress);
    keep_or(row.problems_text, e.problems);
    keep_or(row.measures_text, e.measures);
    keep_or(row.reasons, e.reasons);
    keep_or(row.corrections, e.corrections);
}

}  // namespace

boost::json::object CurrentLedgerView::row_schema() const {
    return reflect::schema<ItemRow>();
}

void CurrentLedgerView::apply(const Fact& fact, Rows& rows) const {
    const auto& header = fact.header;
    on_events_of<"item">(fact, [&]<class E>(const E& event) {
        const auto memory_key = hidden_key(header.stream.value);
        const bool first = header.stream_version == 1;
        auto memory = first ? ItemMemory{} : need_row<ItemMemory>(rows, memory_key);
        const auto key = [&] { return memory.ledger.value + "/" + std::string(header.stream.id()); };
        auto row = first ? ItemRow{} : need_row<ItemRow>(rows, key());
        FoldItem{row, memory, header}(event);
        compute_figures(row, memory.actuals);
        row.version = header.stream_version;
        row.changed_at = header.recorded;
        row.changed_position = header.position;
        put_row(rows, key(), std::move(row));
        constexpr bool remembers = std::is_same_v<E, item::Entered> || std::is_same_v<E, item::ProgressReported> ||
                                   std::is_same_v<E, item::ProgressCorrected>;
        if (remembers) put_row(rows, memory_key, std::move(memory));
    });
}

}  // namespace taizhang
