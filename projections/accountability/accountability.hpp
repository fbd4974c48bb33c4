// View `accountability` 问责事项: one row for each measure, from the proposal to its end, with every step that was
// taken (rules 6 and 10). Key: the measure's id.
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

enum class MeasureState {
    proposed,
    confirmed,  ///< by the supervision office
    approved,   ///< by an approver
    carried_out,
    referred,   ///< to the competent organ
    concluded,  ///< its outcome is recorded
    lifted,     ///< of a card
    dismissed,
    revoked  ///< on reconsideration
};
BOOST_DESCRIBE_ENUM(MeasureState, proposed, confirmed, approved, carried_out, referred, concluded, lifted, dismissed,
                    revoked)

/// One event of the stream.
struct MeasureStep {
    std::string what;  ///< "confirmed", "card_issued": the event's name after the dot
    Time at;
    std::string by;
    AccountId account;
    std::optional<UnitId> unit;  ///< of whoever acted
    Position position = 0;
    std::optional<std::string> text;  ///< findings, record, note: in the words of whoever acted
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(MeasureStep, (), (what, at, by, account, unit, position, text, reason))

struct Reconsideration {
    std::string grounds;
    Time requested_at;
    std::string requested_by;
    std::optional<Date> decide_by;
    bool overdue = false;
    std::optional<accountability::Ruling> ruling;
    std::optional<std::string> findings;
    std::optional<Time> decided_at;
    std::optional<std::string> decided_by;
};
BOOST_DESCRIBE_STRUCT(Reconsideration, (),
                      (grounds, requested_at, requested_by, decide_by, overdue, ruling, findings, decided_at,
                       decided_by))

struct MeasureRow {
    AccountabilityId accountability;
    accountability::Measure measure = accountability::Measure::criticism;
    MeasureState state = MeasureState::proposed;
    StreamId subject;
    std::optional<UnitId> unit;  ///< the subject, or where the person held a post on the day of the proposal
    std::optional<PersonId> person;
    std::optional<std::string> name;  ///< the subject's, on that day
    std::optional<std::string> post;  ///< the person's, on that day
    std::string grounds;
    std::optional<LedgerId> ledger;
    std::vector<ItemId> items;
    std::optional<RectificationId> rectification;
    std::vector<Position> evidence;
    std::optional<std::string> clause;
    std::optional<std::string> rule;
    std::optional<Date> deadline;
    Time proposed_at;
    std::string proposed_by;
    std::optional<std::string> authority;  ///< that approved
    std::optional<accountability::Colour> colour;
    std::optional<Date> until;        ///< when the card lapses
    std::optional<std::string> text;  ///< the criticism's, the summons' record, the statement's, the referral's
    std::optional<Date> on;           ///< the day of the summons or the statement
    std::vector<NamedPerson> present;
    std::optional<BulletinId> bulletin;
    std::optional<std::string> referred_to;
    std::optional<std::string> outcome;
    std::optional<std::string> document;
    std::optional<Reconsideration> reconsideration;
    std::optional<Date> reconsider_until;  ///< the last day on which the party may ask, while nobody has (rule 10)
    std::vector<MeasureStep> steps;
    Version version = 0;
    Time changed_at;
};
BOOST_DESCRIBE_STRUCT(MeasureRow, (),
                      (accountability, measure, state, subject, unit, person, name, post, grounds, ledger, items,
                       rectification, evidence, clause, rule, deadline, proposed_at, proposed_by, authority, colour,
                       until, text, on, present, bulletin, referred_to, outcome, document, reconsideration,
                       reconsider_until, steps, version, changed_at))

}  // namespace rows

class AccountabilityView final : public Projection {
  public:
    std::string_view name() const override { return "accountability"; }
    std::uint32_t version() const override { return 2; }
    boost::json::object row_schema() const override;
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
