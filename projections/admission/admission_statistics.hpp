// View `admission_statistics`: the figures of admitted enterprises, month by month, as first reported and as corrected
// since (S3.5, rule 2). Key: "<ledger>/<period>/<admission>".
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

struct StatisticCorrection {
    Position position = 0;
    Position corrects = 0;
    std::vector<admission::Measured> figures;  ///< as given: what is not named stayed
    std::optional<std::string> reason;
    Time at;
    std::string by;
};
BOOST_DESCRIBE_STRUCT(StatisticCorrection, (), (position, corrects, figures, reason, at, by))

struct AdmissionStatisticRow {
    LedgerId ledger;
    Period period;
    AdmissionId admission;
    UnitId enterprise;
    std::string name;
    UnitId region;
    std::vector<admission::Measured> figures;  ///< as corrected
    std::vector<admission::Measured> first;    ///< as first reported
    std::optional<Date> due;
    bool late = false;
    Position position = 0;  ///< of the first report
    Time reported_at;
    std::string reported_by;
    std::vector<StatisticCorrection> corrections;
    std::vector<admission::Misreporting> misreported;  ///< found of this month
};
BOOST_DESCRIBE_STRUCT(AdmissionStatisticRow, (),
                      (ledger, period, admission, enterprise, name, region, figures, first, due, late, position,
                       reported_at, reported_by, corrections, misreported))

}  // namespace rows

class AdmissionStatisticsView final : public Projection {
  public:
    std::string_view name() const override { return "admission_statistics"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"ledger", "period"}; }
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
