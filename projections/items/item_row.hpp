// The row of view `current_ledger` 台账 (current_ledger.hpp says what stands in it and why).
#pragma once

#include "projections/items/item_parts.hpp"

namespace taizhang::rows {

struct ItemRow {
    LedgerId ledger;
    ItemId item;
    std::string number;
    std::optional<std::string> chapter;
    std::string title;
    std::string text;
    std::optional<std::string> goal;
    std::optional<std::string> measures;
    std::optional<std::string> rewards;
    std::vector<Party> units;
    bool open_list = false;
    std::vector<UnitId> answerable;        ///< units and members of collectives, as they stand today
    std::vector<ItemAnswering> answering;  ///< for units that were merged or dissolved
    std::optional<NamedPerson> responsible_leader;
    std::optional<NamedPerson> responsible_person;
    std::optional<NamedPerson> liaison;
    std::vector<ItemHolder> holders;  ///< of whoever is named by a post
    std::optional<std::string> section;
    std::optional<Date> deadline;
    std::optional<DeadlineBasis> deadline_basis;
    ItemStatus status = ItemStatus::entered;
    std::vector<UnitId> acknowledged;
    std::optional<Decimal> percent;
    std::optional<Decimal> scheduled_percent;
    Lamp lamp = Lamp::grey;
    std::optional<Period> last_period;
    std::optional<std::string> progress_text;  ///< this and the following six are of the latest report
    std::optional<std::string> achievements_text;
    std::optional<std::string> problems_text;
    std::optional<std::string> measures_text;
    std::optional<std::string> next_measures_text;
    std::optional<std::string> reasons;
    std::optional<std::string> corrections;
    std::vector<ItemTarget> targets;
    std::vector<ItemProgress> progress;  ///< in the order in which they were first reported
    std::vector<ItemMilestone> milestones;
    std::vector<ItemProblem> problems;
    std::optional<ItemExtension> extension;  ///< the last one asked for
    std::vector<Fixing> missing_fixings;     ///< S1.1
    std::optional<std::string> form;         ///< of the regime's: 表四 (S2)
    std::vector<NamedValue> fields;          ///< the form's columns that have no field here
    std::vector<item::Part> parts;
    std::vector<ItemPlan> plans;
    ItemProject project;
    ItemSupervision supervision;
    ItemYear year;
    std::optional<ItemId> replaced_by;  ///< also of one that was merged or carried over
    Version version = 0;
    Time changed_at;
    Position changed_position = 0;
};
BOOST_DESCRIBE_STRUCT(ItemRow, (),
                      (ledger, item, number, chapter, title, text, goal, measures, rewards, units, open_list,
                       answerable, answering, responsible_leader, responsible_person, liaison, holders, section,
                       deadline, deadline_basis, status, acknowledged, percent, scheduled_percent, lamp, last_period,
                       progress_text, achievements_text, problems_text, measures_text, next_measures_text, reasons,
                       corrections, targets, progress, milestones, problems, extension, missing_fixings, form, fields,
                       parts, plans, project, supervision, year, replaced_by, version, changed_at, changed_position))

}  // namespace taizhang::rows
