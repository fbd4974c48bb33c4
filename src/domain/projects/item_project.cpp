// An item's inner order: parts given to persons by name (S1.3), paired leader and task force (S4.3), steps (S4.1).
#include "src/domain/items/item_checks.hpp"

#include <taizhang/reflect/diff.hpp>

#include <algorithm>
#include <set>

namespace taizhang {

namespace {

constexpr std::size_t max_parts = 100;

Status check_people(const item::Part& part, const std::string& at, const Case& c) {
    for (const auto& [path, named] :
         {std::pair(at + "/leader", &part.leader), std::pair(at + "/person", &part.person)}) {
        if (!check_text(named->name, path))
            return refused(path + ": each part goes to a leader and a person by name; name them", "S1.3")
                .with("path", json_text(path));
        TZ_CHECK(check_person(*named, path, {part.unit}, c));
    }
    return {};
}

Status check_part(const ItemState& state, const item::Part& part, const std::string& at, const Case& c) {
    TZ_CHECK(check_text(part.part, at + "/part", max_key_characters));
    TZ_CHECK(check_text(part.text, at + "/text"));
    TZ_CHECK(check_concerned(state, part.unit, at + "/unit", c));
    TZ_CHECK(check_people(part, at, c));
    if (!state.deadline || part.deadline <= *state.deadline) return {};
    return refused(at + "/deadline: " + part.deadline.to_string() + " is after " + state.deadline->to_string() +
                       ", the item's own deadline; give a day up to then",
                   "S1.3")
        .with("path", json_text(at + "/deadline"));
}

Status check_named(const NamedPerson& named, const std::string& path, const char* as, const Case& c) {
    if (!check_text(named.name, path))
        return refused(path + ": a task force has exactly one leader and one head, by name; name the " + as, "S4.3")
            .with("path", json_text(path));
    return check_person(named, path, {}, c);
}

std::string step_list(const regime::ProjectKind& kind) {
    std::string text;
    for (const auto& step : kind.steps) text += (text.empty() ? "" : " → ") + step;
    return text;
}

/// The kind's steps, if the item is a project of a kind that the regime knows.
Result<const regime::ProjectKind*> kind_of(const ItemState& state, const Case& c) {
    TZ_TRY(const auto year, year_of(state, c));
    const auto* kind = state.project_kind ? year.rules.find_kind(*state.project_kind) : nullptr;
    if (kind) return kind;
    return refused(item_name(c) + (state.project_kind ? " is a project of kind '" + *state.project_kind +
                                                            "', which the regime does not know; revise its kind"
                                                      : " is no project of any kind; give it one first (item.revise)"),
                   "S4.1");
}

/// The first step of the kind that was not reached; an empty text after the last.
std::string next_step(const regime::ProjectKind& kind, const std::vector<std::string>& reached) {
    for (const auto& step : kind.steps) {
        if (std::ranges::find(reached, step) == reached.end()) return step;
    }
    return {};
}

}  // namespace

Status decide(const ItemState& state, const item::Decomposed& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    if (proposal.parts.empty())
        return refused("/parts: an item is broken down into at least one part; name it", "S1.3").with("path", "/parts");
    TZ_CHECK(check_count(proposal.parts.size(), "/parts", max_parts));
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < proposal.parts.size(); ++i) {
        const auto at = element_path("/parts", i);
        const auto& part = proposal.parts[i];
        if (!seen.insert(part.part).second)
            return invalid(at + "/part: '" + part.part + "' stands in the list twice; give each a name of its own",
                           at + "/part");
        TZ_CHECK(check_part(state, part, at, c));
    }
    if (reflect::diff(item::Decomposed{state.parts}, proposal).empty())
        return refused("nothing would change: " + item_name(c) + " is broken down like this already");
    return {};
}

Status decide(const ItemState& state, const item::PairedLeaderAssigned& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_CHECK(check_person(proposal.leader, "/leader", {}, c));
    if (state.paired_leader && same(*state.paired_leader, proposal.leader))
        return refused("nothing would change: '" + proposal.leader.name + "' is paired with " + item_name(c) +
                       " already");
    return {};
}

Status decide(const ItemState& state, const item::TaskForceFormed& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_CHECK(check_named(proposal.leader, "/leader", "leader", c));
    TZ_CHECK(check_named(proposal.head, "/head", "head", c));
    TZ_CHECK(check_count(proposal.members.size(), "/members"));
    for (std::size_t i = 0; i < proposal.members.size(); ++i) {
        const auto at = element_path("/members", i);
        TZ_CHECK(check_person(proposal.members[i], at, {}, c));
        if (same(proposal.members[i], proposal.leader) || same(proposal.members[i], proposal.head))
            return refused(at + ": '" + proposal.members[i].name + "' is its leader or head; name the others here",
                           "S4.3")
                .with("path", json_text(at));
    }
    if (state.task_force && reflect::diff(*state.task_force, proposal).empty())
        return refused("nothing would change: " + item_name(c) + " has this task force already");
    return {};
}

Status decide(const ItemState& state, const item::StageAdvanced& proposal, const Case& c) {
    TZ_CHECK(check_worked_on(state, c));
    TZ_TRY(const auto* kind, kind_of(state, c));
    TZ_CHECK(check_text(proposal.note, "/note"));
    const auto next = next_step(*kind, steps_reached(state, c.context.directory));
    if (std::ranges::find(kind->steps, proposal.step) == kind->steps.end())
        return invalid("/step: expected one of " + step_list(*kind) + ", got '" +
                           proposal.step.substr(0, max_key_characters) + "'",
                       "/step");
    if (next.empty()) return refused("every step of '" + kind->name + "' was reached already", "S4.1");
    if (proposal.step != next)
        return refused("/step: '" + proposal.step + "' is not the next step; that is '" + next + "' (" +
                           step_list(*kind) + ")",
                       "S4.1")
            .with("path", "/step")
            .with("next", json_text(next));
    if (proposal.reached_on > china_date(c.context.now))
        return invalid("/reached_on: " + proposal.reached_on.to_string() + " lies in the future; tell it when it is so",
                       "/reached_on");
    return {};
}

}  // namespace taizhang
