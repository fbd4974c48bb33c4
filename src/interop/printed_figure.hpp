// A figure as a cell prints it: digits of any width with thousands parted, and the measure behind them.
//
//     read_figure("1,234.5 万元");    // 1234.5 and "万元"
//     read_figure("约50");            // nothing
//
// Pure.
#pragma once

#include <taizhang/decimal.hpp>

namespace taizhang::interop {

struct PrintedFigure {
    Decimal value;
    std::string unit;  ///< whatever stands behind the digits
};

/// Nothing where no number begins the text.
std::optional<PrintedFigure> read_figure(std::string_view printed);
/// Without blanks of any kind at its ends.
std::string trimmed(std::string_view text);

}  // namespace taizhang::interop
