#include "src/documents/forms.hpp"

#include <algorithm>
#include <set>

namespace taizhang::documents {

namespace json = boost::json;

namespace {

Result<std::vector<interop::FormItem>> lines_of(const Reading& reading, const LedgerId& ledger) {
    TZ_TRY(const auto rows, reading.json_rows("current_ledger", {{"ledger", ledger.value}}));
    return interop::form_items_of(rows);
}

std::string title_of(const regime::Form& form, int year) {
    return interop::fill_form(form, {}, year).title;
}

interop::FormTable fill(const regime::Form& form, const std::vector<interop::FormItem>& items, int year) {
    std::vector<interop::FormItem> lines;
    std::ranges::copy_if(items, std::back_inserter(lines), [&](const auto& item) { return item.form == form.id; });
    return interop::fill_form(form, lines, year);
}

Error no_such_form(const regime::Rules& rules, std::string_view form) {
    std::string known;
    for (const auto& one : rules.forms) known += (known.empty() ? "" : ", ") + one.id;
    return Error{ErrorCode::not_found, "/form: there is no form '" + std::string(form) + "'; " +
                                           (known.empty() ? "the ledger's regime has none" : "there are " + known)}
        .with("path", "/form");
}

interop::CellValue cell_of(const json::value& value) {
    if (value.is_null()) return {};
    if (const auto* text = value.if_string()) return std::string(*text);
    return json::serialize(value);
}

}  // namespace

Result<std::vector<FormSummary>> forms_of(const Reading& reading, const LedgerId& ledger) {
    TZ_TRY(const auto known, reading.ledger(ledger));
    TZ_TRY(const auto items, lines_of(reading, ledger));
    std::vector<FormSummary> forms;
    for (const auto& form : known.rules.forms) {
        const auto lines = std::ranges::count(items, form.id, &interop::FormItem::form);
        forms.push_back({form.id, title_of(form, known.row.year), static_cast<std::size_t>(lines)});
    }
    return forms;
}

Result<interop::FormTable> filled_form(const Reading& reading, const LedgerId& ledger, std::string_view form) {
    TZ_TRY(const auto known, reading.ledger(ledger));
    const auto* found = known.rules.find_form(form);
    if (!found) return no_such_form(known.rules, form);
    TZ_TRY(const auto items, lines_of(reading, ledger));
    return fill(*found, items, known.row.year);
}

Result<std::vector<interop::FormTable>> filled_forms(const Reading& reading, const LedgerId& ledger) {
    TZ_TRY(const auto known, reading.ledger(ledger));
    if (known.rules.forms.empty()) return no_such_form(known.rules, "");
    TZ_TRY(const auto items, lines_of(reading, ledger));
    std::vector<interop::FormTable> tables;
    for (const auto& form : known.rules.forms) tables.push_back(fill(form, items, known.row.year));
    return tables;
}

PlainTable plain_table(const json::array& rows) {
    PlainTable table;
    std::set<std::string, std::less<>> seen;
    for (const auto& row : rows) {
        for (const auto& member : row.as_object()) {
            if (seen.emplace(member.key()).second) table.columns.emplace_back(member.key());
        }
    }
    for (const auto& row : rows) {
        auto& cells = table.rows.emplace_back();
        for (const auto& column : table.columns) {
            const auto* value = row.as_object().if_contains(column);
            cells.push_back(value ? cell_of(*value) : interop::CellValue());
        }
    }
    return table;
}

}  // namespace taizhang::documents
