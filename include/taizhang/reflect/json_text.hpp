// JSON text straight from described structs, byte for byte what boost::json::serialize(to_json(value)) writes, without
// a document in between: for answers that carry thousands of events.
//
//     std::string text;
//     write_json(text, event);
//
// Pure; any thread.
#pragma once

#include <taizhang/reflect/json.hpp>

#include <charconv>

namespace taizhang::reflect {

/// With its quotes.
void write_json_string(std::string& out, std::string_view text);

template <std::integral T>
void write_json_number(std::string& out, T value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, static_cast<std::size_t>(end - digits));
}

template <class T>
void write_json(std::string& out, const T& value);

namespace detail {

template <DescribedStruct T>
void write_object(std::string& out, const T& value) {
    out += '{';
    bool first = true;
    const auto write_member = [&](const char* name, const auto& member) {
        // names of members are C++ identifiers: nothing in them needs escaping
        out += first ? "\"" : ",\"";
        out += name;
        out += "\":";
        write_json(out, member);
        first = false;
    };
    for_each_member<T>([&](auto member) {
        const auto& m = value.*member.pointer;
        if constexpr (is_optional<std::remove_cvref_t<decltype(m)>>) {
            if (m) write_member(member.name, *m);
        } else {
            write_member(member.name, m);
        }
    });
    out += '}';
}

template <class T>
void write_array(std::string& out, const T& values) {
    out += '[';
    bool first = true;
    for (const auto& value : values) {
        if (!first) out += ',';
        write_json(out, value);
        first = false;
    }
    out += ']';
}

}  // namespace detail

template <class T>
void write_json(std::string& out, const T& value) {
    if constexpr (is_optional<T>) {
        if (value)
            write_json(out, *value);
        else
            out += "null";
    } else if constexpr (std::is_same_v<T, bool>) {
        out += value ? "true" : "false";
    } else if constexpr (std::is_integral_v<T>) {
        write_json_number(out, value);
    } else if constexpr (std::is_same_v<T, std::string>) {
        write_json_string(out, value);
    } else if constexpr (DescribedEnum<T>) {
        const char* name = enum_name(value);
        write_json_string(out, name ? name : "");
    } else if constexpr (TextScalar<T>) {
        write_json_string(out, value.to_string());
    } else if constexpr (is_vector<T>) {
        detail::write_array(out, value);
    } else if constexpr (DescribedStruct<T>) {
        detail::write_object(out, value);
    } else if constexpr (std::is_same_v<T, boost::json::value>) {
        out += boost::json::serialize(value);
    } else {
        static_assert(unsupported<T>, "this member type cannot be written as JSON");
    }
}

}  // namespace taizhang::reflect
