// Texts of regimes for tests: one that is good, and what is told of one that is not.
#pragma once

#include "src/regime/read.hpp"

#include <gmock/gmock.h>
#include <fstream>
#include <sstream>

namespace taizhang::regime {

inline std::string file(const std::string& path) {
    std::ifstream stream(std::string(TAIZHANG_SOURCE_DIR) + "/" + path, std::ios::binary);
    if (!stream) throw std::logic_error("cannot read " + path);
    std::stringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// Three lines, then `rest`, which so begins in line 4.
inline std::string regime_with(const std::string& rest) {
    return "title = \"制度\"\nsystem = \"S1\"\ndocument = \"文件\"\n" + rest;
}

/// "5 reporting.due_day": where the faults are, in order.
inline std::vector<std::string> places(const std::string& text) {
    std::vector<std::string> found;
    for (const auto& fault : check(text)) found.push_back(std::to_string(fault.line) + " " + fault.key);
    return found;
}

inline std::vector<std::string> messages(const std::string& text) {
    std::vector<std::string> found;
    for (const auto& fault : check(text)) found.push_back(fault.key + ": " + fault.message);
    return found;
}

inline Rules good(const std::string& text) {
    const auto rules = read(text);
    if (!rules) throw std::logic_error(rules.error().message);
    return *rules;
}

inline Rules shipped(const std::string& name) {
    return good(file("regimes/" + name));
}

}  // namespace taizhang::regime
