#include "src/rpc/assessment_methods.hpp"

#include "src/domain/assessment/assessment_bars.hpp"
#include "src/engine/aggregates.hpp"

namespace taizhang::rpc {

Result<AssessmentBarsAnswer> AssessmentBars::run(const Call& call, const Params& params) {
    constexpr std::size_t states = 100'000;  // of one question; forgotten with it
    const auto& log = call.services().log;
    AssessmentBarsAnswer answer{{}, params.assessment, {}};
    if (const auto end = log.end()) answer.position = end - 1;
    Aggregates directory(log, states);
    const auto bars = bars_called_for(params.assessment, directory);
    if (auto failure = directory.take_failure()) return *failure;
    if (!bars) return bars.error();
    answer.bars = *bars;
    return answer;
}

}  // namespace taizhang::rpc
