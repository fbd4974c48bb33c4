#include "src/domain/items/item_state.hpp"

#include <algorithm>

namespace taizhang {

namespace {

bool is_or_has(const Party& party, const UnitId& unit) {
    return party.unit == unit || std::find(party.members.begin(), party.members.end(), unit) != party.members.end();
}

/// Who the event speaks for: the unit that it names, else the actor's own.
UnitId speaker(const std::optional<UnitId>& named, const EventHeader& header) {
    return named.value_or(header.actor.unit.value_or(UnitId{}));
}

template <class T>
void replace_if_given(T& field, const T& given) {
    if (given) field = given;
}

ReportedProgress* progress_at(ItemState& state, Position position) {
    return const_cast<ReportedProgress*>(find_progress(std::as_const(state), position));
}

template <class Named>
Named* by_id(std::vector<Named>& all, const std::string& id) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Named& one) { return one.id == id; });
    return found == all.end() ? nullptr : &*found;
}

void replace_field(std::vector<NamedValue>& fields, const NamedValue& given) {
    const auto found = std::ranges::find(fields, given.name, &NamedValue::name);
    if (found == fields.end())
        fields.push_back(given);
    else
        found->value = given.value;
}

void replace_actual(std::vector<Actual>& actuals, const Actual& corrected) {
    std::erase_if(actuals, [&](const Actual& actual) { return actual.indicator == corrected.indicator; });
    actuals.push_back(corrected);
}

}  // namespace

const Party* lead_of(const ItemState& state) {
    const auto found = std::find_if(state.units.begin(), state.units.end(),
                                    [](const Party& party) { return party.role == PartyRole::lead; });
    return found == state.units.end() ? nullptr : &*found;
}

bool leads(const ItemState& state, const UnitId& unit) {
    const auto* lead = lead_of(state);
    return lead && is_or_has(*lead, unit);
}

bool concerns(const ItemState& state, const UnitId& unit) {
    return std::any_of(state.units.begin(), state.units.end(),
                       [&](const Party& party) { return is_or_has(party, unit); });
}

bool has_acknowledged(const ItemState& state, const UnitId& unit) {
    return std::any_of(state.acknowledgements.begin(), state.acknowledgements.end(),
                       [&](const Acknowledgement& one) { return one.unit == unit; });
}

const ReportedProgress* find_progress(const ItemState& state, const UnitId& unit, Period period) {
    const auto found = std::find_if(state.progress.begin(), state.progress.end(), [&](const ReportedProgress& one) {
        return one.unit == unit && one.period == period;
    });
    return found == state.progress.end() ? nullptr : &*found;
}

const ReportedProgress* find_progress(const ItemState& state, Position position) {
    const auto found = std::find_if(state.progress.begin(), state.progress.end(), [&](const ReportedProgress& one) {
        return std::find(one.positions.begin(), one.positions.end(), position) != one.positions.end();
    });
    return found == state.progress.end() ? nullptr : &*found;
}

std::vector<Fixing> missing_fixings(const ItemState& state) {
    return missing_fixings(Fixings{
        .goal = state.goal.has_value() || !state.targets.empty(),
        .tasks = !state.text.empty(),
        .deadline = state.deadline.has_value(),
        .responsibility = lead_of(state) && state.responsible_leader && state.responsible_person,
        .rewards = state.rewards.has_value(),
    });
}

// ---- entering and assigning --------------------------------------------------------------------------------------

void fold(ItemState& state, const item::Entered& event, const EventHeader& header) {
    state.ledger = event.ledger;
    state.number = event.number;
    state.chapter = event.chapter;
    state.title = event.title;
    state.text = event.text;
    state.units = event.units;
    state.open_list = event.open_list;
    state.responsible_leader = event.responsible_leader;
    state.responsible_person = event.responsible_person;
    state.deadline = event.deadline;
    state.deadline_basis = event.deadline_basis;
    state.targets = event.targets;
    state.goal = event.goal;
    state.rewards = event.rewards;
    state.measures = event.measures;
    state.parent = event.parent;
    state.carried_from = event.carried_from;
    state.form = event.form;
    state.fields = event.fields;
    state.project_kind = event.project_kind;
    state.stage = event.draft.value_or(false) ? ItemStage::draft : ItemStage::active;
    state.begun = header.recorded;
}

void fold(ItemState& state, const item::Acknowledged& event, const EventHeader& header) {
    state.acknowledgements.push_back({speaker(event.unit, header), header.recorded});
}

void fold(ItemState& state, const item::Revised& event, const EventHeader&) {
    if (event.number) state.number = *event.number;
    if (event.title) state.title = *event.title;
    if (event.text) state.text = *event.text;
    replace_if_given(state.chapter, event.chapter);
    replace_if_given(state.goal, event.goal);
    replace_if_given(state.measures, event.measures);
    replace_if_given(state.rewards, event.rewards);
    replace_if_given(state.form, event.form);
    replace_if_given(state.project_kind, event.project_kind);
    for (const auto& field : event.fields) replace_field(state.fields, field);
}

void fold(ItemState& state, const item::UnitsAssigned& event, const EventHeader&) {
    state.units = event.units;
    state.open_list = event.open_list;
}

void fold(ItemState& state, const item::PeopleAssigned& event, const EventHeader&) {
    replace_if_given(state.responsible_leader, event.responsible_leader);
    replace_if_given(state.responsible_person, event.responsible_person);
    replace_if_given(state.liaison, event.liaison);
    replace_if_given(state.section, event.section);
}

void fold(ItemState& state, const item::Transferred& event, const EventHeader&) {
    std::erase_if(state.units, [&](const Party& party) { return party.unit == event.to; });
    for (auto& party : state.units) {
        if (party.unit != event.from) continue;
        party = Party{event.to, event.name.value_or(event.to.value), PartyRole::lead, false, false, {}};
    }
}

// ---- targets and milestones --------------------------------------------------------------------------------------

void fold(ItemState& state, const item::TargetSet& event, const EventHeader&) {
    const auto same = [&](const Target& target) { return target.indicator == event.target.indicator; };
    const auto found = std::find_if(state.targets.begin(), state.targets.end(), same);
    if (found == state.targets.end()) return state.targets.push_back(event.target);
    *found = event.target;
    state.targets.erase(std::remove_if(found + 1, state.targets.end(), same), state.targets.end());
}

void fold(ItemState& state, const item::MilestonePlanned& event, const EventHeader&) {
    state.milestones.push_back({event.milestone, event.name, event.due, std::nullopt, false});
}

void fold(ItemState& state, const item::MilestoneReached& event, const EventHeader&) {
    if (auto* milestone = by_id(state.milestones, event.milestone)) milestone->reached_on = event.reached_on;
}

// ---- progress and problems ---------------------------------------------------------------------------------------

void fold(ItemState& state, const item::ProgressReported& event, const EventHeader& header) {
    state.progress.push_back({.unit = speaker(event.unit, header),
                              .period = event.period,
                              .positions = {header.position},
                              .percent = event.percent,
                              .progress = event.progress,
                              .problems = event.problems,
                              .measures = event.measures,
                              .actuals = event.actuals,
                              .explained = event.reasons && event.corrections,
                              .achievements = event.achievements,
                              .next_measures = event.next_measures,
                              .reasons = event.reasons,
                              .corrections = event.corrections});
}

void fold(ItemState& state, const item::ProgressCorrected& event, const EventHeader& header) {
    auto* report = progress_at(state, event.corrects);
    if (!report) return;
    report->positions.push_back(header.position);
    if (event.percent) report->percent = *event.percent;
    if (event.progress) report->progress = *event.progress;
    replace_if_given(report->problems, event.problems);
    replace_if_given(report->measures, event.measures);
    replace_if_given(report->achievements, event.achievements);
    replace_if_given(report->next_measures, event.next_measures);
    replace_if_given(report->reasons, event.reasons);
    replace_if_given(report->corrections, event.corrections);
    for (const auto& actual : event.actuals) replace_actual(report->actuals, actual);
    report->explained = report->reasons && report->corrections;
}

void fold(ItemState& state, const item::ProblemRaised& event, const EventHeader&) {
    state.problems.push_back({event.problem, ProblemStage::open, std::nullopt});
}

void fold(ItemState& state, const item::ProblemEscalated& event, const EventHeader&) {
    auto* problem = by_id(state.problems, event.problem);
    if (!problem) return;
    problem->stage = ProblemStage::escalated;
    problem->to = event.to;
}

void fold(ItemState& state, const item::ProblemResolved& event, const EventHeader&) {
    if (auto* problem = by_id(state.problems, event.problem)) problem->stage = ProblemStage::resolved;
}

void fold(ItemState&, const item::Urged&, const EventHeader&) {}  // the history keeps it; no later decision asks

void fold(ItemState& state, const item::ExtensionRequested& event, const EventHeader& header) {
    state.extension = ExtensionRequest{event.to, header.actor.account};
}

void fold(ItemState& state, const item::ExtensionGranted& event, const EventHeader&) {
    state.deadline = event.to;
    state.deadline_basis = DeadlineBasis::stated;
    state.extension.reset();
}

void fold(ItemState& state, const item::ExtensionRefused&, const EventHeader&) {
    state.extension.reset();
}

// ---- completion --------------------------------------------------------------------------------------------------

void fold(ItemState& state, const item::CompletionClaimed&, const EventHeader& header) {
    state.stage = ItemStage::claimed;
    state.claim = CompletionClaim{header.actor.account, header.actor.unit};
}

void fold(ItemState& state, const item::CompletionVerified&, const EventHeader&) {
    state.stage = ItemStage::verified;
}

void fold(ItemState& state, const item::CompletionRejected&, const EventHeader&) {
    state.stage = ItemStage::active;
    state.claim.reset();
}

void fold(ItemState& state, const item::ClosedOut&, const EventHeader&) {
    state.stage = ItemStage::closed_out;
}

void fold(ItemState& state, const item::Reopened& event, const EventHeader&) {
    state.stage = ItemStage::active;
    state.archived = false;
    state.claim.reset();
    if (!event.deadline) return;
    state.deadline = event.deadline;
    state.deadline_basis = DeadlineBasis::stated;
}

void fold(ItemState& state, const item::Cancelled& event, const EventHeader&) {
    state.stage = ItemStage::cancelled;
    state.replaced_by = event.replaced_by;
}

}  // namespace taizhang
