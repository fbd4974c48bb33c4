#include "tools/import_forms.hpp"

#include "src/domain/checks.hpp"
#include "src/interop/unit_names.hpp"

#include <taizhang/reflect/json.hpp>

#include <algorithm>
#include <cstdio>

namespace taizhang {

namespace json = boost::json;

namespace {

std::string text_of(const json::object& row, std::string_view member) {
    const auto* value = row.if_contains(member);
    return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::string name_of(const json::object& row, std::string_view member) {
    const auto* person = row.if_contains(member);
    return person && person->is_object() ? text_of(person->as_object(), "name") : std::string();
}

/// The heading under which an item's line is recognised.
std::string title_of(const interop::ReadFormItem& line) {
    if (!line.item.title.empty()) return line.item.title;
    if (!line.item.text.empty()) return line.item.text;
    return line.item.form + " 第" + std::to_string(line.row) + "行";
}

bool in_list(const json::array& list, const json::object& wanted, std::initializer_list<std::string_view> members) {
    return std::ranges::any_of(list, [&](const json::value& one) {
        return std::ranges::all_of(members, [&](auto member) {
            const auto *a = one.as_object().if_contains(member), *b = wanted.if_contains(member);
            return a && b && *a == *b;
        });
    });
}

class FormPlanner {
  public:
    explicit FormPlanner(const FormImportOptions& options) : options_(options), units_(options.known) {
        plan_.ledger = options.ledger;
    }

    ImportPlan make(const interop::ReadForms& read) {
        for (const auto& doubt : read.doubts) plan_.doubts.push_back({doubt.at, doubt.what, doubt.read_as});
        for (const auto& form : read.forms) {
            for (const auto& line : form.items) take(line, form.sheet);
        }
        plan_.new_units = units_.registered();
        return std::move(plan_);
    }

  private:
    void take(const interop::ReadFormItem& line, const std::string& sheet) {
        sheet_ = sheet;
        const auto title = title_of(line);
        const auto* known = find(line.item.form, title);
        known ? revise(line, *known) : enter(line, title);
    }

    const json::object* find(const std::string& form, const std::string& title) const {
        for (const auto& value : options_.rows) {
            const auto& row = value.as_object();
            if (text_of(row, "form") == form && text_of(row, "title") == shortened(title)) return &row;
        }
        return nullptr;
    }

    // ---- a line that is new ----------------------------------------------------------------------------------------

    void enter(const interop::ReadFormItem& line, const std::string& title) {
        const auto& item = line.item;
        json::object params{{"item", new_id(item.form, title)},
                            {"ledger", options_.ledger},
                            {"number", item.number.empty() ? std::to_string(line.row) : item.number},
                            {"title", shortened(title)},
                            {"text", item.text.empty() ? title : item.text},
                            {"units", parties(line)},
                            {"open_list", false},
                            {"form", item.form}};
        put(params, "goal", item.goal);
        put(params, "measures", item.measures);
        put(params, "rewards", item.rewards);
        put_person(params, "responsible_leader", item.responsible_leader);
        put_person(params, "responsible_person", item.responsible_person);
        if (item.deadline) {
            params["deadline"] = item.deadline->to_string();
            params["deadline_basis"] = reflect::to_json(line.deadline_basis.value_or(DeadlineBasis::stated));
        }
        params["targets"] = targets(item);
        params["fields"] = fields_with_reported(line);
        params["source"] = json::object{{"line", line.row}, {"cell", cell_of(line)}};
        add("item.enter", std::move(params));
    }

    std::string new_id(const std::string& form, const std::string& title) const {
        return options_.ledger + "-" + sha256({form, "\n", title}).to_string().substr(0, 10);
    }

    json::array parties(const interop::ReadFormItem& line) {
        json::array out;
        const auto& names = line.item.units;
        const auto level = names.empty() ? std::string() : interop::level_prefix(names.front());
        for (const auto& name : names) {
            const bool collective = name.starts_with("各");
            const auto id = unit_named(name, level, collective);
            if (in_list(out, {{"unit", id}}, {"unit"})) continue;
            out.push_back(party(id, name, out.empty(), collective));
        }
        if (!out.empty()) return out;
        plan_.doubts.push_back(
            {cell_of(line), "no responsible unit is printed", "the ledger's holder, until it assigns one"});
        out.push_back(party(options_.holder, options_.holder, true, false));
        return out;
    }

    static json::object party(const std::string& id, const std::string& name, bool leads, bool collective) {
        return {{"unit", id},
                {"name", name},
                {"role", leads ? "lead" : "responsible"},
                {"inferred", leads},
                {"collective", collective},
                {"members", json::array()}};
    }

    std::string unit_named(const std::string& name, const std::string& level, bool collective) {
        const auto found = units_.find_or_make(name, level, collective);
        if (!found.made) return found.id;
        add("unit.register", {{"unit", found.id},
                              {"name", name},
                              {"kind", interop::kind_of_name(name, collective)},
                              {"aliases", json::array(found.aliases.begin(), found.aliases.end())},
                              {"confirmed", false},
                              {"members", json::array()}});
        return found.id;
    }

    static json::array targets(const interop::FormItem& item) {
        json::array out;
        for (const auto& target : item.targets) out.push_back(target_json(target));
        return out;
    }

    static json::object target_json(const interop::FormQuantity& target) {
        return {{"indicator", target.indicator}, {"comparator", ">="}, {"value", target.value.to_string()},
                {"unit", target.unit},           {"stretch", false},   {"at", json::array()}};
    }

    /// What only a report may say is kept beside, under the field's name, so that nothing of the sheet is lost.
    json::array fields_with_reported(const interop::ReadFormItem& line) {
        auto fields = named_values(line.item);
        for (const auto& cell : reported_cells(line)) {
            doubt_reported(cell);
            fields.push_back(json::object{{"name", cell.field + "（导入）"}, {"value", cell.printed}});
        }
        return fields;
    }

    static json::array named_values(const interop::FormItem& item) {
        json::array out;
        for (const auto& value : item.values) out.push_back(json::object{{"name", value.name}, {"value", value.value}});
        return out;
    }

    static std::vector<interop::ReadCell> reported_cells(const interop::ReadFormItem& line) {
        std::vector<interop::ReadCell> cells;
        std::ranges::copy_if(line.cells, std::back_inserter(cells), [](const interop::ReadCell& cell) {
            return cell.field == "progress" || cell.field == "problems" || cell.field == "status" ||
                   cell.field == "percent" || cell.field.starts_with("actual ");
        });
        return cells;
    }

    void doubt_reported(const interop::ReadCell& cell) {
        plan_.doubts.push_back({cell.at, cell.field + " is what a unit reports each month (S1.4), not what is entered",
                                "kept beside the item's fields; report it with item.report_progress"});
    }

    // ---- a line that is there --------------------------------------------------------------------------------------

    void revise(const interop::ReadFormItem& line, const json::object& row) {
        const auto& item = line.item;
        const auto id = text_of(row, "item");
        json::object revised{{"item", id}};
        const auto differs = [&](std::string_view member, const std::string& read) {
            if (!read.empty() && read != text_of(row, member)) revised[member] = read;
        };
        differs("number", item.number);
        if (!item.title.empty()) differs("text", item.text);
        differs("goal", item.goal);
        differs("measures", item.measures);
        differs("rewards", item.rewards);
        json::array fields;
        for (auto& value : named_values(item)) {
            if (!in_list(row.at("fields").as_array(), value.as_object(), {"name", "value"})) fields.push_back(value);
        }
        if (revised.size() > 1 || !fields.empty()) {
            revised["fields"] = std::move(fields);
            add("item.revise", std::move(revised), version_of(row));
        }
        revise_people(line, row, id);
        revise_targets(item, row, id);
        tell_untouched(line, row);
    }

    void revise_people(const interop::ReadFormItem& line, const json::object& row, const std::string& id) {
        json::object assigned{{"item", id}};
        const auto differs = [&](std::string_view member, const std::string& read) {
            if (!read.empty() && read != name_of(row, member)) put_person(assigned, member, read);
        };
        differs("responsible_leader", line.item.responsible_leader);
        differs("responsible_person", line.item.responsible_person);
        if (assigned.size() > 1) add("item.assign_people", std::move(assigned), version_of(row));
    }

    void revise_targets(const interop::FormItem& item, const json::object& row, const std::string& id) {
        for (const auto& target : item.targets) {
            auto wanted = target_json(target);
            if (in_list(row.at("targets").as_array(), wanted, {"indicator", "value", "unit"})) continue;
            add("item.set_target", {{"item", id}, {"target", std::move(wanted)}}, version_of(row));
        }
    }

    void tell_untouched(const interop::ReadFormItem& line, const json::object& row) {
        if (line.item.deadline && line.item.deadline->to_string() != text_of(row, "deadline"))
            plan_.doubts.push_back({cell_at(line, "deadline"),
                                    "the deadline is " + text_of(row, "deadline") + " in the ledger, " +
                                        line.item.deadline->to_string() + " in the sheet",
                                    "the ledger's; a deadline moves by an extension (item.request_extension)"});
        for (const auto& cell : reported_cells(line)) {
            const auto member = cell.field == "progress"   ? "progress_text"
                                : cell.field == "problems" ? "problems_text"
                                                           : "";
            if (*member != '\0' && cell.printed != text_of(row, member)) doubt_reported(cell);
        }
    }

    static std::int64_t version_of(const json::object& row) {
        const auto* version = row.if_contains("version");
        return version && version->is_number() ? version->to_number<std::int64_t>() : 0;
    }

    // ---- what both need --------------------------------------------------------------------------------------------

    static std::string shortened(const std::string& title) {
        if (count_characters(title) <= max_title_characters) return title;
        std::size_t end = 0, characters = 0;
        while (end < title.size() && characters < max_title_characters - 1) {
            do ++end;
            while (end < title.size() && (title[end] & 0xC0) == 0x80);
            ++characters;
        }
        return title.substr(0, end) + "…";
    }

    static void put(json::object& params, std::string_view member, const std::string& value) {
        if (!value.empty()) params[member] = value;
    }
    static void put_person(json::object& params, std::string_view member, const std::string& name) {
        if (!name.empty()) params[member] = json::object{{"name", name}};
    }

    static std::string cell_at(const interop::ReadFormItem& line, std::string_view field) {
        const auto found = std::ranges::find(line.cells, field, &interop::ReadCell::field);
        return found == line.cells.end() ? std::string() : found->at;
    }
    std::string cell_of(const interop::ReadFormItem& line) const {
        return line.cells.empty() ? sheet_ + "!A" + std::to_string(line.row) : line.cells.front().at;
    }

    /// `version` of an item that is changed: the same change is another command when there were others in between.
    void add(std::string method, json::object params, std::int64_t version = 0) {
        params["reason"] = "import of " + options_.file_name;
        auto id = derived_command_id(method + " " + std::to_string(version), params);
        params["command_id"] = std::move(id);
        plan_.commands.push_back({std::move(method), std::move(params)});
    }

    const FormImportOptions& options_;
    interop::UnitNames units_;
    ImportPlan plan_;
    std::string sheet_;
};

}  // namespace

ImportPlan plan_form_import(const interop::ReadForms& read, const FormImportOptions& options) {
    return FormPlanner(options).make(read);
}

}  // namespace taizhang
