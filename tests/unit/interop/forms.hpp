// The five forms of regimes/S2.toml, and what tests make of them.
#pragma once

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "src/interop/form_read.hpp"
#include "src/interop/xlsx_write.hpp"
#include "src/regime/read.hpp"

namespace taizhang::interop {

inline Decimal decimal(std::string_view text) {
    return Decimal::parse(text).value();
}

inline const std::vector<regime::Form>& five_forms() {
    static const auto forms = [] {
        std::ifstream file(std::string(TAIZHANG_SOURCE_DIR) + "/regimes/S2.toml");
        std::ostringstream text;
        text << file.rdbuf();
        auto rules = regime::read(text.str(), "S2.toml");
        EXPECT_TRUE(rules) << rules.error().message;
        return rules ? rules->forms : std::vector<regime::Form>();
    }();
    return forms;
}

inline const regime::Form& form_of(std::string_view id) {
    const auto& forms = five_forms();
    const auto found = std::ranges::find(forms, id, &regime::Form::id);
    if (found == forms.end()) throw std::logic_error("regimes/S2.toml has no form " + std::string(id));
    return *found;
}

/// A sheet with text in its cells, row by row; empty texts are empty cells.
inline Sheet sheet_of(std::string name, const std::vector<std::vector<std::string>>& rows) {
    Sheet sheet;
    sheet.name = std::move(name);
    for (std::uint32_t r = 0; r < rows.size(); ++r) {
        SheetRow row{r, false, {}};
        for (std::uint32_t c = 0; c < rows[r].size(); ++c) {
            if (!rows[r][c].empty()) row.cells.push_back({c, rows[r][c]});
        }
        if (!row.cells.empty()) sheet.rows.push_back(std::move(row));
    }
    return sheet;
}

/// Puts another value into a cell in which something stands.
inline void set_cell(Sheet& sheet, std::uint32_t row, std::uint32_t column, CellValue value) {
    for (auto& one : sheet.rows) {
        if (one.row != row) continue;
        for (auto& cell : one.cells) {
            if (cell.column == column) return void(cell.value = std::move(value));
        }
    }
    throw std::logic_error("nothing stands in " + cell_name(row, column));
}

inline ReadForms read_sheet(const Sheet& sheet, std::optional<int> year = 2017) {
    auto read = read_form(Workbook{{sheet}}, five_forms(), year);
    EXPECT_TRUE(read) << read.error().message;
    return read ? std::move(*read) : ReadForms{};
}

/// "表二!G2: … → 2017-12-31"
inline std::vector<std::string> lines(const std::vector<FormDoubt>& doubts) {
    std::vector<std::string> out;
    for (const auto& doubt : doubts) out.push_back(doubt.at + ": " + doubt.what + " → " + doubt.read_as);
    return out;
}

}  // namespace taizhang::interop
