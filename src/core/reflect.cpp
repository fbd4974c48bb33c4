#include <taizhang/reflect/json_arena.hpp>
#include <taizhang/reflect/json_text.hpp>
#include <taizhang/reflect/storage.hpp>
#include <taizhang/text.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace taizhang::reflect {

namespace {

constexpr std::size_t max_json_depth = 32;

/// RFC 6901: ~ and / inside a name are written ~0 and ~1.
void append_escaped(std::string& out, std::string_view name) {
    for (char c : name) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
}

}  // namespace

namespace detail {

std::string Place::to_string() const {
    if (!parent) return {};
    std::string path = parent->to_string() + "/";
    if (is_index)
        path += std::to_string(index);
    else
        append_escaped(path, name);
    return path;
}

Error at(const Place& place, Error error) {
    const auto path = place.to_string();
    error.message = (path.empty() ? "the value" : path) + ": " + error.message;
    error.details["path"] = path;
    return error;
}

Error expected(const Place& place, std::string_view what, const boost::json::value& came) {
    return at(place, invalid("expected " + std::string(what) + ", got " + shorten(boost::json::serialize(came))));
}

Error missing_member(const Place& place, std::string_view name) {
    return at(Place{&place, name}, invalid("is required and missing"));
}

Error unknown_member(const Place& place, std::string_view name) {
    return at(Place{&place, name}, invalid("is not known here; remove it or check its spelling"));
}

void bad_storage(const std::string& what) {
    throw cereal::Exception(what);
}

void Reader::too_short(std::size_t wanted, std::size_t there) {
    bad_storage(std::to_string(wanted) + " bytes were expected, but " + std::to_string(there) + " follow");
}

void check_mark(Reader& in) {
    std::uint8_t mark = 0;
    in(mark);
    if (mark != little_endian_mark) bad_storage("the byte order mark is " + std::to_string(mark) + ", expected 1");
}

}  // namespace detail

namespace {

/// 1e400 is a number to the grammar and infinite to a double, and there is no way to write that as JSON again.
bool is_finite(const boost::json::value& value) {
    if (const auto* number = value.if_double()) return std::isfinite(*number);
    if (const auto* array = value.if_array()) return std::ranges::all_of(*array, is_finite);
    if (const auto* object = value.if_object())
        return std::ranges::all_of(*object, [](const auto& member) { return is_finite(member.value()); });
    return true;
}

}  // namespace

Result<boost::json::value> parse_json(std::string_view text) {
    return parse_json(text, boost::json::storage_ptr());
}

Result<boost::json::value> parse_json(std::string_view text, boost::json::storage_ptr memory) {
    boost::json::parse_options options;
    options.max_depth = max_json_depth;
    std::array<unsigned char, 2'048> begun;  // values that are not complete yet
    boost::json::parser parser({}, options, begun.data(), begun.size());
    parser.reset(std::move(memory));
    boost::json::error_code error;
    const auto used = parser.write_some(text.data(), text.size(), error);
    if (!error && used < text.size()) {
        const auto rest = text.substr(used).find_first_not_of(" \t\r\n");
        if (rest != std::string_view::npos) error = boost::json::error::extra_data;
    }
    if (error) return invalid("not valid JSON at byte " + std::to_string(used) + ": " + error.message());
    auto value = parser.release();
    if (!is_finite(value))
        return invalid("not valid JSON: a number in it is too large to be told exactly; write it as a string");
    return value;
}

namespace {

/// What stands behind the backslash; 'u': four digits; 0: the character stands as it is.
constexpr auto escapes = [] {
    std::array<char, 256> table{};
    for (std::size_t control = 0; control < 0x20; ++control) table[control] = 'u';
    table['\b'] = 'b', table['\f'] = 'f', table['\n'] = 'n', table['\r'] = 'r', table['\t'] = 't';
    table['"'] = '"', table['\\'] = '\\';
    return table;
}();

void append_escape(std::string& out, unsigned char c) {
    constexpr char digits[] = "0123456789abcdef";
    out += '\\';
    out += escapes[c];
    if (escapes[c] == 'u') out.append("00").append(1, digits[c >> 4]).append(1, digits[c & 15]);
}

}  // namespace

void write_json_string(std::string& out, std::string_view text) {
    out += '"';
    std::size_t plain = 0;  // where what is copied as it stands begins
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (escapes[c] == 0) continue;
        out.append(text, plain, i - plain);
        append_escape(out, c);
        plain = i + 1;
    }
    out.append(text, plain);
    out += '"';
}

}  // namespace taizhang::reflect
