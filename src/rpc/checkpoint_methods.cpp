#include "src/rpc/checkpoint_methods.hpp"

namespace taizhang::rpc {

Result<LogCheckpointsAnswer> LogCheckpoints::run(Call call, Params params) {
    const auto limit = params.limit.value_or(max_checkpoints_read);
    if (limit == 0)
        return invalid("/limit: expected 1 to " + std::to_string(max_checkpoints_read) + ", got 0", "/limit");
    if (limit > max_checkpoints_read)
        return over_limit("/limit: at most " + std::to_string(max_checkpoints_read) + " checkpoints are read at once",
                          std::int64_t(max_checkpoints_read), "/limit");
    TZ_TRY(const auto kept, call.services().log.checkpoints().list(params.from.value_or(0), limit));
    LogCheckpointsAnswer answer;
    for (const auto& one : kept) answer.notes.push_back(one.note);
    return answer;
}

}  // namespace taizhang::rpc
