// A line of a bundle that an auditor takes away (docs/formats/bundle.md).
#include "src/audit/bundle_lines.hpp"
#include "tests/fuzz/fuzz.hpp"

FUZZ_TARGET(input) {
    using namespace taizhang;
    constexpr auto promise = "a bundle's line has one spelling";
    if (const auto head = audit::BundleHead::parse(input)) fuzz::same(head->text(), input, promise);
    if (const auto record = audit::BundleRecord::parse(input)) fuzz::same(record->text(), input, promise);
    if (const auto end = audit::BundleEnd::parse(input); end && *end) fuzz::same((*end)->text(), input, promise);
}
