// Further getters of a table: quantities, names for programs, lists of lists, references.
#include "src/regime/table.hpp"
#include "src/regime/units.hpp"

#include <taizhang/text.hpp>

#include <algorithm>

namespace taizhang::regime {

namespace {

bool is_key(std::string_view name) {
    const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto good = [&](char c) { return letter(c) || c == '_' || (c >= '0' && c <= '9'); };
    return !name.empty() && name.size() <= 64 && letter(name[0]) && std::ranges::all_of(name, good);
}

}  // namespace

bool Table::numbers(std::string_view key, std::vector<std::uint8_t>& out, std::int64_t least, std::int64_t most) {
    const auto* found = list(key, "whole numbers");
    if (!found) return false;
    const auto expected = "whole numbers from " + std::to_string(least) + " to " + std::to_string(most) + ", each once";
    std::vector<std::uint8_t> read;
    for (const auto& node : *found) {
        const auto* number = node.as_integer();
        if (!number || number->get() < least || number->get() > most) return wrong(key, expected, node);
        const auto value = static_cast<std::uint8_t>(number->get());
        if (std::ranges::find(read, value) != read.end()) return wrong(key, expected, node);
        read.push_back(value);
    }
    if (read.empty()) return wrong(key, "at least one number; leave the key out instead", *find(key));
    out = std::move(read);
    return true;
}

bool Table::quantity(std::string_view key, Quantity& out) {
    std::string written;
    if (!text(key, written)) return false;
    auto parsed = parse_quantity(written);
    if (!parsed) {
        fault(key, parsed.error().message);
        return false;
    }
    if (parsed->value < 0) {
        fault(key, "expected a quantity that is not below 0, got " + quote(written));
        return false;
    }
    out = std::move(*parsed);
    return true;
}

bool Table::quantity(std::string_view key, std::optional<Quantity>& out) {
    Quantity found;
    if (!quantity(key, found)) return false;
    out = std::move(found);
    return true;
}

bool Table::decimal(std::string_view key, std::optional<Decimal>& out, Decimal least, Decimal most) {
    Decimal found;
    if (!decimal(key, found, least, most)) return false;
    out = found;
    return true;
}

bool Table::key(std::string_view key, std::string& out) {
    std::string name;
    if (!text(key, name)) return false;
    if (!is_key(name)) {
        fault(key,
              "expected small letters, digits and '_', begun by a letter, at most 64, such as \"new_start\", got " +
                  quote(name));
        return false;
    }
    out = std::move(name);
    return true;
}

bool Table::alternatives(std::string_view key, std::vector<std::vector<std::string>>& out) {
    const auto* found = list(key, "texts, or of lists of texts that belong together");
    if (!found) return false;
    std::vector<std::vector<std::string>> read;
    for (const auto& node : *found) {
        std::vector<std::string> together;
        const auto take = [&](const toml::node& each) {
            return good_text(key, each, max_short_text, together.emplace_back());
        };
        const auto* inner = node.as_array();
        if (inner && (inner->empty() || inner->size() > max_list))
            return wrong(key, "1 to " + std::to_string(max_list) + " texts that belong together", node);
        if (inner ? !std::ranges::all_of(*inner, take) : !take(node)) return false;
        read.push_back(std::move(together));
    }
    if (read.empty()) return wrong(key, "at least one; leave the key out instead", *find(key));
    out = std::move(read);
    return true;
}

void Table::refer(std::string_view key, const std::vector<std::string>& names, std::span<const std::string> known,
                  std::string_view what) {
    for (const auto& name : names) {
        if (std::ranges::find(known, name) != known.end()) continue;
        std::string all;
        for (const auto& each : known) all += (all.empty() ? "" : ", ") + each;
        fault(key, "is no " + std::string(what) + " of this regime: " + quote(name) + hint(name, known) +
                       (known.empty() ? "; it has none" : " Known are: " + all));
    }
}

}  // namespace taizhang::regime
