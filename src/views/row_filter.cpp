#include "src/views/row_filter.hpp"

#include "src/views/row_scan.hpp"

namespace taizhang {

namespace json = boost::json;

namespace {

std::vector<std::string> split_path(std::string_view text) {
    std::vector<std::string> parts(1);
    for (char c : text) {
        if (c == '.')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

std::string field_names(const json::object& schema) {
    std::string names;
    if (const auto* properties = schema.if_contains("properties")) {
        for (const auto& [name, value] : properties->as_object())
            names += (names.empty() ? "" : ", ") + std::string(name);
    }
    return names;
}

const json::object* items_of(const json::object& schema) {
    const auto* items = schema.if_contains("items");
    return items ? items->if_object() : nullptr;
}

struct Leaf {
    const json::object* schema = nullptr;
    bool through_array = false;
};

/// The schema of the field that a path names.
Result<Leaf> find_field(std::string_view view, const json::object& row_schema, const std::vector<std::string>& path,
                        const std::string& pointer) {
    Leaf leaf{&row_schema};
    for (const auto& part : path) {
        const auto* properties = leaf.schema->if_contains("properties");
        const auto* found = properties ? properties->as_object().if_contains(part) : nullptr;
        if (!found)
            return invalid("the view " + std::string(view) + " has no field '" + part +
                               "' here; there are: " + field_names(*leaf.schema),
                           pointer);
        leaf.schema = &found->as_object();
        while (const auto* items = items_of(*leaf.schema)) {
            leaf.schema = items;
            leaf.through_array = true;
        }
    }
    if (leaf.schema->contains("properties"))
        return invalid("'" + path.back() + "' of the view " + std::string(view) +
                           " is a group of fields; name one of: " + field_names(*leaf.schema),
                       pointer);
    return leaf;
}

bool is_scalar(const json::value& value) {
    return !value.is_object() && !value.is_array() && !value.is_double();
}

Result<std::vector<json::value>> wanted_values(const json::value& given, const std::string& pointer) {
    const auto* array = given.if_array();
    std::vector<json::value> values;
    if (array)
        values.assign(array->begin(), array->end());
    else
        values.push_back(given);
    for (const auto& value : values) {
        if (!is_scalar(value))
            return invalid("expected a text, an integer, true, false, null, or an array of those, got " +
                               json::serialize(value).substr(0, 64),
                           pointer);
    }
    return values;
}

/// What all of them begin with; nothing where one of them is no text.
std::string common_beginning(const json::array& values) {
    std::string_view common;
    for (const auto& value : values) {
        if (!value.is_string()) return {};
        const std::string_view text = value.get_string();
        if (&value == values.begin()) common = text;
        common = common.substr(0, std::ranges::mismatch(common, text).in1 - common.begin());
    }
    return std::string(common);
}

/// "2014/" when the filter says ledger = 2014 and the keys begin with the ledger; "2014-07-" when it names days of
/// July.
std::string prefix_of(const Projection& projection, const json::object& filter) {
    std::string prefix;
    for (const auto field : projection.key_fields()) {
        const auto* value = filter.if_contains(field);
        const auto* several = value ? value->if_array() : nullptr;
        if (several && several->size() == 1) value = &several->front();
        if (value && value->is_string()) {
            prefix.append(value->get_string()).append("/");
            continue;
        }
        if (several) prefix += common_beginning(*several);
        break;
    }
    return prefix;
}

std::optional<Decimal> number_in(std::string_view text) {
    auto parsed = Decimal::parse(text);
    return parsed ? std::optional(*parsed) : std::nullopt;
}

}  // namespace

Result<CompiledFilter> CompiledFilter::make(const Projection& projection, const json::object& filter) {
    CompiledFilter compiled;
    const auto schema = projection.row_schema();
    for (const auto& [field, given] : filter) {
        const auto pointer = "/filter/" + std::string(field);
        Clause clause{split_path(field), {}};
        TZ_CHECK(find_field(projection.name(), schema, clause.path, pointer));
        TZ_TRY(const auto values, wanted_values(given, pointer));
        for (const auto& value : values) {
            clause.texts.push_back(json::serialize(value));
            clause.or_absent = clause.or_absent || value.is_null();
        }
        compiled.clauses_.push_back(std::move(clause));
    }
    compiled.key_prefix_ = prefix_of(projection, filter);
    return compiled;
}

bool CompiledFilter::matches(std::string_view row) const {
    return std::ranges::all_of(clauses_, [&](const Clause& clause) {
        bool there = false;
        const bool found = any_value(row, clause.path, [&](std::string_view value) {
            there = true;
            return std::ranges::find(clause.texts, value) != clause.texts.end();
        });
        return found || (clause.or_absent && !there);
    });
}

Result<CompiledOrder> CompiledOrder::make(const Projection& projection, std::string_view order) {
    CompiledOrder compiled;
    const auto schema = order.empty() ? json::object() : projection.row_schema();
    while (!order.empty()) {
        const auto end = std::min(order.find(','), order.size());
        const auto name = order.substr(0, end);
        order.remove_prefix(std::min(end + 1, order.size()));
        if (name == "-" && order.empty()) {
            compiled.keys_descending_ = true;
            break;
        }
        if (compiled.fields_.size() == max_order_fields)
            return Error{ErrorCode::over_limit,
                         "rows are put in order by at most " + std::to_string(max_order_fields) + " fields"}
                .with("limit", max_order_fields)
                .with("path", "/order");
        TZ_TRY(auto one, field(projection, schema, name));
        compiled.fields_.push_back(std::move(one));
    }
    return compiled;
}

Result<CompiledOrder::Field> CompiledOrder::field(const Projection& projection, const json::object& schema,
                                                  std::string_view name) {
    Field found;
    found.descending = name.starts_with('-');
    if (found.descending) name.remove_prefix(1);
    found.path = split_path(name);
    TZ_TRY(const auto leaf, find_field(projection.name(), schema, found.path, "/order"));
    if (leaf.through_array)
        return invalid("'" + std::string(name) + "' may have several values in a row; order by a field with one",
                       "/order");
    const auto* format = leaf.schema->if_contains("format");
    found.decimal = format && *format == json::value("decimal");
    return found;
}

SortValue CompiledOrder::value(std::string_view row) const {
    SortValue sort(fields_.size());
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        auto& part = sort[i];
        any_value(row, fields_[i].path, [&](std::string_view text) {
            part.absent = text == "null";
            if (!text.starts_with('"')) {
                part.number = number_in(text);
                part.text = text;
            } else {
                part.text = json::parse(json::string_view(text.data(), text.size())).as_string();
                if (fields_[i].decimal) part.number = number_in(part.text);
            }
            return true;
        });
    }
    return sort;
}

namespace {

std::strong_ordering compare_parts(const SortPart& a, const SortPart& b, bool descending) {
    if (a.absent != b.absent) return a.absent ? std::strong_ordering::greater : std::strong_ordering::less;
    const auto by_value = a.number && b.number ? *a.number <=> *b.number : natural_compare(a.text, b.text);
    return descending ? 0 <=> by_value : by_value;
}

}  // namespace

std::strong_ordering CompiledOrder::compare(const SortValue& a, std::string_view a_key, const SortValue& b,
                                            std::string_view b_key) const {
    for (std::size_t i = 0; i < fields_.size() && i < a.size() && i < b.size(); ++i) {
        const auto by_value = compare_parts(a[i], b[i], fields_[i].descending);
        if (by_value != 0) return by_value;
    }
    const auto by_key = a_key <=> b_key;
    return keys_descending_ ? 0 <=> by_key : by_key;
}

namespace {

std::string_view take_digits(std::string_view& text) {
    const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
    auto digits = text.substr(0, end);
    text.remove_prefix(end);
    return digits;
}

std::strong_ordering compare_digits(std::string_view a, std::string_view b) {
    a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
    b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
    return a.size() != b.size() ? a.size() <=> b.size() : a <=> b;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

std::strong_ordering natural_compare(std::string_view a, std::string_view b) {
    const auto whole_a = a, whole_b = b;
    while (!a.empty() && !b.empty()) {
        if (is_digit(a.front()) && is_digit(b.front())) {
            const auto by_number = compare_digits(take_digits(a), take_digits(b));
            if (by_number != 0) return by_number;
        } else {
            if (a.front() != b.front())
                return static_cast<unsigned char>(a.front()) <=> static_cast<unsigned char>(b.front());
            a.remove_prefix(1);
            b.remove_prefix(1);
        }
    }
    if (a.empty() != b.empty()) return a.empty() ? std::strong_ordering::less : std::strong_ordering::greater;
    return whole_a <=> whole_b;  // "01" and "1" differ, but stand side by side
}

}  // namespace taizhang
