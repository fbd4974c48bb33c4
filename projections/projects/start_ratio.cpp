#include "projections/projects/start_ratio.hpp"

#include <map>

namespace taizhang {

namespace {

using rows::ProjectRow;

bool counts(const ProjectRow& row, regime::Signed when, int year) {
    const auto& day = row.profile.signed_on;
    if (!day || row.status == rows::ItemStatus::cancelled || row.status == rows::ItemStatus::merged) return false;
    return when == regime::Signed::earlier ? day->year() < year : day->year() == year;
}

void count_in(StartGauge& gauge, const ProjectRow& row) {
    ++gauge.total;
    if (row.started)
        ++gauge.started;
    else
        gauge.waiting.push_back(row.item);
}

void conclude(StartGauge& gauge, const regime::StartRatio& rule) {
    gauge.result = regime::start_ratio(rule, {gauge.started, gauge.total});
}

class Groups {
  public:
    void add(const std::string& key, const ProjectRow& row) {
        auto& gauge = gauges_[key];
        gauge.key = key;
        count_in(gauge, row);
    }
    std::vector<StartGauge> take(const regime::StartRatio& rule) {
        std::vector<StartGauge> all;
        for (auto& [key, gauge] : gauges_) {
            conclude(gauge, rule);
            all.push_back(std::move(gauge));
        }
        return all;
    }

  private:
    std::map<std::string, StartGauge> gauges_;
};

StartRatios measure(std::span<const ProjectRow> projects, int year, const regime::StartRatio& rule) {
    StartRatios ratios{rule.name, rule.when, rule.at_least, {}, {}, {}, {}};
    Groups regions, industries, units;
    for (const auto& row : projects) {
        if (!counts(row, rule.when, year)) continue;
        count_in(ratios.all, row);
        regions.add(row.profile.region ? row.profile.region->value : "", row);
        industries.add(row.profile.industry.value_or(""), row);
        units.add(row.lead ? row.lead->value : "", row);
    }
    conclude(ratios.all, rule);
    ratios.by_region = regions.take(rule);
    ratios.by_industry = industries.take(rule);
    ratios.by_unit = units.take(rule);
    return ratios;
}

}  // namespace

std::vector<StartRatios> start_ratios(std::span<const ProjectRow> projects, int year,
                                      const std::vector<regime::StartRatio>& rules) {
    std::vector<StartRatios> all;
    for (const auto& rule : rules) all.push_back(measure(projects, year, rule));
    return all;
}

}  // namespace taizhang
