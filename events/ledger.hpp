// Stream ledger/…: 台账, a year's book of a holder unit (S1.3): opened 建账, checked 查账, closed 交账.
#pragma once

#include "events/common.hpp"

namespace taizhang::ledger {

struct Opened {
    std::string title;
    std::uint16_t year = 0;
    UnitId holder;
    std::optional<LedgerId> parent;  ///< a unit's own ledger under the city's
    std::optional<RegimeId> regime;
    std::optional<DocumentReference> document;
    std::vector<Chapter> chapters;
    std::uint8_t report_due_day = 5;  ///< S1.4: day of the following month, 1..28, end of the day
};
BOOST_DESCRIBE_STRUCT(Opened, (), (title, year, holder, parent, regime, document, chapters, report_due_day))

/// Only what changed.
struct Amended {
    std::optional<std::string> title;
    std::optional<RegimeId> regime;
    std::optional<std::uint8_t> report_due_day;
};
BOOST_DESCRIBE_STRUCT(Amended, (), (title, regime, report_due_day))

struct Checked {
    std::uint8_t quarter = 1;  ///< 1..4
    std::string findings;
};
BOOST_DESCRIBE_STRUCT(Checked, (), (quarter, findings))

struct Closed {
    std::string summary;
};
BOOST_DESCRIBE_STRUCT(Closed, (), (summary))

/// 汇总 (S1.4): the holder has put a month's reports together.
struct Consolidated {
    Period period;
    std::string summary;
    std::vector<UnitId> reported;  ///< set by the decider: whose report was accepted
    std::vector<UnitId> missing;   ///< set by the decider: who owes one all the same
};
BOOST_DESCRIBE_STRUCT(Consolidated, (), (period, summary, reported, missing))

/// The regime's day for a quarter's check has passed without it; by the deadline keeper.
struct CheckOverdue {
    std::uint8_t quarter = 1;
    Date due;
};
BOOST_DESCRIBE_STRUCT(CheckOverdue, (), (quarter, due))

/// 节奏: what the regime asks for at its time was done (S1.8, S5.2, S6.5–S6.9, S8.3, S8.7, S9.1, S9.7). `occasion` is
/// the label of the rhythm's occurrence, "2018-W10", "2018-03", "2018-Q1"; `on` may lie before its day, or after it:
/// late.
struct RhythmKept {
    std::string rhythm;  ///< its name in the regime
    std::string occasion;
    Date on;
    std::string text;          ///< what was done; produced, decided
    std::vector<StreamId> by;  ///< bulletin/…, review/…, assessment/… that it was done with
    std::optional<bool> late;  ///< set by the decider
};
BOOST_DESCRIBE_STRUCT(RhythmKept, (), (rhythm, occasion, on, text, by, late))

/// Its day ended without it; by the deadline keeper. What is kept afterwards is told as late.
struct RhythmMissed {
    std::string rhythm;
    std::string occasion;
    Date due;
};
BOOST_DESCRIBE_STRUCT(RhythmMissed, (), (rhythm, occasion, due))

/// By the deadline keeper, so many days before, as the regime says.
struct RhythmReminded {
    std::string rhythm;
    std::string occasion;
    Date due;
    std::uint16_t days = 0;
};
BOOST_DESCRIBE_STRUCT(RhythmReminded, (), (rhythm, occasion, due, days))

}  // namespace taizhang::ledger
