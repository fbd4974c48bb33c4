// Stream item/…, part five: what the supervision office says of it, and what time brought (rules 5 and 9).
#pragma once

#include "events/common.hpp"

namespace taizhang::item {

/// 挂牌督办.
struct Listed {
    std::string text;  ///< what is demanded
    std::optional<Date> until;
};
BOOST_DESCRIBE_STRUCT(Listed, (), (text, until))

/// 摘牌.
struct Delisted {
    std::string findings;
};
BOOST_DESCRIBE_STRUCT(Delisted, (), (findings))

enum class Confidence { red, amber, green };
BOOST_DESCRIBE_ENUM(Confidence, red, amber, green)

/// The supervision office's own judgement, beside what the unit says of itself (rule 9).
struct ConfidenceAssessed {
    Confidence confidence = Confidence::amber;
    std::string grounds;
    std::optional<Period> period;
};
BOOST_DESCRIBE_STRUCT(ConfidenceAssessed, (), (confidence, grounds, period))

/// The deadline has passed and completion was not claimed. Once for each deadline.
struct FellOverdue {
    Date deadline;
};
BOOST_DESCRIBE_STRUCT(FellOverdue, (), (deadline))

struct MilestoneMissed {
    std::string milestone;
    Date due;
};
BOOST_DESCRIBE_STRUCT(MilestoneMissed, (), (milestone, due))

/// The regime's term to acknowledge has ended without it. Reporting is possible from now on all the same.
struct AcknowledgementOverdue {
    UnitId unit;
    Date due;
};
BOOST_DESCRIBE_STRUCT(AcknowledgementOverdue, (), (unit, due))

enum class ReminderOf { deadline, milestone, plan, acknowledgement };
BOOST_DESCRIBE_ENUM(ReminderOf, deadline, milestone, plan, acknowledgement)

/// 到期提醒.
struct Reminded {
    ReminderOf of = ReminderOf::deadline;
    std::optional<std::string> milestone;
    std::optional<UnitId> unit;  ///< whom; the lead where absent
    Date due;
    std::uint16_t days = 0;  ///< left until then
};
BOOST_DESCRIBE_STRUCT(Reminded, (), (of, milestone, unit, due, days))

}  // namespace taizhang::item
