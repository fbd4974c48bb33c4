// Keys and values of the log's database (docs/formats/log.md). Input: a stream's name, a byte 0, and the bytes.
#include "src/log/layout.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace taizhang::fuzz {
namespace {

using namespace log_layout;

void check_key(std::string_view name, std::string_view bytes) {
    const auto stream = StreamId::parse(name);
    if (!stream) return;
    const auto key = stream_key(*stream, bytes.size());
    require(must(parse_stream_key(key, *stream), "a key that was written can be read") == bytes.size(),
            "a key keeps its version");
    require(key < stream_end_key(*stream), "a stream's keys come before its end");
    if (!bytes.starts_with(stream->value + '\0')) return;  // who iterates has made sure of it
    if (const auto version = parse_stream_key(bytes, *stream))
        same(stream_key(*stream, *version), bytes, "a key has one spelling");
}

void check_values(std::string_view bytes) {
    if (const auto number = parse_u64(bytes, "a number")) same(u64_bytes(*number), bytes, "a number has one spelling");
    if (const auto outcome = parse_command_value(bytes, CommandId{}))
        same(command_value(*outcome), bytes, "an outcome has one spelling");
    if (const auto leaf = parse_leaf(bytes, 0)) same(leaf->view(), bytes, "a leaf has one spelling");
}

}  // namespace
}  // namespace taizhang::fuzz

FUZZ_TARGET(input) {
    using namespace taizhang;
    const auto name = fuzz::cut(input, '\0');
    fuzz::check_key(name, input);
    fuzz::check_values(input);
}
