// A spreadsheet from anybody (docs/formats/forms.md). Input that begins with "PK" is the file itself; other input is
// parts of one, each "name\n" and its text, with a byte 0 between them: packed here, since a fuzzer does not find its
// way through compression and checksums.
#include "src/interop/form_read.hpp"
#include "src/interop/project_list.hpp"
#include "src/interop/target_list.hpp"
#include "src/interop/zip_archive.hpp"
#include "src/regime/read.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <fstream>
#include <iterator>

namespace taizhang::fuzz {
namespace {

regime::Rules rules_of(const std::string& name) {
    std::ifstream file(TAIZHANG_SOURCE_DIR "/regimes/" + name);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return must(regime::read(text, name), "the regime can be read");
}

const std::vector<regime::Form>& forms() {
    static const auto forms = rules_of("S2.toml").forms;
    return forms;
}

const regime::ProjectRules& projects() {
    static const auto rules = rules_of("S8.toml").projects;
    return rules;
}

const interop::ReadLimits& limits() {
    static const interop::ReadLimits small{.file_bytes = 1u << 20,
                                           .unpacked_bytes = 1u << 20,
                                           .marks = 100'000,
                                           .sheets = 8,
                                           .cells = 10'000,
                                           .merges = 1'000,
                                           .text_bytes = 1u << 20};
    return small;
}

Result<std::string> packed(std::string_view input) {
    std::vector<interop::ZipPart> parts;
    while (!input.empty()) {
        auto content = cut(input, '\0');
        const auto name = cut(content, '\n');
        parts.push_back({std::string(name), std::string(content)});
    }
    return interop::write_zip(parts);
}

void check_rows(const interop::Sheet& sheet) {
    const interop::SheetRow* before = nullptr;
    for (const auto& row : sheet.rows) {
        require(!before || before->row < row.row, "rows stand in their order", sheet.name);
        for (std::size_t i = 1; i < row.cells.size(); ++i)
            require(row.cells[i - 1].column < row.cells[i].column, "cells stand in their order", sheet.name);
        for (const auto& cell : row.cells)
            require(sheet.find(row.row, cell.column) == &cell.value, "a cell is found where it stands", sheet.name);
        before = &row;
    }
}

void check_merges(const interop::Sheet& sheet) {
    for (const auto& merge : sheet.merges)
        require(merge.first_row <= merge.last_row && merge.first_column <= merge.last_column,
                "a range has a first cell");
    require(sheet.merges.size() <= limits().merges, "a sheet keeps to its limit of ranges");
}

template <class Says>
void check_says(const Says& says) {
    for (const auto& said : says)
        require(!said.at.empty() && !said.code.empty() && !said.what.empty(), "what is said has a place and a reason");
}

/// Also what is no list of projects at all is told, never guessed at.
void check_lists(const interop::Workbook& workbook) {
    if (const auto read = interop::read_project_list(workbook, projects())) {
        check_says(read->says);
        for (const auto& line : read->lines) {
            check_says(line.says);
            require(!line.at.empty(), "a line has a place");
            require(!line.sound || !line.name.empty(), "a sound line has a name");
            for (const auto& [key, sum] : line.sums)
                require(conversion_factor(sum.value.unit, "元").has_value(), "a sum is money", key);
        }
    }
    const std::vector<interop::UnitColumn> units = {{UnitId{"a"}, {"市发改委"}}, {UnitId{"b"}, {"一区"}}};
    if (const auto read = interop::read_target_list(workbook, units)) {
        check_says(read->says);
        for (const auto& line : read->lines) {
            check_says(line.says);
            require(line.targets.size() <= units.size(), "a unit has one target");
        }
    }
}

void check_workbook(const interop::Workbook& workbook) {
    std::size_t cells = 0;
    require(workbook.sheets.size() <= limits().sheets, "a workbook keeps to its limit of sheets");
    for (const auto& sheet : workbook.sheets) {
        check_rows(sheet);
        check_merges(sheet);
        for (const auto& row : sheet.rows) cells += row.cells.size();
    }
    require(cells <= limits().cells, "a workbook keeps to its limit of cells");
    check_lists(workbook);
    const auto read = interop::read_form(workbook, forms(), 2017);
    if (!read) return require(!read.error().message.empty(), "an error says what is wrong");
    for (const auto& doubt : read->doubts)
        require(!doubt.at.empty() && !doubt.what.empty(), "a doubt says where and what");
}

}  // namespace
}  // namespace taizhang::fuzz

FUZZ_TARGET(input) {
    using namespace taizhang;
    const auto bytes = input.starts_with("PK") ? Result<std::string>(std::string(input)) : fuzz::packed(input);
    if (!bytes) return;
    if (const auto workbook = interop::read_workbook(*bytes, fuzz::limits())) fuzz::check_workbook(*workbook);
}
