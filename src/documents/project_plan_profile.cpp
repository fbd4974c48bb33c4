// A project's profile, people and place in the plan, as far as a row says otherwise than the ledger.
#include "src/documents/project_plan.hpp"
#include "src/regime/units.hpp"

#include <taizhang/reflect/json.hpp>

#include <algorithm>

namespace taizhang::documents {

namespace json = boost::json;

const rows::ProjectProfile& profile_of(const ProjectsKnown::Item* item) {
    static const rows::ProjectProfile none;
    return item ? item->row.profile : none;
}

Quantity quantity_of(const Amount& amount) {
    return {amount.value, amount.unit};
}

std::optional<Quantity> sum_of(const interop::ProjectLine& line, const char* key, const std::optional<Amount>& known) {
    if (const auto* sum = line.sum(key)) return quantity_of(sum->value);
    return known ? std::optional(quantity_of(*known)) : std::nullopt;
}

std::optional<Date> day_of(const interop::ProjectLine& line, const char* key, bool last,
                           const std::optional<Date>& known) {
    const auto* days = line.day(key);
    if (!days || (known && days->value.contains(*known))) return known;
    return last ? days->value.last : days->value.first;
}

// --------------------------------------------------------------------------------------------------

void ProjectPlanner::profile(const Line& line, const Item* item, const std::string& id) {
    json::object params{{"item", id}};
    profile_texts(line, item, params);
    profile_sums(line, item, params);
    profile_days(line, item, params);
    if (const auto& funds = line.funds) {
        const auto read = reflect::to_json(funds->value);
        if (reflect::to_json(profile_of(item).funds) != read) params["funds"] = read;
    }
    if (params.size() == 1) return;
    if (!params.contains("funds")) params["funds"] = json::array();
    params["qualifies"] = json::array();
    add("item.profile", std::move(params), item);
}

void ProjectPlanner::profile_texts(const Line& line, const Item* item, json::object& params) {
    const auto& known = profile_of(item);
    const auto put = [&](const char* member, const char* key, const std::optional<std::string>& now) {
        const auto* text = line.text(key);
        if (text && text->value != now) params[member] = text->value;
    };
    put("owner", "owner", known.owner);
    put("site", "site", known.site);
    put("industry", "industry", known.industry);
    put("content", "content", known.content);
    put("year_aim", "year_goal", known.year_aim);
    put("sector", "sector", known.sector);
    // 所属行业 says what the thresholds call a sector where it is one of theirs
    const auto* industry = line.text("industry");
    const bool of_thresholds =
        industry && std::ranges::any_of(known_.rules.thresholds, [&](const regime::Threshold& one) {
            return std::ranges::find(one.sectors, industry->value) != one.sectors.end();
        });
    if (of_thresholds && !line.text("sector") && !known.sector) params["sector"] = industry->value;
    if (const auto* region = line.text("region")) {
        const auto unit = unit_named(region->value, "", region->at, true);
        if (!known.region || known.region->value != unit) params["region"] = unit;
    }
}

void ProjectPlanner::profile_sums(const Line& line, const Item* item, json::object& params) {
    const auto differs = [&](const interop::InCell<Amount>* sum, const std::optional<Amount>& now) {
        if (!sum) return false;
        const auto order = now ? regime::compare(quantity_of(sum->value), quantity_of(*now)) : std::nullopt;
        return !order || *order != 0;
    };
    const auto put = [&](const char* member, const Amount& amount) { params[member] = reflect::to_json(amount); };
    const auto& known = profile_of(item);
    const auto *total = line.sum("total_investment"), *year = line.sum("year_investment"), *done = line.sum("invested");
    if (differs(total, known.total_investment)) put("total_investment", total->value);
    if (differs(year, known.year_investment) && !planned(item, year->at, "the year's investment"))
        put("year_investment", year->value);
    const auto now = item ? invested(item->row) : std::nullopt;
    if (!differs(done, now)) return;
    if (!item || item->row.investment.bookings.empty()) return put("done_before", done->value);
    say(done->at, "reported",
        "investment is booked by month (item.book_investment); booked so far is " +
            (now ? now->value.to_string() + now->unit : "more than can be added up exactly"));
}

void ProjectPlanner::profile_days(const Line& line, const Item* item, json::object& params) {
    const auto days = item ? item->row.days : rows::ProjectDays{};
    const auto put = [&](const char* key, bool last, const std::optional<Date>& now) {
        const auto day = day_of(line, key, last, now);
        if (day && day != now && !planned(item, line.day(key)->at, key)) params[key] = day->to_string();
    };
    put("start", false, days.start);
    put("finish", true, days.finish);
}

/// What stands in the plan is planned otherwise by adjusting it.
bool ProjectPlanner::planned(const Item* item, const std::string& at, const char* what) {
    if (!item || std::ranges::find(item->row.libraries, taizhang::item::Library::plan) == item->row.libraries.end())
        return false;
    say(at, "planned",
        std::string(what) +
            " differs, but the project stands in the plan; adjust that instead (item.adjust_plan, S9.1)");
    return true;
}

void ProjectPlanner::assign_people(const Line& line, const Item* item, const std::string& id) {
    const rows::ProjectPeople none;
    const auto& known = item ? item->row.people : none;
    json::object params{{"item", id}};
    const auto put = [&](const char* member, const char* key, const std::optional<NamedPerson>& now) {
        const auto* text = line.text(key);
        if (!text || (now && (now->name == text->value || (now->name.empty() && now->post == text->value)))) return;
        params[member] = json::object{{"name", text->value}};
    };
    if (item) {
        put("responsible_leader", "leader", known.leader);
        put("responsible_person", "person", known.person);
    }
    put("liaison", "liaison", known.liaison);
    if (const auto* section = line.text("section"); section && section->value != known.section)
        params["section"] = section->value;
    if (params.size() > 1) add("item.assign_people", std::move(params), item);
    const auto* leader = line.text("paired_leader");
    const bool same = leader && known.paired_leader &&
                      (known.paired_leader->name == leader->value || known.paired_leader->post == leader->value);
    if (!leader || same) return;
    add("item.assign_paired_leader", {{"item", id}, {"leader", json::object{{"name", leader->value}}}}, item);
}

void ProjectPlanner::sort_into_plan(const Item* item, const std::string& id) {
    rows::ProjectPlan plan;
    if (item) {
        const auto known = std::ranges::find(item->row.plans, plan_year_, &rows::ProjectPlan::year);
        if (known != item->row.plans.end()) plan = *known;
    }
    const auto differs = [](const std::optional<std::string>& wanted, const std::optional<std::string>& now) {
        return wanted && wanted != now;
    };
    if (request_.apply && !plan.applied_at) {
        json::object params{{"item", id}, {"year", plan_year_}};
        if (tier_) params["tier"] = *tier_;
        if (batch_) params["batch"] = *batch_;
        return add("item.apply_plan", std::move(params), item);
    }
    if (differs(tier_, plan.tier)) add("item.set_tier", {{"item", id}, {"year", plan_year_}, {"tier", *tier_}}, item);
    if (differs(batch_, plan.batch))
        add("item.set_batch", {{"item", id}, {"year", plan_year_}, {"batch", *batch_}}, item);
}

void ProjectPlanner::tell_reported(const Line& line, const Item* item) {
    for (const char* key : {"progress", "matters"}) {
        const auto* text = line.text(key);
        if (!text) continue;
        const auto shown = item ? project_text(key, {item->row, known_.unit_names, item->progress}) : std::string();
        if (shown == text->value) continue;
        say(text->at, "reported",
            std::string(key) +
                " is told by whoever is responsible (item.report_progress, item.raise_problem), not by a list");
    }
}

}  // namespace taizhang::documents
