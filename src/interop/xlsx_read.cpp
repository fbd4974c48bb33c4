#include "src/interop/xlsx_read.hpp"

#include <taizhang/text.hpp>

#include <algorithm>

#include "src/interop/chars.hpp"
#include "src/interop/xlsx_parts.hpp"
#include "src/interop/xml.hpp"

namespace taizhang::interop {

namespace {

using namespace std::string_view_literals;

/// What other files look like, with what to do about each.
Status check_kind(std::string_view bytes, const ReadLimits& limits) {
    const std::string wanted = "expected a spreadsheet (.xlsx), got ";
    if (bytes.empty()) return invalid(wanted + "an empty file");
    if (bytes.size() > limits.file_bytes) {
        return Error{ErrorCode::over_limit, "the file has " + std::to_string(bytes.size()) + " bytes; at most " +
                                                std::to_string(limits.file_bytes) + " are read"}
            .with("limit", "file_bytes");
    }
    if (bytes.starts_with("\xD0\xCF\x11\xE0"sv)) {
        return invalid(wanted + "an old (.xls) or a password-protected one; save it as .xlsx without a password");
    }
    if (bytes.starts_with("%PDF")) return invalid(wanted + "a PDF; export the table as .xlsx");
    if (!bytes.starts_with("PK\x03\x04"sv)) return invalid(wanted + "other bytes; save the table as .xlsx");
    return {};
}

Status check_archive(const ZipReader& zip) {
    const std::string wanted = "expected a spreadsheet (.xlsx), got ";
    if (zip.has("word/document.xml")) return invalid(wanted + "a Word document; copy its table into a spreadsheet");
    if (zip.has("xl/workbook.bin")) return invalid(wanted + "a binary one (.xlsb); save it as .xlsx");
    if (zip.has("content.xml")) return invalid(wanted + "an OpenDocument file; save it as .xlsx");
    return {};
}

/// One sheet being read. `left` is what may still be read of all sheets.
class SheetReader {
  public:
    struct Left {
        std::size_t cells, text_bytes;
    };
    SheetReader(const WorkbookParts& parts, const SheetEntry& entry, const ReadLimits& limits, Left& left)
        : parts_(parts), limits_(limits), left_(left) {
        sheet_.name = entry.name;
        sheet_.hidden = entry.hidden;
    }

    Result<Sheet> read(pugi::xml_node worksheet) {
        Status status;
        for_children(child(worksheet, "sheetData"), "row", [&](pugi::xml_node row) {
            if (status) status = read_row(row);
        });
        TZ_CHECK(status);
        for_children(child(worksheet, "mergeCells"), "mergeCell", [&](pugi::xml_node merge) {
            if (status) status = read_merge(attribute(merge, "ref"));
        });
        TZ_CHECK(status);
        return std::move(sheet_);
    }

  private:
    Error damaged(std::string where, std::string_view what) const {
        return invalid(std::move(where) + ": " + std::string(what) + "; the file is damaged, save it again as .xlsx");
    }

    Status read_row(pugi::xml_node node) {
        const auto number = has_attribute(node, "r") ? number_attribute(node, "r") : next_row_ + 1;
        if (!number || *number <= next_row_ || *number > max_rows)
            return damaged(sheet_.name + " after row " + std::to_string(next_row_), "rows are out of order");
        next_row_ = *number;
        const std::string_view hidden = attribute(node, "hidden");
        SheetRow row{*number - 1, hidden == "1" || hidden == "true", {}};
        std::uint32_t next_column = 0;
        Status status;
        for_children(node, "c", [&](pugi::xml_node cell) {
            if (status) status = read_cell(cell, row, next_column);
        });
        TZ_CHECK(status);
        if (!row.cells.empty()) sheet_.rows.push_back(std::move(row));
        return {};
    }

    Status read_cell(pugi::xml_node node, SheetRow& row, std::uint32_t& next_column) {
        const auto place = has_attribute(node, "r") ? parse_cell_name(attribute(node, "r"))
                                                    : std::optional(CellPlace{row.row, next_column});
        if (!place || place->row != row.row || place->column < next_column || place->column >= max_columns) {
            return damaged(cell_name(sheet_.name, row.row, next_column), "cells are out of order");
        }
        next_column = place->column + 1;
        TZ_TRY(auto value, value_of(node, cell_name(sheet_.name, row.row, place->column)));
        if (is_empty(value)) return {};
        TZ_CHECK(count(value));
        row.cells.push_back({place->column, std::move(value)});
        return {};
    }

    Status count(const CellValue& value) {
        const auto* text = std::get_if<std::string>(&value);
        const auto bytes = text ? text->size() : 0;
        if (left_.cells == 0 || bytes > left_.text_bytes) {
            return Error{ErrorCode::over_limit, "the spreadsheet has more than " + std::to_string(limits_.cells) +
                                                    " filled cells or " + std::to_string(limits_.text_bytes) +
                                                    " bytes of text; split it into smaller ones"}
                .with("limit", left_.cells == 0 ? "cells" : "text_bytes");
        }
        --left_.cells;
        left_.text_bytes -= bytes;
        return {};
    }

    Result<CellValue> value_of(pugi::xml_node node, const std::string& where) const {
        const std::string_view type = attribute(node, "t");
        if (type == "inlineStr") return checked(rich_text(child(node, "is")), where);
        const std::string stored = text_of(child(node, "v"));
        // of a formula that no program has computed yet nothing is shown, and nothing may be made of it
        if (stored.empty() && child(node, "f") && !child(node, "v")) return CellValue(CellFault{"=?"});
        if (stored.empty()) return CellValue();
        if (type == "s") return shared(stored, where);
        if (type == "str") return checked(unescaped(stored), where);
        if (type == "e") return from_utf8(stored) ? CellValue(CellFault{stored}) : CellValue(CellFault{"#"});
        if (type == "b") return CellValue(std::string(stored == "0" ? "FALSE" : "TRUE"));
        if (type == "d") return iso_date(stored, where);
        const auto style = number_attribute(node, "s").value_or(0);
        const auto value = shown_number(stored, style < parts_.formats.size() ? parts_.formats[style] : NumberFormat(),
                                        parts_.from_1904);
        const auto* text = std::get_if<std::string>(&value);
        return text ? checked(*text, where) : value;
    }

    Result<CellValue> shared(const std::string& stored, const std::string& where) const {
        const auto index = Decimal::parse(stored);
        const bool known = index && index->scale() == 0 && index->coefficient() >= 0 &&
                           static_cast<std::size_t>(index->coefficient()) < parts_.texts.size();
        if (!known) return damaged(where, "its text is not in the file");
        return checked(parts_.texts[static_cast<std::size_t>(index->coefficient())], where);
    }

    Result<CellValue> checked(std::optional<std::string> text, const std::string& where) const {
        if (!text || !from_utf8(*text)) return damaged(where, "its text is not valid UTF-8");
        return text->empty() ? CellValue() : CellValue(std::move(*text));
    }

    Result<CellValue> iso_date(const std::string& stored, const std::string& where) const {
        if (const auto date = Date::parse(stored.substr(0, 10))) return CellValue(CellDate{*date});
        return checked(stored, where);
    }

    Status read_merge(std::string_view range) {
        const auto colon = range.find(':');
        const auto first = parse_cell_name(range.substr(0, colon));
        const auto last = colon == range.npos ? first : parse_cell_name(range.substr(colon + 1));
        if (!first || !last || last->row < first->row || last->column < first->column)
            return damaged(sheet_.name, "a merged range is none: " + quote(range));
        if (sheet_.merges.size() >= limits_.merges) {
            return Error{ErrorCode::over_limit, sheet_.name + " has more than " + std::to_string(limits_.merges) +
                                                    " merged ranges; split it into smaller ones"}
                .with("limit", "merges");
        }
        sheet_.merges.push_back({first->row, first->column, last->row, last->column});
        return {};
    }

    const WorkbookParts& parts_;
    const ReadLimits& limits_;
    Left& left_;
    Sheet sheet_;
    std::uint32_t next_row_ = 0;  ///< the last row's number, from 1
};

}  // namespace

const CellValue* Sheet::find(std::uint32_t row, std::uint32_t column) const {
    const auto at_row = std::ranges::lower_bound(rows, row, {}, &SheetRow::row);
    if (at_row == rows.end() || at_row->row != row) return nullptr;
    const auto cell = std::ranges::lower_bound(at_row->cells, column, {}, &PlacedCell::column);
    return cell == at_row->cells.end() || cell->column != column ? nullptr : &cell->value;
}

const Merge* Sheet::merge_at(std::uint32_t row, std::uint32_t column) const {
    const auto found = std::ranges::find_if(merges, [&](const Merge& merge) { return merge.contains(row, column); });
    return found == merges.end() ? nullptr : &*found;
}

Result<Workbook> read_workbook(std::string_view bytes, const ReadLimits& limits) {
    TZ_CHECK(check_kind(bytes, limits));
    TZ_TRY(auto zip, ZipReader::open(bytes, limits.unpacked_bytes));
    TZ_CHECK(check_archive(zip));
    TZ_TRY(const auto parts, read_parts(zip, limits));
    Workbook workbook;
    SheetReader::Left left{limits.cells, limits.text_bytes};
    for (const auto& entry : parts.sheets) {
        TZ_TRY(const auto content, zip.read(entry.part));
        if (!content) return invalid("sheet " + quote(entry.name) + " is missing from the file: it is damaged");
        pugi::xml_document document;
        TZ_CHECK(parse_xml(*content, entry.part, limits.marks, document));
        TZ_TRY(auto sheet, SheetReader(parts, entry, limits, left).read(child(document, "worksheet")));
        workbook.sheets.push_back(std::move(sheet));
    }
    if (workbook.sheets.empty()) return invalid("the spreadsheet has no sheets: the file is damaged");
    return workbook;
}

}  // namespace taizhang::interop
