// What the deadline keeper has to do at a moment, and the command that does it.
//
// A Due is a line of the agenda: when, what, and for which deadline. A Duty is the command made of it.
#pragma once

#include "events/catalogue.hpp"

#include <optional>
#include <string>

namespace taizhang::keeper {

/// In the order in which they are recorded where they fall on the same moment.
enum class DutyKind {
    month_opens,  ///< within the agenda: who owes a report of the month is settled
    report_fall_due,
    report_remind,
    item_remind,
    rectification_remind,
    ledger_remind_rhythm,
    ledger_keep_rhythm,  ///< by what was done that surely is it
    report_come_late,
    report_miss,
    item_miss_acknowledgement,
    item_miss_plan,
    item_miss_milestone,
    item_fall_overdue,
    rectification_fall_overdue,
    ledger_miss_check,
    ledger_miss_rhythm,
    accountability_miss_reconsideration,
    ladder_step,    ///< the regime's next step is proposed
    ladder_confirm  ///< and taken by itself, where it says so
};
BOOST_DESCRIBE_ENUM(DutyKind, month_opens, report_fall_due, report_remind, item_remind, rectification_remind,
                    ledger_remind_rhythm, ledger_keep_rhythm, report_come_late, report_miss, item_miss_acknowledgement,
                    item_miss_plan, item_miss_milestone, item_fall_overdue, rectification_fall_overdue,
                    ledger_miss_check, ledger_miss_rhythm, accountability_miss_reconsideration, ladder_step,
                    ladder_confirm)

struct Due {
    Time at;
    DutyKind kind = DutyKind::month_opens;
    Date day = {};                                     ///< the deadline that this is about
    item::ReminderOf of = item::ReminderOf::deadline;  ///< of item_remind
    std::string key = {};                              ///< a unit, a milestone, a month, a quarter, a rhythm's occasion
    std::uint16_t days = 0;                            ///< of a reminder: how many are left
    auto operator<=>(const Due&) const = default;
};

bool is_reminder(DutyKind kind);

/// One command of the system account.
struct Duty {
    DutyKind kind = DutyKind::report_fall_due;
    Due due;  ///< the line of the agenda that it comes of
    Time at;  ///< when it fell due: the command's effective time
    StreamId stream;
    Event proposal;
    CommandId id;  ///< follows from what it is for, so that the same duty has the same id after a restart
    std::string reason;
    std::optional<Position> causation;  ///< the event that a step of the ladder answers
};

/// SHA-256 over kind, stream and the deadline concerned, as a UUID of version 8 (RFC 9562).
CommandId duty_id(const StreamId& stream, const Due& due);

}  // namespace taizhang::keeper
