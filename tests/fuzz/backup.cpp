// A backup's manifest and segments (docs/backup.md). What stands under a digest of its own is given the right one, so
// that the shape is reached.
#include "src/log/backup_format.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <taizhang/record.hpp>

namespace taizhang::fuzz {
namespace {

void check_manifest(std::string_view text) {
    const auto manifest = backup::parse_manifest(text);
    if (manifest) same(backup::format_manifest(*manifest), text, "a manifest has one spelling");
}

void check_segment(std::string_view bytes) {
    const auto segment = backup::parse_segment(bytes);
    if (!segment) return;
    backup::SegmentBuilder builder(segment->from);
    for (const auto record : segment->records) builder.add(record);
    for (const auto& checkpoint : segment->checkpoints) builder.add(checkpoint);
    same(std::move(builder).finish(segment->root), bytes, "a segment has one spelling");
}

}  // namespace
}  // namespace taizhang::fuzz

FUZZ_TARGET(input) {
    using namespace taizhang;
    fuzz::check_manifest(input);
    fuzz::check_manifest(std::string(input) + "{\"sha256\":\"" + sha256({input}).to_string() + "\"}\n");
    fuzz::check_segment(input);
    fuzz::check_segment(std::string(input).append(sha256({input}).view()));
}
