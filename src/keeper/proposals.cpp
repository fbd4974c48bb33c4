// The commands that the lines of the agenda stand for.
#include "src/keeper/dues.hpp"

namespace taizhang::keeper {

namespace {

Event fall_due(const Book& book, const StreamId& stream) {
    const auto* expected = book.expected(stream);
    if (!expected) return report::FellDue{};
    const auto asked = book.reporting_of(expected->ledger).fields.size() * expected->items.size();
    return report::FellDue{.ledger = expected->ledger,
                           .unit = expected->unit,
                           .period = expected->period,
                           .due = expected->due,
                           .items = expected->items,
                           .fields = static_cast<std::uint32_t>(asked)};
}

Event remind_of_item(const Due& due) {
    item::Reminded reminded{.of = due.of, .milestone = {}, .unit = {}, .due = due.day, .days = due.days};
    if (due.of == item::ReminderOf::milestone)
        reminded.milestone = due.key;
    else if (!due.key.empty())
        reminded.unit = UnitId{due.key};
    return reminded;
}

}  // namespace

Event proposal_for(const Book& book, const StreamId& stream, const Due& due) {
    switch (due.kind) {
        case DutyKind::report_fall_due:
            return fall_due(book, stream);
        case DutyKind::report_remind:
            return report::Reminded{due.day, due.days};
        case DutyKind::item_remind:
            return remind_of_item(due);
        case DutyKind::rectification_remind:
            return rectification::Reminded{due.day, due.days};
        case DutyKind::report_come_late:
            return report::CameLate{due.day};
        case DutyKind::report_miss:
            return report::Missed{due.day};
        case DutyKind::item_miss_acknowledgement:
            return item::AcknowledgementOverdue{UnitId{due.key}, due.day};
        case DutyKind::item_miss_plan:
            return item::PlanMissed{UnitId{due.key}, due.day};
        case DutyKind::item_miss_milestone:
            return item::MilestoneMissed{due.key, due.day};
        case DutyKind::item_fall_overdue:
            return item::FellOverdue{due.day};
        case DutyKind::rectification_fall_overdue:
            return rectification::FellOverdue{due.day};
        case DutyKind::ledger_miss_check:
            return ledger::CheckOverdue{static_cast<std::uint8_t>(std::stoi(due.key)), due.day};
        case DutyKind::ledger_remind_rhythm:
        case DutyKind::ledger_keep_rhythm:
        case DutyKind::ledger_miss_rhythm:
            return book.rhythms().find(LedgerId{std::string(stream.id())})->proposal_for(due);
        case DutyKind::accountability_miss_reconsideration:
            return accountability::ReconsiderationOverdue{due.day};
        case DutyKind::ladder_confirm:
            return accountability::Confirmed{};
        case DutyKind::month_opens:
        case DutyKind::ladder_step:
            break;  // the former is no command, the latter is made by the ladder
    }
    return accountability::Proposed{};
}

}  // namespace taizhang::keeper
