// What writes the rows of `supervision_board`, by where the matters come from.
#pragma once

#include "projections/supervision/supervision_board.hpp"

namespace taizhang {

struct Board {
    Rows& rows;
    const EventHeader& header;

    /// Puts a row in, or takes the one that is there anew: since and changed_at are now.
    void open(rows::BoardKind kind, const std::string& id, rows::BoardRow row) const;
    /// Changes it, if it is there.
    void change(rows::BoardKind kind, const std::string& id, const std::function<void(rows::BoardRow&)>& change) const;
    /// Changes it and closes it; `words` are those of whoever decided.
    void close(rows::BoardKind kind, const std::string& id, rows::BoardState state,
               const std::optional<std::string>& words = {}) const;
    std::string id() const { return std::string(header.stream.id()); }
};

/// The ledger and the title of the row's first item, where it has none of its own.
void name_item(const Rows& rows, rows::BoardRow& row);

void board_items(const Fact& fact, const Board& board);           // listing, overdue, milestone, plan, …
void board_measures(const Fact& fact, const Board& board);        // proposal and what follows from it
void board_rectifications(const Fact& fact, const Board& board);  // also the finding behind
void board_inspections(const Fact& fact, const Board& board);     // inspection, finding

}  // namespace taizhang
