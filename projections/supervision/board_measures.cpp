// What the board shows of measures: the proposal, and what follows when it is agreed to.
#include "projections/fold.hpp"
#include "projections/registers/posts.hpp"
#include "projections/supervision/board.hpp"

namespace taizhang {

using rows::BoardKind;
using rows::BoardRow;
using rows::BoardState;

namespace {

/// As which matter it goes on once it is agreed to; nothing where it is done in other streams: an order, an urging, a
/// listing.
std::optional<BoardKind> matter_of(const std::optional<std::string>& measure) {
    using enum accountability::Measure;
    const auto known = reflect::enum_value<accountability::Measure>(measure.value_or(""));
    if (!known) return std::nullopt;
    switch (*known) {
        case yellow_card:
        case red_card:
            return BoardKind::card;
        case criticism:
            return BoardKind::criticism;
        case summons:
            return BoardKind::summons;
        case statement:
            return BoardKind::statement;
        case inquiry:
            return BoardKind::inquiry;
        case urging:
        case rectification:
        case listing:
            break;
    }
    return std::nullopt;
}

struct TellMeasure {
    const Board& board;

    void operator()(const accountability::Proposed& e) const;
    void operator()(const accountability::Confirmed& e) const { agree(BoardState::confirmed, e.note, e.deadline); }
    void operator()(const accountability::Approved& e) const {
        agree(BoardState::approved, e.note ? e.note : e.authority, std::nullopt);
    }
    void operator()(const accountability::Dismissed& e) const {
        board.close(BoardKind::proposal, board.id(), BoardState::dismissed, e.findings);
    }
    void operator()(const accountability::CardIssued& e) const {
        board.change(BoardKind::card, board.id(), [&](BoardRow& row) {
            row.state = BoardState::standing;
            row.title = reflect::enum_name(e.colour);
            row.due = e.until;
        });
    }
    void operator()(const accountability::CardLifted& e) const {
        board.close(BoardKind::card, board.id(), BoardState::lifted, e.findings);
    }
    void operator()(const accountability::CriticismCirculated& e) const { carried_out(e.text); }
    void operator()(const accountability::SummonsHeld& e) const { carried_out(e.record); }
    void operator()(const accountability::StatementMade& e) const { carried_out(e.text); }
    void operator()(const accountability::Referred& e) const {
        on_matter([&](BoardKind kind) {
            board.change(kind, board.id(), [&](BoardRow& row) {
                row.state = BoardState::referred;
                row.decision = e.to;
            });
        });
    }
    void operator()(const accountability::OutcomeRecorded& e) const {
        on_matter([&](BoardKind kind) { board.close(kind, board.id(), BoardState::concluded, e.outcome); });
    }
    void operator()(const accountability::ReconsiderationRequested& e) const {
        auto row = proposal();
        row.state = BoardState::open;
        row.closed = false;
        row.text = e.grounds;
        row.due = e.decide_by;
        row.decided_by.reset();
        row.decision.reset();
        board.open(BoardKind::reconsideration, board.id(), std::move(row));
    }
    void operator()(const accountability::ReconsiderationDecided& e) const;
    void operator()(const accountability::ReconsiderationOverdue&) const {
        board.change(BoardKind::reconsideration, board.id(), [](BoardRow& row) { row.overdue = true; });
    }

    // ---- helpers ----
    BoardRow proposal() const { return need_row<BoardRow>(board.rows, "proposal/" + board.id()); }
    template <class Do>
    void on_matter(Do&& act) const {
        if (const auto kind = matter_of(proposal().measure)) act(*kind);
    }
    void carried_out(const std::string& text) const {
        on_matter([&](BoardKind kind) { board.close(kind, board.id(), BoardState::carried_out, text); });
    }
    void agree(BoardState state, const std::optional<std::string>& words, std::optional<Date> deadline) const {
        board.close(BoardKind::proposal, board.id(), state, words);
        on_matter([&](BoardKind kind) {
            auto row = proposal();
            row.closed = false;
            row.state = BoardState::agreed;
            if (deadline) row.due = deadline;
            board.open(kind, board.id(), std::move(row));
        });
    }
};

void TellMeasure::operator()(const accountability::Proposed& e) const {
    BoardRow row;
    row.measure = reflect::enum_name(e.measure);
    row.title = *row.measure;
    row.text = e.grounds;
    row.ledger = e.ledger;
    row.items = e.items;
    row.clause = e.clause;
    row.rule = e.rule;
    row.due = e.deadline;
    if (e.subject.category() == "unit") {
        row.unit = UnitId{std::string(e.subject.id())};
    } else {
        row.person = PersonId{std::string(e.subject.id())};
        if (const auto person = person_now(board.rows, *row.person)) row.unit = person->unit;
    }
    board.open(BoardKind::proposal, board.id(), std::move(row));
}

void TellMeasure::operator()(const accountability::ReconsiderationDecided& e) const {
    const bool revoked = e.ruling == accountability::Ruling::revoked;
    const auto state = revoked ? BoardState::revoked : BoardState::upheld;
    board.close(BoardKind::reconsideration, board.id(), state, e.findings);
    if (revoked) on_matter([&](BoardKind kind) { board.close(kind, board.id(), BoardState::revoked, e.findings); });
}

}  // namespace

void board_measures(const Fact& fact, const Board& board) {
    note_posts(fact, board.rows);
    on_events_of<"accountability">(fact, [&](const auto& event) { TellMeasure{board}(event); });
}

}  // namespace taizhang
