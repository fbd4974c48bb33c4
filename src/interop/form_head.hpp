// Which form a sheet is, and in which of its columns each of the form's leaves stands. For form_read.cpp. Pure.
#pragma once

#include "src/interop/chars.hpp"
#include "src/interop/form_read.hpp"

namespace taizhang::interop {

/// A column of the sheet that is one of the form's.
struct HeadColumn {
    std::uint32_t column = 0;
    const regime::Column* leaf = nullptr;
    std::optional<std::string> unit;  ///< of measure: the leaf's, or the one that the sheet prints instead
    std::u32string title;             ///< of the leaf, as same_title() compares
};

struct FormHead {
    const regime::Form* form = nullptr;
    std::uint32_t first_row = 0, body_row = 0;
    std::string title;                ///< printed above the head
    std::vector<HeadColumn> columns;  ///< from left to right
    std::vector<FormDoubt> doubts;    ///< columns that are missing, unknown, moved, or named otherwise
};

/// The best of the forms, where enough of its columns stand in one head; forms must outlive the result.
std::optional<FormHead> find_head(const Sheet& sheet, std::span<const regime::Form> forms);

/// A title without what may differ in print: spaces, line breaks, widths of characters, letters' case, the year.
std::u32string same_title(std::string_view title);

}  // namespace taizhang::interop
