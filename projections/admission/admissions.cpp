#include "projections/admission/admissions.hpp"

#include "projections/fold.hpp"

#include <taizhang/reflect/schema.hpp>

#include <algorithm>

namespace taizhang {

using rows::AdmissionRow;
using rows::AdmissionState;
using rows::ReviewOutcome;

void take_figures(std::vector<admission::Measured>& known, const std::vector<admission::Measured>& given) {
    for (const auto& figure : given) {
        const auto found = std::ranges::find(known, figure.key, &admission::Measured::key);
        if (found == known.end())
            known.push_back(figure);
        else
            *found = figure;
    }
}

namespace {

std::uint32_t days_between(Time from, Time to) {
    const auto days = (china_date(to).days() - china_date(from).days()).count();
    return days > 0 ? static_cast<std::uint32_t>(days) : 0;
}

struct FoldAdmission {
    AdmissionRow& row;
    const EventHeader& header;

    void operator()(const admission::Filed& e) const {
        row.admission = AdmissionId{std::string(header.stream.id())};
        row.ledger = e.ledger;
        row.enterprise = e.enterprise;
        row.name = e.name;
        row.code = e.code;
        row.region = e.region;
        row.department = e.department;
        row.industry = e.industry;
        row.entity = e.entity;
        row.procedure = e.procedure;
        row.situation = e.situation;
        row.opened_on = e.opened_on;
        row.qualifications = e.qualifications;
        row.figures = e.figures;
        row.expected = e.expected;
        begin(e);
    }
    void operator()(const admission::Refiled& e) const {
        take(row.industry, e.industry);
        take(row.entity, e.entity);
        take(row.procedure, e.procedure);
        take(row.situation, e.situation);
        if (e.opened_on) row.opened_on = e.opened_on;
        if (!e.qualifications.empty()) row.qualifications = e.qualifications;
        take_figures(row.figures, e.figures);
        take_figures(row.expected, e.expected);
        row.passed = 0;
        row.findings.reset();
        begin(e);
    }
    void operator()(const admission::MaterialAttached& e) const {
        std::erase_if(row.materials, [&](const rows::AdmissionMaterial& one) {
            return one.material == e.material && one.period == e.period;
        });
        row.materials.push_back(
            {e.material, e.document.title, e.period, e.document.digest, header.recorded, header.actor.name});
        lacks(e.missing);
    }
    void operator()(const admission::Passed& e) const {
        step(e.level, ReviewOutcome::passed, e.note, e.decided_on);
        ++row.passed;
        lie_at(e.next);
        if (!e.next) row.state = AdmissionState::passed;
    }
    void operator()(const admission::Returned& e) const {
        step(e.level, ReviewOutcome::returned, e.findings, std::nullopt);
        ++row.returns;
        leave(AdmissionState::returned, e.findings);
    }
    void operator()(const admission::Rejected& e) const {
        step(e.level, ReviewOutcome::rejected, e.findings, std::nullopt);
        leave(AdmissionState::rejected, e.findings);
    }
    void operator()(const admission::Admitted& e) const {
        row.state = AdmissionState::admitted;
        row.admitted_on = e.admitted_on;
        row.from = e.from;
        row.document = e.document;
        lie_at(std::nullopt);
    }
    void operator()(const admission::Removed& e) const {
        row.removed_on = e.removed_on;
        leave(AdmissionState::removed, e.findings);
    }
    void operator()(const admission::StatisticReported& e) const {
        if (!row.last_reported || *row.last_reported < e.period) row.last_reported = e.period;
    }
    void operator()(const admission::MisreportingFound& e) const {
        row.misreported.push_back({e.kind, e.period, e.findings, header.position, header.recorded, header.actor.name});
    }

    /// Filed, for the first time or again.
    template <class E>
    void begin(const E& e) const {
        if (e.eligibility) {
            row.admission_class = e.eligibility->admission_class;
            row.reasons = e.eligibility->reasons;
        }
        row.state = e.next ? AdmissionState::filed : AdmissionState::passed;
        row.filed_at = header.recorded;
        row.filed_by = header.actor.name;
        lacks(e.missing);
        lie_at(e.next);
    }
    void lacks(const std::vector<admission::Missing>& missing) const {
        row.missing = missing;
        row.complete = std::ranges::none_of(missing, &admission::Missing::required);
    }
    void lie_at(const std::optional<std::string>& level) const {
        row.level = level;
        row.at_level_since = level ? std::optional(header.recorded) : std::nullopt;
    }
    void leave(AdmissionState state, const std::string& findings) const {
        row.state = state;
        row.findings = findings;
        lie_at(std::nullopt);
    }
    void step(const std::string& level, ReviewOutcome outcome, const std::optional<std::string>& findings,
              const std::optional<Date>& decided_on) const {
        const auto days = days_between(row.at_level_since.value_or(row.filed_at), header.recorded);
        row.steps.push_back(
            {level, outcome, findings, decided_on, days, header.actor.unit, header.recorded, header.actor.name});
    }
};

}  // namespace

boost::json::object AdmissionsView::row_schema() const {
    return reflect::schema<AdmissionRow>();
}

void AdmissionsView::apply(const Fact& fact, Rows& rows) const {
    fold_stream<"admission", AdmissionRow, FoldAdmission>(fact, rows);
}

}  // namespace taizhang
