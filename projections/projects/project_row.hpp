// The row of view `project_library` 项目库 (project_library.hpp says what stands in it and why).
#pragma once

#include "projections/items/item_parts.hpp"

namespace taizhang::rows {

/// What the plan of a year says (S6.2, S9.1, S9.2).
struct ProjectPlan {
    std::uint16_t year = 0;
    std::optional<Time> applied_at;
    std::optional<std::string> tier;
    std::optional<std::string> batch;
};
BOOST_DESCRIBE_STRUCT(ProjectPlan, (), (year, applied_at, tier, batch))

/// Into a library and out of it.
struct ProjectPassage {
    item::Library library = item::Library::plan;
    Time entered_at;
    std::optional<std::string> document;
    std::optional<ItemId> replaces;
    std::optional<Time> left_at;
    std::optional<item::Leaving> because;
    std::optional<std::string> reason;
    std::optional<ItemId> replaced_by;
    bool none_yet = false;
};
BOOST_DESCRIBE_STRUCT(ProjectPassage, (),
                      (library, entered_at, document, replaces, left_at, because, reason, replaced_by, none_yet))

/// One unit's month, as corrected last.
struct ProjectBooking {
    UnitId unit;
    Period period;
    Amount amount;
    Position position = 0;  ///< of the first booking
    bool corrected = false;
};
BOOST_DESCRIBE_STRUCT(ProjectBooking, (), (unit, period, amount, position, corrected))

/// All in one unit of measure, added up exactly; without the sums where that cannot be done, which a doubt tells.
struct ProjectInvestment {
    std::string unit;  ///< of measure
    std::optional<Decimal> total, year_planned, done_before;
    std::optional<Decimal> year_booked;   ///< of the ledger's year
    std::optional<Decimal> done;          ///< before and in it
    std::optional<Decimal> year_percent;  ///< of what was planned for the year, to two digits
    std::vector<ProjectBooking> bookings;
};
BOOST_DESCRIBE_STRUCT(ProjectInvestment, (),
                      (unit, total, year_planned, done_before, year_booked, done, year_percent, bookings))

struct ProjectProfile {
    std::optional<std::string> owner, site;
    std::optional<UnitId> region;
    std::optional<std::string> sector, industry, content;
    std::optional<Amount> total_investment, year_investment, done_before;
    std::vector<item::Fund> funds;
    std::optional<std::string> year_aim;
    std::optional<Date> signed_on;
    std::vector<item::Qualification> qualifies;
    std::optional<item::Routed> routed;
};
BOOST_DESCRIBE_STRUCT(ProjectProfile, (),
                      (owner, site, region, sector, industry, content, total_investment, year_investment, done_before,
                       funds, year_aim, signed_on, qualifies, routed))

struct ProjectDays {
    std::optional<Date> start, finish;              ///< as planned now
    std::optional<Date> first_start, first_finish;  ///< as planned first
    std::optional<Date> started_on, finished_on;    ///< what happened
    std::uint32_t adjustments = 0;
};
BOOST_DESCRIBE_STRUCT(ProjectDays, (), (start, finish, first_start, first_finish, started_on, finished_on, adjustments))

struct ProjectPeople {
    std::optional<NamedPerson> leader, person, liaison;
    std::optional<std::string> section;
    std::optional<NamedPerson> paired_leader;
    std::optional<item::TaskForceFormed> task_force;
    std::vector<item::TeamMember> procedures_team;
    std::optional<item::ServiceOfficerAssigned> service_officer;
    std::vector<item::CommitmentSigned> commitments;
};
BOOST_DESCRIBE_STRUCT(ProjectPeople, (),
                      (leader, person, liaison, section, paired_leader, task_force, procedures_team, service_officer,
                       commitments))

/// One step of a problem through the levels (S8.5).
struct ProblemStep {
    std::optional<std::string> to;  ///< level; nothing where it was raised
    Time at;
    std::string by;
    Position position = 0;
};
BOOST_DESCRIBE_STRUCT(ProblemStep, (), (to, at, by, position))

struct ProjectProblem {
    std::string id;
    std::string text;
    ProblemState state = ProblemState::open;
    std::optional<std::string> level;      ///< with whom it lies: the regime's first where it was only raised
    std::optional<Date> next_level_after;  ///< until the end of that day it may lie there
    std::vector<ProblemStep> steps;
    std::optional<std::string> answer;
    std::optional<Time> answered_at;
    std::optional<std::string> answered_by;
};
BOOST_DESCRIBE_STRUCT(ProjectProblem, (),
                      (id, text, state, level, next_level_after, steps, answer, answered_at, answered_by))

struct ProjectNeeds {
    std::uint32_t requested = 0;  ///< and not answered
    std::uint32_t granted = 0, declined = 0;
};
BOOST_DESCRIBE_STRUCT(ProjectNeeds, (), (requested, granted, declined))

struct ProjectRow {
    LedgerId ledger;
    ItemId item;
    std::uint16_t year = 0;  ///< of the ledger
    std::string number, title;
    std::optional<std::string> kind;
    std::optional<std::string> stage;  ///< the last step reached
    ItemStatus status = ItemStatus::entered;
    std::vector<Party> units;
    std::optional<UnitId> lead;  ///< who answers for it today
    std::optional<std::string> project_class;
    std::optional<std::string> tier, batch;  ///< of the ledger's year
    std::vector<ProjectPlan> plans;
    std::optional<std::string> reserve_class;
    std::optional<DocumentReference> reserve_document;
    std::vector<item::Library> libraries;
    std::vector<ProjectPassage> passages;
    ProjectProfile profile;
    ProjectInvestment investment;
    ProjectDays days;
    bool started = false;
    ProjectPeople people;
    std::vector<item::ProcedureCompleted> procedures;
    std::vector<item::MaterialAttached> materials;
    std::vector<ProjectProblem> problems;
    ProjectNeeds needs;
    std::vector<std::string> lacks;   ///< regime::Demand that is asked of such a project and not there
    std::vector<std::string> doubts;  ///< where tier or batch do not hold any more, and why
    std::optional<ItemId> carried_from;
    std::optional<ItemId> replaced_by;
    Version version = 0;  ///< of the item when this row changed last
    Time changed_at;
    Position changed_position = 0;
};
BOOST_DESCRIBE_STRUCT(ProjectRow, (),
                      (ledger, item, year, number, title, kind, stage, status, units, lead, project_class, tier, batch,
                       plans, reserve_class, reserve_document, libraries, passages, profile, investment, days, started,
                       people, procedures, materials, problems, needs, lacks, doubts, carried_from, replaced_by,
                       version, changed_at, changed_position))

}  // namespace taizhang::rows
