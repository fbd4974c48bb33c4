#include "src/views/row_scan.hpp"

namespace taizhang {

namespace {

/// `at` stands on the opening quote; behind the closing one afterwards.
std::size_t after_string(std::string_view text, std::size_t at) {
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\') ++at;
    }
    return at + 1;
}

std::size_t after_group(std::string_view text, std::size_t at) {
    std::size_t depth = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '"') {
            at = after_string(text, at);
            continue;
        }
        ++at;
        if (c == '{' || c == '[') ++depth;
        if ((c == '}' || c == ']') && --depth == 0) break;
    }
    return at;
}

std::size_t after_value(std::string_view text, std::size_t at) {
    if (at >= text.size()) return at;
    if (text[at] == '"') return after_string(text, at);
    if (text[at] == '{' || text[at] == '[') return after_group(text, at);
    const auto end = text.find_first_of(",]}", at);
    return end == std::string_view::npos ? text.size() : end;
}

using Path = std::vector<std::string>;
using Visit = std::function<bool(std::string_view)>;

bool any_below(std::string_view json, const Path& path, std::size_t depth, const Visit& visit);

bool any_element(std::string_view array, const Path& path, std::size_t depth, const Visit& visit) {
    for (std::size_t at = 1; at < array.size() && array[at] != ']';) {
        const auto end = after_value(array, at);
        if (any_below(array.substr(at, end - at), path, depth, visit)) return true;
        at = end < array.size() && array[end] == ',' ? end + 1 : end;
    }
    return false;
}

bool any_below(std::string_view json, const Path& path, std::size_t depth, const Visit& visit) {
    if (json.starts_with('[')) return any_element(json, path, depth, visit);
    if (depth == path.size()) return visit(json);
    const auto found = member(json, path[depth]);
    return found && any_below(*found, path, depth + 1, visit);
}

}  // namespace

std::optional<std::string_view> member(std::string_view object, std::string_view name) {
    if (!object.starts_with('{')) return std::nullopt;
    for (std::size_t at = 1; at < object.size() && object[at] == '"';) {
        const auto name_end = after_string(object, at);
        const auto found = object.substr(at + 1, name_end - at - 2);
        const auto begin = name_end + 1;  // past the colon
        const auto end = after_value(object, begin);
        if (found == name) return object.substr(begin, end - begin);
        at = end + 1;  // past the comma
    }
    return std::nullopt;
}

bool any_value(std::string_view json, const Path& path, const Visit& visit) {
    return any_below(json, path, 0, visit);
}

}  // namespace taizhang
