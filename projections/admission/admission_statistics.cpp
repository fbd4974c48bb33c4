#include "projections/admission/admission_statistics.hpp"

#include "projections/admission/admissions.hpp"
#include "projections/fold.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::AdmissionStatisticRow;

/// Hidden, by the admission's stream.
struct EnterpriseOfAdmission {
    LedgerId ledger;
    UnitId enterprise;
    std::string name;
    UnitId region;
};
BOOST_DESCRIBE_STRUCT(EnterpriseOfAdmission, (), (ledger, enterprise, name, region))

namespace {

struct TellStatistic {
    Rows& rows;
    const EventHeader& header;

    template <class E>
    void operator()(const E&) const {}  // the view `admissions` tells of it

    void operator()(const admission::Filed& e) const {
        put_row(rows, hidden_key(header.stream.value), EnterpriseOfAdmission{e.ledger, e.enterprise, e.name, e.region});
    }
    void operator()(const admission::StatisticReported& e) const {
        const auto key = key_of(e.period);
        auto known = get_row<AdmissionStatisticRow>(rows, key);
        if (known)
            correct(*known, e);
        else
            known = first(e);
        put_row(rows, key, std::move(*known));
    }
    /// Of a month that was never reported there is no row: what was refused stands with the admission.
    void operator()(const admission::MisreportingFound& e) const {
        const auto key = key_of(e.period);
        auto known = get_row<AdmissionStatisticRow>(rows, key);
        if (!known) return;
        known->misreported.push_back(e.kind);
        put_row(rows, key, std::move(*known));
    }

    EnterpriseOfAdmission enterprise() const {
        return need_row<EnterpriseOfAdmission>(rows, hidden_key(header.stream.value));
    }
    std::string key_of(Period period) const {
        return enterprise().ledger.value + "/" + period.to_string() + "/" + std::string(header.stream.id());
    }
    AdmissionStatisticRow first(const admission::StatisticReported& e) const {
        const auto of = enterprise();
        AdmissionStatisticRow row;
        row.ledger = of.ledger;
        row.period = e.period;
        row.admission = AdmissionId{std::string(header.stream.id())};
        row.enterprise = of.enterprise;
        row.name = of.name;
        row.region = of.region;
        row.figures = row.first = e.figures;
        row.due = e.due;
        row.late = e.late.value_or(false);
        row.position = header.position;
        row.reported_at = header.recorded;
        row.reported_by = header.actor.name;
        return row;
    }
    void correct(AdmissionStatisticRow& row, const admission::StatisticReported& e) const {
        rows::StatisticCorrection correction{
            header.position, e.corrects.value_or(row.position), e.figures, {}, header.recorded, header.actor.name};
        if (!header.reason.empty()) correction.reason = header.reason;
        row.corrections.push_back(std::move(correction));
        take_figures(row.figures, e.figures);
    }
};

}  // namespace

boost::json::object AdmissionStatisticsView::row_schema() const {
    return reflect::schema<AdmissionStatisticRow>();
}

void AdmissionStatisticsView::apply(const Fact& fact, Rows& rows) const {
    on_events_of<"admission">(fact, [&](const auto& event) { TellStatistic{rows, fact.header}(event); });
}

}  // namespace taizhang
