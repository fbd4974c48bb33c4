// What the board shows of items: listed, overdue, missed, not acknowledged, not trusted.
#include "projections/assessment/standing.hpp"
#include "projections/fold.hpp"
#include "projections/items/item_figures.hpp"
#include "projections/registers/successors.hpp"
#include "projections/supervision/board.hpp"

namespace taizhang {

using rows::BoardKind;
using rows::BoardRow;
using rows::BoardState;

/// Hidden, by the item's stream.
struct BoardItem {
    LedgerId ledger;
    std::string title;
    std::vector<Party> units;
    Standing standing;
    std::optional<Date> overdue;          ///< the deadline that passed
    std::vector<std::string> milestones;  ///< missed and not reached
    std::vector<UnitId> plans;            ///< of whom one is missing
    std::vector<UnitId> waited_for;       ///< to acknowledge
};
BOOST_DESCRIBE_STRUCT(BoardItem, (), (ledger, title, units, standing, overdue, milestones, plans, waited_for))

namespace {

struct TellBoard {
    BoardItem& item;
    const Board& board;

    void operator()(const item::Entered& e) const {
        item.ledger = e.ledger;
        item.title = e.title;
        item.units = e.units;
    }
    void operator()(const item::Revised& e) const { take(item.title, e.title); }
    void operator()(const item::UnitsAssigned& e) const { item.units = e.units; }
    void operator()(const item::Transferred& e) const {
        std::erase_if(item.units, [&](const Party& party) { return party.unit == e.to; });
        for (auto& party : item.units) {
            if (party.unit == e.from) party = {e.to, e.name.value_or(e.to.value), PartyRole::lead, false, false, {}};
        }
    }
    void operator()(const item::Listed& e) const {
        auto row = about(lead());
        row.state = BoardState::standing;
        row.text = e.text;
        row.due = e.until;
        board.open(BoardKind::listing, board.id(), std::move(row));
    }
    void operator()(const item::Delisted& e) const {
        board.close(BoardKind::listing, board.id(), BoardState::lifted, e.findings);
    }
    void operator()(const item::ConfidenceAssessed& e) const;
    void operator()(const item::FellOverdue& e) const {
        item.overdue = e.deadline;
        passed(BoardKind::overdue, board.id(), e.deadline, lead(), "");
    }
    void operator()(const item::MilestoneMissed& e) const {
        item.milestones.push_back(e.milestone);
        passed(BoardKind::milestone, part(e.milestone), e.due, lead(), e.milestone);
    }
    void operator()(const item::PlanMissed& e) const {
        item.plans.push_back(e.unit);
        passed(BoardKind::plan, part(e.unit.value), e.due, e.unit, "");
    }
    void operator()(const item::AcknowledgementOverdue& e) const {
        item.waited_for.push_back(e.unit);
        passed(BoardKind::acknowledgement, part(e.unit.value), e.due, e.unit, "");
    }
    void operator()(const item::MilestoneReached& e) const {
        if (std::erase(item.milestones, e.milestone) > 0)
            board.close(BoardKind::milestone, part(e.milestone), BoardState::settled, e.reached_on.to_string());
    }
    /// On another day, what was missed is to be reached anew.
    void operator()(const item::PlanAdjusted& e) const {
        for (const auto& node : e.milestones) {
            if (std::erase(item.milestones, node.milestone) > 0)
                board.close(BoardKind::milestone, part(node.milestone), BoardState::settled, node.due.to_string());
        }
    }
    void operator()(const item::PlanFiled& e) const {
        settle(BoardKind::plan, item.plans, speaker(e.unit, board.header));
    }
    void operator()(const item::Acknowledged& e) const {
        settle(BoardKind::acknowledgement, item.waited_for, speaker(e.unit, board.header));
    }
    void operator()(const item::ExtensionGranted& e) const { move_deadline(e.to); }
    void operator()(const item::Reopened& e) const {
        if (e.deadline) move_deadline(*e.deadline);
    }

    /// What changes where the item stands is seen to afterwards, for all.
    template <class E>
        requires OneOf<E, item::Activated, item::Suspended, item::Resumed, item::CompletionClaimed,
                       item::CompletionVerified, item::CompletionRejected, item::ClosedOut, item::Cancelled,
                       item::Merged, item::CarriedOver, item::Archived, item::PeopleAssigned, item::TargetSet,
                       item::MilestonePlanned, item::ProgressReported, item::ProgressCorrected, item::ProblemRaised,
                       item::ProblemEscalated, item::ProblemResolved, item::Urged, item::ExtensionRequested,
                       item::ExtensionRefused, item::PlanApproved, item::PlanReturned, item::Decomposed,
                       item::PairedLeaderAssigned, item::TaskForceFormed, item::StageAdvanced, item::Reminded> ||
                 OfProject<E>
    void operator()(const E&) const {}

    /// An item that rests or whose completion is claimed is overdue no longer; rejected, it is again.
    void stand(rows::ItemStatus before) const;

    // ---- helpers ----
    std::optional<UnitId> lead() const {
        const auto* party = lead_of(item.units);
        return party ? std::optional(party->unit) : std::nullopt;
    }
    std::string part(const std::string& name) const { return board.id() + "." + name; }
    BoardRow about(const std::optional<UnitId>& unit) const {
        BoardRow row;
        row.ledger = item.ledger;
        row.unit = unit;
        row.items = {ItemId{board.id()}};
        row.title = item.title;
        return row;
    }
    void passed(BoardKind kind, const std::string& id, Date due, const std::optional<UnitId>& unit,
                const std::string& text) const {
        auto row = about(unit);
        row.text = text;
        row.due = due;
        row.overdue = true;
        board.open(kind, id, std::move(row));
    }
    /// By the unit, or by whoever follows it.
    void settle(BoardKind kind, std::vector<UnitId>& units, const UnitId& by) const {
        std::erase_if(units, [&](const UnitId& unit) {
            const bool answered = unit_today(board.rows, unit) == unit_today(board.rows, by);
            if (answered) board.close(kind, part(unit.value), BoardState::settled);
            return answered;
        });
    }
    void move_deadline(Date to) const {
        item.overdue.reset();
        board.close(BoardKind::overdue, board.id(), BoardState::settled, to.to_string());
    }
};

void TellBoard::operator()(const item::ConfidenceAssessed& e) const {
    if (e.confidence == item::Confidence::green) {
        board.change(BoardKind::confidence, board.id(), [&](BoardRow& row) { row.confidence = e.confidence; });
        return board.close(BoardKind::confidence, board.id(), BoardState::settled, e.grounds);
    }
    auto row = about(lead());
    row.text = e.grounds;
    row.confidence = e.confidence;
    row.decided_by = board.header.actor.name;
    board.open(BoardKind::confidence, board.id(), std::move(row));
}

void TellBoard::stand(rows::ItemStatus before) const {
    const auto now = item.standing.status;
    if (now == before) return;
    if (item.overdue && !runs(now)) board.close(BoardKind::overdue, board.id(), BoardState::settled);
    if (item.overdue && runs(now) && !runs(before)) passed(BoardKind::overdue, board.id(), *item.overdue, lead(), "");
    if (!rests(now) || now == rows::ItemStatus::suspended) return;
    for (const auto& one : std::exchange(item.milestones, {}))
        board.close(BoardKind::milestone, part(one), BoardState::settled);
    for (const auto& unit : std::exchange(item.plans, {}))
        board.close(BoardKind::plan, part(unit.value), BoardState::settled);
    for (const auto& unit : std::exchange(item.waited_for, {}))
        board.close(BoardKind::acknowledgement, part(unit.value), BoardState::settled);
    board.close(BoardKind::listing, board.id(), BoardState::lifted);
    board.close(BoardKind::confidence, board.id(), BoardState::settled);
}

}  // namespace

void name_item(const Rows& rows, BoardRow& row) {
    if (row.items.empty()) return;
    const auto item = get_row<BoardItem>(rows, hidden_key(StreamId::of(row.items.front()).value));
    if (!item) return;
    if (!row.ledger) row.ledger = item->ledger;
    if (row.title.empty()) row.title = item->title;
}

void board_items(const Fact& fact, const Board& board) {
    on_events_of<"item">(fact, [&]<class E>(const E& event) {
        // Most events by far, and none that the board shows.
        if constexpr (OneOf<E, item::ProgressReported, item::ProgressCorrected>) return;
        const auto key = hidden_key(fact.header.stream.value);
        fold_row<BoardItem>(board.rows, key, fact.header.stream_version == 1, [&](BoardItem& item) {
            const TellBoard tell{item, board};
            const auto before = item.standing.status;
            tell(event);
            advance(item.standing, fact.event);
            tell.stand(before);
        });
    });
}

}  // namespace taizhang
