#include "src/domain/assessment/assessment_state.hpp"

#include <algorithm>

namespace taizhang {

namespace {

bool stands_at(const FiledScore& score, Position position) {
    return std::ranges::count(score.positions, position) > 0;
}

}  // namespace

const assessment::Assessed* find_assessed(const AssessmentState& state, const UnitId& unit) {
    const auto& units = state.opened.units;
    const auto found = std::ranges::find(units, unit, &assessment::Assessed::unit);
    return found == units.end() ? nullptr : &*found;
}

const FiledScore* find_score(const AssessmentState& state, Position position) {
    const auto found =
        std::ranges::find_if(state.scores, [&](const FiledScore& one) { return stands_at(one, position); });
    return found == state.scores.end() ? nullptr : &*found;
}

const assessment::Standing* find_standing(const AssessmentState& state, const UnitId& unit) {
    if (!state.concluded) return nullptr;
    const auto& standings = state.concluded->standings;
    const auto found = std::ranges::find(standings, unit, &assessment::Standing::unit);
    return found == standings.end() ? nullptr : &*found;
}

void fold(AssessmentState& state, const assessment::Opened& event, const EventHeader&) {
    state.opened = event;
}

void fold(AssessmentState& state, const assessment::TargetsSet& event, const EventHeader& header) {
    const auto found = std::ranges::find_if(
        state.targets, [&](const auto& known) { return known.event.indicator == event.indicator; });
    if (found == state.targets.end())
        state.targets.push_back({event, header.position});
    else
        *found = {event, header.position};
}

void fold(AssessmentState& state, const assessment::ScoreFiled& event, const EventHeader& header) {
    state.scores.push_back({event.indicator,
                            event.unit,
                            event.note,
                            event.value,
                            event.unit_of_measure,
                            {header.position},
                            event.evidence});
}

void fold(AssessmentState& state, const assessment::ScoreCorrected& event, const EventHeader& header) {
    for (auto& score : state.scores) {
        if (!stands_at(score, event.corrects)) continue;
        score.value = event.value;
        score.evidence = event.evidence;
        score.positions.push_back(header.position);
        return;
    }
}

void fold(AssessmentState& state, const assessment::PointsGiven& event, const EventHeader& header) {
    state.given.push_back({event, header.position});
}

void fold(AssessmentState& state, const assessment::AwardBarred& event, const EventHeader& header) {
    state.barred.push_back({event, header.position});
}

void fold(AssessmentState& state, const assessment::Concluded& event, const EventHeader&) {
    state.concluded = event;
}

void fold(AssessmentState& state, const assessment::AwardGranted& event, const EventHeader&) {
    state.granted.push_back(event.award);
}

void fold(AssessmentState& state, const assessment::ResultApplied& event, const EventHeader&) {
    state.applied.push_back(event);
}

void fold(AssessmentState& state, const assessment::Reopened&, const EventHeader&) {
    // What stood on the former result falls with it; all of it stays in the record, and the views show it.
    state.concluded.reset();
    state.granted.clear();
    state.applied.clear();
}

void fold(AssessmentState& state, const assessment::StatementFiled& event, const EventHeader&) {
    state.statements.push_back(event);
}

}  // namespace taizhang
