// Kinds of projects and their tours, inspections, and the circulars that are due.
#include "src/regime/table.hpp"

#include <algorithm>

namespace taizhang::regime {

namespace {

using bulletin::Kind;

ProjectKind read_kind(Table& table) {
    ProjectKind kind;
    table.need({"name", "steps"});
    table.text("name", kind.name, 64);
    if (table.texts("steps", kind.steps) && kind.steps.empty())
        table.fault("steps", "expected at least one step, in order, got none");
    table.text("consolidated_by", kind.consolidated_by);
    return kind;
}

/// A year's months are parted evenly, or the tours of two years would differ.
void read_tours(Table& table, Tours& tours) {
    table.need({"every_months", "organiser"});
    if (table.number("every_months", tours.every_months, 1, 12) && 12 % tours.every_months != 0)
        table.fault("every_months", "expected 1, 2, 3, 4, 6 or 12, which part a year evenly, got " +
                                        std::to_string(tours.every_months));
    table.text("organiser", tours.organiser);
}

/// A bulletin that has no period of its own cannot be due after it.
bool comes_round(Kind kind) {
    return kind == Kind::weekly || kind == Kind::monthly || kind == Kind::quarterly || kind == Kind::standings;
}

void read_bulletin_due(Table& table, BulletinRule& rule) {
    if (!table.has("due_day")) return;
    if (!comes_round(rule.kind)) {
        table.number("due_day", rule.due_day, 1, 31);
        table.fault("due_day", "only weekly, monthly, quarterly and standings bulletins come round; leave it out");
        return;
    }
    table.number("due_day", rule.due_day, 1, rule.kind == Kind::weekly ? 7 : 31);
}

BulletinRule read_bulletin(Table& table) {
    BulletinRule rule;
    static const std::vector<std::string> numbering = {"year", "n"};
    table.need({"kind", "title", "to", "signed_by", "sections"});
    const bool known = table.choice("kind", rule.kind);
    if (table.text("title", rule.title) && known)
        check_placeholders(table, "title", rule.title, bulletin_placeholders(rule.kind));
    if (table.text("number", rule.number)) check_placeholders(table, "number", *rule.number, numbering);
    table.text("to", rule.addressed_to);
    table.text("signed_by", rule.signed_by);
    read_bulletin_due(table, rule);
    table.words("sections", rule.sections, section_names());
    return rule;
}

}  // namespace

void read_meetings(Table& root, Rules& rules) {
    root.tables("project_kind", [&](Table& table) {
        auto kind = read_kind(table);
        if (!kind.name.empty() && rules.find_kind(kind.name)) table.fault("name", "the name stands twice");
        rules.project_kinds.push_back(std::move(kind));
    });
    root.table("tours", [&](Table& table) { read_tours(table, rules.tours); });
    root.table("inspections", [&](Table& table) {
        table.need({"kinds"});
        if (table.choices("kinds", rules.inspection_kinds) && rules.inspection_kinds.empty())
            table.fault("kinds", "expected at least one, got none; leave [inspections] out if every kind is allowed");
    });
    root.tables("bulletin", [&](Table& table) {
        auto rule = read_bulletin(table);
        if (std::ranges::find(rules.bulletins, rule.kind, &BulletinRule::kind) != rules.bulletins.end() &&
            table.has("kind"))
            table.fault("kind", "a bulletin of this kind stands already; a regime has one of each kind");
        rules.bulletins.push_back(std::move(rule));
    });
}

}  // namespace taizhang::regime
