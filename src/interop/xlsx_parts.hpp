// The parts of a spreadsheet file that its sheets refer to: which sheets there are, shared texts, formats. For
// xlsx_read.cpp. Pure.
#pragma once

#include "src/interop/number_format.hpp"
#include "src/interop/xlsx_read.hpp"
#include "src/interop/zip_archive.hpp"

namespace pugi {
class xml_node;
}

namespace taizhang::interop {

struct SheetEntry {
    std::string name;
    bool hidden = false;
    std::string part;  ///< xl/worksheets/sheet1.xml
};

struct WorkbookParts {
    std::vector<SheetEntry> sheets;
    std::vector<std::string> texts;     ///< shared
    std::vector<NumberFormat> formats;  ///< by the cells' s
    bool from_1904 = false;
};

Result<WorkbookParts> read_parts(ZipReader& zip, const ReadLimits& limits);

/// The words of an <si> or <is>: plain or in runs, without reading aids, _x000D_ unescaped. Nothing when it is no
/// UTF-8.
std::optional<std::string> rich_text(pugi::xml_node node);
/// _x000A_ → the character that it stands for.
std::string unescaped(const std::string& text);

}  // namespace taizhang::interop
