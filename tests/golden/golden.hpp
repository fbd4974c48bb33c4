// The golden files of events, tests/golden/events/<wire name>.v<version>.<n>.hex: the payload's bytes in hex on the
// first line, what they say as JSON on the second. n counts from 1: a member appended within a version adds the next n.
#pragma once

#include "tests/unit/events/filled.hpp"

#include <taizhang/reflect/json.hpp>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace taizhang::golden {

struct Golden {
    std::string bytes;
    boost::json::object json;
};

inline std::filesystem::path folder() {
    return std::filesystem::path(TAIZHANG_SOURCE_DIR) / "tests/golden/events";
}

inline std::filesystem::path file_of(const EventInfo& info, unsigned version, unsigned n) {
    return folder() / (std::string(info.name) + ".v" + std::to_string(version) + "." + std::to_string(n) + ".hex");
}

inline std::string from_hex(std::string_view hex) {
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
    return bytes;
}

inline Golden read(const std::filesystem::path& path) {
    std::ifstream in(path);
    std::string hex, json;
    if (!std::getline(in, hex) || !std::getline(in, json))
        throw std::runtime_error(path.string() + " does not have two lines");
    return {from_hex(hex), boost::json::parse(json).as_object()};
}

/// How many examples of that version there are; 0 = none.
inline unsigned examples(const EventInfo& info, unsigned version) {
    unsigned n = 0;
    while (std::filesystem::exists(file_of(info, version, n + 1))) ++n;
    return n;
}

}  // namespace taizhang::golden
