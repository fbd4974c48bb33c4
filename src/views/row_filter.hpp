// A filter and an order of rows, checked against the view's schema once and then applied to rows' texts.
//
//     TZ_TRY(auto filter, CompiledFilter::make(projection, {{"ledger", "2014"}, {"units.unit", {"fgw", "sjw"}}}));
//     filter.key_prefix();                      // "2014/": where the view's keys begin so
//     filter.matches(row.json);
//
// Immutable; any thread.
#pragma once

#include "projections/projection.hpp"

#include <taizhang/decimal.hpp>

#include <boost/container/small_vector.hpp>
#include <compare>
#include <string>
#include <vector>

namespace taizhang {

class CompiledFilter {
  public:
    /// ErrorCode::invalid with details.path for an unknown field or a value that is neither a scalar nor an array of
    /// scalars.
    static Result<CompiledFilter> make(const Projection& projection, const boost::json::object& filter);

    /// Every clause holds: the field, or a member of the arrays on its way, is one of the values. null means absent.
    bool matches(std::string_view json) const;
    /// All matching rows' keys begin so; empty when the filter says nothing about the keys' fields.
    const std::string& key_prefix() const { return key_prefix_; }

  private:
    struct Clause {
        std::vector<std::string> path;
        std::vector<std::string> texts;  ///< the values, serialized
        bool or_absent = false;
    };
    std::vector<Clause> clauses_;
    std::string key_prefix_;
};

inline constexpr std::size_t max_order_fields = 4;

/// Where a row stands in an order, for one of its fields: numbers and decimals by value, texts naturally ("9" before
/// "10"), absent ones last.
struct SortPart {
    bool absent = true;
    std::optional<Decimal> number;
    std::string text;
};
using SortValue = boost::container::small_vector<SortPart, 1>;  ///< one for each field

class CompiledOrder {
  public:
    /// "field", "-field", several of them with commas between, or empty (by key; "-": by key, descending).
    /// ErrorCode::invalid for a field that is unknown or a group, over_limit for more than max_order_fields.
    static Result<CompiledOrder> make(const Projection& projection, std::string_view order);

    bool by_key() const { return fields_.empty(); }
    SortValue value(std::string_view json) const;
    /// Before, at or after, in this order; rows that are equal here stand by their keys.
    std::strong_ordering compare(const SortValue& a, std::string_view a_key, const SortValue& b,
                                 std::string_view b_key) const;

  private:
    struct Field {
        std::vector<std::string> path;
        bool descending = false;
        bool decimal = false;
    };
    static Result<Field> field(const Projection& projection, const boost::json::object& schema, std::string_view name);

    std::vector<Field> fields_;
    bool keys_descending_ = false;
};

/// Runs of digits by their number, all else by bytes.
std::strong_ordering natural_compare(std::string_view a, std::string_view b);

}  // namespace taizhang
