// A regime's text (docs/formats/regime.md): rules, or faults that name their lines.
#include "src/regime/read.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <boost/json.hpp>

#include <algorithm>

FUZZ_TARGET(input) {
    using namespace taizhang;
    const auto faults = regime::check(input);
    const auto rules = regime::read(input, "S1.toml");
    fuzz::require(rules.has_value() == faults.empty(), "a text without faults can be read, and no other");
    const auto lines = std::size_t(std::ranges::count(input, '\n')) + 1;
    for (const auto& fault : faults) {
        fuzz::require(fault.line >= 1 && fault.line <= lines, "a fault is in a line of the text", fault.message);
        fuzz::require(!fault.message.empty(), "a fault says what is wrong");
        boost::system::error_code problem;
        (void)boost::json::parse(boost::json::serialize(boost::json::string(fault.message)), problem);
        fuzz::require(!problem, "a fault's words can be shown", fuzz::hex(fault.message));
    }
}
