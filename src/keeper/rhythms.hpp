// The rhythms 节奏 of a ledger's year, as the keeper follows them: which days are still open, since when they are asked
// for, and what was done that keeps one of them.
//
//     RhythmYear year;
//     year.renew(rules, calendar, ledger, now);     // the ledger was opened, or other rules hold
//     year.note_kept("周通报", "2018-W09");
//     year.add_dues(5, dues);                       // the earliest, and five more at least
//
// The days of a year are found once for each change of the rules, not for each event: there are some 150 of them.
// Pure. One thread at a time.
#pragma once

#include "src/domain/case.hpp"
#include "src/keeper/deeds.hpp"
#include "src/keeper/duty.hpp"

#include <unordered_map>

namespace taizhang::keeper {

struct RhythmDay {
    const regime::Rhythm* rule = nullptr;
    regime::Occurrence occurrence;
    Time since;  ///< asked for; what fell due before was never owed
    bool kept = false, missed = false;
    std::optional<std::uint16_t> reminded = {};  ///< the fewest days left

    bool is_open() const { return !kept && !missed; }
};

class RhythmYear {
  public:
    /// By the rules that hold from `now` on. A day that they asked for before is asked for since then; one that is new,
    /// or moved, since now.
    void renew(regime::RulesPtr rules, const regime::Calendar& calendar, const LedgerState& ledger, Time now);

    void note(const ledger::RhythmKept& kept);
    void note(const ledger::RhythmMissed& missed);
    void note(const ledger::RhythmReminded& reminded);
    /// Keeps the open day that it surely is about, if there is one.
    void note(const Deed& deed);

    /// What falls due, in no order: the earliest of them, and `more` beside it at least, as far as there are.
    void add_dues(std::size_t more, std::vector<Due>& dues) const;
    /// The event of such a Due.
    Event proposal_for(const Due& due) const;

    const regime::RulesPtr& rules() const { return rules_; }

  private:
    struct KeptBy {
        std::size_t day = 0;  ///< in days_
        Deed deed;
    };
    RhythmDay* find(const std::string& rhythm, const std::string& occasion);
    std::vector<std::size_t> days_for(const Deed& deed) const;
    void settle();
    void add_dues(const RhythmDay& day, std::vector<Due>& dues) const;

    regime::RulesPtr rules_;       ///< keeps what the days point at
    std::vector<RhythmDay> days_;  ///< in the order in which they fall due
    std::size_t first_open_ = 0;   ///< in days_
    std::vector<KeptBy> kept_by_;  ///< done, and not recorded as kept yet
    std::uint16_t longest_notice_ = 0;
};

class Book;

/// The years of all ledgers.
class Rhythms {
  public:
    /// After the event was applied to the book.
    void apply(const Book& book, const EventHeader& header, const Event& event);
    /// The ledger on which the last event was a deed.
    const std::optional<LedgerId>& touched() const { return touched_; }
    /// nullptr where the ledger is not known.
    const RhythmYear* find(const LedgerId& ledger) const;

  private:
    void renew(const Book& book, const LedgerId& ledger, Time now);
    void renew_under(const Book& book, const RegimeId& regime, Time now);
    void note_deed(const Book& book, const EventHeader& header, const Event& event);

    std::unordered_map<LedgerId, RhythmYear> years_;
    std::unordered_map<StreamId, review::Scheduled> reviews_;  ///< of a ledger, and not held
    std::optional<LedgerId> touched_;
};

}  // namespace taizhang::keeper
