// Values that are written as text: numbers, times, days, periods, ids. What is read and written is read again as the
// same value.
#include "tests/fuzz/fuzz.hpp"

#include <taizhang/decimal.hpp>
#include <taizhang/ids.hpp>
#include <taizhang/text.hpp>
#include <taizhang/time.hpp>

namespace taizhang::fuzz {
namespace {

template <class T>
void check(std::string_view text) {
    const auto value = T::parse(text);
    if (!value) return require(!value.error().message.empty(), "an error says what is wrong", text);
    const auto written = std::string(value->to_string());
    const auto again = must(T::parse(written), "a value that was written can be read");
    require(again == *value, "a value keeps itself", text);
    same(again.to_string(), written, "a value is written in one way");
}

}  // namespace
}  // namespace taizhang::fuzz

FUZZ_TARGET(input) {
    using namespace taizhang;
    fuzz::check<Decimal>(input);
    fuzz::check<Time>(input);
    fuzz::check<Date>(input);
    fuzz::check<Period>(input);
    fuzz::check<ItemId>(input);
    fuzz::check<StreamId>(input);
    fuzz::check<CommandId>(input);
    fuzz::check<Digest>(input);
    fuzz::require(quote(input).size() <= input.size() + 5, "an error shows no more than what came");
}
