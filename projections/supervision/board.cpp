#include "projections/supervision/board.hpp"

#include "projections/fold.hpp"
#include "projections/registers/successors.hpp"

namespace taizhang {

using rows::BoardKind;
using rows::BoardRow;
using rows::BoardState;

namespace {

std::string key_of(BoardKind kind, const std::string& id) {
    return std::string(reflect::enum_name(kind)) + "/" + key_text(id);
}

}  // namespace

void Board::open(BoardKind kind, const std::string& id, BoardRow row) const {
    const auto key = key_of(kind, id);
    row.kind = kind;
    row.id = id;
    row.stream = header.stream;
    row.since = header.recorded;
    row.changed_at = header.recorded;
    if (row.unit) row.answers = unit_today(rows, *row.unit);
    if (row.answers) index_answers(rows, *row.answers, key);
    put_row(rows, key, std::move(row));
}

void Board::change(BoardKind kind, const std::string& id, const std::function<void(BoardRow&)>& change) const {
    change_row<BoardRow>(rows, key_of(kind, id), [&](BoardRow& row) {
        change(row);
        row.changed_at = header.recorded;
    });
}

void Board::close(BoardKind kind, const std::string& id, BoardState state,
                  const std::optional<std::string>& words) const {
    change(kind, id, [&](BoardRow& row) {
        row.closed = true;
        row.state = state;
        row.overdue = false;
        row.decided_by = header.actor.name;
        row.decision = words;
    });
}

}  // namespace taizhang
