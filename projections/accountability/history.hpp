// What writes the rows of `accountability_history`, by where they come from.
#pragma once

#include "projections/accountability/accountability_history.hpp"

namespace taizhang {

/// Hidden, by the item's stream: whom it concerns now, and who reported what where.
struct Concerned {
    struct Reported {
        Position at = 0;  ///< of the report or of a correction
        UnitId unit;
        Period period;
    };
    LedgerId ledger;
    std::vector<Party> units;
    std::optional<NamedPerson> leader;
    std::optional<NamedPerson> person;
    std::vector<Reported> reports;
    std::vector<UnitId> plans_told;  ///< of whom it was told that the plan was late or missed
};
BOOST_DESCRIBE_STRUCT(Concerned::Reported, (), (at, unit, period))
BOOST_DESCRIBE_STRUCT(Concerned, (), (ledger, units, leader, person, reports, plans_told))

/// Writes the rows of one fact.
struct History {
    Rows& rows;
    const EventHeader& header;

    void write(const StreamId& subject, rows::AccountabilityKind kind, std::string text,
               const rows::AccountabilityRow& about = {}) const;
    /// To the unit that answers today and, if that is the one that leads the item, to the item's people of today.
    void tell(const Concerned& item, const UnitId& unit, rows::AccountabilityKind kind, const std::string& text,
              const rows::AccountabilityRow& about) const;
    /// The same where the item may be none.
    void tell_about(const std::optional<ItemId>& item, const UnitId& unit, rows::AccountabilityKind kind,
                    const std::string& text, rows::AccountabilityRow about = {}) const;
    std::optional<Concerned> concerned(const ItemId& item) const;
};

UnitId lead_today(const Rows& rows, const Concerned& item);

void history_items(const Fact& fact, const History& history);
void history_reports(const Fact& fact, const History& history);
void history_measures(const Fact& fact, const History& history);
void history_supervision(const Fact& fact, const History& history);  // rectifications, inspections, reviews

/// Folds one fact into the hidden row of its stream while rows are written.
template <class Memory, class Act>
void with_memory(const Fact& fact, const History& history, Act&& act) {
    const auto key = hidden_key(fact.header.stream.value);
    fold_row<Memory>(history.rows, key, fact.header.stream_version == 1, act);
}

}  // namespace taizhang
