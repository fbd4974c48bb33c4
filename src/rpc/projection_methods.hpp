// How the views are built, for those who run the system: what each projection has applied, what it is building, where
// one stopped, and what can be done about it. Any role of operations, auditor and account_admin may look; only
// operations may act.
#pragma once

#include "src/rpc/method.hpp"

namespace taizhang::rpc {

struct ProjectionBuilding {
    Position applied = 0;       ///< events that are in it
    std::uint32_t percent = 0;  ///< whole ones; 100 only at the end
    std::uint64_t events_per_second = 0;
    std::optional<std::uint64_t> eta_s = {};  ///< null until it can be told
    Time since;
    bool beside = false;  ///< readers see other, whole rows meanwhile
};
BOOST_DESCRIBE_STRUCT(ProjectionBuilding, (), (applied, percent, events_per_second, eta_s, since, beside))

struct ProjectionStopped {
    std::string because;
    Time since;
    std::optional<Position> position = {};  ///< of the event that was the cause
    std::optional<std::string> event = {};
    std::optional<std::string> stream = {};
};
BOOST_DESCRIBE_STRUCT(ProjectionStopped, (), (because, since, position, event, stream))

enum class ProjectionPhase { live, building, stopped };
BOOST_DESCRIBE_ENUM(ProjectionPhase, live, building, stopped)

struct ProjectionAnswer {
    std::string view;
    std::uint32_t version = 0;
    std::optional<Position> applied = {};  ///< what readers see; null: nothing
    std::uint64_t lag = 0;                 ///< events that readers do not see yet
    ProjectionPhase state = ProjectionPhase::live;
    std::optional<ProjectionBuilding> building = {};
    std::optional<ProjectionStopped> stopped = {};
    std::optional<std::string> rebuild_failed = {};
};
BOOST_DESCRIBE_STRUCT(ProjectionAnswer, (), (view, version, applied, lag, state, building, stopped, rebuild_failed))

struct ProjectionsListAnswer {
    Position end = 0;  ///< events in the log
    std::vector<ProjectionAnswer> views = {};
};
BOOST_DESCRIBE_STRUCT(ProjectionsListAnswer, (), (end, views))

struct ProjectionsRebuildParams {
    std::optional<std::vector<std::string>> views = {};  ///< absent: all
    std::optional<std::string> stream = {};
};
BOOST_DESCRIBE_STRUCT(ProjectionsRebuildParams, (), (views, stream))

struct ProjectionsRetryParams {
    std::string view;
};
BOOST_DESCRIBE_STRUCT(ProjectionsRetryParams, (), (view))

struct ProjectionsList {
    static constexpr const char* name = "projections.list";
    static constexpr const char* summary =
        "What each projection has applied, is building or stopped at: for operations, auditor, account_admin.";
    static constexpr Access access = Access::logged_in;
    using Params = Nothing;
    using Answer = ProjectionsListAnswer;
    static Result<Answer> run(Call call, Params params);
};

struct ProjectionsRebuild {
    static constexpr const char* name = "projections.rebuild";
    static constexpr const char* summary =
        "Views built anew beside the rows that readers see, which they replace in the end: for operations.";
    static constexpr Access access = Access::logged_in;
    using Params = ProjectionsRebuildParams;
    using Answer = ProjectionsListAnswer;
    static Result<Answer> run(Call call, Params params);
};

struct ProjectionsRetry {
    static constexpr const char* name = "projections.retry";
    static constexpr const char* summary = "Lets a projection that stopped try again: for operations.";
    static constexpr Access access = Access::logged_in;
    using Params = ProjectionsRetryParams;
    using Answer = ProjectionsListAnswer;
    static Result<Answer> run(Call call, Params params);
};

}  // namespace taizhang::rpc
