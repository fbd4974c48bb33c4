#include <taizhang/decimal.hpp>
#include <taizhang/text.hpp>

#include <array>

namespace taizhang {

namespace {

using Wide = __int128;
constexpr Wide max_coefficient = 999'999'999'999'999'999;

constexpr Wide power_of_ten(int exponent) {
    Wide power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

/// Brings the wide result back into 18 digits, dropping trailing zeros after the point if that makes it fit.
Result<Decimal> narrow(Wide coefficient, int scale) {
    while (scale > 0 && coefficient % 10 == 0 &&
           (scale > Decimal::max_scale || coefficient > max_coefficient || coefficient < -max_coefficient)) {
        coefficient /= 10;
        --scale;
    }
    if (scale > Decimal::max_scale || coefficient > max_coefficient || coefficient < -max_coefficient) {
        return Error{ErrorCode::over_limit, "a number needs more than 18 digits or 9 decimals"};
    }
    return Decimal::of(static_cast<std::int64_t>(coefficient), scale);
}

struct Aligned {
    Wide a, b;
    int scale;
};

Aligned align(Decimal a, Decimal b) {
    const int scale = std::max(a.scale(), b.scale());
    return {a.coefficient() * power_of_ten(scale - a.scale()), b.coefficient() * power_of_ten(scale - b.scale()),
            scale};
}

struct UnitScale {
    std::string_view name;
    std::string_view dimension;
    Decimal factor;  ///< in the dimension's base unit
};

/// Units that convert into one another; any other unit converts only into itself.
const std::array<UnitScale, 18>& unit_scales() {
    static const std::array<UnitScale, 18> scales{{
        {"元", "money", 1},
        {"万元", "money", 10'000},
        {"百万元", "money", 1'000'000},
        {"千万元", "money", 10'000'000},
        {"亿元", "money", 100'000'000},
        {"人", "people", 1},
        {"万人", "people", 10'000},
        {"个", "count", 1},
        {"万个", "count", 10'000},
        {"套", "dwelling", 1},
        {"万套", "dwelling", 10'000},
        {"平方米", "area", 1},
        {"万平方米", "area", 10'000},
        {"亩", "land", 1},
        {"万亩", "land", 10'000},
        {"吨", "mass", 1},
        {"万吨", "mass", 10'000},
        {"平方公里", "area", 1'000'000},
    }};
    return scales;
}

const UnitScale* find_unit(std::string_view name) {
    for (const auto& scale : unit_scales()) {
        if (scale.name == name) return &scale;
    }
    return nullptr;
}

}  // namespace

Result<Decimal> Decimal::of(std::int64_t coefficient, int scale) {
    if (scale < 0 || scale > max_scale || coefficient > std::int64_t(max_coefficient) ||
        coefficient < -std::int64_t(max_coefficient)) {
        return Error{ErrorCode::over_limit, "a decimal has at most 18 digits, 9 of them after the point"};
    }
    Decimal decimal;
    decimal.coefficient_ = coefficient;
    decimal.scale_ = scale;
    return decimal;
}

Result<Decimal> Decimal::parse(std::string_view text) {
    const auto wrong = [&] { return invalid("expected a decimal such as -12.50, got " + quote(text)); };
    std::size_t i = !text.empty() && text[0] == '-' ? 1 : 0;
    std::int64_t coefficient = 0;
    int digits = 0, scale = 0;
    bool point = false;
    const std::size_t begin = i;
    for (; i < text.size(); ++i) {
        if (text[i] == '.' && !point && i > begin && i + 1 < text.size()) {
            point = true;
            continue;
        }
        if (text[i] < '0' || text[i] > '9') return wrong();
        if (digits > 0 || text[i] != '0') ++digits;
        if (digits > max_digits || scale + point > max_scale) {
            return Error{ErrorCode::over_limit,
                         "a decimal has at most 18 digits, 9 of them after the point; got " + quote(text)};
        }
        coefficient = coefficient * 10 + (text[i] - '0');
        scale += point;
    }
    if (i == begin) return wrong();
    return of(begin ? -coefficient : coefficient, scale);
}

std::string Decimal::to_string() const {
    const bool negative = coefficient_ < 0;
    std::string digits = std::to_string(negative ? -coefficient_ : coefficient_);
    const auto scale = static_cast<std::size_t>(scale_);
    if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
    if (scale > 0) digits.insert(digits.size() - scale, 1, '.');
    return negative ? "-" + digits : digits;
}

Result<Decimal> add(Decimal a, Decimal b) {
    const auto x = align(a, b);
    return narrow(x.a + x.b, x.scale);
}

Result<Decimal> subtract(Decimal a, Decimal b) {
    const auto x = align(a, b);
    return narrow(x.a - x.b, x.scale);
}

Result<Decimal> multiply(Decimal a, Decimal b) {
    return narrow(Wide(a.coefficient()) * b.coefficient(), a.scale() + b.scale());
}

Result<Decimal> divide(Decimal a, Decimal b, int scale) {
    if (b.coefficient() == 0) return invalid("division by zero");
    // a.c / 10^a.s / (b.c / 10^b.s) · 10^scale, with the power of ten kept on whichever side it is positive
    Wide numerator = a.coefficient(), denominator = b.coefficient();
    const int shift = scale + b.scale() - a.scale();
    (shift >= 0 ? numerator : denominator) *= power_of_ten(shift >= 0 ? shift : -shift);
    if (denominator < 0) numerator = -numerator, denominator = -denominator;
    const Wide half = numerator >= 0 ? denominator / 2 : -(denominator / 2);
    return narrow((numerator + half) / denominator, scale);
}

std::strong_ordering operator<=>(Decimal a, Decimal b) {
    const auto x = align(a, b);
    return x.a <=> x.b;
}

std::optional<Decimal> conversion_factor(std::string_view from, std::string_view to) {
    if (from == to) return Decimal(1);
    const auto *a = find_unit(from), *b = find_unit(to);
    if (!a || !b || a->dimension != b->dimension) return std::nullopt;
    auto factor = divide(a->factor, b->factor, Decimal::max_scale);
    if (!factor) return std::nullopt;
    return *factor;
}

Result<Quantity> add(const Quantity& a, const Quantity& b) {
    const auto factor = conversion_factor(b.unit, a.unit);
    if (!factor) return invalid("cannot add " + b.unit + " to " + a.unit + ": they do not measure the same thing");
    TZ_TRY(auto converted, multiply(b.value, *factor));
    TZ_TRY(auto sum, add(a.value, converted));
    return Quantity{sum, a.unit};
}

}  // namespace taizhang
