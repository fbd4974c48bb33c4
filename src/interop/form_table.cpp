#include "src/interop/form_table.hpp"

#include "src/regime/fill.hpp"

#include <algorithm>

namespace taizhang::interop {

namespace {

using regime::Column;
using regime::ColumnSource;

std::string with_year(std::string_view text, int year) {
    return regime::fill(text, {{"year", std::to_string(year)}});
}

CellValue text_cell(std::string text) {
    return text.empty() ? CellValue() : CellValue(std::move(text));
}

/// 0.2000 → 0.2: a conversion by powers of ten leaves zeros that nobody wrote.
Decimal without_trailing_zeros(Decimal value) {
    std::string text = value.to_string();
    if (value.scale() == 0) return value;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return Decimal::parse(text).value();
}

/// The figure in the column's measure; nothing when it does not convert, or not exactly.
std::optional<Decimal> in_measure(const FormQuantity& figure, const std::string& measure) {
    if (figure.unit == measure) return figure.value;
    const auto factor = conversion_factor(figure.unit, measure);
    if (!factor) return std::nullopt;
    const auto converted = multiply(figure.value, *factor);
    return converted ? std::optional(without_trailing_zeros(*converted)) : std::nullopt;
}

CellValue figure_cell(const std::vector<FormQuantity>& figures, const Column& leaf) {
    const auto named = [&](const FormQuantity& figure) {
        return figure.indicator == leaf.indicator && figure.quarter == leaf.quarter;
    };
    const auto found = std::ranges::find_if(figures, named);
    if (found == figures.end()) return {};
    if (const auto value = in_measure(*found, leaf.unit.value_or(""))) return CellNumber{*value};
    return found->value.to_string() + found->unit;
}

CellValue value_cell(const std::vector<FormValue>& values, const Column& leaf) {
    const auto found = std::ranges::find(values, value_name(leaf), &FormValue::name);
    return found == values.end() ? CellValue() : text_cell(found->value);
}

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names) out.append(out.empty() ? "" : "、").append(name);
    return out;
}

template <class Made, class T>
CellValue optional_cell(const std::optional<T>& value) {
    return value ? CellValue(Made{*value}) : CellValue();
}

CellValue cell_of(const FormItem& item, const Column& leaf, int sequence) {
    switch (leaf.source.value_or(ColumnSource::value)) {
        case ColumnSource::sequence:
            return CellNumber{sequence};
        case ColumnSource::number:
            return text_cell(item.number);
        case ColumnSource::title:
            return text_cell(item.title);
        case ColumnSource::text:
            return text_cell(item.text);
        case ColumnSource::units:
            return text_cell(joined(item.units));
        case ColumnSource::responsible_leader:
            return text_cell(item.responsible_leader);
        case ColumnSource::responsible_person:
            return text_cell(item.responsible_person);
        case ColumnSource::deadline:
            return optional_cell<CellDate>(item.deadline);
        case ColumnSource::goal:
            return text_cell(item.goal);
        case ColumnSource::measures:
            return text_cell(item.measures);
        case ColumnSource::rewards:
            return text_cell(item.rewards);
        case ColumnSource::progress:
            return text_cell(item.progress);
        case ColumnSource::problems:
            return text_cell(item.problems);
        case ColumnSource::status:
            return text_cell(item.status);
        case ColumnSource::percent:
            return optional_cell<CellNumber>(item.percent);
        case ColumnSource::target:
            return figure_cell(item.targets, leaf);
        case ColumnSource::actual:
            return figure_cell(item.actuals, leaf);
        case ColumnSource::value:
            return value_cell(item.values, leaf);
    }
    return {};
}

CellKind kind_of(const Column& leaf) {
    switch (leaf.source.value_or(ColumnSource::value)) {
        case ColumnSource::sequence:
            return CellKind::sequence;
        case ColumnSource::deadline:
            return CellKind::date;
        case ColumnSource::percent:
        case ColumnSource::target:
        case ColumnSource::actual:
            return CellKind::number;
        case ColumnSource::value:
            return leaf.unit ? CellKind::number : CellKind::text;
        case ColumnSource::number:
        case ColumnSource::title:
        case ColumnSource::text:
        case ColumnSource::units:
        case ColumnSource::responsible_leader:
        case ColumnSource::responsible_person:
        case ColumnSource::goal:
        case ColumnSource::measures:
        case ColumnSource::rewards:
        case ColumnSource::progress:
        case ColumnSource::problems:
        case ColumnSource::status:
            return CellKind::text;
    }
    return CellKind::text;
}

TableColumn column_of(const Column& leaf, int year) {
    const auto source = leaf.source.value_or(ColumnSource::value);
    return {with_year(leaf.title, year), leaf.width, kind_of(leaf), boost::describe::enum_to_string(source, "value"),
            leaf.unit};
}

const char* kind_name(CellKind kind) {
    return kind == CellKind::text ? "text" : kind == CellKind::date ? "date" : "number";
}

boost::json::array head_json(const std::vector<regime::HeadCell>& head) {
    boost::json::array out;
    for (const auto& cell : head) {
        out.push_back({{"row", cell.row},
                       {"column", cell.column},
                       {"rows", cell.rows},
                       {"columns", cell.columns},
                       {"title", cell.title}});
    }
    return out;
}

}  // namespace

const std::string& value_name(const Column& leaf) {
    return leaf.name ? *leaf.name : leaf.title;
}

std::string field_name(const Column& leaf) {
    const auto source = leaf.source.value_or(ColumnSource::value);
    const std::string name = boost::describe::enum_to_string(source, "value");
    if (source == ColumnSource::value) return name + " " + value_name(leaf);
    const std::string quarter = leaf.quarter ? " in quarter " + std::to_string(*leaf.quarter) : "";
    return leaf.indicator ? name + " " + *leaf.indicator + quarter : name;
}

FormTable fill_form(const regime::Form& form, std::span<const FormItem> items, int year) {
    FormTable table{form.id, with_year(form.title, year), std::nullopt, {}, head_rows(form), head_cells(form), {}};
    if (form.note) table.note = with_year(*form.note, year);
    for (auto& cell : table.head) cell.title = with_year(std::move(cell.title), year);
    const auto columns = leaves(form);
    for (const auto* leaf : columns) table.columns.push_back(column_of(*leaf, year));
    int sequence = 0;
    for (const auto& item : items) {
        ++sequence;
        auto& row = table.rows.emplace_back();
        for (const auto* leaf : columns) row.push_back(cell_of(item, *leaf, sequence));
    }
    return table;
}

boost::json::object form_table_json(const FormTable& table) {
    boost::json::array columns, rows;
    for (const auto& column : table.columns) {
        boost::json::object one{{"title", column.title},
                                {"source", column.source},
                                {"kind", kind_name(column.kind)},
                                {"width", column.width}};
        if (column.unit) one["unit"] = *column.unit;
        columns.push_back(std::move(one));
    }
    for (const auto& row : table.rows) {
        boost::json::array cells;
        for (const auto& cell : row) cells.emplace_back(printed(cell));
        rows.push_back({{"cells", std::move(cells)}});
    }
    boost::json::object out{{"id", table.form}, {"title", table.title}};
    if (table.note) out["note"] = *table.note;
    out["head_rows"] = table.head_rows;
    out["head"] = head_json(table.head);
    out["columns"] = std::move(columns);
    out["rows"] = std::move(rows);
    return out;
}

}  // namespace taizhang::interop
