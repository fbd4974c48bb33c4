#include "projections/supervision/supervision_board.hpp"

#include "projections/registers/successors.hpp"
#include "projections/supervision/board.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

boost::json::object SupervisionBoardView::row_schema() const {
    return reflect::schema<rows::BoardRow>();
}

void SupervisionBoardView::apply(const Fact& fact, Rows& rows) const {
    const Board board{rows, fact.header};
    board_items(fact, board);
    board_measures(fact, board);
    board_rectifications(fact, board);
    board_inspections(fact, board);
    pass_answers_on<rows::BoardRow>(fact, rows, [](const rows::BoardRow& row) { return !row.closed; });
}

}  // namespace taizhang
