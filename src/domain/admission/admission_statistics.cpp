// 先进库后有数 (S3.5): figures of an admitted enterprise, month by month, by itself alone (rule 11); and what proved
// false, concealed, late or refused (S3.7).
#include "src/domain/admission/admission_checks.hpp"
#include "src/domain/deciders.hpp"
#include "src/domain/ledgers/year_dues.hpp"
#include "src/domain/supervision/supervision_checks.hpp"

#include <algorithm>

namespace taizhang {

namespace {

constexpr std::string_view statistics = "S3.5", misreporting = "S3.7";

/// Neither the place nor the department enters it in the enterprise's stead 代填代报.
Status check_own(const AdmissionState& state, const Case& c) {
    const auto& unit = c.context.actor.unit;
    const auto& enterprise = state.file.enterprise;
    if (unit && acts_for(c.context.directory, *unit, enterprise)) return {};
    return refused("an enterprise's figures are entered by itself alone: expected an account of '" + enterprise.value +
                       "', got one of " + (unit ? "'" + unit->value + "'" : "no unit"),
                   "rule 11");
}

Status check_month(Period period, std::string_view clause, const Case& c) {
    if (period.is_half())
        return refused("/period: statistics are of months; give " + Period{period.value, 0}.to_string(), clause)
            .with("path", "/period");
    if (period.first_day() <= today(c)) return {};
    return invalid("/period: " + period.to_string() + " has not begun; report it when it has", "/period");
}

Error not_admitted(const std::string& what) {
    return refused("/period: first admitted, then figures: " + what, statistics).with("path", "/period");
}

/// A month since its admission, where the regime demands that, and not after its removal.
Status check_admitted(const regime::Admission& rules, const AdmissionState& state, Period period) {
    if (state.stage == AdmissionStage::rejected) return not_admitted("the enterprise was rejected");
    if (!rules.figures_need_admission && !state.removed_on) return {};
    if (!state.admitted) return not_admitted("the enterprise is not admitted");
    if (period < state.admitted->from)
        return not_admitted("it has figures from " + state.admitted->from.to_string() + " on, not of " +
                            period.to_string());
    if (state.removed_on && period.first_day() > *state.removed_on)
        return not_admitted("it was removed on " + state.removed_on->to_string() + ", before " + period.to_string());
    return {};
}

Status check_correction(const AdmissionState::Reported* known, const admission::StatisticReported& proposal,
                        const Case& c) {
    if (!known) {
        if (!proposal.corrects) return {};
        return invalid("/corrects: nothing was reported of " + proposal.period.to_string() + " yet; leave it out",
                       "/corrects");
    }
    const auto first = known->positions.front();
    if (!proposal.corrects)
        return Error{ErrorCode::conflict, "/corrects: " + proposal.period.to_string() +
                                              " was reported already; to change it, correct it with a reason "
                                              "(corrects " +
                                              std::to_string(first) + ")"}
            .with("path", "/corrects")
            .with("corrects", first);
    if (std::ranges::count(known->positions, *proposal.corrects) == 0)
        return invalid("/corrects: position " + std::to_string(*proposal.corrects) + " is no report of " +
                           proposal.period.to_string() + "; the first is " + std::to_string(first),
                       "/corrects");
    if (check_text(c.context.reason, "/reason", max_reason_characters)) return {};
    return invalid("/reason: a correction changes what was reported; say why", "/reason");
}

Status check_evidence(const std::vector<Position>& evidence, const Case& c) {
    TZ_CHECK(check_count(evidence.size(), "/evidence"));
    for (std::size_t i = 0; i < evidence.size(); ++i) {
        const auto at = element_path("/evidence", i);
        if (evidence[i] >= c.context.end)
            return invalid(at + ": there is no event at position " + std::to_string(evidence[i]) +
                               " yet; name events that happened",
                           at);
    }
    return {};
}

/// What is found fits what is recorded of the month.
Status check_found(const AdmissionState& state, const admission::MisreportingFound& found, Date due, const Case& c) {
    const auto* report = find_statistic(state, found.period);
    const auto contradicts = [&](const std::string& what) {
        return refused("/kind: " + found.period.to_string() + " " + what, misreporting).with("path", "/kind");
    };
    switch (found.kind) {
        case admission::Misreporting::false_figures:
            if (!report) return contradicts("was not reported, so nothing in it is false");
            break;
        case admission::Misreporting::late:
            if (report && !report->late) return contradicts("was reported in time, by " + due.to_string());
            [[fallthrough]];
        case admission::Misreporting::refused:
            if (report && found.kind == admission::Misreporting::refused) return contradicts("was reported");
            if (!report && !has_ended(due, c.context.now))
                return contradicts("is due on " + due.to_string() + ", which has not ended yet");
            break;
        case admission::Misreporting::concealed:
            break;
    }
    return {};
}

Result<Date> due_of(const AdmissionState& state, Period period, const Case& c) {
    TZ_TRY(const auto* ledger, need_state<LedgerState>(c, state.file.ledger, "/ledger"));
    return report_due(year_of(c, *ledger), period);
}

}  // namespace

Result<admission::StatisticReported> decide(const AdmissionState& state, const admission::StatisticReported& proposal,
                                            const Case& c) {
    TZ_CHECK(check_own(state, c));
    TZ_CHECK(check_month(proposal.period, statistics, c));
    TZ_TRY(const auto* rules, admission_rules(c, state.file.ledger));
    TZ_CHECK(check_admitted(*rules, state, proposal.period));
    if (proposal.figures.empty()) return invalid("/figures: report at least one figure", "/figures");
    TZ_CHECK(check_figures(*rules, proposal.figures, "/figures", false));
    const auto* known = find_statistic(state, proposal.period);
    TZ_CHECK(check_correction(known, proposal, c));
    auto reported = proposal;
    TZ_TRY(reported.due, due_of(state, proposal.period, c));
    reported.late = known ? known->late : has_ended(*reported.due, c.context.now);
    return reported;
}

/// Also after it was removed: what proves false later was false then.
Status decide(const AdmissionState& state, const admission::MisreportingFound& proposal, const Case& c) {
    TZ_CHECK(check_text(proposal.findings, "/findings"));
    TZ_CHECK(check_month(proposal.period, misreporting, c));
    TZ_TRY(const auto* rules, admission_rules(c, state.file.ledger));
    TZ_CHECK(check_admitted(*rules, state, proposal.period));
    TZ_CHECK(check_evidence(proposal.evidence, c));
    TZ_TRY(const auto due, due_of(state, proposal.period, c));
    TZ_CHECK(check_found(state, proposal, due, c));
    const bool known = std::ranges::any_of(state.misreported, [&](const AdmissionState::Misreported& one) {
        return one.kind == proposal.kind && one.period == proposal.period;
    });
    if (!known) return {};
    return refused(std::string("/kind: ") + reflect::enum_name(proposal.kind) + " of " + proposal.period.to_string() +
                       " is recorded already",
                   misreporting)
        .with("path", "/kind");
}

}  // namespace taizhang
