// View `admissions` 入库 (S3): every enterprise on its way into the register of four-above enterprises: what class it
// is of and why, at which level its file lies and since when, what it lacks, who returned or rejected it with what
// findings, and whether it is admitted. Key: the admission's id.
//
// `level` is the one whose turn it is: absent once the last has passed it, while it is returned, and after its end. How
// long it has been there is for whoever looks to count, from `at_level_since`; `steps` keep how long each took.
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

enum class AdmissionState { filed, returned, rejected, passed, admitted, removed };
BOOST_DESCRIBE_ENUM(AdmissionState, filed, returned, rejected, passed, admitted, removed)

enum class ReviewOutcome { passed, returned, rejected };
BOOST_DESCRIBE_ENUM(ReviewOutcome, passed, returned, rejected)

struct AdmissionStep {
    std::string level;
    ReviewOutcome outcome = ReviewOutcome::passed;
    std::optional<std::string> findings;  ///< of what passed: its note
    std::optional<Date> decided_on;       ///< as told by a level above the city
    std::uint32_t days = 0;               ///< from its coming to this level, or its filing, to this
    std::optional<UnitId> unit;
    Time at;
    std::string by;
};
BOOST_DESCRIBE_STRUCT(AdmissionStep, (), (level, outcome, findings, decided_on, days, unit, at, by))

struct AdmissionMaterial {
    std::string material;
    std::string title;
    std::optional<Period> period;
    std::optional<Digest> digest;
    Time at;
    std::string by;
};
BOOST_DESCRIBE_STRUCT(AdmissionMaterial, (), (material, title, period, digest, at, by))

struct FoundMisreporting {
    admission::Misreporting kind = admission::Misreporting::false_figures;
    Period period;
    std::string findings;
    Position position = 0;
    Time at;
    std::string by;
};
BOOST_DESCRIBE_STRUCT(FoundMisreporting, (), (kind, period, findings, position, at, by))

struct AdmissionRow {
    AdmissionId admission;
    LedgerId ledger;
    UnitId enterprise;
    std::string name;
    std::string code;
    UnitId region;
    std::optional<UnitId> department;
    std::string industry;
    std::string entity;
    std::string admission_class;  ///< of the regime, by its key
    std::string procedure;
    admission::Situation situation = admission::Situation::newly_opened;
    std::optional<Date> opened_on;
    std::vector<std::string> qualifications;
    std::vector<admission::Measured> figures;
    std::vector<admission::Measured> expected;
    std::vector<std::string> reasons;  ///< of its eligibility
    AdmissionState state = AdmissionState::filed;
    std::optional<std::string> level;
    std::optional<Time> at_level_since;
    std::uint32_t passed = 0;  ///< levels, since it was filed last
    std::uint32_t returns = 0;
    std::optional<std::string>
        findings;  ///< of the last return, until it is filed again; of the rejection, the removal
    std::vector<admission::Missing> missing;
    bool complete = false;  ///< nothing that is required is missing
    std::vector<AdmissionMaterial> materials;
    std::vector<AdmissionStep> steps;
    Time filed_at;
    std::string filed_by;
    std::optional<Date> admitted_on;
    std::optional<Period> from;
    std::optional<std::string> document;
    std::optional<Date> removed_on;
    std::optional<Period> last_reported;
    std::vector<FoundMisreporting> misreported;
    Version version = 0;
};
BOOST_DESCRIBE_STRUCT(AdmissionRow, (),
                      (admission, ledger, enterprise, name, code, region, department, industry, entity, admission_class,
                       procedure, situation, opened_on, qualifications, figures, expected, reasons, state, level,
                       at_level_since, passed, returns, findings, missing, complete, materials, steps, filed_at,
                       filed_by, admitted_on, from, document, removed_on, last_reported, misreported, version))

}  // namespace rows

class AdmissionsView final : public Projection {
  public:
    std::string_view name() const override { return "admissions"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    void apply(const Fact& fact, Rows& rows) const override;
};

/// Those of the same name replaced, the others kept.
void take_figures(std::vector<admission::Measured>& known, const std::vector<admission::Measured>& given);

}  // namespace taizhang
