// The forms: what a column is bound to, and that no two columns mean the same.
#include "src/regime/table.hpp"
#include "src/regime/units.hpp"

#include <taizhang/text.hpp>

#include <algorithm>

namespace taizhang::regime {

namespace {

constexpr std::size_t max_depth = 6;
constexpr std::size_t max_columns = 100;

/// Of a form's title and of its columns'.
const std::vector<std::string>& placeholders() {
    static const std::vector<std::string> names = {"year"};
    return names;
}

bool is_figure(ColumnSource source) {
    return source == ColumnSource::target || source == ColumnSource::actual;
}

void check_unit(Table& table, const Column& column) {
    if (column.unit && !is_known_unit(*column.unit))
        table.fault("unit", "is no unit of measure that is known: " + quote(*column.unit) +
                                "; expected one such as 亿元, 万元, 个, 人, 家, %, 亩, 公里");
}

/// Keys that only some sources have.
void check_belongs(Table& table, const Column& column) {
    const bool figure = column.source && is_figure(*column.source);
    if (figure) table.need({"indicator", "unit"});
    for (const auto* key : {"indicator", "unit"}) {
        if (!figure && table.has(key)) table.fault(key, "only a target or an actual has one; leave it out");
    }
    if (table.has("quarter") && column.source != ColumnSource::actual)
        table.fault("quarter", "only an actual is of a quarter; leave it out");
    if (table.has("name") && column.source != ColumnSource::value)
        table.fault("name", "only a value has a name; leave it out");
}

void check_group(Table& table, const Column& column) {
    if (column.source || table.has("source"))
        table.fault("source", "a group has columns below it and no source of its own; leave one of them out");
    if (column.children.empty()) table.fault("columns", "expected at least one column, got none");
    for (const auto* key : {"name", "indicator", "unit", "quarter", "required", "width"}) {
        if (table.has(key)) table.fault(key, "belongs to the columns below, not to their group");
    }
}

std::vector<Column> read_columns(Table& table, std::size_t depth);

Column read_column(Table& table, std::size_t depth) {
    Column column;
    table.need({"title"});
    if (table.text("title", column.title)) check_placeholders(table, "title", column.title, placeholders());
    table.choice("source", column.source);
    table.text("name", column.name);
    table.text("indicator", column.indicator);
    if (table.text("unit", column.unit)) check_unit(table, column);
    table.number("quarter", column.quarter, 1, 4);
    table.flag("required", column.required);
    if (Decimal width; table.decimal("width", width, 1, 200)) column.width = std::stod(width.to_string());
    if (table.has("columns")) {
        column.children = read_columns(table, depth + 1);
        check_group(table, column);
    } else if (table.has("source")) {
        check_belongs(table, column);
    } else {
        table.fault("source", "is missing: a column says where its value comes from, or has columns below it");
    }
    return column;
}

std::vector<Column> read_columns(Table& table, std::size_t depth) {
    std::vector<Column> columns;
    if (depth > max_depth) {
        table.fault("columns", "expected at most " + std::to_string(max_depth) + " rows of heads, one below another");
        return columns;
    }
    table.tables("columns", [&](Table& inner) { columns.push_back(read_column(inner, depth)); });
    return columns;
}

/// What a column holds, so that no two hold the same.
std::string meaning_of(const Column& column) {
    std::string meaning = reflect::enum_name(*column.source);
    if (column.source == ColumnSource::value) meaning += " '" + column.name.value_or(column.title) + "'";
    if (column.indicator) meaning += " of '" + *column.indicator + "'";
    if (column.quarter) meaning += " in quarter " + std::to_string(*column.quarter);
    return meaning;
}

void check_leaves(Table& table, const Form& form) {
    const auto columns = leaves(form);
    if (columns.size() > max_columns)
        table.fault("columns", "expected at most " + std::to_string(max_columns) + " columns, got " +
                                   std::to_string(columns.size()));
    std::vector<std::string> seen;
    for (const auto* column : columns) {
        if (!column->source) continue;
        auto meaning = meaning_of(*column);
        if (std::ranges::find(seen, meaning) != seen.end())
            table.fault("columns",
                        "two columns hold the same, the " + shorten(meaning) + "; bind each to what it alone holds");
        seen.push_back(std::move(meaning));
    }
}

Form read_form(Table& table) {
    Form form;
    table.need({"id", "title", "columns"});
    table.text("id", form.id, 64);
    if (table.text("title", form.title)) check_placeholders(table, "title", form.title, placeholders());
    table.text("note", form.note);
    form.columns = read_columns(table, 1);
    if (form.columns.empty() && table.has("columns")) table.fault("columns", "expected at least one column, got none");
    check_leaves(table, form);
    return form;
}

}  // namespace

void read_forms(Table& root, Rules& rules) {
    root.tables("form", [&](Table& table) {
        auto form = read_form(table);
        if (!form.id.empty() && rules.find_form(form.id)) table.fault("id", "the id stands twice");
        rules.forms.push_back(std::move(form));
    });
}

}  // namespace taizhang::regime
