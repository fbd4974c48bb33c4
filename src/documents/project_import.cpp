#include "src/documents/project_import.hpp"

#include "projections/items/item_row.hpp"
#include "projections/registers/units.hpp"
#include "src/documents/project_plan.hpp"

namespace taizhang::documents {

namespace {

/// Of what was merged or dissolved, whoever follows.
UnitId today(const std::map<UnitId, rows::UnitRow>& units, UnitId unit) {
    for (std::size_t steps = 0; steps < units.size(); ++steps) {
        const auto found = units.find(unit);
        if (found == units.end() || !found->second.successor) break;
        unit = *found->second.successor;
    }
    return unit;
}

/// Names of today before those of former days.
interop::KnownUnits known_names(const std::map<UnitId, rows::UnitRow>& units) {
    interop::KnownUnits known;
    for (const auto& [id, unit] : units) known.try_emplace(unit.name, today(units, id).value);
    for (const auto& [id, unit] : units) {
        for (const auto& alias : unit.aliases) known.try_emplace(alias, today(units, id).value);
        for (const auto& name : unit.former_names) known.try_emplace(name, today(units, id).value);
    }
    return known;
}

/// What an item has that is no project yet.
rows::ProjectRow plain(const rows::ItemRow& item) {
    rows::ProjectRow row;
    row.ledger = item.ledger;
    row.item = item.item;
    row.number = item.number;
    row.title = item.title;
    row.units = item.units;
    row.people.leader = item.responsible_leader;
    row.people.person = item.responsible_person;
    row.people.liaison = item.liaison;
    row.people.section = item.section;
    return row;
}

Result<std::vector<ProjectsKnown::Item>> known_items(const Reading& reading, const LedgerId& ledger) {
    TZ_TRY(auto projects, reading.rows<rows::ProjectRow>("project_library", {{"ledger", ledger.value}}));
    std::map<ItemId, rows::ProjectRow> by_item;
    for (auto& project : projects) by_item.emplace(project.item, std::move(project));
    TZ_TRY(const auto rows, reading.rows<rows::ItemRow>("current_ledger", {{"ledger", ledger.value}}));
    std::vector<ProjectsKnown::Item> items;
    for (const auto& row : rows) {
        const auto project = by_item.find(row.item);
        ProjectsKnown::Item item;
        item.row = project == by_item.end() ? plain(row) : project->second;
        item.progress = row.progress_text.value_or("");
        item.version = row.version;
        item.gone = row.status == rows::ItemStatus::cancelled || row.status == rows::ItemStatus::merged;
        items.push_back(std::move(item));
    }
    return items;
}

Result<ProjectsKnown> known_now(const Reading& reading, const LedgerReading& ledger) {
    ProjectsKnown known;
    known.ledger = ledger.row.ledger;
    known.holder = ledger.row.holder;
    known.rules = ledger.rules.projects;
    TZ_TRY(const auto rows, reading.rows<rows::UnitRow>("units", {}));
    std::map<UnitId, rows::UnitRow> units;
    for (const auto& row : rows) {
        known.unit_names.emplace(row.unit, row.name);
        units.emplace(row.unit, row);
    }
    known.units = known_names(units);
    TZ_TRY(known.items, known_items(reading, known.ledger));
    return known;
}

}  // namespace

Result<CheckedImport> check_projects(const Reading& reading, const ProjectImport& request) {
    TZ_TRY(const auto ledger, reading.ledger(request.ledger));
    TZ_TRY(const auto workbook, read_import(request.bytes, request.limits));
    TZ_TRY(const auto list, interop::read_project_list(workbook, ledger.rules.projects));
    TZ_TRY(const auto known, known_now(reading, ledger));
    auto wanted = request;
    if (!wanted.plan_year) wanted.plan_year = ledger.row.year;
    return plan_projects(list, known, wanted);
}

CheckedImport plan_projects(const interop::ReadProjectList& list, const ProjectsKnown& known,
                            const ProjectImport& request) {
    return ProjectPlanner(known, request).plan(list);
}

}  // namespace taizhang::documents
