// Exact decimals and quantities: money and targets are never binary floating point (domain.md, rule 7).
//
//     Quantity a{*Decimal::parse("1.5"), "亿元"}, b{*Decimal::parse("2000"), "万元"};
//     Result<Quantity> sum = add(a, b);        // 1.7 亿元, exactly
//
// docs/decisions/004-decimal.md says why this is not a library's type.
#pragma once

#include <taizhang/result.hpp>

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace taizhang {

/// coefficient / 10^scale with at most 18 digits and scale 0..9, kept as written: "1.50" stays "1.50" but equals "1.5".
class Decimal {
  public:
    static constexpr int max_digits = 18;
    static constexpr int max_scale = 9;

    Decimal() = default;
    Decimal(int whole)
        : coefficient_(whole) {}  // NOLINT(google-explicit-constructor): a small whole number is a decimal
    /// `-?[0-9]+(\.[0-9]+)?`; an error names the character that is wrong or the digit limit.
    static Result<Decimal> parse(std::string_view text);
    static Result<Decimal> of(std::int64_t coefficient, int scale);

    std::string to_string() const;
    std::int64_t coefficient() const { return coefficient_; }
    int scale() const { return scale_; }
    static boost::json::object json_schema() {
        return {{"type", "string"}, {"pattern", "^-?[0-9]{1,18}(\\.[0-9]{1,9})?$"}, {"format", "decimal"}};
    }

    friend Result<Decimal> add(Decimal a, Decimal b);
    friend Result<Decimal> subtract(Decimal a, Decimal b);
    friend Result<Decimal> multiply(Decimal a, Decimal b);
    /// a / b rounded half up to `scale` digits after the point; an error when b is zero.
    friend Result<Decimal> divide(Decimal a, Decimal b, int scale);
    friend std::strong_ordering operator<=>(Decimal a, Decimal b);
    friend bool operator==(Decimal a, Decimal b) { return (a <=> b) == 0; }

  private:
    std::int64_t coefficient_ = 0;
    int scale_ = 0;
};

Result<Decimal> add(Decimal a, Decimal b);
Result<Decimal> subtract(Decimal a, Decimal b);
Result<Decimal> multiply(Decimal a, Decimal b);
Result<Decimal> divide(Decimal a, Decimal b, int scale);
std::strong_ordering operator<=>(Decimal a, Decimal b);

/// A number with its unit of measure as printed: 亿元, 万元, 个, %, 平方公里 …
struct Quantity {
    Decimal value;
    std::string unit;
};

/// `from` in units of `to`: 10 for ("亿元", "千万元"); nothing when they do not measure the same thing.
std::optional<Decimal> conversion_factor(std::string_view from, std::string_view to);
/// a + b in a's unit, exactly; an error when the units do not measure the same thing.
Result<Quantity> add(const Quantity& a, const Quantity& b);

}  // namespace taizhang
