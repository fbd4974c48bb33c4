// Where the head of a list is, and which of the sheet's columns is which of the list's. For list_sheet.cpp. Pure.
#pragma once

#include "src/interop/list_sheet.hpp"

namespace taizhang::interop {

struct ListHead {
    std::uint32_t first_row = 0, body_row = 0;
    std::vector<FoundColumn> columns;
    std::vector<Said> says;
};

/// The head with the most of the columns, all needed ones among them.
std::optional<ListHead> find_list_head(const Sheet& sheet, std::span<const ListColumn> columns);

/// 总投资(万元) → 总投资, and what stood in the brackets: as same_title() compares.
struct BareTitle {
    std::u32string title;
    std::vector<std::u32string> brackets;
};
BareTitle bare_title(const std::u32string& title);

}  // namespace taizhang::interop
