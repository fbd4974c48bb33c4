// Stream accountability/…: one measure against one unit or person, from the proposal to its end (rules 6 and 10).
//
// proposed → confirmed (cards and measures on units, by the supervision office) or approved (whatever concerns a
// person, and 问责 itself, by an approver) → carried out: card issued, criticism circulated, summons held, statement
// made, case referred → perhaps reconsidered. Or dismissed, with the reason. The system records; it does not impose.
#pragma once

#include "events/common.hpp"

namespace taizhang::accountability {

enum class Measure {
    urging,         ///< 催办
    rectification,  ///< 限期整改
    yellow_card,    ///< 黄牌
    red_card,       ///< 红牌
    criticism,      ///< 通报批评
    summons,        ///< 约谈
    statement,      ///< 表态发言
    listing,        ///< 挂牌督办
    inquiry         ///< 问责
};
BOOST_DESCRIBE_ENUM(Measure, urging, rectification, yellow_card, red_card, criticism, summons, statement, listing,
                    inquiry)

struct Proposed {
    Measure measure = Measure::criticism;
    StreamId subject;  ///< unit/… or person/…
    std::string grounds;
    std::optional<LedgerId> ledger;
    std::vector<ItemId> items;
    std::optional<RectificationId> rectification;
    std::vector<Position> evidence;     ///< the events that it stands on
    std::optional<std::string> clause;  ///< of the regime: "S1.7"
    std::optional<std::string> rule;    ///< the regime's step by its name, where the ladder proposes
    std::optional<Date> deadline;       ///< of what it would demand
};
BOOST_DESCRIBE_STRUCT(Proposed, (),
                      (measure, subject, grounds, ledger, items, rectification, evidence, clause, rule, deadline))

/// By the supervision office: what follows (a card, an order to rectify) is part of the same command.
struct Confirmed {
    std::optional<std::string> note;
    std::optional<Date> deadline;  ///< instead of the proposed one
};
BOOST_DESCRIBE_STRUCT(Confirmed, (), (note, deadline))

struct Dismissed {
    std::string findings;
};
BOOST_DESCRIBE_STRUCT(Dismissed, (), (findings))

/// By an approving authority, which is not the author.
struct Approved {
    std::string authority;  ///< which: 市政府常务会议
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Approved, (), (authority, note))

enum class Colour { yellow, red };
BOOST_DESCRIBE_ENUM(Colour, yellow, red)

struct CardIssued {
    Colour colour = Colour::yellow;
    std::optional<Date> until;  ///< when it lapses, by the regime
};
BOOST_DESCRIBE_STRUCT(CardIssued, (), (colour, until))

struct CardLifted {
    std::string findings;
};
BOOST_DESCRIBE_STRUCT(CardLifted, (), (findings))

struct CriticismCirculated {
    std::string text;
    std::optional<BulletinId> bulletin;  ///< in which it was circulated
};
BOOST_DESCRIBE_STRUCT(CriticismCirculated, (), (text, bulletin))

struct SummonsHeld {
    Date held_on;
    std::vector<NamedPerson> present;
    std::string record;
};
BOOST_DESCRIBE_STRUCT(SummonsHeld, (), (held_on, present, record))

struct StatementMade {
    Date made_on;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(StatementMade, (), (made_on, text))

/// 移送 to the competent organ.
struct Referred {
    std::string to;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Referred, (), (to, text))

/// What the organ that it was referred to decided, as told by it.
struct OutcomeRecorded {
    std::string outcome;
    std::optional<std::string> document;
};
BOOST_DESCRIBE_STRUCT(OutcomeRecorded, (), (outcome, document))

/// 复核申请, by the party concerned, within the regime's days.
struct ReconsiderationRequested {
    std::string grounds;
    std::optional<Date> decide_by;  ///< set by the decider
};
BOOST_DESCRIBE_STRUCT(ReconsiderationRequested, (), (grounds, decide_by))

enum class Ruling { upheld, revoked };
BOOST_DESCRIBE_ENUM(Ruling, upheld, revoked)

/// Not by whoever proposed, confirmed or approved it.
struct ReconsiderationDecided {
    Ruling ruling = Ruling::upheld;
    std::string findings;
};
BOOST_DESCRIBE_STRUCT(ReconsiderationDecided, (), (ruling, findings))

/// The regime's days to decide have ended; by the deadline keeper.
struct ReconsiderationOverdue {
    Date due;
};
BOOST_DESCRIBE_STRUCT(ReconsiderationOverdue, (), (due))

}  // namespace taizhang::accountability
