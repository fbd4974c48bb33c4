// View `new_enterprises`: who was admitted in a year, by place: the list of last year's that the statistics bureau
// hands to the city by the end of February (S3.6). Key: "<year>/<region>".
//
// Whoever was removed since stays in the list of his year, marked: the list tells what was.
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

struct NewEnterprise {
    AdmissionId admission;
    LedgerId ledger;
    UnitId enterprise;
    std::string name;
    std::string code;
    std::string admission_class;
    std::string procedure;
    admission::Situation situation = admission::Situation::newly_opened;
    std::optional<UnitId> department;
    Date admitted_on;
    Period from;
    std::optional<Date> removed_on;
};
BOOST_DESCRIBE_STRUCT(NewEnterprise, (),
                      (admission, ledger, enterprise, name, code, admission_class, procedure, situation, department,
                       admitted_on, from, removed_on))

struct NewEnterprisesRow {
    std::uint16_t year = 0;
    UnitId region;
    std::uint32_t admitted = 0;
    std::uint32_t removed = 0;               ///< of these, since
    std::vector<NewEnterprise> enterprises;  ///< in the order in which they were recorded
};
BOOST_DESCRIBE_STRUCT(NewEnterprisesRow, (), (year, region, admitted, removed, enterprises))

}  // namespace rows

class NewEnterprisesView final : public Projection {
  public:
    std::string_view name() const override { return "new_enterprises"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"year"}; }
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
