// What the agenda knows: the states of the streams that can owe something, as the domain folds them, and beside them
// the few moments that no decider asks for (since when an item is worked on, which reminders were sent).
//
//     Book book;
//     book.apply(header, event);
//     const auto* item = find_state<ItemState>(book, ItemId{"2014-01"});
//
// Pure. One thread at a time; references end with the next apply().
#pragma once

#include "src/domain/case.hpp"
#include "src/keeper/rhythms.hpp"

#include <map>
#include <set>
#include <unordered_map>

namespace taizhang::keeper {

/// Of an item, by recorded time.
struct ItemMoments {
    Time active_since;  ///< entered, activated, resumed, reopened: what fell due before then does not count
    std::optional<Time> left_active;  ///< completion was claimed
    std::map<UnitId, Time> since;     ///< since when each unit, or member of a collective, is responsible
};

/// A report that a unit will owe once it is recorded as due.
struct Expectation {
    LedgerId ledger;
    UnitId unit;
    Period period;
    Date due;
    Time at;
    std::vector<ItemId> items;
};

class Book final : public Directory {
  public:
    void apply(const EventHeader& header, const Event& event);

    // Directory
    const Aggregate& get(const StreamId& stream) const override;
    std::vector<ItemId> items_of(const LedgerId& ledger) const override;
    std::vector<AdmissionId> admissions_of(const UnitId&) const override { return {}; }  // the calendar files none

    const regime::Rules& rules_of(const LedgerId& ledger) const;
    /// The same, to be kept; nullptr without a regime.
    regime::RulesPtr rules_kept(const LedgerId& ledger) const;
    const regime::Calendar& calendar_of(const LedgerId& ledger) const;
    /// With the ledger's own day where the regime names none.
    regime::Reporting reporting_of(const LedgerId& ledger) const;
    /// nullptr when it is closed or not there: then nothing in it owes anything.
    const LedgerState* open_ledger(const LedgerId& ledger) const;

    const ItemMoments& moments(const ItemId& item) const;
    Time opened(const LedgerId& ledger) const;
    /// Of this, with so many days left or fewer.
    bool reminded(const StreamId& stream, const std::string& what, std::uint16_t days) const;
    bool reconsideration_overdue(const StreamId& stream) const { return reconsiderations_overdue_.contains(stream); }

    /// 节奏, of every ledger.
    const Rhythms& rhythms() const { return rhythms_; }

    /// The orders to rectify that were given about the item.
    const std::set<StreamId>& orders_on(const ItemId& item) const;

    /// Since when the order's unit has been asked for what it demands now: ordered, rejected, extended.
    Time asked_since(const StreamId& order) const;

    /// Who answers for the unit today; nothing where it ended without a successor, or stands for members nobody named.
    std::optional<UnitId> answers_for(const UnitId& unit) const;
    /// The only unit that is there today and has this name, or had it.
    std::optional<UnitId> unit_named(const std::string& name) const;
    /// Whoever holds the post in that unit now.
    std::optional<PersonId> holder_of_post(const UnitId& unit, const std::string& post) const;

    // ---- the months of a ledger ------------------------------------------------------------------------------------
    /// The first month of its year, or half of one, whose reports were not settled yet; nothing after December.
    std::optional<Period> next_month(const LedgerId& ledger) const;
    /// When a month's reports fall due: with the month's end, or ten days before a due day within the month, but not
    /// before a half month has begun.
    Time month_opens(const LedgerId& ledger, Period period) const;
    /// Settles who owes a report of next_month(); the streams of the reports.
    std::vector<StreamId> open_month(const LedgerId& ledger);
    /// Nothing of what was settled counts any more, so that every month is looked at again under the rules of now. What
    /// is recorded stays.
    void settle_again();
    const Expectation* expected(const StreamId& report) const;
    /// Since when the unit owes it; nothing while that is not recorded.
    std::optional<Time> fell_due(const StreamId& report) const;

    /// Every stream that may owe something.
    template <class F>
    void each_stream(F&& visit) const {
        for (const auto& [stream, aggregate] : streams_) visit(stream);
        for (const auto& [stream, expectation] : expected_) {
            if (!streams_.contains(stream)) visit(stream);
        }
        for (const auto& [stream, expectation] : passed_on_) {
            if (!streams_.contains(stream)) visit(stream);
        }
    }

  private:
    bool fold(const EventHeader& header, const Event& event);
    void note(const EventHeader& header, const Event& event);
    void note_reminder(const StreamId& stream, const std::string& what, std::uint16_t days);
    void note_posts(const StreamId& stream, const Event& event);
    void note_names(const UnitId& unit);
    void note_units(const ItemId& item, Time recorded);
    void unit_ended(const UnitId& unit, Time recorded);
    bool worked_on(const ItemId& item, const ItemState& state, Period period, Time opens) const;
    std::vector<ItemId> owed_items(const StreamId& report) const;
    std::map<UnitId, std::vector<ItemId>> owing(const LedgerId& ledger, Period period, Time opens) const;
    bool told_otherwise(const LedgerId& ledger, Period period, const UnitId& unit) const;
    std::optional<UnitId> owes(const LedgerId& ledger, Period period, Time opens, const UnitId& unit) const;

    std::unordered_map<StreamId, Aggregate> streams_;
    std::unordered_map<LedgerId, std::vector<ItemId>> items_;
    std::unordered_map<LedgerId, Time> opened_;
    std::unordered_map<LedgerId, Date> settled_until_;  ///< the last day of the last period that was opened
    std::unordered_map<ItemId, ItemMoments> moments_;
    std::unordered_map<StreamId, std::map<std::string, std::uint16_t>> reminded_;  ///< the fewest days left
    std::unordered_map<StreamId, Expectation> expected_;                           ///< as months were settled
    std::unordered_map<StreamId, Expectation> passed_on_;                          ///< of units that ended
    std::unordered_map<StreamId, std::vector<ItemId>> items_owed_;                 ///< by report, as it fell due
    std::unordered_map<StreamId, Time> fell_due_;
    std::set<StreamId> reconsiderations_overdue_;
    std::unordered_map<ItemId, std::set<StreamId>> orders_;
    std::unordered_map<StreamId, Time> asked_since_;
    std::map<UnitId, Time> ended_;
    std::unordered_map<std::string, std::set<UnitId>> named_;                  ///< by every name that it has or had
    std::map<UnitId, std::set<StreamId>> reports_of_;                          ///< that fell due
    std::map<std::pair<UnitId, std::string>, std::vector<PersonId>> holders_;  ///< of posts, the latest last
    Rhythms rhythms_;
};

/// All units of an item, collectives by their members, each once.
std::vector<UnitId> units_of(const ItemState& item, bool supporting);

/// The name under which a reminder is remembered. `key` is a milestone, or a unit where each has a term of its own.
std::string reminder_key(item::ReminderOf of, const std::string& key, Date day);

}  // namespace taizhang::keeper
