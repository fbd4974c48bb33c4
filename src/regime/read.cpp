#include "src/regime/read.hpp"

#include "src/regime/table.hpp"

#include <taizhang/text.hpp>

#include <algorithm>

namespace taizhang::regime {

namespace {

// A dotted key may nest as deep as it has dots, and what is nested too deep overflows the stack when it is let go.
constexpr std::ptrdiff_t max_dots_in_a_line = 32;

/// What a text must keep to before a parser sees it.
bool within_bounds(std::string_view text, Faults& faults) {
    if (text.size() > max_regime_bytes) {
        faults.add(1, "",
                   "expected at most " + std::to_string(max_regime_bytes) + " bytes, got " +
                       std::to_string(text.size()) + "; leave out what is no rule");
        return false;
    }
    for (std::size_t begin = 0, line = 1; begin < text.size(); ++line) {
        const auto end = std::min(text.find('\n', begin), text.size());
        if (std::ranges::count(text.substr(begin, end - begin), '.') > max_dots_in_a_line) {
            faults.add(line, "",
                       "expected at most " + std::to_string(max_dots_in_a_line) +
                           " full stops '.' in a line; break it into several");
            return false;
        }
        begin = end + 1;
    }
    return true;
}

bool is_system(std::string_view name) {
    return name.size() == 2 && name[0] == 'S' && name[1] >= '1' && name[1] <= '9';
}

/// "S1", "S1 S2 S7" in order, or "calendar".
void check_system(Table& root, std::string_view system) {
    if (system == "calendar") return;
    for (std::string_view rest = system, before;;) {
        const auto name = rest.substr(0, rest.find(' '));
        if (!is_system(name) || name <= before) {
            root.fault("system", "expected \"calendar\", one of S1 to S9, or several in order such as \"S1 S2\", got " +
                                     quote(system));
            return;
        }
        if (name.size() == rest.size()) return;
        before = name;
        rest.remove_prefix(name.size() + 1);
    }
}

void check_calendar_id(Table& root, const std::optional<std::string>& id) {
    if (id && !RegimeId::parse(*id))
        root.fault("calendar", "expected the id of an adopted regime, such as \"working-days\", got " + quote(*id));
}

std::vector<std::string> steps_of(const std::vector<ProjectKind>& kinds) {
    std::vector<std::string> steps;
    for (const auto& kind : kinds) steps.insert(steps.end(), kind.steps.begin(), kind.steps.end());
    return steps;
}

void check_step_rhythms(Table& root, const Rules& rules) {
    for (const auto& step : rules.steps) {
        if (!step.rhythm || step.on != Trigger::rhythm_missed ||
            std::ranges::count(rules.rhythms, *step.rhythm, &Rhythm::name) > 0)
            continue;
        root.fault("step", quote(step.name) + " answers the rhythm " + quote(*step.rhythm) +
                               ", which the regime does not have; write the name of a [[rhythm]]");
    }
}

void read_root(Table& root, Rules& rules) {
    root.need({"title", "system", "document"});
    root.text("title", rules.title);
    if (root.text("system", rules.system)) check_system(root, rules.system);
    root.text("document", rules.document);
    if (rules.system == "calendar") return read_working_days(root, rules);
    if (root.text("calendar", rules.calendar_regime)) check_calendar_id(root, rules.calendar_regime);
    read_months(root, rules);
    read_measures(root, rules);
    read_meetings(root, rules);
    read_forms(root, rules);
    read_projects(root, rules.projects, steps_of(rules.project_kinds));
    read_rhythms(root, rules.rhythms);
    check_step_rhythms(root, rules);
    read_admission(root, rules.admission);
    read_assessments(root, rules.assessments);
}

struct Outcome {
    Rules rules;
    std::vector<Fault> faults;
};

/// The parser's words for what it could not read.
void tell_syntax(const toml::parse_error& problem, Faults& faults) {
    faults.add(
        problem.source().begin.line, "",
        "is not TOML, column " + std::to_string(problem.source().begin.column) + ": " + shorten(problem.description()));
}

Outcome read_text(std::string_view text) {
    Outcome outcome;
    Faults faults;
    if (!within_bounds(text, faults)) return {{}, faults.take()};
    try {
        const auto parsed = toml::parse(text);
        Table root(parsed, "", faults);
        read_root(root, outcome.rules);
        root.finish();
    } catch (const toml::parse_error& problem) {
        tell_syntax(problem, faults);
    }
    outcome.faults = faults.take();
    return outcome;
}

std::string place_of(const Fault& fault) {
    return std::to_string(fault.line) + ": " + (fault.key.empty() ? "" : fault.key + ": ");
}

Error error_of(const std::vector<Fault>& faults, std::string_view name) {
    boost::json::array list;
    for (const auto& fault : faults)
        list.push_back({{"line", fault.line}, {"key", fault.key}, {"message", fault.message}});
    const auto& first = faults.front();
    std::string message = std::string(name) + ":" + place_of(first) + first.message;
    if (faults.size() > 1) message += " (and " + std::to_string(faults.size() - 1) + " more; details.faults lists all)";
    return invalid(std::move(message), first.key).with("line", first.line).with("faults", std::move(list));
}

}  // namespace

Result<Rules> read(std::string_view toml, std::string_view name) {
    auto outcome = read_text(toml);
    if (!outcome.faults.empty()) return error_of(outcome.faults, name);
    return std::move(outcome.rules);
}

std::vector<Fault> check(std::string_view toml) {
    return read_text(toml).faults;
}

}  // namespace taizhang::regime
