// Questions about a ledger's projects: how many of those that were signed have started (S6.7).
//
//     --> projects.start_ratio {ledger: "2018", by: "region", as_of?}
//     <-- {position, ledger, year, by: "region", ratios: [
//           {name: "往年签约项目开工率", when: "earlier", numerator: 2, denominator: 3, clause: "S6.7",
//            all: {key: "", name: "", started: 41, total: 60, needed: 40, lacking: 0, met: true, reason, waiting: […]},
//            groups: [{key: "d1", name: "武昌区", started: …}, …]}, …]}
//
// One ratio for each [[projects.start_ratio]] of the ledger's regime, in its order; none where the regime has none.
// `groups` is empty without `by`. Each group is held against the same aim as the whole.
#pragma once

#include "src/regime/projects.hpp"
#include "src/rpc/method.hpp"

namespace taizhang::rpc {

enum class StartRatioBy { region, industry, unit };
BOOST_DESCRIBE_ENUM(StartRatioBy, region, industry, unit)

struct ProjectsStartRatioParams {
    LedgerId ledger;
    std::optional<StartRatioBy> by;
    std::optional<AsOf> as_of;
};
BOOST_DESCRIBE_STRUCT(ProjectsStartRatioParams, (), (ledger, by, as_of))

struct StartGaugeAnswer {
    std::string key;            ///< region's or unit's id, or the industry; empty where nothing is said of it
    std::string name;           ///< the unit's name as of that moment, or the industry
    std::uint64_t started = 0;  ///< of total
    std::uint64_t total = 0;
    std::uint64_t needed = 0;  ///< so many must have started
    std::uint64_t lacking = 0;
    std::optional<bool> met;      ///< absent where there is no project
    std::string reason;           ///< in Chinese, as it is shown
    std::vector<ItemId> waiting;  ///< not started
};
BOOST_DESCRIBE_STRUCT(StartGaugeAnswer, (), (key, name, started, total, needed, lacking, met, reason, waiting))

struct StartRatioAnswer {
    std::string name;
    regime::Signed when = regime::Signed::earlier;
    std::uint32_t numerator = 0;  ///< at least numerator / denominator of the projects
    std::uint32_t denominator = 1;
    std::optional<std::string> clause;
    StartGaugeAnswer all;
    std::vector<StartGaugeAnswer> groups;  ///< in the order of their keys
};
BOOST_DESCRIBE_STRUCT(StartRatioAnswer, (), (name, when, numerator, denominator, clause, all, groups))

struct ProjectsStartRatioAnswer {
    std::optional<Position> position;  ///< of the log, that the answer shows
    LedgerId ledger;
    std::uint16_t year = 0;  ///< of the ledger: what is this year's and what earlier
    std::optional<StartRatioBy> by;
    std::vector<StartRatioAnswer> ratios;
};
BOOST_DESCRIBE_STRUCT(ProjectsStartRatioAnswer, (), (position, ledger, year, by, ratios))

struct ProjectsStartRatio {
    static constexpr const char* name = "projects.start_ratio";
    static constexpr const char* summary =
        "How many of the ledger's projects signed in earlier years, and in its own, have started, against the aims of "
        "its regime: as a whole, and by region, industry or unit.";
    static constexpr Access access = Access::reader;
    using Params = ProjectsStartRatioParams;
    using Answer = ProjectsStartRatioAnswer;
    static void run(Call call, Params params);
};

}  // namespace taizhang::rpc
