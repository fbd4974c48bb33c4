#include "src/interop/form_read.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "src/interop/dates.hpp"
#include "src/interop/form_cells.hpp"
#include "src/interop/form_head.hpp"

namespace taizhang::interop {

namespace {

using regime::ColumnSource;

/// The lines below one head.
class BodyReader {
  public:
    BodyReader(const Sheet& sheet, const FormHead& head, std::optional<int> year, std::vector<FormDoubt>& doubts)
        : sheet_(sheet), head_(head), year_(year), doubts_(doubts) {
        for (const auto& merge : sheet.merges) {
            if (merge.first_row < head.body_row) continue;
            if (merge.last_row > merge.first_row) tall_.push_back(&merge);
            if (merge.last_column > merge.first_column + 1) wide_.insert({merge.first_row, merge.first_column});
        }
        std::ranges::sort(tall_, {},
                          [](const Merge* merge) { return std::pair(merge->first_row, merge->first_column); });
        for (const auto& column : head.columns) known_.insert(column.column);
    }

    std::vector<ReadFormItem> read() {
        std::vector<ReadFormItem> items;
        for (const auto& row : sheet_.rows) {
            if (row.row < head_.body_row) continue;
            gather(row);
            if (passed_over(row)) continue;
            items.push_back(read_row(row));
        }
        return items;
    }

  private:
    struct Standing {
        CellValue value;
        bool from_above = false;  ///< of a merged range that began in a row above
    };
    struct Tall {
        CellValue value;
        std::uint32_t last_row = 0;
    };

    /// What stands in each column of the row, merged ranges that reach down into it included.
    void gather(const SheetRow& row) {
        standing_.clear();
        for (const auto& cell : row.cells) standing_[cell.column] = {cell.value, false};
        for (; next_tall_ < tall_.size() && tall_[next_tall_]->first_row < row.row; ++next_tall_) {
            const auto& merge = *tall_[next_tall_];
            const auto* value = sheet_.find(merge.first_row, merge.first_column);
            if (value) reaching_[merge.first_column] = {*value, merge.last_row};
        }
        std::erase_if(reaching_, [&](const auto& entry) { return entry.second.last_row < row.row; });
        for (const auto& [column, tall] : reaching_) standing_.try_emplace(column, Standing{tall.value, true});
    }

    const CellValue* own(std::uint32_t column) const {
        const auto found = standing_.find(column);
        return found == standing_.end() || found->second.from_above ? nullptr : &found->second.value;
    }

    std::string place(const SheetRow& row, std::uint32_t column) const {
        return cell_name(sheet_.name, row.row, column);
    }

    void pass_over(const SheetRow& row, std::uint32_t column, const std::string& what) {
        doubts_.push_back({place(row, column), what + " is no line of the form: " + quote(printed(*own(column))), ""});
    }

    /// Empty lines and the printed form's …… silently; sums and remarks with a doubt.
    bool passed_over(const SheetRow& row) {
        std::optional<std::uint32_t> sequence, first;
        std::size_t filled = 0, repeated = 0;
        for (const auto& column : head_.columns) {
            const auto* value = own(column.column);
            if (!value || same_title(printed(*value)).empty()) continue;
            repeated += same_title(printed(*value)) == column.title;
            if (column.leaf->source == ColumnSource::sequence) {
                sequence = column.column;
                continue;
            }
            ++filled;
            if (!first) first = column.column;
        }
        if (filled > 1 && repeated >= filled) return true;  // the head again, on a new page
        if (filled == 0) return remark_or_nothing(row, sequence);
        if (is_sum(sequence) || is_sum(first))
            return pass_over(row, is_sum(sequence) ? *sequence : *first, "a sum"), true;
        if (filled > 1 || sequence || !wide_.contains({row.row, *first})) return false;
        return pass_over(row, *first, "a remark over several columns"), true;
    }

    bool remark_or_nothing(const SheetRow& row, std::optional<std::uint32_t> sequence) {
        if (!sequence) return true;
        const auto& value = *own(*sequence);
        const auto text = printed(value);
        const bool words = std::holds_alternative<std::string>(value) && !is_filler(text) && !is_number(text);
        if (words) pass_over(row, *sequence, "a remark");
        return true;
    }

    static bool is_number(const std::string& text) {
        const auto words = same_title(text);
        return std::ranges::all_of(
            words, [](char32_t c) { return digit(c) >= 0 || is_numeral(c) || Text(U"().-、").find(c) != npos; });
    }

    bool is_sum(std::optional<std::uint32_t> column) const {
        static constexpr auto sums = std::to_array<Text>({U"合计", U"总计", U"小计", U"共计", U"合计:", U"总计:"});
        const auto* value = column ? own(*column) : nullptr;
        return value && std::ranges::find(sums, Text(same_title(printed(*value)))) != sums.end();
    }

    ReadFormItem read_row(const SheetRow& row) {
        ReadFormItem read;
        read.item.form = head_.form->id;
        read.row = row.row + 1;
        for (const auto& column : head_.columns) {
            const auto at = place(row, column.column);
            const auto found = standing_.find(column.column);
            const bool put = found != standing_.end() && read_standing(found->second, column, at, read);
            if (put)
                read.cells.push_back({field_name(*column.leaf), at, printed(found->second.value)});
            else if (column.leaf->required)
                doubts_.push_back(
                    {at, "expected a value for " + quote(column.leaf->title) + ", got none that can be read", ""});
        }
        tell_unknown(row);
        return read;
    }

    bool read_standing(const Standing& standing, const HeadColumn& column, const std::string& at, ReadFormItem& read) {
        if (!read_cell(standing.value, column, year_, at, read, doubts_)) return false;
        const auto source = column.leaf->source;
        const bool counts =
            source == ColumnSource::target || source == ColumnSource::actual || source == ColumnSource::title;
        if (standing.from_above && counts)
            doubts_.push_back(
                {at, "the cell is merged over several lines", printed(standing.value) + " for each of them"});
        return true;
    }

    /// A column without a title in which something stands, once.
    void tell_unknown(const SheetRow& row) {
        for (const auto& cell : row.cells) {
            if (!known_.insert(cell.column).second) continue;
            const bool titled = std::ranges::any_of(head_.doubts, [&](const FormDoubt& doubt) {
                const auto name = doubt.at.substr(std::min(doubt.at.size(), sheet_.name.size() + 1));
                const auto told = parse_cell_name(name);
                return told && told->column == cell.column;
            });
            if (titled) continue;
            doubts_.push_back({place(row, cell.column),
                               "the column has no title, and this stands in it: " + quote(printed(cell.value)), ""});
        }
    }

    const Sheet& sheet_;
    const FormHead& head_;
    std::optional<int> year_;
    std::vector<FormDoubt>& doubts_;
    std::vector<const Merge*> tall_;  ///< merged ranges over several rows, by their first
    std::size_t next_tall_ = 0;
    std::set<std::pair<std::uint32_t, std::uint32_t>> wide_;  ///< where merged ranges over several columns begin
    std::map<std::uint32_t, Tall> reaching_;                  ///< by column
    std::map<std::uint32_t, Standing> standing_;              ///< of the row at hand, by column
    std::set<std::uint32_t> known_;                           ///< columns that are the form's, or were told
};

std::optional<int> year_of(const std::string& title) {
    const auto text = from_utf8(title).value_or(U"");
    return find_year(trim(text));
}

std::string names_of(std::span<const regime::Form> forms) {
    std::string names;
    for (const auto& form : forms) names.append(names.empty() ? "" : ", ").append(form.id);
    return names;
}

}  // namespace

Result<ReadForms> read_form(const Workbook& workbook, std::span<const regime::Form> forms, std::optional<int> year) {
    ReadForms read;
    for (const auto& sheet : workbook.sheets) {
        if (sheet.rows.empty()) continue;
        const auto head = find_head(sheet, forms);
        if (!head) {
            read.doubts.push_back({sheet.name, "the sheet has the head of none of the forms " + names_of(forms), ""});
            continue;
        }
        read.doubts.insert(read.doubts.end(), head->doubts.begin(), head->doubts.end());
        const auto printed_year = year_of(head->title);
        FilledForm filled{head->form->id, sheet.name, head->title, printed_year ? printed_year : year, {}};
        filled.items = BodyReader(sheet, *head, filled.year, read.doubts).read();
        read.forms.push_back(std::move(filled));
    }
    if (!read.forms.empty()) return read;
    return invalid("expected a sheet with the head of one of the forms " + names_of(forms) + ", got none among " +
                   std::to_string(workbook.sheets.size()) +
                   "; keep the form's column titles in the rows above the lines");
}

}  // namespace taizhang::interop
