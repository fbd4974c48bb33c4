// What happened that a step of the ladder may answer (regime::Trigger).
//
//     for (const auto& one : occurrences_of(book, header, event, before)) …
//
// Pure.
#pragma once

#include "events/schedule.hpp"
#include "src/keeper/book.hpp"

namespace taizhang::keeper {

struct Occurrence {
    regime::Trigger trigger = regime::Trigger::behind;
    Position position = 0;
    Time recorded;
    StreamId stream;  ///< in which it happened
    LedgerId ledger;
    std::optional<UnitId> unit;
    std::optional<PersonId> person;  ///< of a card or criticism against a person
    std::vector<ItemId> items;
    std::optional<RectificationId> rectification;
    std::optional<Period> period;
    std::optional<Decimal> percent;    ///< of behind
    std::optional<Lamp> lamp, before;  ///< of behind: as it is, and as it was before a correction
    std::string key;                   ///< the milestone, the rhythm
    std::string occasion;              ///< of the rhythm
    std::string instead_of;            ///< who is to keep the rhythm, where no unit has that name
    std::optional<Date> day;           ///< the deadline that passed
    bool one_of_several = false;       ///< the event concerns several units
};

/// The event as the ladder sees it, once for each unit concerned; nothing where no step can answer it. `before` is what
/// a corrected report said before. The event has been applied to the book.
std::vector<Occurrence> occurrences_of(const Book& book, const EventHeader& header, const Event& event,
                                       const std::optional<Decimal>& before);

/// How a month's figure stands to the schedule, by the regime's bounds.
Lamp scheduled_lamp(const regime::Schedule& schedule, Decimal percent, Period period);
/// Whether a step that asks for this lamp answers it: "red" red alone, otherwise yellow and red.
bool answers_lamp(const regime::Step& step, Lamp lamp);

/// A card that was neither lifted nor revoked and has not lapsed.
bool card_stands(const Book& book, const StreamId& measure, const regime::Cards& cards, Time issued, Time now);

}  // namespace taizhang::keeper
