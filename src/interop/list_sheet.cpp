#include "src/interop/list_sheet.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <array>
#include <map>

#include "src/interop/form_head.hpp"
#include "src/interop/list_head.hpp"
#include "src/interop/printed_figure.hpp"

namespace taizhang::interop {

namespace {

/// The key of the column that only counts the lines.
constexpr std::string_view sequence_key = "sequence";

/// The lines below one head.
class LinesReader {
  public:
    LinesReader(const Sheet& sheet, const ListHead& head, std::span<const ListColumn> wanted)
        : sheet_(sheet), head_(head) {
        for (const auto& merge : sheet.merges) {
            const bool read =
                std::ranges::find(head.columns, merge.first_column, &FoundColumn::column) != head.columns.end();
            if (read && merge.first_row >= head.body_row && merge.last_row > merge.first_row) tall_.push_back(&merge);
        }
        std::ranges::sort(tall_, {},
                          [](const Merge* merge) { return std::pair(merge->first_row, merge->first_column); });
        for (const auto& column : wanted) {
            if (column.needed) needed_.push_back(column.key);
        }
    }

    /// An error where merged cells would say too much again: a long text over many rows outgrows any memory.
    Result<std::vector<ListLine>> read() {
        std::vector<ListLine> lines;
        for (const auto& row : sheet_.rows) {
            if (row.row < head_.body_row) continue;
            reach_down(row.row);
            auto line = line_of(row);
            if (shared_bytes_ > max_shared_bytes) return too_much_shared();
            if (!line.cells.empty() && !passed_over(line)) lines.push_back(std::move(line));
        }
        return lines;
    }

    std::vector<Said> says() const {
        if (passed_.empty()) return {};
        return {{sheet_.name, "passed_over", "rows that are groups, sums or repeated heads: " + passed_, ""}};
    }

  private:
    struct Tall {
        CellValue value;
        std::uint32_t last_row = 0;
    };

    void reach_down(std::uint32_t row) {
        for (; next_tall_ < tall_.size() && tall_[next_tall_]->first_row < row; ++next_tall_) {
            const auto& merge = *tall_[next_tall_];
            const auto* value = sheet_.find(merge.first_row, merge.first_column);
            if (value) reaching_[merge.first_column] = {*value, merge.last_row};
        }
        std::erase_if(reaching_, [&](const auto& entry) { return entry.second.last_row < row; });
    }

    Error too_much_shared() const {
        return Error{ErrorCode::over_limit, sheet_.name + ": the merged cells say again more than " +
                                                std::to_string(max_shared_bytes) +
                                                " bytes of text for the rows that they cover; unmerge the long ones"}
            .with("limit", "merged_bytes");
    }

    ListLine line_of(const SheetRow& row) {
        ListLine line;
        line.row = row.row;
        for (const auto& column : head_.columns) {
            const auto cell = std::ranges::lower_bound(row.cells, column.column, {}, &PlacedCell::column);
            const auto at = cell_name(sheet_.name, row.row, column.column);
            if (cell != row.cells.end() && cell->column == column.column) {
                if (trimmed(printed(cell->value)).empty()) continue;
                line.cells.emplace_back(column.key, ListCell{cell->value, at, false});
            } else if (const auto above = reaching_.find(column.column); above != reaching_.end()) {
                const auto* text = std::get_if<std::string>(&above->second.value);
                shared_bytes_ += text ? text->size() : 0;
                line.cells.emplace_back(column.key, ListCell{above->second.value, at, true});
            }
        }
        if (!line.cells.empty()) line.at = line.cells.front().second.at;
        return line;
    }

    bool passed_over(const ListLine& line) {
        const bool nothing = std::ranges::all_of(
            line.cells, [](const auto& entry) { return entry.second.shared || entry.first == sequence_key; });
        if (nothing) return true;
        if (!is_group(line) && !is_sum(line) && !is_head(line)) return false;
        if (told_ == max_told) passed_ += ", …";
        if (told_++ < max_told) passed_ += (passed_.empty() ? "" : ", ") + std::to_string(line.row + 1);
        return true;
    }

    /// 一, （二）, 三、 where lines are counted with digits; or one name that begins so, and nothing else in the row.
    bool is_group(const ListLine& line) const {
        if (const auto* sequence = line.find(sequence_key)) {
            if (begins_with_numeral(printed(sequence->value), true)) return true;
        }
        if (std::ranges::count_if(line.cells, [](const auto& entry) { return !entry.second.shared; }) != 1)
            return false;
        return begins_with_numeral(printed(line.cells.front().second.value), false);
    }

    static bool begins_with_numeral(const std::string& text, bool alone) {
        const auto title = same_title(text);
        const auto bare = Text(title).substr(title.starts_with(U'(') ? 1 : 0);
        const auto end = std::ranges::find_if_not(bare, is_numeral) - bare.begin();
        if (end == 0 || end > 3) return false;
        const auto rest = bare.substr(std::size_t(end));
        return rest.empty() ? alone : Text(U"、).,，").find(rest.front()) != npos;
    }

    bool is_sum(const ListLine& line) const {
        static constexpr auto sums = std::to_array<Text>({U"合计", U"总计", U"小计", U"共计", U"总合计"});
        const auto sum = [&](const ListCell* cell) {
            const auto title = cell ? bare_title(same_title(printed(cell->value))).title : std::u32string();
            return std::ranges::any_of(sums, [&](Text word) {
                return Text(title) == word || starts_with(title, std::u32string(word) + U":");
            });
        };
        return sum(line.find(sequence_key)) ||
               std::ranges::any_of(needed_, [&](const std::string& key) { return sum(line.find(key)); });
    }

    /// The head again, on a new page.
    bool is_head(const ListLine& line) const {
        std::size_t own = 0, repeated = 0;
        for (const auto& [key, cell] : line.cells) {
            if (cell.shared) continue;
            ++own;
            const auto column = std::ranges::find(head_.columns, key, &FoundColumn::key);
            repeated += to_utf8(same_title(printed(cell.value))) == column->title;
        }
        return own > 1 && repeated * 2 > own;
    }

    static constexpr std::size_t max_told = 50;
    static constexpr std::size_t max_shared_bytes = 8 << 20;

    const Sheet& sheet_;
    const ListHead& head_;
    std::vector<std::string> needed_;
    std::vector<const Merge*> tall_;
    std::size_t next_tall_ = 0;
    std::map<std::uint32_t, Tall> reaching_;  ///< by column
    std::size_t shared_bytes_ = 0;
    std::string passed_;
    std::size_t told_ = 0;
};

std::string titles_of(std::span<const ListColumn> columns) {
    std::string titles;
    for (const auto& column : columns) {
        if (column.needed) titles += (titles.empty() ? "" : ", ") + column.titles.front();
    }
    return titles;
}

}  // namespace

const ListCell* ListLine::find(std::string_view key) const {
    const auto found = std::ranges::find_if(cells, [&](const auto& entry) { return entry.first == key; });
    return found == cells.end() ? nullptr : &found->second;
}

const FoundColumn* ListSheet::find(std::string_view key) const {
    const auto found = std::ranges::find(columns, key, &FoundColumn::key);
    return found == columns.end() ? nullptr : &*found;
}

Result<ReadList> read_list(const Workbook& workbook, std::span<const ListColumn> columns) {
    ReadList read;
    for (const auto& sheet : workbook.sheets) {
        if (sheet.rows.empty()) continue;
        auto head = find_list_head(sheet, columns);
        if (!head) {
            read.says.push_back({sheet.name, "no_list", "no row is a head with the column " + titles_of(columns), ""});
            continue;
        }
        ListSheet list{sheet.name, head->columns, {}, head->says};
        LinesReader lines(sheet, *head, columns);
        TZ_TRY(list.lines, lines.read());
        for (auto& said : lines.says()) list.says.push_back(std::move(said));
        read.sheets.push_back(std::move(list));
    }
    if (!read.sheets.empty()) return read;
    return invalid("expected a sheet with a head that has the column " + titles_of(columns) +
                   " and at least one more of the list's; got none among " + std::to_string(workbook.sheets.size()) +
                   "; keep the columns' titles in the rows above the lines");
}

}  // namespace taizhang::interop
