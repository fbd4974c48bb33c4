// Deciders of the admission of enterprises (S3); see deciders.hpp.
#pragma once

#include "src/domain/case.hpp"

namespace taizhang {

Result<admission::Filed> decide(const AdmissionState& state, const admission::Filed& proposal, const Case& c);
Result<admission::Refiled> decide(const AdmissionState& state, const admission::Refiled& proposal, const Case& c);
Result<admission::MaterialAttached> decide(const AdmissionState& state, const admission::MaterialAttached& proposal,
                                           const Case& c);
Result<admission::Passed> decide(const AdmissionState& state, const admission::Passed& proposal, const Case& c);
Status decide(const AdmissionState& state, const admission::Returned& proposal, const Case& c);
Status decide(const AdmissionState& state, const admission::Rejected& proposal, const Case& c);
Status decide(const AdmissionState& state, const admission::Admitted& proposal, const Case& c);
Status decide(const AdmissionState& state, const admission::Removed& proposal, const Case& c);
Result<admission::StatisticReported> decide(const AdmissionState& state, const admission::StatisticReported& proposal,
                                            const Case& c);
Status decide(const AdmissionState& state, const admission::MisreportingFound& proposal, const Case& c);

}  // namespace taizhang
