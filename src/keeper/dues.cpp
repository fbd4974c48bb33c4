#include "src/keeper/dues.hpp"

#include <algorithm>

namespace taizhang::keeper {

namespace {

using Days = std::chrono::days;

/// Those of the units that are there today, each once, and since when they are responsible.
std::map<UnitId, Time> responsible(const Book& book, const ItemId& id, const ItemState& item, bool supporting) {
    std::map<UnitId, Time> found;
    const auto& moments = book.moments(id);
    for (const auto& unit : units_of(item, supporting)) {
        const auto today = book.answers_for(unit);
        if (!today) continue;
        const auto known = moments.since.find(unit);
        const auto since = std::max(known == moments.since.end() ? Time{} : known->second, moments.active_since);
        const auto [place, fresh] = found.try_emplace(*today, since);
        if (!fresh) place->second = std::min(place->second, since);
    }
    return found;
}

/// The unit itself, or one whose matters it took over.
template <class Holds>
bool by_unit(const Book& book, const ItemState& item, const UnitId& unit, Holds holds) {
    if (holds(unit)) return true;
    return std::ranges::any_of(units_of(item, true), [&](const UnitId& one) {
        return one != unit && book.answers_for(one) == unit && holds(one);
    });
}

/// Collects what one item owes.
class ItemDues {
  public:
    ItemDues(const Book& book, const StreamId& stream, const ItemState& item, const LedgerState& ledger)
        : book_(book),
          stream_(stream),
          item_(item),
          ledger_(ledger),
          id_{std::string(stream.id())},
          rules_(book.rules_of(item.ledger)),
          active_since_(book.moments(id_).active_since) {}

    std::vector<Due> collect() {
        add_deadline();
        for (const auto& milestone : item_.milestones) add_milestone(milestone);
        add_acknowledgements();
        add_plans();
        return std::move(dues_);
    }

  private:
    void add_deadline() {
        if (!item_.deadline || item_.overdue_since == item_.deadline) return;
        remind(item::ReminderOf::deadline, {}, *item_.deadline, rules_.remind_deadline, active_since_);
        add(DutyKind::item_fall_overdue, {}, *item_.deadline, active_since_);
    }

    void add_milestone(const Milestone& milestone) {
        if (milestone.reached_on || milestone.missed) return;
        remind(item::ReminderOf::milestone, milestone.id, milestone.due, rules_.remind_deadline, active_since_);
        add(DutyKind::item_miss_milestone, milestone.id, milestone.due, active_since_);
    }

    void add_acknowledgements() {
        if (!rules_.acknowledgement) return;
        for (const auto& [unit, since] : responsible(book_, id_, item_, true)) {
            // as the decider sees it: also what was undertaken by one that is no party any more and whose matters it
            // took
            const bool settled = acknowledged_today(book_, item_, unit) ||
                                 std::ranges::any_of(item_.acknowledgements_missed, [&](const UnitId& one) {
                                     return one == unit || acts_for(book_, unit, one);
                                 });
            if (settled) continue;
            const auto due =
                regime::due_after(china_date(since), *rules_.acknowledgement, book_.calendar_of(item_.ledger));
            remind(item::ReminderOf::acknowledgement, unit.value, due, rules_.remind_deadline, since);
            add(DutyKind::item_miss_acknowledgement, unit.value, due, since);
        }
    }

    void add_plans() {
        const auto due = regime::plan_due(rules_.plans, ledger_.year, book_.calendar_of(item_.ledger));
        if (!due) return;
        for (const auto& [unit, since] : responsible(book_, id_, item_, false)) {
            const bool came_after = since > end_of_day(*due);
            const bool settled = by_unit(book_, item_, unit, [&](const UnitId& one) {
                return std::ranges::find(item_.plans, one, &Plan::unit) != item_.plans.end();
            });
            if (came_after || settled) continue;
            remind(item::ReminderOf::plan, unit.value, *due, rules_.plans.remind, since);
            add(DutyKind::item_miss_plan, unit.value, *due, since);
        }
    }

    /// What fell due before somebody was responsible counts from then.
    void add(DutyKind kind, const std::string& key, Date due, Time since) {
        dues_.push_back({.at = std::max(after_day(due), since), .kind = kind, .day = due, .key = key});
    }

    /// Nobody is reminded of what was over, or too near, before it was his.
    void remind(item::ReminderOf of, const std::string& key, Date due, const std::vector<std::uint16_t>& before,
                Time since) {
        for (const auto days : before) {
            const auto at = reminder_time(due, days);
            if (at < since || book_.reminded(stream_, reminder_key(of, key, due), days)) continue;
            dues_.push_back({.at = at, .kind = DutyKind::item_remind, .day = due, .of = of, .key = key, .days = days});
        }
    }

    const Book& book_;
    const StreamId& stream_;
    const ItemState& item_;
    const LedgerState& ledger_;
    const ItemId id_;
    const regime::Rules& rules_;
    const Time active_since_;
    std::vector<Due> dues_;
};

std::vector<Due> dues_of_item(const Book& book, const StreamId& stream, const ItemState& item) {
    const auto* ledger = book.open_ledger(item.ledger);
    if (!ledger || item.stage != ItemStage::active || item.archived) return {};
    return ItemDues(book, stream, item, *ledger).collect();
}

std::vector<Due> dues_of_report(const Book& book, const StreamId& stream) {
    const auto* expected = book.expected(stream);
    if (expected && !book.fell_due(stream)) {
        if (!book.open_ledger(expected->ledger) || book.answers_for(expected->unit) != expected->unit) return {};
        return {{.at = expected->at, .kind = DutyKind::report_fall_due, .day = expected->due}};
    }
    const auto* report = std::get_if<ReportState>(&book.get(stream).state);
    const auto since = book.fell_due(stream);
    if (!report || !report->due || report->submissions > 0 || !since) return {};
    if (!book.open_ledger(report->ledger) || book.answers_for(report->unit) != report->unit) return {};
    const auto due = *report->due;
    const auto reporting = book.reporting_of(report->ledger);
    std::vector<Due> dues;
    for (const auto days : reporting.remind) {
        const auto at = reminder_time(due, days);
        if (at < *since || report->came_late || book.reminded(stream, due.to_string(), days)) continue;
        dues.push_back({.at = at, .kind = DutyKind::report_remind, .day = due, .days = days});
    }
    if (!report->came_late) dues.push_back({.at = after_day(due), .kind = DutyKind::report_come_late, .day = due});
    if (!report->missed)
        dues.push_back(
            {.at = start_of_day(report_missed_on(reporting, due)), .kind = DutyKind::report_miss, .day = due});
    return dues;
}

std::vector<Due> dues_of_ledger(const Book& book, const StreamId& stream, const LedgerState& ledger, std::size_t more) {
    if (ledger.closed) return {};
    const LedgerId id{std::string(stream.id())};
    std::vector<Due> dues;
    if (const auto month = book.next_month(id))
        dues.push_back({.at = book.month_opens(id, *month), .kind = DutyKind::month_opens, .key = month->to_string()});
    const auto& rules = book.rules_of(id);
    for (unsigned quarter = 1; quarter <= ledger.checked.size(); ++quarter) {
        if (ledger.checked[quarter - 1] || ledger.check_missed[quarter - 1]) continue;
        const auto due = check_due(rules.checking, ledger.year, quarter, book.calendar_of(id));
        if (!due || end_of_day(*due) < book.opened(id)) continue;
        dues.push_back(
            {.at = after_day(*due), .kind = DutyKind::ledger_miss_check, .day = *due, .key = std::to_string(quarter)});
    }
    if (const auto* rhythms = book.rhythms().find(id)) rhythms->add_dues(more, dues);
    return dues;
}

/// Of its own where it names one, else its item's.
std::optional<LedgerId> ledger_of(const Book& book, const RectificationState& order) {
    if (order.ledger) return order.ledger;
    const auto* item = order.item ? find_state<ItemState>(book, *order.item) : nullptr;
    return item ? std::optional(item->ledger) : std::nullopt;
}

bool is_worked_on(const Book& book, const std::optional<ItemId>& id) {
    const auto* item = id ? find_state<ItemState>(book, *id) : nullptr;
    return !item || item->stage == ItemStage::active || item->stage == ItemStage::claimed;
}

std::vector<Due> dues_of_rectification(const Book& book, const StreamId& stream, const RectificationState& order) {
    if (order.stage != RectificationStage::open || order.overdue_since == order.deadline) return {};
    const auto ledger = ledger_of(book, order);
    if ((ledger && !book.open_ledger(*ledger)) || !is_worked_on(book, order.item)) return {};
    const auto due = order.deadline;
    const auto& rules = ledger ? book.rules_of(*ledger) : regime::no_rules();
    const auto since = book.asked_since(stream);
    std::vector<Due> dues{
        {.at = std::max(after_day(due), since), .kind = DutyKind::rectification_fall_overdue, .day = due}};
    for (const auto days : rules.remind_deadline) {
        const auto at = reminder_time(due, days);
        if (at < since || book.reminded(stream, due.to_string(), days)) continue;
        dues.push_back({.at = at, .kind = DutyKind::rectification_remind, .day = due, .days = days});
    }
    return dues;
}

std::vector<Due> dues_of_measure(const Book& book, const StreamId& stream, const AccountabilityState& measure) {
    if (!measure.decide_by || book.reconsideration_overdue(stream)) return {};
    return {{.at = after_day(*measure.decide_by),
             .kind = DutyKind::accountability_miss_reconsideration,
             .day = *measure.decide_by}};
}

}  // namespace

Time after_day(Date day) {
    return end_of_day(day) + std::chrono::milliseconds(1);
}

Time reminder_time(Date due, std::uint16_t days) {
    return start_of_day(Date(due.days() - Days(days))) + reminder_hour;
}

std::vector<Due> dues_of(const Book& book, const StreamId& stream, std::size_t more) {
    if (stream.category() == "report") return dues_of_report(book, stream);  // one may be owed before it is there
    const auto& state = book.get(stream).state;
    if (const auto* item = std::get_if<ItemState>(&state)) return dues_of_item(book, stream, *item);
    if (const auto* ledger = std::get_if<LedgerState>(&state)) return dues_of_ledger(book, stream, *ledger, more);
    if (const auto* order = std::get_if<RectificationState>(&state)) return dues_of_rectification(book, stream, *order);
    if (const auto* measure = std::get_if<AccountabilityState>(&state)) return dues_of_measure(book, stream, *measure);
    return {};
}

}  // namespace taizhang::keeper
