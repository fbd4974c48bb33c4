// What a project is and as what it qualifies (S8.1, S9.1), and to whom it is passed on (S6.1).
#include "src/domain/parties.hpp"
#include "src/domain/projects/project_checks.hpp"
#include "src/domain/projects/project_sums.hpp"
#include "src/regime/units.hpp"

#include <taizhang/reflect/diff.hpp>

#include <algorithm>

namespace taizhang {

namespace {

constexpr std::size_t max_funds = 50;

Status check_texts(const item::Profiled& proposal) {
    TZ_CHECK(check_text(proposal.owner, "/owner", max_name_characters));
    TZ_CHECK(check_text(proposal.site, "/site", max_title_characters));
    TZ_CHECK(check_text(proposal.sector, "/sector", max_name_characters));
    TZ_CHECK(check_text(proposal.industry, "/industry", max_name_characters));
    TZ_CHECK(check_text(proposal.content, "/content"));
    return check_text(proposal.year_aim, "/year_aim");
}

Status check_funds(const std::vector<item::Fund>& funds) {
    TZ_CHECK(check_count(funds.size(), "/funds", max_funds));
    for (std::size_t i = 0; i < funds.size(); ++i) {
        const auto at = element_path("/funds", i);
        TZ_CHECK(check_text(funds[i].source, at + "/source", max_name_characters));
        TZ_CHECK(check_money(funds[i].amount, at + "/amount"));
        TZ_CHECK(check_most(funds[i].amount, at + "/amount"));
    }
    return {};
}

Status check_amounts(const item::Profiled& proposal) {
    TZ_CHECK(check_money(proposal.total_investment, "/total_investment", true));
    TZ_CHECK(check_money(proposal.year_investment, "/year_investment"));
    TZ_CHECK(check_money(proposal.done_before, "/done_before"));
    TZ_CHECK(check_most(proposal.total_investment, "/total_investment"));
    TZ_CHECK(check_most(proposal.year_investment, "/year_investment"));
    TZ_CHECK(check_most(proposal.done_before, "/done_before"));
    return check_funds(proposal.funds);
}

/// As the project will be known: it does not end before it begins.
Status check_order(const item::Profiled& known) {
    const auto turned = [](const char* path, Date first, Date then) {
        return invalid(std::string(path) + ": " + then.to_string() + " comes before " + first.to_string() +
                           ", the start; correct one of them",
                       path);
    };
    if (known.start && known.finish && *known.finish < *known.start)
        return turned("/finish", *known.start, *known.finish);
    if (!known.finished_on) return {};
    if (!known.started_on)
        return invalid("/started_on: what is finished was started; give the day of that too", "/started_on");
    if (*known.finished_on < *known.started_on) return turned("/finished_on", *known.started_on, *known.finished_on);
    return {};
}

/// What is done is no more than all of it, as far as the units of measure tell.
Status check_done_before(const item::Profiled& known) {
    if (!known.total_investment || !known.done_before) return {};
    const auto order = regime::compare(quantity(*known.done_before), quantity(*known.total_investment));
    if (!order || *order <= 0) return {};
    return invalid("/done_before: " + known.done_before->value.to_string() + known.done_before->unit +
                       " is more than the total investment; correct one of them",
                   "/done_before");
}

/// Together with what is booked; a profile that tells of no money is not asked.
Status check_added_up(const ItemState& state, const item::Profiled& before, const item::Profiled& known,
                      const item::Profiled& proposal) {
    const auto* path = proposal.total_investment  ? "/total_investment"
                       : proposal.year_investment ? "/year_investment"
                       : proposal.done_before     ? "/done_before"
                                                  : nullptr;
    if (!path) return {};
    const auto& facet = project_facet(state);
    return check_sums({before, facet}, {known, facet}, path);
}

/// Done at the beginning of the year is no figure of this year: with what is booked it would be counted twice.
Status check_not_booked(const ItemState& state, const item::Profiled& proposal, const Case& c) {
    const auto before = profile_today(state, c.context.directory).done_before;
    if (!proposal.done_before || !state.carried_from || project_facet(state).profile.done_before || !before) return {};
    const auto order = regime::compare(quantity(*proposal.done_before), quantity(*before));
    if (order && *order == 0) return {};
    return refused("/done_before: until the end of last year " + before->value.to_string() + before->unit +
                       " was booked; correct the bookings of that year where they are wrong (item.book_investment)",
                   "S9.2")
        .with("path", "/done_before");
}

/// What stands in the plan is planned otherwise by adjusting it, in its season and with a reason.
Status check_not_planned(const ItemState& state, const item::Profiled& before, const item::Profiled& known) {
    if (!stands_in(project_facet(state), item::Library::plan)) return {};
    const auto moved = [](const char* path) {
        return refused(std::string(path) + ": the project stands in the plan; adjust that instead (item.adjust_plan)",
                       "S9.1")
            .with("path", json_text(path));
    };
    if (before.start != known.start) return moved("/start");
    if (before.finish != known.finish) return moved("/finish");
    const auto planned = [](const item::Profiled& profile) {
        return profile.year_investment ? profile.year_investment->value.to_string() + profile.year_investment->unit
                                       : std::string();
    };
    return planned(before) == planned(known) ? Status() : moved("/year_investment");
}

std::vector<std::string> phases_of(const ItemState& state, int year) {
    const auto* plan = plan_of(project_facet(state), year);
    std::vector<std::string> phases;
    if (plan && plan->tier) phases.push_back(*plan->tier);
    if (plan && plan->batch) phases.push_back(*plan->batch);
    return phases;
}

std::vector<item::Qualification> qualifications(const ItemState& state, const item::Profiled& known,
                                                const LedgerYear& year) {
    const auto& rules = project_rules(year);
    if (rules.thresholds.empty() || !known.total_investment) return {};
    regime::Candidate candidate;
    candidate.sector = known.sector.value_or("");
    candidate.total = quantity(*known.total_investment);
    if (known.year_investment) candidate.year = quantity(*known.year_investment);
    candidate.phases = phases_of(state, year.ledger.year);
    const auto found = regime::qualify(rules, candidate);
    return {{found.name.value_or(""), found.name.has_value(), found.clause, found.reason}};
}

Status check_says_something(const item::Profiled& before, const item::Profiled& known, const Case& c) {
    if (!reflect::diff(before, known).empty()) return {};
    return refused("nothing would change: " + item_name(c) + " is profiled like this already");
}

/// 条: the department that the regime names for the industry.
Status check_department(const item::Routed& proposal, const UnitState& department, const item::Profiled& profile,
                        const LedgerYear& year) {
    const auto& rules = project_rules(year);
    if (rules.transfers.empty()) return {};
    if (!profile.industry)
        return refused("the project's industry says to which department it goes; profile it first (item.profile)",
                       "S6.1");
    const auto names = regime::transfers_to(rules, *profile.industry, "");
    std::string expected;
    for (const auto& name : names) {
        if (goes_by(department, name)) return {};
        expected += (expected.empty() ? "" : ", ") + name;
    }
    if (names.empty()) return {};
    return refused("/department: projects of " + *profile.industry + " go to " + expected + ", got '" +
                       proposal.department.value + "' (" + department.name + ")",
                   "S6.1")
        .with("path", "/department");
}

/// 块: the district in which it will stand.
Status check_district(const item::Routed& proposal, const UnitState& district, const item::Profiled& profile) {
    if (district.kind != unit::Kind::district)
        return invalid("/district: '" + proposal.district.value + "' (" + district.name +
                           ") is no district; name the one in which the project will stand",
                       "/district");
    if (!profile.region || *profile.region == proposal.district) return {};
    return refused("/district: the project stands in '" + profile.region->value + "', got '" + proposal.district.value +
                       "'; name that district, or correct the profile",
                   "S6.1")
        .with("path", "/district");
}

void add_party(std::vector<Party>& units, const UnitId& unit, const UnitState& known) {
    const auto listed = [&](const Party& party) {
        return party.unit == unit || std::ranges::find(party.members, unit) != party.members.end();
    };
    if (std::ranges::any_of(units, listed)) return;
    units.push_back({unit, known.name, PartyRole::responsible, false, false, {}});
}

}  // namespace

Result<Decision<item::Profiled>> decide(const ItemState& state, const item::Profiled& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_CHECK(check_texts(proposal));
    TZ_CHECK(check_amounts(proposal));
    if (proposal.region) TZ_CHECK(need_active_unit(c, *proposal.region, "/region"));
    TZ_CHECK(check_happened(proposal.signed_on, "/signed_on", c));
    TZ_CHECK(check_happened(proposal.started_on, "/started_on", c));
    TZ_CHECK(check_happened(proposal.finished_on, "/finished_on", c));
    TZ_TRY(const auto year, year_of(state, c));
    const auto before = profile_today(state, c.context.directory);
    Decision<item::Profiled> decision{proposal, {}, {}};
    decision.event.qualifies.clear();
    auto known = before;
    take_over(known, decision.event);
    TZ_CHECK(check_says_something(before, known, c));
    TZ_CHECK(check_order(known));
    TZ_CHECK(check_done_before(known));
    TZ_CHECK(check_not_booked(state, proposal, c));
    TZ_CHECK(check_not_planned(state, before, known));
    TZ_CHECK(check_added_up(state, before, known, proposal));
    decision.event.qualifies = qualifications(state, known, year);
    const auto& facet = project_facet(state);
    // what is under construction is no reserve any more (S9.5), what is built is out of the plan (S5.7)
    if (known.started_on && stands_in(facet, item::Library::reserve))
        decision.then.push_back(item::LibraryLeft{item::Library::reserve, item::Leaving::started, {}, {}});
    if (known.finished_on && stands_in(facet, item::Library::plan))
        decision.then.push_back(item::LibraryLeft{item::Library::plan, item::Leaving::completed, {}, {}});
    return decision;
}

Result<Decision<item::Routed>> decide(const ItemState& state, const item::Routed& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_TRY(const auto* department, need_active_unit(c, proposal.department, "/department"));
    TZ_TRY(const auto* district, need_active_unit(c, proposal.district, "/district"));
    TZ_TRY(const auto year, year_of(state, c));
    const auto profile = profile_today(state, c.context.directory);
    if (!profile.signed_on)
        return refused("what is passed on is a project that was signed; profile the day of it first (item.profile)",
                       "S6.1");
    TZ_CHECK(check_department(proposal, *department, profile, year));
    TZ_CHECK(check_district(proposal, *district, profile));
    const auto& routed = project_facet(state).routed;
    if (routed && routed->department == proposal.department && routed->district == proposal.district)
        return refused("nothing would change: " + item_name(c) + " was passed on to both already");
    auto units = state.units;
    add_party(units, proposal.department, *department);
    add_party(units, proposal.district, *district);
    Decision<item::Routed> decision{proposal, {}, {}};
    if (units.size() > state.units.size())
        decision.then.push_back(item::UnitsAssigned{std::move(units), state.open_list});
    return decision;
}

}  // namespace taizhang
