#include "src/regime/units.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <array>

namespace taizhang::regime {

namespace {

/// A converted number as a person writes it: "4", and not "4.000000000".
Decimal plain(Decimal value) {
    auto coefficient = value.coefficient();
    auto scale = value.scale();
    for (; scale > 0 && coefficient % 10 == 0; --scale) coefficient /= 10;
    return *Decimal::of(coefficient, scale);
}

}  // namespace

bool is_known_unit(std::string_view unit) {
    static const std::vector<std::string_view> alone = {
        "%",      "个百分点", "分",       "家",     "户",     "项",       "件",   "次",       "天",
        "名",     "台",       "辆",       "座",     "处",     "条",       "间",   "所",       "人次",
        "万人次", "公里",     "米",       "公顷",   "立方米", "万立方米", "千瓦", "万千瓦",   "兆瓦",
        "千瓦时", "度",       "亿千瓦时", "万美元", "亿美元", "公斤",     "万户", "吨标准煤", "万吨标准煤"};
    if (std::ranges::find(alone, unit) != alone.end()) return true;
    return std::ranges::any_of(std::array{"元", "人", "个", "套", "平方米", "亩", "吨"},
                               [&](const char* base) { return conversion_factor(unit, base).has_value(); });
}

Result<Quantity> parse_quantity(std::string_view text) {
    const auto wrong = [&] { return invalid("expected a number with its unit such as 5000万元, got " + quote(text)); };
    const auto end = text.find_first_not_of("-0123456789.");
    if (end == std::string_view::npos) return wrong();
    const auto value = Decimal::parse(text.substr(0, end));
    const auto begin = text.find_first_not_of(' ', end);
    if (!value || begin == std::string_view::npos) return wrong();
    const auto unit = text.substr(begin);
    if (!is_known_unit(unit))
        return invalid("is in no unit of measure that is known: " + quote(unit) +
                       "; expected one such as 亿元, 万元, 个, 人, 家, %, 亩, 公里");
    return Quantity{*value, std::string(unit)};
}

Result<Decimal> in_unit(const Quantity& of, std::string_view unit) {
    if (of.unit == unit) return of.value;
    const auto factor = conversion_factor(of.unit, unit);
    const auto back = conversion_factor(unit, of.unit);
    if (!factor && !back) return invalid(quote(of.unit) + " and " + quote(unit) + " do not measure the same");
    if (back && *back > 1) {
        // A power of ten, so that the quotient is exact as long as it has nine digits after the point.
        TZ_TRY(const auto part, divide(of.value, *back, Decimal::max_scale));
        TZ_TRY(const auto again, multiply(part, *back));
        if (again == of.value) return plain(part);
        return Error{ErrorCode::over_limit, to_text(of) + " needs more than 9 decimals in " + quote(unit)};
    }
    TZ_TRY(const auto converted, multiply(of.value, *factor));
    return plain(converted);
}

std::optional<std::strong_ordering> compare(const Quantity& a, const Quantity& b) {
    // Into the smaller unit, where no digit is lost.
    const auto up = conversion_factor(b.unit, a.unit);
    if (a.unit == b.unit || (up && *up >= 1)) {
        const auto other = in_unit(b, a.unit);
        return other ? std::optional(a.value <=> *other) : std::nullopt;
    }
    const auto mine = in_unit(a, b.unit);
    return mine ? std::optional(*mine <=> b.value) : std::nullopt;
}

std::string to_text(const Quantity& quantity) {
    return quantity.value.to_string() + quantity.unit;
}

}  // namespace taizhang::regime
