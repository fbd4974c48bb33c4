#include "src/documents/project_groups.hpp"

#include "src/regime/units.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

namespace taizhang::documents {

namespace {

using rows::ProjectRow;
using Projects = std::vector<const ProjectRow*>;

constexpr const char* by_investment = "investment";
constexpr std::size_t max_levels = 2;

/// Where a project stands: groups are in the order of `rank`, then of their heads.
struct Place {
    std::size_t rank = 0;
    std::string head;
    auto operator<=>(const Place&) const = default;
};

class Grouper {
  public:
    Grouper(const regime::ProjectRules& rules, const std::map<UnitId, std::string>& units)
        : rules_(rules), units_(units) {}

    ProjectGroup group(std::string head, Projects projects, const std::vector<std::string>& levels,
                       std::size_t level) const {
        ProjectGroup group{std::move(head), {}, {}};
        if (level == levels.size()) {
            group.projects = std::move(projects);
            return group;
        }
        std::map<Place, Projects> parts;
        for (const auto* project : projects) parts[place(*project, levels[level])].push_back(project);
        for (auto& [place, part] : parts)
            group.parts.push_back(this->group(place.head, std::move(part), levels, level + 1));
        return group;
    }

  private:
    Place place(const ProjectRow& row, const std::string& by) const {
        if (by == "tier") return of_phase(rules_.tiers, row.tier, "未定层次");
        if (by == "batch") return of_phase(rules_.batches, row.batch, "未定批次");
        if (by == "industry") return named(row.profile.industry.value_or(""), "未定行业");
        if (!row.profile.region) return named("", "未定地区");
        const auto found = units_.find(*row.profile.region);
        return named(found == units_.end() ? row.profile.region->value : found->second, "");
    }

    static Place of_phase(const std::vector<regime::Phase>& phases, const std::optional<std::string>& key,
                          const char* none) {
        const auto found = std::ranges::find(phases, key.value_or(""), &regime::Phase::key);
        if (found != phases.end()) return {std::size_t(found - phases.begin()), found->title};
        return {phases.size(), key.value_or(none)};
    }
    static Place named(const std::string& name, const char* none) {
        return name.empty() ? Place{1, none} : Place{0, name};
    }

    const regime::ProjectRules& rules_;
    const std::map<UnitId, std::string>& units_;
};

/// 2 before 10, and both before what is no number.
std::tuple<std::uint64_t, std::string, std::string> as_numbered(const ProjectRow* row) {
    std::uint64_t number = 0;
    const auto* end = row->number.data() + row->number.size();
    const auto [rest, error] = std::from_chars(row->number.data(), end, number);
    if (error != std::errc() || rest == row->number.data()) number = ~std::uint64_t(0);
    return {number, row->number, row->item.value};
}

bool invests_more(const ProjectRow* a, const ProjectRow* b) {
    const auto &x = a->profile.total_investment, &y = b->profile.total_investment;
    if (!x || !y) return x.has_value() && !y;
    const auto order = regime::compare({x->value, x->unit}, {y->value, y->unit});
    return order && *order > 0;
}

std::vector<std::string> levels_of(const regime::ProjectRules& rules) {
    auto levels = rules.library.grouped_by;
    std::erase(levels, by_investment);
    if (rules.library.grouped_by.empty()) {
        if (!rules.batches.empty())
            levels = {"batch"};
        else if (!rules.tiers.empty())
            levels = {"tier"};
    }
    if (levels.size() > max_levels) levels.resize(max_levels);
    return levels;
}

}  // namespace

std::size_t ProjectGroup::size() const {
    std::size_t size = projects.size();
    for (const auto& part : parts) size += part.size();
    return size;
}

std::vector<const ProjectRow*> ProjectGroup::all() const {
    auto all = projects;
    for (const auto& part : parts) {
        const auto its = part.all();
        all.insert(all.end(), its.begin(), its.end());
    }
    return all;
}

ProjectGroup group_projects(const std::vector<ProjectRow>& projects, const regime::ProjectRules& rules,
                            const std::map<UnitId, std::string>& units) {
    Projects sorted;
    for (const auto& project : projects) sorted.push_back(&project);
    const auto& by = rules.library.grouped_by;
    const bool largest_first = std::ranges::find(by, by_investment) != by.end();
    std::ranges::sort(sorted, [&](const ProjectRow* a, const ProjectRow* b) {
        if (largest_first && (invests_more(a, b) || invests_more(b, a))) return invests_more(a, b);
        return as_numbered(a) < as_numbered(b);
    });
    return Grouper(rules, units).group("", std::move(sorted), levels_of(rules), 0);
}

std::string chinese_numeral(std::size_t number) {
    static constexpr std::array<const char*, 10> digits{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    if (number < 10) return digits[number];
    if (number >= 100) return std::to_string(number);
    return (number < 20 ? std::string() : digits[number / 10]) + "十" + (number % 10 ? digits[number % 10] : "");
}

}  // namespace taizhang::documents
