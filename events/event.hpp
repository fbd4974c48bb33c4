// The event table, with item_table.hpp: number, wire name, version, struct, and the command that asks for it. A number
// or a name is never reused. The order of lines may change; what stands in a line may not, except that a version goes
// up when a struct changes otherwise than by appended fields (then the struct names its `Previous` and `upcast`, see
// version.hpp).
//
//     const Event event = item::Acknowledged{.unit = unit};
//     std::visit([](const auto& e) { ... }, event);
#pragma once

#include "events/access.hpp"
#include "events/account.hpp"
#include "events/accountability.hpp"
#include "events/admission.hpp"
#include "events/assessment.hpp"
#include "events/bulletin.hpp"
#include "events/inspection.hpp"
#include "events/item_table.hpp"
#include "events/ledger.hpp"
#include "events/log.hpp"
#include "events/person.hpp"
#include "events/rectification.hpp"
#include "events/redaction.hpp"
#include "events/regime.hpp"
#include "events/review.hpp"
#include "events/unit.hpp"

#include <boost/mp11.hpp>
#include <variant>

namespace taizhang {

// clang-format off
using OtherEvents = boost::mp11::mp_list<
    EventType<101, "unit.registered",                       1, unit::Registered,                          "unit.register">,
    EventType<102, "unit.confirmed",                        1, unit::Confirmed,                           "unit.confirm">,
    EventType<103, "unit.renamed",                          1, unit::Renamed,                             "unit.rename">,
    EventType<104, "unit.moved",                            1, unit::Moved,                               "unit.move">,
    EventType<105, "unit.members_set",                      1, unit::MembersSet,                          "unit.set_members">,
    EventType<106, "unit.merged",                           1, unit::Merged,                              "unit.merge">,
    EventType<107, "unit.dissolved",                        1, unit::Dissolved,                           "unit.dissolve">,

    EventType<201, "person.enrolled",                       1, person::Enrolled,                          "person.enroll">,
    EventType<202, "person.appointed",                      1, person::Appointed,                         "person.appoint">,
    EventType<203, "person.relieved",                       1, person::Relieved,                          "person.relieve">,

    EventType<301, "account.opened",                        1, account::Opened,                           "account.open">,
    EventType<302, "account.role_granted",                  1, account::RoleGranted,                      "account.grant_role">,
    EventType<303, "account.role_revoked",                  1, account::RoleRevoked,                      "account.revoke_role">,
    EventType<304, "account.credential_changed",            1, account::CredentialChanged,                "account.change_credential">,
    EventType<305, "account.closed",                        1, account::Closed,                           "account.close">,
    EventType<306, "account.sessions_revoked",              1, account::SessionsRevoked,                  "account.revoke_sessions">,

    EventType<401, "regime.adopted",                        1, regime::Adopted,                           "regime.adopt">,
    EventType<402, "regime.amended",                        1, regime::Amended,                           "regime.amend">,
    EventType<403, "regime.repealed",                       1, regime::Repealed,                          "regime.repeal">,

    EventType<501, "ledger.opened",                         1, ledger::Opened,                            "ledger.open">,
    EventType<502, "ledger.amended",                        1, ledger::Amended,                           "ledger.amend">,
    EventType<503, "ledger.checked",                        1, ledger::Checked,                           "ledger.check">,
    EventType<504, "ledger.closed",                         1, ledger::Closed,                            "ledger.close">,
    EventType<505, "ledger.consolidated",                   1, ledger::Consolidated,                      "ledger.consolidate">,
    EventType<506, "ledger.check_overdue",                  1, ledger::CheckOverdue,                      "ledger.miss_check">,
    EventType<507, "ledger.rhythm_kept",                    1, ledger::RhythmKept,                        "ledger.keep_rhythm">,
    EventType<508, "ledger.rhythm_missed",                  1, ledger::RhythmMissed,                      "ledger.miss_rhythm">,
    EventType<509, "ledger.rhythm_reminded",                1, ledger::RhythmReminded,                    "ledger.remind_rhythm">,

    EventType<801, "inspection.scheduled",                  1, inspection::Scheduled,                     "inspection.schedule">,
    EventType<802, "inspection.held",                       1, inspection::Held,                          "inspection.hold">,
    EventType<803, "inspection.finding_recorded",           1, inspection::FindingRecorded,               "inspection.record_finding">,
    EventType<804, "inspection.cancelled",                  1, inspection::Cancelled,                     "inspection.cancel">,

    EventType<821, "rectification.ordered",                 1, rectification::Ordered,                    "rectification.order">,
    EventType<822, "rectification.reported",                1, rectification::Reported,                   "rectification.report">,
    EventType<823, "rectification.accepted",                1, rectification::Accepted,                   "rectification.accept">,
    EventType<824, "rectification.rejected",                1, rectification::Rejected,                   "rectification.reject">,
    EventType<825, "rectification.extended",                1, rectification::Extended,                   "rectification.extend">,
    EventType<826, "rectification.withdrawn",               1, rectification::Withdrawn,                  "rectification.withdraw">,
    EventType<827, "rectification.reminded",                1, rectification::Reminded,                   "rectification.remind">,
    EventType<828, "rectification.fell_overdue",            1, rectification::FellOverdue,                "rectification.fall_overdue">,

    EventType<841, "accountability.proposed",               1, accountability::Proposed,                  "accountability.propose">,
    EventType<842, "accountability.confirmed",              1, accountability::Confirmed,                 "accountability.confirm">,
    EventType<843, "accountability.dismissed",              1, accountability::Dismissed,                 "accountability.dismiss">,
    EventType<844, "accountability.approved",               1, accountability::Approved,                  "accountability.approve">,
    EventType<845, "accountability.card_issued",            1, accountability::CardIssued,                "accountability.issue_card">,
    EventType<846, "accountability.card_lifted",            1, accountability::CardLifted,                "accountability.lift_card">,
    EventType<847, "accountability.criticism_circulated",   1, accountability::CriticismCirculated,       "accountability.circulate_criticism">,
    EventType<848, "accountability.summons_held",           1, accountability::SummonsHeld,               "accountability.hold_summons">,
    EventType<849, "accountability.statement_made",         1, accountability::StatementMade,             "accountability.make_statement">,
    EventType<850, "accountability.referred",               1, accountability::Referred,                  "accountability.refer">,
    EventType<851, "accountability.outcome_recorded",       1, accountability::OutcomeRecorded,           "accountability.record_outcome">,
    EventType<852, "accountability.reconsideration_requested",1, accountability::ReconsiderationRequested,  "accountability.request_reconsideration">,
    EventType<853, "accountability.reconsideration_decided",1, accountability::ReconsiderationDecided,    "accountability.decide_reconsideration">,
    EventType<854, "accountability.reconsideration_overdue",1, accountability::ReconsiderationOverdue,    "accountability.miss_reconsideration">,

    EventType<861, "review.scheduled",                      1, review::Scheduled,                         "review.schedule">,
    EventType<862, "review.rescheduled",                    1, review::Rescheduled,                       "review.reschedule">,
    EventType<863, "review.held",                           1, review::Held,                              "review.hold">,
    EventType<864, "review.remark_made",                    1, review::RemarkMade,                        "review.make_remark">,
    EventType<865, "review.minutes_issued",                 1, review::MinutesIssued,                     "review.issue_minutes">,
    EventType<866, "review.cancelled",                      1, review::Cancelled,                         "review.cancel">,

    EventType<881, "bulletin.issued",                       1, bulletin::Issued,                          "bulletin.issue">,
    EventType<882, "bulletin.published",                    1, bulletin::Published,                       "bulletin.publish">,
    EventType<883, "bulletin.withdrawn",                    1, bulletin::Withdrawn,                       "bulletin.withdraw">,

    EventType<901, "assessment.opened",                     1, assessment::Opened,                        "assessment.open">,
    EventType<902, "assessment.targets_set",                1, assessment::TargetsSet,                    "assessment.set_targets">,
    EventType<903, "assessment.score_filed",                1, assessment::ScoreFiled,                    "assessment.file_score">,
    EventType<904, "assessment.score_corrected",            1, assessment::ScoreCorrected,                "assessment.correct_score">,
    EventType<905, "assessment.points_given",               1, assessment::PointsGiven,                   "assessment.give_points">,
    EventType<906, "assessment.award_barred",               1, assessment::AwardBarred,                   "assessment.bar_award">,
    EventType<907, "assessment.concluded",                  1, assessment::Concluded,                     "assessment.conclude">,
    EventType<908, "assessment.award_granted",              1, assessment::AwardGranted,                  "assessment.grant_award">,
    EventType<909, "assessment.result_applied",             1, assessment::ResultApplied,                 "assessment.apply_result">,
    EventType<910, "assessment.reopened",                   1, assessment::Reopened,                      "assessment.reopen">,
    EventType<911, "assessment.statement_filed",            1, assessment::StatementFiled,                "assessment.file_statement">,

    EventType<921, "redaction.requested",                   1, redaction::Requested,                      "redaction.request">,
    EventType<922, "redaction.approved",                    1, redaction::Approved,                       "redaction.approve">,
    EventType<923, "redaction.declined",                    1, redaction::Declined,                       "redaction.decline">,

    EventType<941, "log.key_adopted",                       1, log::KeyAdopted,                           "log.adopt_key">,
    EventType<942, "log.key_retired",                       1, log::KeyRetired,                           "log.retire_key">,

    EventType<961, "admission.filed",                       1, admission::Filed,                          "admission.file">,
    EventType<962, "admission.refiled",                     1, admission::Refiled,                        "admission.refile">,
    EventType<963, "admission.material_attached",           1, admission::MaterialAttached,               "admission.attach_material">,
    EventType<964, "admission.passed",                      1, admission::Passed,                         "admission.pass">,
    EventType<965, "admission.returned",                    1, admission::Returned,                       "admission.return">,
    EventType<966, "admission.rejected",                    1, admission::Rejected,                       "admission.reject">,
    EventType<967, "admission.admitted",                    1, admission::Admitted,                       "admission.admit">,
    EventType<968, "admission.removed",                     1, admission::Removed,                        "admission.remove">,
    EventType<969, "admission.statistic_reported",          1, admission::StatisticReported,              "admission.report_statistic">,
    EventType<970, "admission.misreporting_found",          1, admission::MisreportingFound,              "admission.find_misreporting">,

    EventType<981, "access.refused",                        1, access::Refused,                           "access.refuse">>;
// clang-format on

using Catalogue = boost::mp11::mp_append<OtherEvents, ItemEvents>;

template <class Line>
using event_struct = typename Line::type;
using EventVariant = boost::mp11::mp_rename<boost::mp11::mp_transform<event_struct, Catalogue>, std::variant>;

/// Any event of the catalogue: a variant, used as one (std::visit, std::get_if, ==). What copies, moves and destroys it
/// is compiled once, in event.cpp, instead of in every file that holds an event (docs/decisions/017-event.md).
class Event : public EventVariant {
  public:
    /// A unit::Registered of nothing, for containers that need a value to begin with.
    Event();
    template <class E>
        requires boost::mp11::mp_contains<EventVariant, E>::value
    Event(E event) : Event(boost::mp11::mp_find<EventVariant, E>::value, &event) {}
    Event(const Event& other);
    Event(Event&& other) noexcept;
    Event& operator=(const Event& other);
    Event& operator=(Event&& other) noexcept;
    ~Event();

  private:
    /// `value` is an object of the type that stands at `index`; it is moved from.
    Event(std::size_t index, void* value);
};

/// The table's line for a struct: `event_line<item::Entered>::number`. Found among the bases of one class: looking
/// through the list for each struct anew made up a large part of what a file that asks for a category takes to compile.
template <class Struct, class Line>
struct LineOf {};
template <class List>
struct LinesByStruct;
template <class... Line>
struct LinesByStruct<boost::mp11::mp_list<Line...>> : LineOf<typename Line::type, Line>... {};
template <class Struct, class Line>
Line line_of(const LineOf<Struct, Line>&);  // never defined: for decltype
template <class Struct>
using event_line = decltype(line_of<Struct>(LinesByStruct<Catalogue>()));

}  // namespace taizhang
