// What the board shows of orders to rectify, of inspections and of what they found.
#include "projections/fold.hpp"
#include "projections/supervision/board.hpp"

namespace taizhang {

using rows::BoardKind;
using rows::BoardRow;
using rows::BoardState;

/// Hidden, by the order's stream: the finding that it stands on.
struct FindingBehind {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(FindingBehind, (), (id))

namespace {

std::string finding_id(const std::string& inspection, const std::string& finding) {
    return inspection + "." + finding;
}

struct TellOrder {
    const Board& board;

    void operator()(const rectification::Ordered& e) const;
    void operator()(const rectification::Reported& e) const {
        if (!e.finished) return;
        change([&](BoardRow& row) {
            row.state = BoardState::reported;
            row.decision = e.result;
        });
    }
    void operator()(const rectification::Accepted& e) const {
        board.close(BoardKind::rectification, board.id(), BoardState::accepted, e.findings);
        on_finding(
            [&](const std::string& id) { board.close(BoardKind::finding, id, BoardState::accepted, e.findings); });
    }
    void operator()(const rectification::Rejected& e) const {
        change([&](BoardRow& row) {
            row.state = BoardState::open;
            row.decided_by = board.header.actor.name;
            row.decision = e.findings;
            if (e.deadline) move(row, *e.deadline);
        });
    }
    void operator()(const rectification::Extended& e) const {
        change([&](BoardRow& row) { move(row, e.to); });
    }
    /// What was found stands open again.
    void operator()(const rectification::Withdrawn& e) const {
        board.close(BoardKind::rectification, board.id(), BoardState::withdrawn, e.note);
        on_finding([&](const std::string& id) {
            board.change(BoardKind::finding, id, [](BoardRow& row) { row.state = BoardState::open; });
        });
    }
    void operator()(const rectification::FellOverdue&) const {
        change([](BoardRow& row) { row.overdue = true; });
    }
    void operator()(const rectification::Reminded&) const {}

    void change(const std::function<void(BoardRow&)>& change) const {
        board.change(BoardKind::rectification, board.id(), change);
    }
    static void move(BoardRow& row, Date deadline) {
        row.due = deadline;
        row.overdue = false;
    }
    void on_finding(const std::function<void(const std::string&)>& act) const {
        if (const auto behind = get_row<FindingBehind>(board.rows, hidden_key(board.header.stream.value)))
            act(behind->id);
    }
};

void TellOrder::operator()(const rectification::Ordered& e) const {
    BoardRow row;
    row.unit = e.unit;
    row.ledger = e.ledger;
    if (e.item) row.items = {*e.item};
    row.text = e.demand;
    row.clause = e.clause;
    row.due = e.deadline;
    name_item(board.rows, row);
    board.open(BoardKind::rectification, board.id(), std::move(row));
    if (!e.inspection || !e.finding) return;
    const auto behind = finding_id(e.inspection->value, *e.finding);
    put_row(board.rows, hidden_key(board.header.stream.value), FindingBehind{behind});
    board.change(BoardKind::finding, behind, [](BoardRow& found) { found.state = BoardState::ordered; });
}

struct TellInspection {
    const Board& board;

    void operator()(const inspection::Scheduled& e) const {
        BoardRow row;
        row.state = BoardState::scheduled;
        row.title = e.title;
        row.text = reflect::enum_name(e.kind);
        row.ledger = e.ledger;
        row.items = e.items;
        if (e.units.size() == 1) row.unit = e.units.front();
        row.due = e.on;
        board.open(BoardKind::inspection, board.id(), std::move(row));
    }
    void operator()(const inspection::Held& e) const {
        board.close(BoardKind::inspection, board.id(), BoardState::held, e.summary);
    }
    void operator()(const inspection::Cancelled& e) const {
        board.close(BoardKind::inspection, board.id(), BoardState::cancelled, e.note);
    }
    /// A note asks for nothing.
    void operator()(const inspection::FindingRecorded& e) const {
        const auto of = get_row<BoardRow>(board.rows, "inspection/" + board.id());
        BoardRow row;
        row.closed = e.severity == inspection::Severity::note;
        row.state = row.closed ? BoardState::settled : BoardState::open;
        row.severity = reflect::enum_name(e.severity);
        row.unit = e.unit;
        if (e.item) row.items = {*e.item};
        row.text = e.text;
        if (of) {
            row.ledger = of->ledger;
            row.title = of->title;
        }
        name_item(board.rows, row);
        board.open(BoardKind::finding, finding_id(board.id(), e.finding), std::move(row));
    }
};

}  // namespace

void board_rectifications(const Fact& fact, const Board& board) {
    on_events_of<"rectification">(fact, [&](const auto& event) { TellOrder{board}(event); });
}

void board_inspections(const Fact& fact, const Board& board) {
    on_events_of<"inspection">(fact, [&](const auto& event) { TellInspection{board}(event); });
}

}  // namespace taizhang
