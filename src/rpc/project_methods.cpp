#include "src/rpc/project_methods.hpp"

#include "projections/projects/start_ratio.hpp"
#include "src/documents/reading.hpp"
#include "src/rpc/view_moment.hpp"

namespace taizhang::rpc {

namespace {

using UnitNames = std::map<UnitId, std::string>;

const std::vector<StartGauge>& groups_of(const StartRatios& ratios, StartRatioBy by) {
    switch (by) {
        case StartRatioBy::region:
            return ratios.by_region;
        case StartRatioBy::industry:
            return ratios.by_industry;
        case StartRatioBy::unit:
            break;
    }
    return ratios.by_unit;
}

std::string name_of(const std::string& key, StartRatioBy by, const UnitNames& names) {
    if (by == StartRatioBy::industry) return key;
    const auto found = names.find(UnitId{key});
    return found == names.end() ? key : found->second;
}

StartGaugeAnswer told(const StartGauge& gauge, std::string name) {
    const auto& result = gauge.result;
    return {gauge.key,      std::move(name), gauge.started, gauge.total,  result.needed,
            result.lacking, result.met,      result.reason, gauge.waiting};
}

StartRatioAnswer told(const StartRatios& ratios, const regime::StartRatio& rule, std::optional<StartRatioBy> by,
                      const UnitNames& names) {
    StartRatioAnswer answer{.name = ratios.name,
                            .when = ratios.when,
                            .numerator = ratios.at_least.numerator,
                            .denominator = ratios.at_least.denominator,
                            .clause = rule.clause,
                            .all = told(ratios.all, ""),
                            .groups = {}};
    if (!by) return answer;
    for (const auto& gauge : groups_of(ratios, *by))
        answer.groups.push_back(told(gauge, name_of(gauge.key, *by, names)));
    return answer;
}

Result<ProjectsStartRatioAnswer> measure(const Call& call, const ProjectsStartRatioParams& params,
                                         const Moment& moment) {
    if (moment.before_all)
        return not_found("/as_of: nothing was recorded by then; name a later time").with("path", "/as_of");
    const auto views = views_for(call);
    const auto position = moment.as_of ? moment.as_of : views.applied();  // of all: more than one is read
    const documents::Reading reading(views, position);
    TZ_TRY(const auto ledger, reading.ledger(params.ledger));
    TZ_TRY(const auto projects, reading.rows<rows::ProjectRow>("project_library", {{"ledger", params.ledger.value}}));
    TZ_TRY(const auto names, reading.unit_names());
    const auto& rules = ledger.rules.projects.start_ratios;
    const auto ratios = start_ratios(projects, ledger.row.year, rules);
    ProjectsStartRatioAnswer answer{position, params.ledger, ledger.row.year, params.by, {}};
    for (std::size_t i = 0; i < ratios.size(); ++i)
        answer.ratios.push_back(told(ratios[i], rules[i], params.by, names));
    return answer;
}

}  // namespace

void ProjectsStartRatio::run(Call call, Params params) {
    const MomentWanted wanted{{}, params.as_of, {}};
    when_readable(std::move(call), wanted, [params = std::move(params)](const Call& ready, const Moment& moment) {
        const auto measured = measure(ready, params, moment);
        if (!measured) return ready.reply.fail(measured.error());
        ready.reply.answer(boost::json::serialize(reflect::to_json(*measured)));
    });
}

}  // namespace taizhang::rpc
