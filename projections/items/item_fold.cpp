#include "projections/items/item_fold.hpp"

namespace taizhang {

namespace {

template <class Named>
Named& by_id(std::vector<Named>& all, const std::string& id) {
    const auto found = std::ranges::find(all, id, &Named::id);
    if (found == all.end()) throw std::runtime_error("'" + id + "' was never planned or raised");
    return *found;
}

template <class T>
void keep_or(std::optional<T>& field, const std::optional<T>& given) {
    if (given) field = given;
}

rows::ItemTarget target_row(const Target& target) {
    return {target.indicator, target.comparator, target.value, target.unit, target.stretch, target.at, {}, {}, {}, {}};
}

void replace_field(std::vector<NamedValue>& fields, const NamedValue& given) {
    const auto found = std::ranges::find(fields, given.name, &NamedValue::name);
    if (found == fields.end())
        fields.push_back(given);
    else
        found->value = given.value;
}

}  // namespace

// ---- entering and assigning ----------------------------------------------------------------------------------------

void FoldItem::operator()(const item::Entered& e) const {
    memory.ledger = e.ledger;
    row.ledger = e.ledger;
    row.item = ItemId{std::string(header.stream.id())};
    row.number = e.number;
    row.chapter = e.chapter;
    row.title = e.title;
    row.text = e.text;
    row.goal = e.goal;
    row.measures = e.measures;
    row.rewards = e.rewards;
    row.units = e.units;
    row.open_list = e.open_list;
    row.responsible_leader = e.responsible_leader;
    row.responsible_person = e.responsible_person;
    row.deadline = e.deadline;
    row.deadline_basis = e.deadline_basis;
    for (const auto& target : e.targets) row.targets.push_back(target_row(target));
    row.form = e.form;
    row.fields = e.fields;
    row.project.kind = e.project_kind;
    row.year.parent = e.parent;
    row.year.carried_from = e.carried_from;
}

void FoldItem::operator()(const item::Acknowledged& e) const {
    const auto unit = speaker(e.unit, header);
    if (std::ranges::find(row.acknowledged, unit) == row.acknowledged.end()) row.acknowledged.push_back(unit);
    auto& waited_for = row.supervision.unacknowledged;
    std::erase(waited_for, unit);
    for (const auto& one : row.answering) {
        if (one.answers == unit) std::erase(waited_for, one.unit);
    }
}

void FoldItem::operator()(const item::Revised& e) const {
    take(row.number, e.number);
    take(row.title, e.title);
    take(row.text, e.text);
    keep_or(row.chapter, e.chapter);
    keep_or(row.goal, e.goal);
    keep_or(row.measures, e.measures);
    keep_or(row.rewards, e.rewards);
    keep_or(row.form, e.form);
    keep_or(row.project.kind, e.project_kind);
    for (const auto& field : e.fields) replace_field(row.fields, field);
}

void FoldItem::operator()(const item::UnitsAssigned& e) const {
    row.units = e.units;
    row.open_list = e.open_list;
    std::erase_if(row.supervision.unacknowledged, [&](const UnitId& unit) { return !is_party(row.units, unit); });
}

void FoldItem::operator()(const item::PeopleAssigned& e) const {
    keep_or(row.responsible_leader, e.responsible_leader);
    keep_or(row.responsible_person, e.responsible_person);
    keep_or(row.liaison, e.liaison);
    keep_or(row.section, e.section);
}

void FoldItem::operator()(const item::Transferred& e) const {
    std::erase_if(row.units, [&](const Party& party) { return party.unit == e.to; });
    for (auto& party : row.units) {
        if (party.unit == e.from) party = {e.to, e.name.value_or(e.to.value), PartyRole::lead, false, false, {}};
    }
    std::erase(row.supervision.unacknowledged, e.from);
}

// ---- targets, milestones, progress, problems -----------------------------------------------------------------------

void FoldItem::operator()(const item::TargetSet& e) const {
    const auto found = std::ranges::find(row.targets, e.target.indicator, &rows::ItemTarget::indicator);
    if (found == row.targets.end())
        row.targets.push_back(target_row(e.target));
    else
        *found = target_row(e.target);
}

void FoldItem::operator()(const item::MilestonePlanned& e) const {
    row.milestones.push_back({e.milestone, e.name, e.due, std::nullopt, false});
}

/// On another day, what was missed is to be reached anew.
void FoldItem::operator()(const item::PlanAdjusted& e) const {
    for (const auto& node : e.milestones) {
        const auto found = std::ranges::find(row.milestones, node.milestone, &rows::ItemMilestone::id);
        if (found == row.milestones.end()) {
            row.milestones.push_back({node.milestone, node.name, node.due, std::nullopt, false});
            continue;
        }
        found->name = node.name;
        found->due = node.due;
        found->missed = false;
    }
}

void FoldItem::operator()(const item::MilestoneReached& e) const {
    by_id(row.milestones, e.milestone).reached_on = e.reached_on;
}

void FoldItem::operator()(const item::ProgressReported& e) const {
    const auto unit = speaker(e.unit, header);
    std::erase_if(row.progress, [&](const auto& one) { return one.unit == unit && one.period == e.period; });
    row.progress.push_back({unit, e.period, e.percent, header.position, false});
    note_actuals(memory.actuals, unit, e.period, e.actuals);
    if (latest(row.progress)->position != header.position) return;  // a month made up for later
    row.progress_text = e.progress;
    row.achievements_text = e.achievements;
    row.problems_text = e.problems;
    row.measures_text = e.measures;
    row.next_measures_text = e.next_measures;
    row.reasons = e.reasons;
    row.corrections = e.corrections;
}

void FoldItem::operator()(const item::ProgressCorrected& e) const {
    const auto earlier = std::ranges::find(memory.corrections, e.corrects, &ItemMemory::Correction::at);
    const auto corrected = earlier == memory.corrections.end() ? e.corrects : earlier->of;
    memory.corrections.push_back({header.position, corrected});
    const auto report = std::ranges::find(row.progress, corrected, &rows::ItemProgress::position);
    if (report == row.progress.end())
        throw std::runtime_error("event " + std::to_string(e.corrects) + " is no report of this item");
    take(report->percent, e.percent);
    report->corrected = true;
    note_actuals(memory.actuals, report->unit, report->period, e.actuals);
    if (latest(row.progress)->position != corrected) return;
    keep_or(row.progress_text, e.progress);
    keep_or(row.achievements_text, e.achievements);
    keep_or(row.problems_text, e.problems);
    keep_or(row.measures_text, e.measures);
    keep_or(row.next_measures_text, e.next_measures);
    keep_or(row.reasons, e.reasons);
    keep_or(row.corrections, e.corrections);
}

void FoldItem::operator()(const item::ProblemRaised& e) const {
    row.problems.push_back({e.problem, e.text, rows::ProblemState::open, std::nullopt, std::nullopt});
}

void FoldItem::operator()(const item::ProblemEscalated& e) const {
    auto& problem = by_id(row.problems, e.problem);
    problem.state = rows::ProblemState::escalated;
    problem.to = e.to;
}

void FoldItem::operator()(const item::ProblemResolved& e) const {
    auto& problem = by_id(row.problems, e.problem);
    problem.state = rows::ProblemState::resolved;
    problem.answer = e.answer;
}

void FoldItem::operator()(const item::ExtensionRequested& e) const {
    row.extension = rows::ItemExtension{e.to, rows::ExtensionState::requested, header.actor.name};
}

void FoldItem::operator()(const item::ExtensionGranted& e) const {
    if (!row.extension) row.extension.emplace();
    row.extension->to = e.to;
    row.extension->state = rows::ExtensionState::granted;
    set_deadline(e.to);
}

void FoldItem::operator()(const item::ExtensionRefused&) const {
    if (row.extension) row.extension->state = rows::ExtensionState::refused;
}

// ---- the year ------------------------------------------------------------------------------------------------------

rows::ItemPlan& FoldItem::plan_of(const UnitId& unit) const {
    const auto found = std::ranges::find(row.plans, unit, &rows::ItemPlan::unit);
    if (found != row.plans.end()) return *found;
    return row.plans.emplace_back(rows::ItemPlan{.unit = unit, .due = {}, .filed_at = {}});
}

void FoldItem::operator()(const item::PlanFiled& e) const {
    auto& plan = plan_of(speaker(e.unit, header));
    if (!plan.filed_at) plan.late = e.late.value_or(false);
    plan.state = rows::PlanState::filed;
    keep_or(plan.due, e.due);
    plan.filed_at = header.recorded;
}

void FoldItem::operator()(const item::PlanApproved& e) const {
    plan_of(e.unit).state = rows::PlanState::approved;
}

void FoldItem::operator()(const item::PlanReturned& e) const {
    plan_of(e.unit).state = rows::PlanState::returned;
}

void FoldItem::operator()(const item::PlanMissed& e) const {
    auto& plan = plan_of(e.unit);
    plan.state = rows::PlanState::missed;
    plan.due = e.due;
}

void FoldItem::operator()(const item::StageAdvanced& e) const {
    row.project.stage = e.step;
    row.project.steps_reached.push_back({e.step, e.reached_on, e.note});
}

void FoldItem::operator()(const item::CarriedOver& e) const {
    row.year.carried_to = rows::CarriedTo{e.to, e.as};
    end(e.as);
}

void FoldItem::operator()(const item::Archived& e) const {
    row.year.archived = true;
    row.year.file_number = e.file_number;
}

// ---- supervision, and what time brought ----------------------------------------------------------------------------

void FoldItem::operator()(const item::Listed& e) const {
    row.supervision.listed = rows::ItemListing{e.text, e.until, header.recorded};
}

void FoldItem::operator()(const item::ConfidenceAssessed& e) const {
    row.supervision.confidence =
        rows::ItemConfidence{e.confidence, e.grounds, e.period, header.recorded, header.actor.name};
}

void FoldItem::operator()(const item::FellOverdue& e) const {
    memory.overdue = e.deadline;
    row.supervision.overdue_since = e.deadline;
}

void FoldItem::operator()(const item::MilestoneMissed& e) const {
    by_id(row.milestones, e.milestone).missed = true;
}

void FoldItem::operator()(const item::AcknowledgementOverdue& e) const {
    auto& units = row.supervision.unacknowledged;
    if (std::ranges::find(units, e.unit) == units.end()) units.push_back(e.unit);
}

// ---- how it ends ---------------------------------------------------------------------------------------------------

void FoldItem::operator()(const item::Reopened& e) const {
    row.supervision.overdue_since = memory.overdue;
    if (e.deadline) set_deadline(*e.deadline);
}

/// No document says it; the extension or the reopening does.
void FoldItem::set_deadline(Date deadline) const {
    row.deadline = deadline;
    row.deadline_basis.reset();
    row.supervision.overdue_since.reset();
    memory.overdue.reset();
}

void FoldItem::end(const std::optional<ItemId>& by) const {
    row.replaced_by = by;
    row.supervision.overdue_since.reset();
}

}  // namespace taizhang
