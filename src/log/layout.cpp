#include "src/log/layout.hpp"

#include <algorithm>

namespace taizhang::log_layout {

std::string u64_bytes(std::uint64_t value) {
    std::string bytes;
    append_be(bytes, value);
    return bytes;
}

std::string stream_key(const StreamId& stream, Version version) {
    std::string key;
    key.reserve(stream.value.size() + 9);
    key += stream.value;
    key += '\0';
    append_be(key, version);
    return key;
}

std::string stream_end_key(const StreamId& stream) {
    return stream.value + '\1';
}

std::string tree_key(unsigned level, std::uint64_t index) {
    std::string key(1, static_cast<char>(level));
    append_be(key, index);
    return key;
}

std::string_view command_key(const CommandId& id) {
    return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

std::string command_value(const CommandOutcome& outcome) {
    std::string bytes;
    append_be(bytes, outcome.first);
    append_be(bytes, outcome.count);
    return bytes;
}

Result<std::uint64_t> parse_u64(std::string_view bytes, std::string_view what) {
    if (bytes.size() != 8) {
        return corrupt("the log's " + std::string(what) + " should have 8 bytes, but has " +
                       std::to_string(bytes.size()));
    }
    return read_be<std::uint64_t>(bytes);
}

Result<Version> parse_stream_key(std::string_view key, const StreamId& stream) {
    if (key.size() != stream.value.size() + 9) {
        return corrupt("the stream index holds a malformed key for " + stream.value);
    }
    return read_be<std::uint64_t>(key.substr(stream.value.size() + 1));
}

Result<CommandOutcome> parse_command_value(std::string_view bytes, const CommandId& id) {
    if (bytes.size() != 12) {
        return corrupt("the entry of command " + id.to_string() + " should have 12 bytes, but has " +
                       std::to_string(bytes.size()));
    }
    return CommandOutcome{read_be<std::uint64_t>(bytes), read_be<std::uint32_t>(bytes.substr(8))};
}

Result<Digest> parse_leaf(std::string_view bytes, Position position) {
    Digest leaf;
    if (bytes.size() != leaf.bytes.size()) {
        return corrupt_at(position, "its leaf hash should have 32 bytes, but has " + std::to_string(bytes.size()));
    }
    std::copy(bytes.begin(), bytes.end(), leaf.bytes.begin());
    return leaf;
}

Error corrupt_at(Position position, const std::string& what) {
    return corrupt("the log is damaged at position " + std::to_string(position) + ": " + what)
        .with("position", position);
}

}  // namespace taizhang::log_layout
