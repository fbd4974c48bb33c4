// Deciders of assessments (S5, S8.7, S9.7); see deciders.hpp.
#pragma once

#include "src/domain/case.hpp"

namespace taizhang {

Result<assessment::Opened> decide(const AssessmentState& state, const assessment::Opened& proposal, const Case& c);
Result<assessment::TargetsSet> decide(const AssessmentState& state, const assessment::TargetsSet& proposal,
                                      const Case& c);
Status decide(const AssessmentState& state, const assessment::ScoreFiled& proposal, const Case& c);
Status decide(const AssessmentState& state, const assessment::ScoreCorrected& proposal, const Case& c);
Status decide(const AssessmentState& state, const assessment::PointsGiven& proposal, const Case& c);
Result<assessment::AwardBarred> decide(const AssessmentState& state, const assessment::AwardBarred& proposal,
                                       const Case& c);
Result<assessment::Concluded> decide(const AssessmentState& state, const assessment::Concluded& proposal,
                                     const Case& c);
Result<assessment::AwardGranted> decide(const AssessmentState& state, const assessment::AwardGranted& proposal,
                                        const Case& c);
Result<assessment::ResultApplied> decide(const AssessmentState& state, const assessment::ResultApplied& proposal,
                                         const Case& c);

Status decide(const AssessmentState& state, const assessment::Reopened& proposal, const Case& c);
Status decide(const AssessmentState& state, const assessment::StatementFiled& proposal, const Case& c);

}  // namespace taizhang
