// The event table's lines of items and of the reports on them; event.hpp holds the others, and says what a line
// promises.
#pragma once

#include "events/event_type.hpp"
#include "events/item.hpp"
#include "events/report.hpp"

#include <boost/mp11.hpp>

namespace taizhang {

// clang-format off
using ItemEvents = boost::mp11::mp_list<
    EventType<601, "item.entered",                          1, item::Entered,                             "item.enter">,
    EventType<602, "item.acknowledged",                     1, item::Acknowledged,                        "item.acknowledge">,
    EventType<603, "item.revised",                          1, item::Revised,                             "item.revise">,
    EventType<604, "item.units_assigned",                   1, item::UnitsAssigned,                       "item.assign_units">,
    EventType<605, "item.people_assigned",                  1, item::PeopleAssigned,                      "item.assign_people">,
    EventType<606, "item.transferred",                      1, item::Transferred,                         "item.transfer">,
    EventType<607, "item.target_set",                       1, item::TargetSet,                           "item.set_target">,
    EventType<608, "item.milestone_planned",                1, item::MilestonePlanned,                    "item.plan_milestone">,
    EventType<609, "item.milestone_reached",                1, item::MilestoneReached,                    "item.reach_milestone">,
    EventType<610, "item.progress_reported",                1, item::ProgressReported,                    "item.report_progress">,
    EventType<611, "item.progress_corrected",               1, item::ProgressCorrected,                   "item.correct_progress">,
    EventType<612, "item.problem_raised",                   1, item::ProblemRaised,                       "item.raise_problem">,
    EventType<613, "item.problem_escalated",                1, item::ProblemEscalated,                    "item.escalate_problem">,
    EventType<614, "item.problem_resolved",                 1, item::ProblemResolved,                     "item.resolve_problem">,
    EventType<615, "item.urged",                            1, item::Urged,                               "item.urge">,
    EventType<616, "item.extension_requested",              1, item::ExtensionRequested,                  "item.request_extension">,
    EventType<617, "item.extension_granted",                1, item::ExtensionGranted,                    "item.grant_extension">,
    EventType<618, "item.extension_refused",                1, item::ExtensionRefused,                    "item.refuse_extension">,
    EventType<619, "item.completion_claimed",               1, item::CompletionClaimed,                   "item.claim_completion">,
    EventType<620, "item.completion_verified",              1, item::CompletionVerified,                  "item.verify_completion">,
    EventType<621, "item.completion_rejected",              1, item::CompletionRejected,                  "item.reject_completion">,
    EventType<622, "item.closed_out",                       1, item::ClosedOut,                           "item.close_out">,
    EventType<623, "item.reopened",                         1, item::Reopened,                            "item.reopen">,
    EventType<624, "item.cancelled",                        1, item::Cancelled,                           "item.cancel">,
    EventType<625, "item.activated",                        1, item::Activated,                           "item.activate">,
    EventType<626, "item.plan_filed",                       1, item::PlanFiled,                           "item.file_plan">,
    EventType<627, "item.plan_approved",                    1, item::PlanApproved,                        "item.approve_plan">,
    EventType<628, "item.plan_returned",                    1, item::PlanReturned,                        "item.return_plan">,
    EventType<629, "item.plan_missed",                      1, item::PlanMissed,                          "item.miss_plan">,
    EventType<630, "item.decomposed",                       1, item::Decomposed,                          "item.decompose">,
    EventType<631, "item.paired_leader_assigned",           1, item::PairedLeaderAssigned,                "item.assign_paired_leader">,
    EventType<632, "item.task_force_formed",                1, item::TaskForceFormed,                     "item.form_task_force">,
    EventType<633, "item.stage_advanced",                   1, item::StageAdvanced,                       "item.advance_stage">,
    EventType<634, "item.suspended",                        1, item::Suspended,                           "item.suspend">,
    EventType<635, "item.resumed",                          1, item::Resumed,                             "item.resume">,
    EventType<636, "item.merged",                           1, item::Merged,                              "item.merge">,
    EventType<637, "item.carried_over",                     1, item::CarriedOver,                         "item.carry_over">,
    EventType<638, "item.archived",                         1, item::Archived,                            "item.archive">,
    EventType<639, "item.listed",                           1, item::Listed,                              "item.list">,
    EventType<640, "item.delisted",                         1, item::Delisted,                            "item.delist">,
    EventType<641, "item.confidence_assessed",              1, item::ConfidenceAssessed,                  "item.assess_confidence">,
    EventType<642, "item.fell_overdue",                     1, item::FellOverdue,                         "item.fall_overdue">,
    EventType<643, "item.milestone_missed",                 1, item::MilestoneMissed,                     "item.miss_milestone">,
    EventType<644, "item.acknowledgement_overdue",          1, item::AcknowledgementOverdue,              "item.miss_acknowledgement">,
    EventType<645, "item.reminded",                         1, item::Reminded,                            "item.remind">,
    EventType<646, "item.profiled",                         1, item::Profiled,                            "item.profile">,
    EventType<647, "item.routed",                           1, item::Routed,                              "item.route">,
    EventType<648, "item.plan_applied",                     1, item::PlanApplied,                         "item.apply_plan">,
    EventType<649, "item.tier_set",                         1, item::TierSet,                             "item.set_tier">,
    EventType<650, "item.batch_set",                        1, item::BatchSet,                            "item.set_batch">,
    EventType<651, "item.reserve_class_set",                1, item::ReserveClassSet,                     "item.set_reserve_class">,
    EventType<652, "item.library_entered",                  1, item::LibraryEntered,                      "item.enter_library">,
    EventType<653, "item.library_left",                     1, item::LibraryLeft,                         "item.leave_library">,
    EventType<654, "item.plan_adjusted",                    1, item::PlanAdjusted,                        "item.adjust_plan">,
    EventType<655, "item.commitment_signed",                1, item::CommitmentSigned,                    "item.sign_commitment">,
    EventType<656, "item.procedures_team_formed",           1, item::ProceduresTeamFormed,                "item.form_procedures_team">,
    EventType<657, "item.service_officer_assigned",         1, item::ServiceOfficerAssigned,              "item.assign_service_officer">,
    EventType<658, "item.procedure_completed",              1, item::ProcedureCompleted,                  "item.complete_procedure">,
    EventType<659, "item.material_attached",                1, item::MaterialAttached,                    "item.attach_material">,
    EventType<660, "item.investment_booked",                1, item::InvestmentBooked,                    "item.book_investment">,
    EventType<661, "item.support_requested",                1, item::SupportRequested,                    "item.request_support">,
    EventType<662, "item.support_granted",                  1, item::SupportGranted,                      "item.grant_support">,
    EventType<663, "item.support_declined",                 1, item::SupportDeclined,                     "item.decline_support">,

    EventType<701, "report.submitted",                      1, report::Submitted,                         "report.submit">,
    EventType<702, "report.returned",                       1, report::Returned,                          "report.return">,
    EventType<703, "report.accepted",                       1, report::Accepted,                          "report.accept">,
    EventType<704, "report.fell_due",                       1, report::FellDue,                           "report.fall_due">,
    EventType<705, "report.reminded",                       1, report::Reminded,                          "report.remind">,
    EventType<706, "report.came_late",                      1, report::CameLate,                          "report.come_late">,
    EventType<707, "report.missed",                         1, report::Missed,                            "report.miss">,
    EventType<708, "report.found_false",                    1, report::FoundFalse,                        "report.find_false">>;
// clang-format on

}  // namespace taizhang
