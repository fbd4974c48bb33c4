// Checkpoints that were signed in the past, as they are kept with the log.
#pragma once

#include "src/rpc/method.hpp"

namespace taizhang::rpc {

inline constexpr std::uint32_t max_checkpoints_read = 100;

struct LogCheckpointsParams {
    std::optional<std::uint64_t> from;   ///< of so many records or more; 0 where absent
    std::optional<std::uint32_t> limit;  ///< at most max_checkpoints_read
};
BOOST_DESCRIBE_STRUCT(LogCheckpointsParams, (), (from, limit))

struct LogCheckpointsAnswer {
    std::vector<std::string> notes;  ///< signed notes, smallest first
};
BOOST_DESCRIBE_STRUCT(LogCheckpointsAnswer, (), (notes))

struct LogCheckpoints {
    static constexpr const char* name = "log.checkpoints";
    static constexpr const char* summary =
        "The signed checkpoints that are kept, from a size on. Whoever trusts an older key of the log follows them to "
        "a newer one.";
    static constexpr Access access = Access::logged_in;
    using Params = LogCheckpointsParams;
    using Answer = LogCheckpointsAnswer;
    static Result<Answer> run(Call call, Params params);
};

}  // namespace taizhang::rpc
