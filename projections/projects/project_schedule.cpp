#include "projections/projects/project_schedule.hpp"

#include "events/project_words.hpp"
#include "projections/assessment/standing.hpp"
#include "projections/fold.hpp"
#include "projections/registers/successors.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::SchedulePlan;
using rows::ScheduleRow;

/// Hidden, by the item's stream.
struct ScheduledItem {
    LedgerId ledger;
    std::string title;
    std::vector<std::string> milestones;
    bool spans = false;  ///< its span is shown
    Standing standing;
};
BOOST_DESCRIBE_STRUCT(ScheduledItem, (), (ledger, title, milestones, spans, standing))

namespace {

const std::string span;  ///< the milestone of the row that is none

std::int32_t days_between(Date from, Date to) {
    return static_cast<std::int32_t>((to.days() - from.days()).count());
}

void judge(ScheduleRow& row) {
    row.late_days.reset();
    row.late_days_first.reset();
    if (!row.reached_on) return;
    if (row.due) row.late_days = days_between(*row.due, *row.reached_on);
    if (row.first_due) row.late_days_first = days_between(*row.first_due, *row.reached_on);
}

struct TellSchedule {
    ScheduledItem& item;
    Rows& rows;
    const EventHeader& header;

    void operator()(const item::Entered& e) const {
        item.ledger = e.ledger;
        item.title = e.title;
    }
    void operator()(const item::Revised& e) const {
        take(item.title, e.title);
        if (e.title && item.spans) change(span, [&](ScheduleRow& row) { row.name = item.title; });
    }
    void operator()(const item::MilestonePlanned& e) const { plan(e.milestone, e.name, std::nullopt, e.due, false); }
    void operator()(const item::MilestoneReached& e) const {
        std::string name;
        change(e.milestone, [&](ScheduleRow& row) {
            row.reached_on = e.reached_on;
            row.told_at = header.recorded;
            name = row.name;
        });
        reach(name, e.reached_on);
    }
    void operator()(const item::MilestoneMissed& e) const {
        change(e.milestone, [&](ScheduleRow& row) { row.missed.push_back(e.due); });
    }
    void operator()(const item::StageAdvanced& e) const { reach(e.step, e.reached_on); }
    void operator()(const item::Profiled& e) const {
        if (e.start || e.finish) plan(span, item.title, e.start, e.finish, false);
        if (e.started_on) start_on(*e.started_on);
        if (e.finished_on) finish_on(*e.finished_on);
    }
    void operator()(const item::PlanAdjusted& e) const {
        if (e.start || e.finish) plan(span, item.title, e.start, e.finish, true);
        for (const auto& node : e.milestones) plan(node.milestone, node.name, std::nullopt, node.due, true);
    }
    /// Where the item stands is seen to afterwards, for all.
    template <class E>
    void operator()(const E&) const {}

    void plan(const std::string& milestone, const std::string& name, const std::optional<Date>& start,
              const std::optional<Date>& due, bool adjusted) const;
    void reach(const std::string& node, Date on) const;
    void start_on(Date on) const;
    void finish_on(Date on) const;
    void change(const std::string& milestone, const std::function<void(ScheduleRow&)>& act) const;
    std::string key(const std::string& milestone) const {
        return item.ledger.value + "/" + std::string(header.stream.id()) + "/" + key_text(milestone);
    }
    void stand() const;
};

void TellSchedule::change(const std::string& milestone, const std::function<void(ScheduleRow&)>& act) const {
    auto row = get_row<ScheduleRow>(rows, key(milestone)).value_or(ScheduleRow{});
    row.ledger = item.ledger;
    row.item = ItemId{std::string(header.stream.id())};
    row.milestone = milestone;
    if (milestone.empty()) row.name = item.title;
    act(row);
    judge(row);
    row.status = item.standing.status;
    row.version = header.stream_version;
    put_row(rows, key(milestone), std::move(row));
    if (milestone.empty())
        item.spans = true;
    else if (std::ranges::find(item.milestones, milestone) == item.milestones.end())
        item.milestones.push_back(milestone);
}

void TellSchedule::plan(const std::string& milestone, const std::string& name, const std::optional<Date>& start,
                        const std::optional<Date>& due, bool adjusted) const {
    change(milestone, [&](ScheduleRow& row) {
        row.name = name;
        take(row.start, start);
        take(row.due, due);
        if (!row.first_start) row.first_start = start;
        if (!row.first_due) row.first_due = due;
        SchedulePlan plan{row.start, row.due, header.recorded, header.actor.name, {}, adjusted, header.position};
        if (!header.reason.empty()) plan.reason = header.reason;
        row.plans.push_back(std::move(plan));
    });
}

void TellSchedule::start_on(Date on) const {
    change(span, [&](ScheduleRow& row) { row.started_on = on; });
}

void TellSchedule::finish_on(Date on) const {
    change(span, [&](ScheduleRow& row) {
        row.reached_on = on;
        row.told_at = header.recorded;
    });
}

/// What a milestone or a step of that name tells of the project as a whole, unless more was said of it.
void TellSchedule::reach(const std::string& node, Date on) const {
    const auto known = get_row<ScheduleRow>(rows, key(span)).value_or(ScheduleRow{});
    if (names_start(node) && !known.started_on) start_on(on);
    if (names_finish(node) && !known.reached_on) finish_on(on);
}

void TellSchedule::stand() const {
    if (item.spans) change(span, [](ScheduleRow&) {});
    for (const auto& milestone : std::vector(item.milestones)) change(milestone, [](ScheduleRow&) {});
}

template <class E>
concept Scheduled = OneOf<E, item::Entered, item::Revised, item::MilestonePlanned, item::MilestoneReached,
                          item::MilestoneMissed, item::StageAdvanced, item::Profiled, item::PlanAdjusted>;

/// Reports come by the thousand and say nothing of the schedule.
template <class E>
concept Unscheduled = OfProject<E> && !Scheduled<E>;

}  // namespace

const SchedulePlan* planned_at(const ScheduleRow& row, Time moment) {
    const SchedulePlan* found = nullptr;
    for (const auto& plan : row.plans) {
        if (plan.since <= moment) found = &plan;
    }
    return found;
}

boost::json::object ProjectScheduleView::row_schema() const {
    return reflect::schema<ScheduleRow>();
}

void ProjectScheduleView::apply(const Fact& fact, Rows& rows) const {
    on_events_of<"item">(fact, [&]<class E>(const E& event) {
        if constexpr (Unscheduled<E> || OneOf<E, item::ProgressReported, item::ProgressCorrected>) return;
        const auto key = hidden_key(fact.header.stream.value);
        auto item = fact.header.stream_version == 1 ? ScheduledItem{} : need_row<ScheduledItem>(rows, key);
        const auto before = item.standing;
        const TellSchedule tell{item, rows, fact.header};
        advance(item.standing, fact.event);
        tell(event);
        if (item.standing != before) tell.stand();
        if (Scheduled<E> || item.standing != before) put_row(rows, key, std::move(item));
    });
}

}  // namespace taizhang
