// Who answers for a unit today, after mergers and dissolutions, as a view remembers it in hidden rows; and which of its
// rows a unit answers for, so that a merger finds them without reading all.
//
//     row.answers = unit_today(rows, e.unit);
//     index_answers(rows, row.answers, key);                       // whenever `answers` is set
//     ...
//     pass_on<Row>(fact, rows, [&](Row& row) { ... return true; });  // for every fact: true where the row changed
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

/// Follows successors to the last; the unit itself while it stands, and where it has none.
UnitId unit_today(const Rows& rows, const UnitId& unit);

struct Succession {
    UnitId from;
    UnitId to;
};
/// Remembers a merger or a dissolution; nothing for other facts, and where nobody follows.
std::optional<Succession> note_succession(const Fact& fact, Rows& rows);

void index_answers(Rows& rows, const UnitId& unit, const std::string& key);
/// Takes what the unit answered for out of the index. Keys of rows that are gone, or that are answered for by others
/// since, may be among them.
std::vector<std::string> take_answers(Rows& rows, const UnitId& unit);

/// Members of collectives and the units themselves, each followed to today; and for whom they follow.
struct Answerable {
    std::vector<UnitId> units;
    struct For {
        UnitId unit;
        UnitId answers;
    };
    std::vector<For> instead_of;
};
Answerable answerable_for(const Rows& rows, const std::vector<Party>& parties);
/// The units that owe each for itself: a collective's members, not the collective.
std::vector<UnitId> owing_units(const std::vector<Party>& parties);

/// A text as part of a key: no NUL byte may stand in one.
std::string key_text(std::string text);

/// Calls pass(row), which says whether the row changed, for each row that the ended unit answered for.
template <class Row, class Pass>
void pass_on(const Fact& fact, Rows& rows, Pass&& pass) {
    const auto succession = note_succession(fact, rows);
    if (!succession) return;
    for (const auto& key : take_answers(rows, succession->from)) {
        auto row = get_row<Row>(rows, key);
        if (!row || !pass(*row)) continue;
        index_answers(rows, unit_today(rows, succession->to), key);
        put_row(rows, key, std::move(*row));
    }
}

/// The same for rows with a field `answers`, which follows while `open(row)`.
template <class Row, class Open>
void pass_answers_on(const Fact& fact, Rows& rows, Open&& open) {
    pass_on<Row>(fact, rows, [&](Row& row) {
        std::optional<UnitId> before = row.answers;
        if (!before || !open(row)) return false;
        row.answers = unit_today(rows, *before);
        return std::optional<UnitId>(row.answers) != before;
    });
}

}  // namespace taizhang
