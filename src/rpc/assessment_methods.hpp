// What the record holds against the units of an assessment (S5.6): late, false and omitted reports, as bars from awards
// that somebody may confirm.
//
//     --> assessment.propose_bars {assessment: "2019-y"}
//     <-- {position: 4711, assessment: "2019-y", bars: [
//           {unit: "t3", rule: "report_late", grounds: "3月、5月迟报，共2次", evidence: [812, 1203]}, …]}
//     --> assessment.bar_award {assessment: "2019-y", unit: "t3", rule: "report_late", grounds: "", evidence: [], …}
//
// Read from the log itself, up to its end: no view has to have caught up. What was decided on is left out.
#pragma once

#include "events/assessment.hpp"
#include "src/rpc/method.hpp"

namespace taizhang::rpc {

struct AssessmentBarsParams {
    AssessmentId assessment;
};
BOOST_DESCRIBE_STRUCT(AssessmentBarsParams, (), (assessment))

using ProposedBar = assessment::AwardBarred;  ///< as assessment.bar_award would record it

struct AssessmentBarsAnswer {
    std::optional<Position> position;  ///< of the log, that the answer stands on
    AssessmentId assessment;
    std::vector<ProposedBar> bars;
};
BOOST_DESCRIBE_STRUCT(AssessmentBarsAnswer, (), (position, assessment, bars))

struct AssessmentBars {
    static constexpr const char* name = "assessment.propose_bars";
    static constexpr const char* summary =
        "Whom the scheme bars from awards by what the record holds: late, false and omitted reports of the ledger's "
        "year, each with the events that say so. Confirmed one by one with assessment.bar_award.";
    static constexpr Access access = Access::reader;
    using Params = AssessmentBarsParams;
    using Answer = AssessmentBarsAnswer;
    static Result<Answer> run(const Call& call, const Params& params);
};

}  // namespace taizhang::rpc
