// Stream review/…: 拉练/观摩, 调度会, 讲评会, 协调会 (S1.9, S4.2): who hosts, what is looked at, what was said,
// minutes.
#pragma once

#include "events/common.hpp"

namespace taizhang::review {

enum class Kind { tour, dispatch, appraisal, coordination, start_day };
BOOST_DESCRIBE_ENUM(Kind, tour, dispatch, appraisal, coordination, start_day)

/// What is looked at, in the order of the day.
struct Object {
    ItemId item;
    std::optional<UnitId> unit;
    std::optional<std::string> place;
};
BOOST_DESCRIBE_STRUCT(Object, (), (item, unit, place))

struct Scheduled {
    Kind kind = Kind::tour;
    std::string title;
    std::optional<LedgerId> ledger;
    Date on;
    std::optional<UnitId> host;  ///< 主场: one district at a time (S4.2)
    UnitId organiser;
    std::vector<Object> objects;
};
BOOST_DESCRIBE_STRUCT(Scheduled, (), (kind, title, ledger, on, host, organiser, objects))

/// Only what changed.
struct Rescheduled {
    std::optional<Date> on;
    std::optional<UnitId> host;
    std::vector<Object> objects;  ///< the whole list where it is not empty
};
BOOST_DESCRIBE_STRUCT(Rescheduled, (), (on, host, objects))

struct Held {
    Date held_on;
    std::string summary;
    std::vector<NamedPerson> present;
};
BOOST_DESCRIBE_STRUCT(Held, (), (held_on, summary, present))

/// 领导点评, tied to an item where it is about one.
struct RemarkMade {
    std::string remark;  ///< its name within the review: 1 to 64 characters
    NamedPerson by;
    std::string text;
    std::optional<ItemId> item;
    std::optional<UnitId> unit;
};
BOOST_DESCRIBE_STRUCT(RemarkMade, (), (remark, by, text, item, unit))

/// 工作纪要: the remarks made into minutes (S1.9); issued as a bulletin.
struct MinutesIssued {
    BulletinId bulletin;
};
BOOST_DESCRIBE_STRUCT(MinutesIssued, (), (bulletin))

struct Cancelled {
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Cancelled, (), (note))

}  // namespace taizhang::review
