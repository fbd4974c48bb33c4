#include "src/interop/xlsx_write.hpp"

#include <taizhang/text.hpp>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <tuple>

#include "src/interop/chars.hpp"
#include "src/interop/xlsx_layout.hpp"

namespace taizhang::interop {

namespace {

/// A file in memory with a name that the library can open.
class MemoryFile {
  public:
    MemoryFile() : handle_(memfd_create("xlsx", MFD_CLOEXEC)) {}
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile() {
        if (handle_ >= 0) close(handle_);
    }
    bool ok() const { return handle_ >= 0; }
    std::string name() const { return "/proc/self/fd/" + std::to_string(handle_); }
    std::optional<std::string> content() const {
        struct stat status{};
        if (fstat(handle_, &status) != 0) return std::nullopt;
        std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
        std::size_t at = 0;
        while (at < bytes.size()) {
            const auto got = pread(handle_, bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
            if (got <= 0) return std::nullopt;
            at += static_cast<std::size_t>(got);
        }
        return bytes;
    }

  private:
    int handle_;
};

struct FreeWorkbook {
    void operator()(lxw_workbook* workbook) const { lxw_workbook_free(workbook); }
};
using WorkbookPtr = std::unique_ptr<lxw_workbook, FreeWorkbook>;

Error library_error(lxw_error code, const std::string& where) {
    return {ErrorCode::internal, where + ": the spreadsheet could not be written: " + lxw_strerror(code)};
}

/// The workbook's formats, each made once.
class Formats {
  public:
    explicit Formats(lxw_workbook* workbook)
        : workbook_(workbook),
          title_(plain("宋体", 18, LXW_ALIGN_CENTER)),
          note_(plain("仿宋", 11, LXW_ALIGN_RIGHT)),
          head_(plain("宋体", 11, LXW_ALIGN_CENTER)) {
        format_set_bold(title_);
        format_set_bold(head_);
        format_set_border(head_, LXW_BORDER_THIN);
    }
    lxw_format* title() const { return title_; }
    lxw_format* note() const { return note_; }
    lxw_format* head() const { return head_; }
    lxw_format* body(const std::string& number_format, bool centred, bool strong) {
        auto& format = body_[{number_format, centred, strong}];
        if (format) return format;
        format = plain("仿宋", 11, centred ? LXW_ALIGN_CENTER : LXW_ALIGN_LEFT);
        format_set_border(format, LXW_BORDER_THIN);
        format_set_num_format(format, number_format.c_str());
        if (strong) format_set_bold(format);
        return format;
    }

  private:
    lxw_format* plain(const char* font, double size, std::uint8_t align) {
        auto* format = workbook_add_format(workbook_);
        format_set_font_name(format, font);
        format_set_font_size(format, size);
        format_set_align(format, align);
        format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
        format_set_text_wrap(format);
        return format;
    }
    lxw_workbook* workbook_;
    lxw_format *title_, *note_, *head_;
    std::map<std::tuple<std::string, bool, bool>, lxw_format*> body_;
};

/// One sheet being written. Rows are counted from 0, and the first one holds the title.
class SheetWriter {
  public:
    SheetWriter(lxw_worksheet* sheet, std::string name, Formats& formats, const FormTable& table)
        : sheet_(sheet),
          name_(std::move(name)),
          formats_(formats),
          table_(table),
          head_row_(table.note ? 2 : 1),
          body_row_(head_row_ + static_cast<lxw_row_t>(table.head_rows)) {}

    Status write() {
        TZ_CHECK(write_titles());
        TZ_CHECK(write_head());
        TZ_CHECK(write_rows());
        set_up_print();
        return {};
    }

  private:
    lxw_col_t last_column() const { return static_cast<lxw_col_t>(table_.columns.size() - 1); }

    Status write_titles() {
        TZ_CHECK(merged(0, 0, 1, table_.columns.size(), table_.title, formats_.title()));
        worksheet_set_row(sheet_, 0, title_height(table_), nullptr);
        if (table_.note) TZ_CHECK(merged(1, 0, 1, table_.columns.size(), *table_.note, formats_.note()));
        return {};
    }

    Status write_head() {
        for (const auto& cell : table_.head) {
            TZ_CHECK(merged(head_row_ + static_cast<lxw_row_t>(cell.row), cell.column, cell.rows, cell.columns,
                            cell.title, formats_.head()));
        }
        const auto heights = head_heights(table_);
        for (std::size_t i = 0; i < heights.size(); ++i) {
            worksheet_set_row(sheet_, head_row_ + static_cast<lxw_row_t>(i), heights[i], nullptr);
        }
        return {};
    }

    Status write_rows() {
        for (std::size_t i = 0; i < table_.columns.size(); ++i) {
            const auto column = static_cast<lxw_col_t>(i);
            worksheet_set_column(sheet_, column, column, std::clamp(table_.columns[i].width, 2.0, 255.0), nullptr);
        }
        for (std::size_t r = 0; r < table_.rows.size(); ++r) {
            const auto& row = table_.rows[r];
            strong_ = std::ranges::binary_search(table_.strong_rows, r);
            for (std::size_t c = 0; c < table_.columns.size(); ++c) {
                const CellPlace place{body_row_ + static_cast<std::uint32_t>(r), static_cast<std::uint32_t>(c)};
                TZ_CHECK(write_cell(place, c < row.size() ? row[c] : CellValue()));
            }
        }
        return {};
    }

    lxw_format* body_format(const std::string& number_format, bool centred) {
        return formats_.body(number_format, centred, strong_);
    }

    Status write_cell(CellPlace at, const CellValue& value) {
        if (const auto* number = std::get_if<CellNumber>(&value); number && fits_a_number(*number)) {
            auto* format = body_format(format_code(number->value), true);
            // Digits of at most 15 places come back from a double as they went in.
            return done(at, worksheet_write_number(sheet_, at.row, column(at), number_of(number->value), format));
        }
        if (const auto* date = std::get_if<CellDate>(&value); date && fits_a_date(*date)) {
            lxw_datetime day{date->date.year(), int(date->date.month()), int(date->date.day()), 0, 0, 0};
            return done(
                at, worksheet_write_datetime(sheet_, at.row, column(at), &day, body_format("yyyy\\-mm\\-dd", true)));
        }
        if (is_empty(value)) {
            return done(at, worksheet_write_blank(sheet_, at.row, column(at), body_format("General", false)));
        }
        return write_text(at, printed(value), table_.columns[at.column].kind != CellKind::text);
    }

    /// Marked as text, so that a spreadsheet does not make a number of 0012; but it shows long ones so marked as ####.
    Status write_text(CellPlace at, const std::string& text, bool centred) {
        TZ_CHECK(check_text(at, text));
        auto* format = body_format(text.size() <= 255 ? "@" : "General", centred);
        return done(at, worksheet_write_string(sheet_, at.row, column(at), escaped(text).c_str(), format));
    }

    Status merged(lxw_row_t row, std::size_t column, std::size_t rows, std::size_t columns, const std::string& text,
                  lxw_format* format) {
        const auto first = static_cast<lxw_col_t>(column);
        const CellPlace at{row, first};
        TZ_CHECK(check_text(at, text));
        const std::string stored = escaped(text);
        if (rows == 1 && columns == 1)
            return done(at, worksheet_write_string(sheet_, row, first, stored.c_str(), format));
        return done(at, worksheet_merge_range(sheet_, row, first, row + static_cast<lxw_row_t>(rows) - 1,
                                              static_cast<lxw_col_t>(column + columns - 1), stored.c_str(), format));
    }

    Status check_text(CellPlace at, const std::string& text) const {
        const auto characters = from_utf8(text);
        if (!characters || text.find('\0') != std::string::npos) {
            return invalid(where(at) + ": expected text in UTF-8 without zero bytes, got " + quote(text));
        }
        if (characters->size() <= max_cell_characters) return {};
        return Error{ErrorCode::over_limit, where(at) + ": a cell holds at most " +
                                                std::to_string(max_cell_characters) + " characters, got " +
                                                std::to_string(characters->size()) + "; shorten the text"};
    }

    void set_up_print() {
        worksheet_set_landscape(sheet_);
        worksheet_set_paper(sheet_, table_.large_paper ? 8 : 9);  // A3, A4
        worksheet_fit_to_pages(sheet_, 1, 0);
        worksheet_set_margins(sheet_, 0.6, 0.6, 0.7, 0.7);
        worksheet_center_horizontally(sheet_);
        worksheet_repeat_rows(sheet_, head_row_, body_row_ - 1);
        worksheet_set_footer(sheet_, "&C第 &P 页，共 &N 页");
        worksheet_freeze_panes(sheet_, body_row_, 0);
    }

    static lxw_col_t column(CellPlace at) { return static_cast<lxw_col_t>(at.column); }
    std::string where(CellPlace at) const { return cell_name(name_, at.row, at.column); }
    Status done(CellPlace at, lxw_error code) const {
        if (code != LXW_NO_ERROR) return library_error(code, where(at));
        return {};
    }

    lxw_worksheet* sheet_;
    std::string name_;
    Formats& formats_;
    const FormTable& table_;
    lxw_row_t head_row_, body_row_;
    bool strong_ = false;  ///< the row at hand
};

Status check_shape(const FormTable& table, const std::string& name) {
    const auto wrong = [&](const std::string& what) { return invalid("sheet " + name + ": " + what); };
    if (table.columns.empty() || table.columns.size() > max_columns) {
        return wrong("expected 1 to " + std::to_string(max_columns) + " columns, got " +
                     std::to_string(table.columns.size()));
    }
    if (table.rows.size() > max_rows - table.head_rows - 2) {
        return Error{ErrorCode::over_limit,
                     "sheet " + name + ": a spreadsheet holds at most " + std::to_string(max_rows) + " rows"};
    }
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (table.rows[i].size() <= table.columns.size()) continue;
        return wrong("line " + std::to_string(i + 1) + " has more cells than there are columns");
    }
    for (const auto& cell : table.head) {
        const bool inside = cell.rows > 0 && cell.columns > 0 && cell.row + cell.rows <= table.head_rows &&
                            cell.column + cell.columns <= table.columns.size();
        if (!inside) return wrong("the head's cell " + quote(cell.title) + " reaches beyond the head");
    }
    return {};
}

void set_fixed_properties(lxw_workbook* workbook) {
    lxw_doc_properties properties{};
    properties.created = 946'684'800;  // 2000-01-01: the same tables give the same bytes
    workbook_set_properties(workbook, &properties);
}

}  // namespace

Result<std::string> write_forms_xlsx(std::span<const FormTable> tables) {
    if (tables.empty()) return invalid("expected at least one table to write as a spreadsheet, got none");
    const MemoryFile file;
    if (!file.ok()) return Error{ErrorCode::internal, "no file in memory could be made for the spreadsheet"};
    WorkbookPtr workbook(workbook_new(file.name().c_str()));
    if (!workbook) return Error{ErrorCode::internal, "no workbook could be made"};
    set_fixed_properties(workbook.get());
    Formats formats(workbook.get());
    const auto names = sheet_names(tables);
    for (std::size_t i = 0; i < tables.size(); ++i) {
        TZ_CHECK(check_shape(tables[i], names[i]));
        auto* sheet = workbook_add_worksheet(workbook.get(), names[i].c_str());
        if (!sheet) return Error{ErrorCode::internal, "no sheet could be made with the name " + quote(names[i])};
        TZ_CHECK(SheetWriter(sheet, names[i], formats, tables[i]).write());
    }
    if (const auto code = workbook_close(workbook.release()); code != LXW_NO_ERROR) {
        return library_error(code, "the workbook");
    }
    if (auto bytes = file.content()) return std::move(*bytes);
    return Error{ErrorCode::internal, "the spreadsheet could not be read back from memory"};
}

Result<std::string> write_table_xlsx(std::string_view title, std::span<const std::string> columns,
                                     std::span<const std::vector<CellValue>> rows) {
    FormTable table;
    table.form = table.title = title;
    table.rows.assign(rows.begin(), rows.end());
    for (const auto& column : columns) {
        table.head.push_back({0, table.columns.size(), 1, 1, column});
        table.columns.push_back({column, 12, CellKind::text});
    }
    fit_widths(table);
    return write_forms_xlsx({&table, 1});
}

}  // namespace taizhang::interop
