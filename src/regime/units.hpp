// Units of measure that a regime may name, and quantities as it writes them: "5000万元", "50人", "0.5 亿元".
//
//     TZ_TRY(const auto least, parse_quantity("1亿元"));
//     compare(least, {12000, "万元"});                     // less: 1 亿元 is 10 000 万元
//
// Pure; any thread.
#pragma once

#include <taizhang/decimal.hpp>

namespace taizhang::regime {

/// Units that convert into one another, and those that stand alone (docs/formats/regime.md lists them).
bool is_known_unit(std::string_view unit);
Result<Quantity> parse_quantity(std::string_view text);
/// Exactly; nothing where the units do not measure the same, or a number outgrows 18 digits.
std::optional<std::strong_ordering> compare(const Quantity& a, const Quantity& b);
/// `of` in units of `unit`.
Result<Decimal> in_unit(const Quantity& of, std::string_view unit);
/// "1.2亿元"
std::string to_text(const Quantity& quantity);

}  // namespace taizhang::regime
