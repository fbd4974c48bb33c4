#include "src/domain/access.hpp"

#include "src/domain/admission/admission_checks.hpp"
#include "src/domain/assessment/assessment_checks.hpp"
#include "src/domain/case.hpp"

#include <taizhang/reflect/concepts.hpp>

#include <array>

namespace taizhang {

namespace {

enum class Reason { optional, required };

struct CommandRule {
    std::string_view command;
    Scope clerk, leader, holder, supervision, admin;
    Reason reason = Reason::optional;
    Scope approver = Scope::none;
    Scope operations = Scope::none;
};

constexpr auto none = Scope::none, any = Scope::any, party = Scope::party, lead = Scope::lead,
               measures = Scope::measures, holder = Scope::holder, own = Scope::own_unit, self = Scope::self;
constexpr auto why = Reason::required;

// clang-format off
constexpr std::array rules{
    //                                  clerk     leader    holder  supervision admin
    CommandRule{"unit.register",             none,     none,     any,    any,   none},
    CommandRule{"unit.confirm",              none,     none,     any,    any,   none},
    CommandRule{"unit.rename",               none,     none,     any,    any,   none},
    CommandRule{"unit.move",                 none,     none,     any,    any,   none},
    CommandRule{"unit.set_members",          none,     none,     any,    any,   none},
    CommandRule{"unit.merge",                none,     none,     none,   any,   none, why},
    CommandRule{"unit.dissolve",             none,     none,     none,   any,   none, why},

    CommandRule{"person.enroll",             none,     own,      any,    any,   none},
    CommandRule{"person.appoint",            none,     own,      any,    any,   none},
    CommandRule{"person.relieve",            none,     own,      any,    any,   none},

    CommandRule{"account.open",              none,     none,     none,   none,  any},
    CommandRule{"account.grant_role",        none,     none,     none,   none,  any},
    CommandRule{"account.revoke_role",       none,     none,     none,   none,  any, why},
    CommandRule{"account.change_credential", self,     self,     self,   self,  any},
    CommandRule{"account.revoke_sessions",   self,     self,     self,   self,  any},
    CommandRule{"account.close",             none,     none,     none,   none,  any},
    CommandRule{"access.refuse",             none,     none,     none,   none,  none},

    CommandRule{"regime.adopt",              none,     none,     any,    any,   none},
    CommandRule{"regime.amend",              none,     none,     any,    any,   none, why},
    CommandRule{"regime.repeal",             none,     none,     any,    any,   none, why},

    CommandRule{"ledger.open",               none,     none,     holder, any,   none},
    CommandRule{"ledger.amend",              none,     none,     holder, any,   none, why},
    CommandRule{"ledger.check",              none,     none,     none,   any,   none},
    CommandRule{"ledger.close",              none,     none,     holder, any,   none},

    CommandRule{"item.enter",                none,     none,     holder, any,   none},
    CommandRule{"item.acknowledge",          party,    party,    none,   none,  none},
    CommandRule{"item.revise",               measures, measures, holder, any,   none, why},
    CommandRule{"item.assign_units",         none,     none,     holder, any,   none},
    CommandRule{"item.assign_people",        lead,     lead,     holder, any,   none},
    CommandRule{"item.transfer",             none,     lead,     holder, any,   none, why},
    CommandRule{"item.set_target",           none,     none,     holder, any,   none},
    CommandRule{"item.plan_milestone",       lead,     lead,     holder, any,   none},
    CommandRule{"item.reach_milestone",      lead,     lead,     none,   any,   none},
    CommandRule{"item.report_progress",      party,    party,    none,   none,  none},
    CommandRule{"item.correct_progress",     party,    party,    none,   none,  none, why},
    CommandRule{"item.raise_problem",        party,    party,    holder, any,   none},
    CommandRule{"item.escalate_problem",     party,    party,    holder, any,   none},
    CommandRule{"item.resolve_problem",      party,    party,    holder, any,   none},
    CommandRule{"item.urge",                 none,     none,     holder, any,   none},
    CommandRule{"item.request_extension",    lead,     lead,     none,   none,  none, why},
    CommandRule{"item.grant_extension",      none,     none,     holder, any,   none, why},
    CommandRule{"item.refuse_extension",     none,     none,     holder, any,   none, why},
    CommandRule{"item.claim_completion",     lead,     lead,     none,   none,  none},
    CommandRule{"item.verify_completion",    none,     none,     holder, any,   none},
    CommandRule{"item.reject_completion",    none,     none,     holder, any,   none, why},
    CommandRule{"item.close_out",            none,     none,     holder, any,   none},
    CommandRule{"item.reopen",               none,     none,     holder, any,   none, why},
    CommandRule{"item.cancel",               none,     none,     holder, any,   none, why},

    CommandRule{"report.submit",             own,      own,      none,   none,  none},
    CommandRule{"report.return",             none,     none,     holder, any,   none, why},
    CommandRule{"report.accept",             none,     none,     holder, any,   none},

    CommandRule{"ledger.consolidate",               none,     none,   holder,    any, none},
    CommandRule{"ledger.miss_check",                none,     none,     none,   none, none},
    CommandRule{"ledger.keep_rhythm",               none,     none,   holder,    any, none},
    CommandRule{"ledger.miss_rhythm",               none,     none,     none,   none, none},
    CommandRule{"ledger.remind_rhythm",             none,     none,     none,   none, none},

    CommandRule{"item.activate",                    none,     none,   holder,    any, none},
    CommandRule{"item.file_plan",                  party,    party,     none,   none, none},
    CommandRule{"item.approve_plan",                none,     none,   holder,    any, none},
    CommandRule{"item.return_plan",                 none,     none,   holder,    any, none},
    CommandRule{"item.miss_plan",                   none,     none,     none,   none, none},
    CommandRule{"item.decompose",                   lead,     lead,   holder,    any, none},
    CommandRule{"item.assign_paired_leader",        none,     none,   holder,    any, none},
    CommandRule{"item.form_task_force",             lead,     lead,   holder,    any, none},
    CommandRule{"item.advance_stage",               lead,     lead,     none,    any, none},
    CommandRule{"item.suspend",                     none,     none,   holder,    any, none, why},
    CommandRule{"item.resume",                      none,     none,   holder,    any, none, why},
    CommandRule{"item.merge",                       none,     none,   holder,    any, none, why},
    CommandRule{"item.carry_over",                  none,     none,   holder,    any, none, why},
    CommandRule{"item.archive",                     none,     none,   holder,    any, none},
    CommandRule{"item.list",                        none,     none,     none,    any, none},
    CommandRule{"item.delist",                      none,     none,     none,    any, none, Reason::optional, any},
    CommandRule{"item.assess_confidence",           none,     none,     none,    any, none},
    CommandRule{"item.fall_overdue",                none,     none,     none,   none, none},
    CommandRule{"item.miss_milestone",              none,     none,     none,   none, none},
    CommandRule{"item.miss_acknowledgement",        none,     none,     none,   none, none},
    CommandRule{"item.remind",                      none,     none,     none,   none, none},

    CommandRule{"report.fall_due",                  none,     none,     none,   none, none},
    CommandRule{"report.remind",                    none,     none,     none,   none, none},
    CommandRule{"report.come_late",                 none,     none,     none,   none, none},
    CommandRule{"report.miss",                      none,     none,     none,   none, none},
    CommandRule{"report.find_false",                none,     none,     none,    any, none},

    CommandRule{"inspection.schedule",              none,     none,     none,    any, none},
    CommandRule{"inspection.hold",                  none,     none,     none,    any, none},
    CommandRule{"inspection.record_finding",        none,     none,     none,    any, none},
    CommandRule{"inspection.cancel",                none,     none,     none,    any, none, why},

    CommandRule{"rectification.order",              none,     none,     none,    any, none},
    CommandRule{"rectification.report",              own,      own,     none,   none, none},
    CommandRule{"rectification.accept",             none,     none,     none,    any, none},
    CommandRule{"rectification.reject",             none,     none,     none,    any, none},
    CommandRule{"rectification.extend",             none,     none,     none,    any, none, why},
    CommandRule{"rectification.withdraw",           none,     none,     none,    any, none, why, any},
    CommandRule{"rectification.remind",             none,     none,     none,   none, none},
    CommandRule{"rectification.fall_overdue",       none,     none,     none,   none, none},

    CommandRule{"accountability.propose",           none,     none,     none,    any, none},
    CommandRule{"accountability.confirm",           none,     none,     none,    any, none},
    CommandRule{"accountability.dismiss",           none,     none,     none,    any, none, why, any},
    CommandRule{"accountability.approve",           none,     none,     none,   none, none, Reason::optional, any},
    CommandRule{"accountability.issue_card",        none,     none,     none,    any, none},
    CommandRule{"accountability.lift_card",         none,     none,     none,    any, none, why},
    CommandRule{"accountability.circulate_criticism",none,     none,     none,    any, none},
    CommandRule{"accountability.hold_summons",      none,     none,     none,    any, none},
    CommandRule{"accountability.make_statement",     own,      own,     none,    any, none},
    CommandRule{"accountability.refer",             none,     none,     none,    any, none, Reason::optional, any},
    CommandRule{"accountability.record_outcome",    none,     none,     none,    any, none, Reason::optional, any},
    CommandRule{"accountability.request_reconsideration",own,      own,      own,    own, none, Reason::optional, own},
    CommandRule{"accountability.decide_reconsideration",none,     none,     none,    any, none, why, any},
    CommandRule{"accountability.miss_reconsideration",none,     none,     none,   none, none},

    CommandRule{"review.schedule",                  none,     none,      own,    any, none},
    CommandRule{"review.reschedule",                none,     none,      own,    any, none, why},
    CommandRule{"review.hold",                      none,     none,      own,    any, none},
    CommandRule{"review.make_remark",               none,     none,      own,    any, none},
    CommandRule{"review.issue_minutes",             none,     none,      own,    any, none},
    CommandRule{"review.cancel",                    none,     none,      own,    any, none, why},

    CommandRule{"bulletin.issue",                   none,     none,   holder,    any, none},
    CommandRule{"bulletin.publish",                 none,     none,   holder,    any, none},
    CommandRule{"bulletin.withdraw",                none,     none,   holder,    any, none, why},
    CommandRule{"redaction.request",                none,     none,     none,    any, none, why},
    CommandRule{"redaction.approve",                none,     none,     none,   none, none, why, any},
    CommandRule{"redaction.decline",                none,     none,     none,    any, none, why, any},
    CommandRule{"log.adopt_key",                    none,     none,     none,   none, none, why, none, any},
    CommandRule{"log.retire_key",                   none,     none,     none,   none, none, why, none, any},

    CommandRule{"item.profile",                     lead,     lead,   holder,    any, none},
    CommandRule{"item.route",                       none,     none,   holder,    any, none},
    CommandRule{"item.apply_plan",                  lead,     lead,   holder,   none, none},
    CommandRule{"item.set_tier",                    none,     none,   holder,    any, none},
    CommandRule{"item.set_batch",                   none,     none,   holder,    any, none},
    CommandRule{"item.set_reserve_class",           lead,     lead,   holder,   none, none},
    CommandRule{"item.enter_library",               none,     none,   holder,    any, none},
    CommandRule{"item.leave_library",               none,     none,   holder,    any, none, why},
    CommandRule{"item.adjust_plan",                 none,     none,   holder,    any, none, why},
    CommandRule{"item.sign_commitment",             none,     none,   holder,    any, none},
    CommandRule{"item.form_procedures_team",        lead,     lead,   holder,    any, none},
    CommandRule{"item.assign_service_officer",      lead,     lead,   holder,    any, none},
    CommandRule{"item.complete_procedure",          lead,     lead,   holder,    any, none},
    CommandRule{"item.attach_material",             lead,     lead,   holder,   none, none},
    CommandRule{"item.book_investment",            party,    party,     none,   none, none},
    CommandRule{"item.request_support",            party,    party,   holder,    any, none},
    CommandRule{"item.grant_support",                own,      own,   holder,    any, none},
    CommandRule{"item.decline_support",              own,      own,   holder,    any, none},

    CommandRule{"admission.file",                    own,      own,   holder,   none, none},
    CommandRule{"admission.refile",                  own,      own,   holder,   none, none},
    CommandRule{"admission.attach_material",         own,      own,   holder,   none, none},
    CommandRule{"admission.pass",                    own,      own,   holder,   none, none},
    CommandRule{"admission.return",                  own,      own,   holder,   none, none},
    CommandRule{"admission.reject",                  own,      own,   holder,   none, none},
    CommandRule{"admission.admit",                  none,     none,   holder,   none, none},
    CommandRule{"admission.remove",                 none,     none,   holder,   none, none, why},
    CommandRule{"admission.report_statistic",        own,      own,     none,   none, none},
    CommandRule{"admission.find_misreporting",      none,     none,   holder,    any, none},

    CommandRule{"assessment.open",                  none,     none,   holder,    any, none},
    CommandRule{"assessment.set_targets",           none,     none,   holder,    any, none},
    CommandRule{"assessment.file_score",             own,      own,   holder,   none, none},
    CommandRule{"assessment.correct_score",          own,      own,   holder,   none, none, why},
    CommandRule{"assessment.give_points",           none,     none,   holder,    any, none},
    CommandRule{"assessment.bar_award",             none,     none,   holder,    any, none},
    CommandRule{"assessment.conclude",              none,     none,   holder,    any, none},
    CommandRule{"assessment.grant_award",           none,     none,   holder,    any, none},
    CommandRule{"assessment.apply_result",          none,     none,   holder,    any, none},
    CommandRule{"assessment.reopen",                none,     none,   holder,    any, none, why},
    CommandRule{"assessment.file_statement",         own,      own,   holder,   none, none},
};
// clang-format on

constexpr const CommandRule* find_rule(std::string_view command) {
    for (const auto& rule : rules) {
        if (rule.command == command) return &rule;
    }
    return nullptr;
}

template <class... Lines>
consteval bool covers(boost::mp11::mp_list<Lines...>) {
    return (... && (find_rule(Lines::command) != nullptr));
}
static_assert(covers(Catalogue{}), "a command of the catalogue has no line in the access table");
static_assert(boost::mp11::mp_size<Catalogue>::value == rules.size(), "the access table has a line too many");

/// The order in which an account's roles are tried: the most particular first, so that the header tells the capacity in
/// which somebody acted rather than the largest that he has.
constexpr std::array roles_in_order{Role::unit_clerk,    Role::unit_leader, Role::ledger_holder,
                                    Role::supervision,   Role::approver,    Role::auditor,
                                    Role::account_admin, Role::operations,  Role::system};

/// The ledger concerned; nothing where it cannot be told because something does not exist, which the decider tells.
std::optional<LedgerId> ledger_of(const Aggregate& aggregate, const Event& proposal) {
    if (const auto* entered = std::get_if<item::Entered>(&proposal)) return entered->ledger;
    if (const auto* item = std::get_if<ItemState>(&aggregate.state)) return item->ledger;
    if (const auto* report = std::get_if<ReportState>(&aggregate.state)) return report->ledger;
    if (const auto* issued = std::get_if<bulletin::Issued>(&proposal)) return issued->ledger;
    if (const auto* bulletin = std::get_if<BulletinState>(&aggregate.state)) return bulletin->ledger;
    if (const auto* filed = std::get_if<admission::Filed>(&proposal)) return filed->ledger;
    if (const auto* admission = std::get_if<AdmissionState>(&aggregate.state)) return admission->file.ledger;
    if (const auto* opened = std::get_if<assessment::Opened>(&proposal)) return opened->ledger;
    if (const auto* assessment = std::get_if<AssessmentState>(&aggregate.state)) return assessment->opened.ledger;
    return std::nullopt;
}

bool holds(const UnitId& unit, const Aggregate& aggregate, const Event& proposal, const Context& context) {
    const auto held = [&](const UnitId& holder) { return acts_for(context.directory, unit, holder); };
    if (const auto* opened = std::get_if<ledger::Opened>(&proposal)) return held(opened->holder);
    if (const auto* ledger = std::get_if<LedgerState>(&aggregate.state)) return held(ledger->holder);
    const auto id = ledger_of(aggregate, proposal);
    if (!id && info_of(proposal).category == "bulletin") return false;  // of no ledger, so nobody holds it
    const auto* ledger = id ? find_state<LedgerState>(context.directory, *id) : nullptr;
    return !ledger || held(ledger->holder);
}

/// What an order, a measure or a review that exists says of whom it concerns.
std::optional<UnitId> subject_of(const Aggregate& aggregate) {
    if (const auto* order = std::get_if<RectificationState>(&aggregate.state)) return order->unit;
    if (const auto* review = std::get_if<ReviewState>(&aggregate.state)) return review->plan.organiser;
    const auto* measure = std::get_if<AccountabilityState>(&aggregate.state);
    if (!measure || measure->subject.category() != UnitIdTag::category) return std::nullopt;
    return UnitId{std::string(measure->subject.id())};
}

/// Of what a project needs: whoever was asked for it (S6.8).
std::optional<UnitId> asked_for_support(const Aggregate& aggregate, const Event& proposal) {
    const auto* item = std::get_if<ItemState>(&aggregate.state);
    const auto* granted = std::get_if<item::SupportGranted>(&proposal);
    const auto* declined = std::get_if<item::SupportDeclined>(&proposal);
    if (!item || !item->project || (!granted && !declined)) return std::nullopt;
    const auto* support = find_support(*item->project, granted ? granted->support : declined->support);
    return support ? support->request.from : std::nullopt;
}

/// The unit that the command names as its own. A report that names none is the actor's.
std::optional<UnitId> named_by(const Event& proposal, const UnitId& actor) {
    if (const auto* enrolled = std::get_if<person::Enrolled>(&proposal)) return enrolled->unit;
    if (const auto* appointed = std::get_if<person::Appointed>(&proposal)) return appointed->unit;
    if (const auto* relieved = std::get_if<person::Relieved>(&proposal)) return relieved->unit;
    if (const auto* report = std::get_if<report::Submitted>(&proposal)) return report->unit.value_or(actor);
    if (const auto* review = std::get_if<review::Scheduled>(&proposal)) return review->organiser;
    return std::nullopt;
}

bool is_own(const UnitId& unit, const Aggregate& aggregate, const Event& proposal, const Context& context) {
    if (info_of(proposal).category == "admission") return is_own_admission(unit, aggregate, proposal, context);
    if (info_of(proposal).category == "assessment") return is_own_assessment(unit, proposal, context);
    const auto acts = [&](const std::optional<UnitId>& one) { return one && acts_for(context.directory, unit, *one); };
    return acts(named_by(proposal, unit)) || acts(subject_of(aggregate)) ||
           acts(asked_for_support(aggregate, proposal));
}

bool only_measures(const Event& proposal) {
    const auto* revised = std::get_if<item::Revised>(&proposal);
    return revised && revised->measures && !revised->number && !revised->chapter && !revised->title && !revised->text &&
           !revised->goal && !revised->rewards && !revised->form && !revised->project_kind && revised->fields.empty();
}

bool unit_within(Scope scope, const UnitId& unit, const Aggregate& aggregate, const Event& proposal,
                 const Context& context) {
    // what a unit that was merged had open is its successor's, and so are the accounts that act on it (rule 12)
    if (!acts_for(context.directory, unit, unit)) return false;
    const auto* item = std::get_if<ItemState>(&aggregate.state);
    switch (scope) {
        case Scope::party:
            return !item || concerns_today(context.directory, *item, unit);
        case Scope::lead:
            return !item || leads_today(context.directory, *item, unit);
        case Scope::measures:
            return only_measures(proposal) && (!item || leads_today(context.directory, *item, unit));
        case Scope::holder:
            return holds(unit, aggregate, proposal, context);
        case Scope::own_unit:
            return is_own(unit, aggregate, proposal, context);
        case Scope::none:
        case Scope::any:
        case Scope::self:
            break;
    }
    return false;
}

/// A measure against a person: by whoever that is.
bool is_subject(const Aggregate& aggregate, const Context& context) {
    const auto* measure = std::get_if<AccountabilityState>(&aggregate.state);
    return measure && context.actor.person && measure->subject == StreamId::of(*context.actor.person);
}

bool within(Scope scope, const Aggregate& aggregate, const Event& proposal, const Context& context) {
    if (scope == Scope::none) return false;
    if (scope == Scope::any) return true;
    if (scope == Scope::self) return aggregate.stream == StreamId::of(context.actor.account);
    if (scope == Scope::own_unit && is_subject(aggregate, context)) return true;
    return context.actor.unit && unit_within(scope, *context.actor.unit, aggregate, proposal, context);
}

}  // namespace

Scope scope_of(Role role, std::string_view command) {
    const auto* rule = find_rule(command);
    if (!rule) return Scope::none;
    // whoever may do nothing else may still change his own secret and end his own sessions
    if (rule->clerk == Scope::self && role != Role::account_admin && role != Role::system) return Scope::self;
    switch (role) {
        case Role::unit_clerk:
            return rule->clerk;
        case Role::unit_leader:
            return rule->leader;
        case Role::ledger_holder:
            return rule->holder;
        case Role::supervision:
            return rule->supervision;
        case Role::account_admin:
            return rule->admin;
        case Role::approver:
            return rule->approver;
        case Role::system:
            return Scope::any;
        case Role::operations:
            return rule->operations;
        case Role::auditor:
            break;
    }
    return Scope::none;
}

bool may_command(Role role, std::string_view command) {
    return scope_of(role, command) != Scope::none;
}

bool needs_reason(std::string_view command) {
    const auto* rule = find_rule(command);
    return rule && rule->reason == Reason::required;
}

std::string who_may(std::string_view command) {
    const auto given = [&](Role role) { return role != Role::system && may_command(role, command); };
    if (std::ranges::none_of(roles_in_order, given)) return std::string(command) + " is given by the system alone";
    std::string text = std::string(command) + " may be given by";
    const char* separator = " ";
    for (const auto role : roles_in_order) {
        const auto scope = scope_of(role, command);
        if (scope == Scope::none || role == Role::system) continue;
        text += separator + std::string(reflect::enum_name(role)) + " (" + reflect::enum_name(scope) + ")";
        separator = ", ";
    }
    return text;
}

std::optional<Role> acting_role(const Aggregate& aggregate, const Event& proposal, const Context& context) {
    const auto command = info_of(proposal).command;
    for (const auto role : roles_in_order) {
        const bool has = std::find(context.roles.begin(), context.roles.end(), role) != context.roles.end();
        if (has && within(scope_of(role, command), aggregate, proposal, context)) return role;
    }
    return std::nullopt;
}

}  // namespace taizhang
