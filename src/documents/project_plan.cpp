#include "src/documents/project_plan.hpp"

#include "src/interop/form_head.hpp"
#include "src/regime/project_check.hpp"
#include "src/regime/units.hpp"

#include <taizhang/reflect/json.hpp>
#include <taizhang/text.hpp>

#include <algorithm>

namespace taizhang::documents {

namespace json = boost::json;

ProjectPlanner::ProjectPlanner(const ProjectsKnown& known, const ProjectImport& request)
    : known_(known), request_(request), plan_year_(request.plan_year.value_or(0)), units_(known.units) {
    for (const auto& item : known.items) {
        ids_.insert(item.row.item.value);
        if (item.gone) continue;
        by_name_[interop::same_title(item.row.title)].push_back(&item);
        by_number_[item.row.number].push_back(&item);
    }
}

CheckedImport ProjectPlanner::plan(const interop::ReadProjectList& list) {
    checked_.says = list.says;
    for (const auto& line : list.lines) names_.insert(interop::same_title(line.name));
    for (const auto& line : list.lines) take(line);
    checked_.new_units = units_.registered();
    return std::move(checked_);
}

void ProjectPlanner::say(std::string at, std::string code, std::string what, std::string read_as) {
    line_.says.push_back({std::move(at), std::move(code), std::move(what), std::move(read_as)});
}

void ProjectPlanner::bar(std::string at, std::string code, std::string what) {
    say(std::move(at), std::move(code), std::move(what));
    barred_ = true;
}

void ProjectPlanner::take(const Line& line) {
    line_ = {line.at, line.name, LineFate::same, line.says};
    barred_ = !line.sound;
    const auto found = named(line.name);
    const auto* item = found.size() == 1 ? found.front() : found.empty() ? renamed(line) : nullptr;
    if (!line.name.empty()) {
        const auto [first, fresh] = seen_.try_emplace(interop::same_title(line.name), line.at);
        if (!fresh)
            bar(line.at, "doubled",
                quote(line.name) + " stands at " + first->second + " already; keep one of the rows");
        if (found.size() > 1)
            bar(line.at, "not_one",
                std::to_string(found.size()) + " projects of the ledger are called " + quote(line.name) +
                    "; rename one of them (item.revise)");
    }
    check_phases(line, item);
    if (barred_) {
        line_.fate = LineFate::refuse;
    } else if (item) {
        revise(line, *item);
    } else {
        enter(line);
    }
    checked_.lines.push_back(std::move(line_));
}

std::vector<const ProjectsKnown::Item*> ProjectPlanner::named(const std::string& name) const {
    const auto found = by_name_.find(interop::same_title(name));
    return found == by_name_.end() ? std::vector<const Item*>() : found->second;
}

/// By its 项目编号, where one project has it and the file does not name that one as well; nullptr for one that is new.
/// Either is told: a name that nobody knows may be an old project's.
const ProjectPlanner::Item* ProjectPlanner::renamed(const Line& line) {
    const auto* number = line.text("number");
    const auto known = number ? by_number_.find(number->value) : by_number_.end();
    if (line.name.empty() || by_name_.empty()) return nullptr;
    const auto* item = known != by_number_.end() && known->second.size() == 1 ? known->second.front() : nullptr;
    if (item && !names_.contains(interop::same_title(item->row.title))) {
        const auto [first, fresh] = renamed_.try_emplace(item->row.item, line.at);
        if (!fresh) {
            bar(number->at, "doubled",
                "project " + number->value + " is renamed at " + first->second + " already; one number is one project");
            return item;
        }
        say(number->at, "renamed",
            "project " + number->value + " is called " + quote(item->row.title) + " in the ledger; it is renamed to " +
                quote(line.name),
            item->row.item.value);
        return item;
    }
    const auto why = !number                     ? std::string("the row gives no 项目编号")
                     : known == by_number_.end() ? "no project has the number " + number->value
                     : known->second.size() > 1
                         ? std::to_string(known->second.size()) + " projects have the number " + number->value
                         : "project " + number->value + " stands in the file under its own name";
    say(line.at, "taken_as_new",
        "no project of the ledger is called " + quote(line.name) + ", and " + why +
            "; it is entered as a new one. If it is an old one's new name, rename that first "
            "(item.revise), or give its number");
    return nullptr;
}

std::string ProjectPlanner::new_id(const std::string& name) const {
    const auto id = known_.ledger.value.substr(0, 50) + "-" + sha256({"project\n", name}).to_string().substr(0, 10);
    if (!ids_.contains(id)) return id;
    for (int n = 2;; ++n) {
        if (const auto next = id + "-" + std::to_string(n); !ids_.contains(next)) return next;
    }
}

std::string ProjectPlanner::unit_named(const std::string& name, const std::string& level, const std::string& at,
                                       bool district) {
    const bool collective = name.starts_with("各");
    const auto found = units_.find_or_make(name, level, collective);
    if (!found.made) return found.id;
    const bool of_land = name.ends_with("区") || name.ends_with("县") || name.ends_with("旗") || name.ends_with("市");
    const auto kind = district && of_land ? std::string("district") : interop::kind_of_name(name, collective);
    say(at, "new_unit",
        quote(name) + " is no registered unit; it is registered as " + found.id +
            ", to be confirmed; or correct the name",
        kind);
    add("unit.register",
        {{"unit", found.id},
         {"name", name},
         {"kind", kind},
         {"aliases", json::array(found.aliases.begin(), found.aliases.end())},
         {"confirmed", false},
         {"members", json::array()}},
        nullptr);
    return found.id;
}

// ---- what the regime says
// --------------------------------------------------------------------------------------------

void ProjectPlanner::check_phase(const Line& line, const Item* item, const char* key,
                                 const std::vector<regime::Phase>& phases, std::optional<std::string>& found) {
    const auto* text = line.text(key);
    found.reset();
    if (!text) return;
    const auto wanted = interop::same_title(text->value);
    const auto phase = std::ranges::find_if(phases, [&](const regime::Phase& one) {
        return one.key == text->value || interop::same_title(one.title) == wanted;
    });
    if (phase == phases.end()) {
        std::string titles;
        for (const auto& one : phases) titles += (titles.empty() ? "" : ", ") + one.title;
        return bar(text->at, "no_phase", "expected one of the regime's (" + titles + "), got " + quote(text->value));
    }
    regime::PlanFacts facts;
    facts.year = plan_year_;
    const auto days = item ? item->row.days : rows::ProjectDays{};
    facts.start = days.started_on ? days.started_on : day_of(line, "start", false, days.start);
    facts.finish = days.finished_on ? days.finished_on : day_of(line, "finish", true, days.finish);
    if (item) facts.stage = item->row.stage;
    facts.year_investment = sum_of(line, "year_investment", profile_of(item).year_investment);
    for (const auto& breach : regime::breaches(*phase, facts))
        bar(text->at, "not_of_phase", phase->title + ": " + breach.reason);
    found = phase->key;
}

void ProjectPlanner::check_phases(const Line& line, const Item* item) {
    check_phase(line, item, "tier", known_.rules.tiers, tier_);
    check_phase(line, item, "batch", known_.rules.batches, batch_);
}

/// 达到 or 达不到 the thresholds, with the reason; of what is there like this nothing needs to be told.
void ProjectPlanner::tell_threshold(const Line& line, const Item* item) {
    const auto total = sum_of(line, "total_investment", profile_of(item).total_investment);
    if (known_.rules.thresholds.empty() || !total) return;
    regime::Candidate candidate;
    const auto* sector = line.text("sector");
    const auto* industry = line.text("industry");
    candidate.sector = sector ? sector->value : profile_of(item).sector.value_or(industry ? industry->value : "");
    candidate.total = *total;
    candidate.year = sum_of(line, "year_investment", profile_of(item).year_investment);
    for (const auto& phase : {tier_, batch_}) {
        if (phase) candidate.phases.push_back(*phase);
    }
    const auto found = regime::qualify(known_.rules, candidate);
    const auto* sum = line.sum("total_investment");
    say(sum ? sum->at : line.at, found.name ? "qualifies" : "below", found.reason, found.name.value_or(""));
}

// ---- a row that is new
// -----------------------------------------------------------------------------------------------

void ProjectPlanner::enter(const Line& line) {
    line_.fate = LineFate::enter;
    const auto id = new_id(line.name);
    const auto* number = line.text("number");
    const auto* content = line.text("content");
    json::object params{{"item", id},
                        {"ledger", known_.ledger.value},
                        {"number", number ? number->value : std::to_string(checked_.lines.size() + 1)},
                        {"title", line.name},
                        {"text", content ? content->value : line.name},
                        {"units", parties(line)},
                        {"open_list", false},
                        {"targets", json::array()},
                        {"fields", json::array()}};
    const auto put_person = [&](const char* member, const char* key) {
        if (const auto* text = line.text(key)) params[member] = json::object{{"name", text->value}};
    };
    put_person("responsible_leader", "leader");
    put_person("responsible_person", "person");
    params["source"] = json::object{{"line", checked_.lines.size() + 1}, {"cell", line.at}};
    add("item.enter", std::move(params), nullptr);
    profile(line, nullptr, id);
    assign_people(line, nullptr, id);
    sort_into_plan(nullptr, id);
    tell_threshold(line, nullptr);
    tell_reported(line, nullptr);
}

json::array ProjectPlanner::parties(const Line& line) {
    json::array out;
    const auto party = [&](const std::string& id, const std::string& name) {
        for (const auto& known : out) {
            if (known.at("unit").as_string() == id) return;
        }
        out.push_back({{"unit", id},
                       {"name", name},
                       {"role", out.empty() ? "lead" : "responsible"},
                       {"inferred", out.empty()},
                       {"collective", name.starts_with("各")},
                       {"members", json::array()}});
    };
    const auto* text = line.text("unit");
    const auto names = text ? interop::unit_list(text->value) : std::vector<std::string>();
    const auto level = names.empty() ? std::string() : interop::level_prefix(names.front());
    for (const auto& name : names) party(unit_named(name, level, text->at, false), name);
    if (!out.empty()) return out;
    say(line.at, "no_unit", "no responsible unit is printed", known_.holder.value);
    const auto holder = known_.unit_names.find(known_.holder);
    party(known_.holder.value, holder == known_.unit_names.end() ? known_.holder.value : holder->second);
    return out;
}

// ---- a row that is there
// ---------------------------------------------------------------------------------------------

void ProjectPlanner::revise(const Line& line, const Item& item) {
    check_lead(line, item);
    revise_head(line, item);
    profile(line, &item, item.row.item.value);
    assign_people(line, &item, item.row.item.value);
    sort_into_plan(&item, item.row.item.value);
    tell_reported(line, &item);
    if (!line_.commands.empty()) {
        line_.fate = LineFate::change;
        tell_threshold(line, &item);
    } else if (std::ranges::find(line_.says, "planned", &interop::Said::code) != line_.says.end()) {
        line_.fate = LineFate::refuse;
    }
}

void ProjectPlanner::revise_head(const Line& line, const Item& item) {
    const auto* number = line.text("number");
    json::object params{{"item", item.row.item.value}, {"fields", json::array()}};
    if (number && number->value != item.row.number) params["number"] = number->value;
    if (interop::same_title(line.name) != interop::same_title(item.row.title)) params["title"] = line.name;
    if (params.size() > 2) add("item.revise", std::move(params), &item);
}

void ProjectPlanner::check_lead(const Line& line, const Item& item) {
    const auto* text = line.text("unit");
    const auto names = text ? interop::unit_list(text->value) : std::vector<std::string>();
    if (names.empty()) return;
    const auto known = known_.units.find(names.front());
    const auto id = known == known_.units.end() ? std::string() : known->second;
    const bool same = std::ranges::any_of(item.row.units, [&](const Party& party) {
        return party.role == PartyRole::lead && (party.unit.value == id || party.name == names.front());
    });
    if (same || (item.row.lead && item.row.lead->value == id)) return;
    say(text->at, "unit_differs",
        quote(names.front()) + " does not lead the project in the ledger; transfer it (item.transfer)",
        item.row.lead ? item.row.lead->value : "");
}

void ProjectPlanner::add(std::string method, json::object params, const Item* item) {
    LineCommands(checked_, line_, "import of " + request_.file)
        .add(std::move(method), std::move(params), item ? item->version : 0);
}

}  // namespace taizhang::documents
