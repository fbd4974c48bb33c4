#include "src/domain/admission/admission_state.hpp"

#include <algorithm>

namespace taizhang {

namespace {

template <class T>
void take(T& known, const std::optional<T>& given) {
    if (given) known = *given;
}

/// By their names; what is not named stays.
void take(std::vector<admission::Measured>& known, const std::vector<admission::Measured>& given) {
    for (const auto& figure : given) {
        const auto found = std::ranges::find(known, figure.key, &admission::Measured::key);
        if (found == known.end())
            known.push_back(figure);
        else
            *found = figure;
    }
}

}  // namespace

admission::Filed as_refiled(admission::Filed file, const admission::Refiled& event) {
    take(file.procedure, event.procedure);
    take(file.situation, event.situation);
    take(file.industry, event.industry);
    take(file.entity, event.entity);
    if (event.opened_on) file.opened_on = event.opened_on;
    if (!event.qualifications.empty()) file.qualifications = event.qualifications;
    take(file.figures, event.figures);
    take(file.expected, event.expected);
    file.eligibility = event.eligibility;
    file.missing = event.missing;
    file.next = event.next;
    return file;
}

const AdmissionState::Reported* find_statistic(const AdmissionState& state, Period period) {
    const auto found = std::ranges::find(state.statistics, period, &AdmissionState::Reported::period);
    return found == state.statistics.end() ? nullptr : &*found;
}

void attach(std::vector<admission::MaterialAttached>& materials, const admission::MaterialAttached& attached) {
    const auto same = [&](const admission::MaterialAttached& one) {
        return one.material == attached.material && one.period == attached.period;
    };
    const auto found = std::ranges::find_if(materials, same);
    if (found == materials.end())
        materials.push_back(attached);
    else
        *found = attached;
}

void fold(AdmissionState& state, const admission::Filed& event, const EventHeader& header) {
    state.file = event;
    state.filed_by.push_back(header.actor);
}

void fold(AdmissionState& state, const admission::Refiled& event, const EventHeader& header) {
    state.file = as_refiled(std::move(state.file), event);
    state.filed_by.push_back(header.actor);
    state.stage = AdmissionStage::filed;
    state.passed.clear();
}

void fold(AdmissionState& state, const admission::MaterialAttached& event, const EventHeader&) {
    attach(state.materials, event);
    state.file.missing = event.missing;
}

void fold(AdmissionState& state, const admission::Passed& event, const EventHeader&) {
    state.passed.push_back(event.level);
    state.file.next = event.next;
}

void fold(AdmissionState& state, const admission::Returned&, const EventHeader&) {
    state.stage = AdmissionStage::returned;
}

void fold(AdmissionState& state, const admission::Rejected&, const EventHeader&) {
    state.stage = AdmissionStage::rejected;
}

void fold(AdmissionState& state, const admission::Admitted& event, const EventHeader&) {
    state.stage = AdmissionStage::admitted;
    state.admitted = event;
}

void fold(AdmissionState& state, const admission::Removed& event, const EventHeader&) {
    state.stage = AdmissionStage::removed;
    state.removed_on = event.removed_on;
}

void fold(AdmissionState& state, const admission::StatisticReported& event, const EventHeader& header) {
    const auto found = std::ranges::find(state.statistics, event.period, &AdmissionState::Reported::period);
    if (found == state.statistics.end())
        state.statistics.push_back({event.period, event.late.value_or(false), {header.position}});
    else
        found->positions.push_back(header.position);
}

void fold(AdmissionState& state, const admission::MisreportingFound& event, const EventHeader&) {
    state.misreported.push_back({event.kind, event.period});
}

}  // namespace taizhang
