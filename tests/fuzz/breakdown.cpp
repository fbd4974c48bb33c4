// A task breakdown in any encoding (docs/formats/breakdown.md): whatever the bytes are, the answer is a model that
// keeps its promises, or an error that can be shown.
#include "src/interop/breakdown.hpp"
#include "src/interop/encoding.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <boost/json.hpp>

#include <set>

namespace taizhang::fuzz {
namespace {

/// A JSON text is UTF-8 by definition, and the parser refuses anything else: what it takes can be shown.
void shown(const boost::json::value& value) {
    boost::system::error_code problem;
    const auto again = boost::json::parse(boost::json::serialize(value), problem);
    require(!problem && again == value, "what is read can be shown", problem.message());
}

std::size_t characters(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += (c & 0xC0) != 0x80;
    return count;
}

void check_item(const interop::Item& item, std::size_t lines) {
    require(item.source.line >= 1 && item.source.line <= lines, "an item stands in a line of the file");
    for (const auto& unit : item.units) require(!unit.name.empty(), "a unit has a name");
    for (const auto& target : item.targets) {
        require(target.at.size() == 2 && target.at[0] < target.at[1] && target.at[1] <= characters(item.text),
                "a target stands in its item's text", item.text);
        require(Decimal::parse(target.value).has_value(), "a target's figure is a number", target.value);
    }
}

}  // namespace
}  // namespace taizhang::fuzz

FUZZ_TARGET(input) {
    using namespace taizhang;
    const auto read = interop::read_breakdown(input);
    if (!read) return fuzz::shown(boost::json::string(read.error().message));
    std::set<int> numbers;
    for (const auto& item : read->items) {
        fuzz::require(numbers.insert(item.no).second, "an item's number is its own");
        fuzz::check_item(item, input.size() + 1);
    }
    const auto json = interop::to_contract_json(*read);
    fuzz::shown(json);
    fuzz::require(interop::to_contract_json(interop::read_breakdown(input).value()) == json,
                  "read twice, read the same");
}
