// What a step of the ladder says and demands, of whom, and whether there is still cause for it.
#include "src/keeper/ladder.hpp"
#include "src/regime/fill.hpp"

#include <algorithm>

namespace taizhang::keeper {

namespace {

using regime::Trigger;

bool is_open(const ItemState& item) {
    return item.stage == ItemStage::active;
}

/// The month's figure is behind as it was, and no later month of that unit has made up for it.
bool is_still_behind(const Book& book, const Answer& answer) {
    const auto& what = answer.occurrence;
    const auto* item = find_state<ItemState>(book, what.items.front());
    const auto* report = item && is_open(*item) ? find_progress(*item, *what.unit, *what.period) : nullptr;
    const auto lamp = [&](const ReportedProgress& one) {
        return scheduled_lamp(answer.rules->schedule, one.percent, one.period);
    };
    if (!report || !answers_lamp(answer.rule(), lamp(*report))) return false;
    return std::ranges::none_of(item->progress, [&](const ReportedProgress& one) {
        return one.unit == *what.unit && one.period > *what.period && !answers_lamp(answer.rule(), lamp(one));
    });
}

bool is_report_still_owed(const Book& book, const Occurrence& what) {
    const auto* report = std::get_if<ReportState>(&book.get(what.stream).state);
    return report && report->submissions == 0;
}

bool is_order_still_open(const Book& book, const Occurrence& what) {
    const auto* order = std::get_if<RectificationState>(&book.get(what.stream).state);
    return order && order->stage == RectificationStage::open && (!what.day || order->deadline == *what.day);
}

/// Of what happened to an item.
bool is_item_still_late(const Occurrence& what, const ItemState& item) {
    if (!is_open(item)) return false;
    if (what.trigger == Trigger::plan_missed) {
        const auto plan = std::ranges::find(item.plans, *what.unit, &Plan::unit);
        return plan != item.plans.end() && plan->stage == PlanStage::missed;
    }
    if (what.trigger == Trigger::acknowledgement_overdue) return !has_acknowledged(item, *what.unit);
    if (what.trigger == Trigger::item_overdue) return item.deadline == what.day;
    const auto milestone = std::ranges::find(item.milestones, what.key, &Milestone::id);
    return milestone != item.milestones.end() && !milestone->reached_on;
}

/// What was missed may be kept afterwards.
bool is_rhythm_still_owed(const Book& book, const Occurrence& what) {
    const auto* ledger = find_state<LedgerState>(book, what.ledger);
    return ledger && std::ranges::none_of(ledger->rhythms, [&](const LedgerState::Rhythm& one) {
               return one.name == what.key && one.occasion == what.occasion && one.kept;
           });
}

bool is_measure_revoked(const Book& book, const StreamId& stream) {
    const auto* measure = std::get_if<AccountabilityState>(&book.get(stream).state);
    return !measure || measure->stage == AccountabilityStage::revoked;
}

// ---- the proposal --------------------------------------------------------------------------------------------------

std::string month_text(Period period) {
    const auto* half = period.half == 1 ? "上半月" : period.half == 2 ? "下半月" : "";
    return std::to_string(period.year()) + "年" + std::to_string(period.month()) + "月" + half;
}

std::string grounds_of(const Book& book, const Answer& answer) {
    const auto& what = answer.occurrence;
    const auto& text = answer.rule().text.empty() ? answer.rule().name : answer.rule().text;
    const auto* unit = what.unit ? find_state<UnitState>(book, *what.unit) : nullptr;
    const auto* item = answer.item ? find_state<ItemState>(book, *answer.item) : nullptr;
    const auto period = what.period.value_or(period_of(what.recorded));
    return regime::fill(text, {{"unit", unit        ? unit->name
                                        : what.unit ? what.unit->value
                                                    : std::string()},
                               {"item", item ? item->title : std::string()},
                               {"period", what.occasion.empty() ? month_text(period) : what.occasion},
                               {"rhythm", what.occasion.empty() ? std::string() : what.key},
                               {"percent", what.percent ? what.percent->to_string() : std::string()},
                               {"scheduled", scheduled_percent(period).to_string()}});
}

StreamId unit_subject(const Book& book, const Occurrence& what) {
    if (!what.unit) return StreamId::of(*what.person);
    return StreamId::of(book.answers_for(*what.unit).value_or(*what.unit));
}

/// Whoever holds the post at the unit now, else the person named (rule 12).
std::optional<PersonId> who_is(const Book& book, const NamedPerson& named, const UnitId& unit) {
    if (const auto holder = named.post ? book.holder_of_post(unit, *named.post) : std::nullopt) return holder;
    if (named.person && find_state<PersonState>(book, *named.person)) return named.person;
    return std::nullopt;
}

/// Whom the item names for that unit: for its part, where the item was given out in parts (S1.3), else for the item as
/// a whole, who answers for the lead. Nobody answers for another unit than his own.
std::optional<NamedPerson> named_for(const Book& book, const ItemState& item, const UnitId& unit,
                                     regime::Against against) {
    const bool leader = against == regime::Against::leader;
    const auto part = std::ranges::find(item.parts, unit, &item::Part::unit);
    if (part != item.parts.end()) return leader ? part->leader : part->person;
    const auto* lead = lead_of(item);
    const bool leads = lead && (lead->unit == unit || book.answers_for(lead->unit) == unit);
    if (!leads) return std::nullopt;
    return leader ? item.responsible_leader : item.responsible_person;
}

/// The person whom the step is against; nothing where nobody is known by name.
std::optional<PersonId> person_subject(const Book& book, const Answer& answer) {
    if (answer.occurrence.person) return answer.occurrence.person;
    const auto* item = answer.item ? find_state<ItemState>(book, *answer.item) : nullptr;
    if (!item || !answer.occurrence.unit) return std::nullopt;
    const auto unit = book.answers_for(*answer.occurrence.unit).value_or(*answer.occurrence.unit);
    const auto named = named_for(book, *item, unit, answer.rule().against);
    return named ? who_is(book, *named, unit) : std::nullopt;
}

/// Falls back to the unit, and says so: nothing is guessed in silence (rule 13).
void set_subject(accountability::Proposed& proposed, const Book& book, const Answer& answer) {
    proposed.subject = unit_subject(book, answer.occurrence);
    if (const auto& who = answer.occurrence.instead_of; !who.empty())
        proposed.grounds += "（制度所称“" + who + "”未登记为单位，暂以台账管理单位为对象）";
    if (answer.rule().against == regime::Against::unit) return;
    if (const auto person = person_subject(book, answer)) {
        proposed.subject = StreamId::of(*person);
        return;
    }
    const bool leader = answer.rule().against == regime::Against::leader;
    proposed.grounds +=
        leader ? "（该单位责任领导尚未登记，暂以责任单位为对象）" : "（该单位责任人尚未登记，暂以责任单位为对象）";
}

}  // namespace

bool stands(const Book& book, const Answer& answer, Time now) {
    const auto& what = answer.occurrence;
    if (!book.open_ledger(what.ledger)) return false;
    const bool card = what.trigger == Trigger::yellow_card || what.trigger == Trigger::red_card;
    if (card) return card_stands(book, what.stream, answer.rules->cards, what.recorded, now);
    if (answer.rule().after.days == 0) return true;
    switch (what.trigger) {
        case Trigger::behind:
            return is_still_behind(book, answer);
        case Trigger::report_late:
        case Trigger::report_missed:
            return is_report_still_owed(book, what);
        case Trigger::plan_missed:
        case Trigger::acknowledgement_overdue:
        case Trigger::milestone_missed:
        case Trigger::item_overdue: {
            const auto* item = find_state<ItemState>(book, what.items.front());
            return item && is_item_still_late(what, *item);
        }
        case Trigger::rectification_overdue:
        case Trigger::rectification_rejected:
            return is_order_still_open(book, what);
        case Trigger::rhythm_missed:
            return is_rhythm_still_owed(book, what);
        case Trigger::criticised:
            return !is_measure_revoked(book, what.stream);
        case Trigger::report_false:
        case Trigger::serious_finding:
        case Trigger::misreported:
        case Trigger::yellow_card:
        case Trigger::red_card:
            break;
    }
    return true;
}

accountability::Proposed proposal_of(const Book& book, const Answer& answer, Time now) {
    const auto& rule = answer.rule();
    const auto& what = answer.occurrence;
    accountability::Proposed proposed;
    proposed.measure = rule.take;
    proposed.grounds = grounds_of(book, answer);
    proposed.ledger = what.ledger;
    proposed.items = answer.item ? std::vector<ItemId>{*answer.item} : what.items;
    proposed.rectification = what.rectification;
    proposed.evidence = answer.evidence;
    std::ranges::sort(proposed.evidence);
    proposed.clause = rule.clause;
    proposed.rule = rule.name;
    if (rule.deadline.days > 0)
        proposed.deadline = regime::due_after(china_date(now), rule.deadline, book.calendar_of(what.ledger));
    set_subject(proposed, book, answer);
    return proposed;
}

}  // namespace taizhang::keeper
