// View `supervision_board` 督查看板: one row for every matter that the supervision office follows, open or finished.
// Key: "<kind>/<id>".
//
//     {"kind": "proposal", "closed": false}        what waits to be confirmed or dismissed
//     {"kind": ["card"], "closed": false}          cards that stand
//
// Details stand in the views `accountability`, `rectifications`, `inspections` and `current_ledger`.
#pragma once

#include "events/item_supervision.hpp"
#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

/// The id of each: the stream's own of proposal (and of what follows from it: card, criticism, summons, statement,
/// inquiry, reconsideration), rectification and inspection; "<inspection>.<finding>"; the item's of listing, overdue
/// and confidence; "<item>.<milestone>"; "<item>.<unit>" of plan and acknowledgement.
enum class BoardKind {
    proposal,
    rectification,
    card,
    criticism,
    summons,
    statement,
    inquiry,
    reconsideration,
    listing,
    inspection,
    finding,
    overdue,    ///< an item whose deadline passed
    milestone,  ///< missed
    plan,       ///< not filed in time (S7.2)
    acknowledgement,
    confidence  ///< an item that the office judges amber or red (rule 9)
};
BOOST_DESCRIBE_ENUM(BoardKind, proposal, rectification, card, criticism, summons, statement, inquiry, reconsideration,
                    listing, inspection, finding, overdue, milestone, plan, acknowledgement, confidence)

enum class BoardState {
    open,         ///< a proposal waits, an order is not answered, a request is not decided
    reported,     ///< a rectification: to be accepted or rejected
    confirmed,    ///< of a proposal, by the supervision office
    approved,     ///< of a proposal, by an approver
    dismissed,    ///< of a proposal
    agreed,       ///< to be carried out: a card, criticism, summons, statement, inquiry
    standing,     ///< a card, a listing
    scheduled,    ///< an inspection
    ordered,      ///< of a finding: a rectification was ordered
    carried_out,  ///< circulated, held, made
    referred,     ///< an inquiry: the competent organ has it
    concluded,    ///< an inquiry: the outcome is recorded
    accepted,     ///< a rectification, and the finding behind it
    withdrawn,
    lifted,  ///< a card, a listing
    held,
    cancelled,
    upheld,
    revoked,
    settled  ///< what was overdue is done, or no longer due
};
BOOST_DESCRIBE_ENUM(BoardState, open, reported, confirmed, approved, dismissed, agreed, standing, scheduled, ordered,
                    carried_out, referred, concluded, accepted, withdrawn, lifted, held, cancelled, upheld, revoked,
                    settled)

struct BoardRow {
    BoardKind kind = BoardKind::proposal;
    std::string id;
    StreamId stream;
    bool closed = false;  ///< nothing is to be done about it any more
    BoardState state = BoardState::open;
    std::optional<LedgerId> ledger;
    std::optional<UnitId> unit;     ///< concerned; of a person: where the post was held on that day
    std::optional<UnitId> answers;  ///< who answers for the unit today
    std::optional<PersonId> person;
    std::vector<ItemId> items;
    std::optional<std::string> measure;  ///< of a proposal and what follows: "red_card"
    std::string title;                   ///< a card's colour, an inspection's or an item's title
    std::string text;                    ///< grounds, demand, what was found
    std::optional<std::string> clause;
    std::optional<std::string> rule;  ///< the regime's step that proposed it
    Time since;
    Time changed_at;
    std::optional<Date> due;
    bool overdue = false;
    std::optional<std::string> decided_by;
    std::optional<std::string> decision;  ///< in words: why it was dismissed, accepted, lifted
    std::optional<item::Confidence> confidence;
    std::optional<std::string> severity;  ///< of a finding
};
BOOST_DESCRIBE_STRUCT(BoardRow, (),
                      (kind, id, stream, closed, state, ledger, unit, answers, person, items, measure, title, text,
                       clause, rule, since, changed_at, due, overdue, decided_by, decision, confidence, severity))

}  // namespace rows

class SupervisionBoardView final : public Projection {
  public:
    std::string_view name() const override { return "supervision_board"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"kind"}; }
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
