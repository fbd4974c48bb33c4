// What a stream owes, and when: from its state, the rules of its ledger, and nothing else.
//
//     for (const Due& due : dues_of(book, stream)) …        // in no order, all of it
//     Event proposal = proposal_for(book, stream, due);
//
// A closed ledger owes nothing, nor does an item that is a draft, suspended or ended. A ledger without a regime owes
// its reports, and its items' deadlines and milestones. Pure.
#pragma once

#include "src/keeper/book.hpp"
#include "src/keeper/duty.hpp"

namespace taizhang::keeper {

/// The hour at which people are reminded, in China.
inline constexpr std::chrono::hours reminder_hour{9};
inline constexpr std::size_t all_dues = std::numeric_limits<std::size_t>::max();

/// The first moment after a day's end.
Time after_day(Date day);
Time reminder_time(Date due, std::uint16_t days);

/// Of a ledger's many rhythms the earliest and `more` beside it may do.
std::vector<Due> dues_of(const Book& book, const StreamId& stream, std::size_t more = all_dues);

/// The event that the system account asks for; only for what dues_of() named, month_opens excepted.
Event proposal_for(const Book& book, const StreamId& stream, const Due& due);

}  // namespace taizhang::keeper
