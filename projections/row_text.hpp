// A row's JSON text, straight from the struct: the same bytes as boost::json::serialize(reflect::to_json(row)), which a
// test compares, without building the document in between. Rows are written once for each event, so this counts.
//
//     std::string text = row_text(row);
#pragma once

#include <taizhang/reflect/json.hpp>

#include <string>
#include <string_view>

namespace taizhang {

namespace detail {

/// With quotes; escapes what JSON demands and nothing more.
void append_string(std::string& out, std::string_view text);

template <class T>
void append_json(std::string& out, const T& value);

template <class T>
void append_array(std::string& out, const T& values) {
    out += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) out += ',';
        append_json(out, values[i]);
    }
    out += ']';
}

/// An absent optional member is left out.
template <class T>
void append_object(std::string& out, const T& value) {
    out += '{';
    bool first = true;
    reflect::for_each_member<T>([&](auto member) {
        const auto& m = value.*member.pointer;
        if constexpr (reflect::is_optional<std::remove_cvref_t<decltype(m)>>) {
            if (!m) return;
        }
        if (!first) out += ',';
        first = false;
        append_string(out, member.name);
        out += ':';
        append_json(out, m);
    });
    out += '}';
}

template <class T>
void append_json(std::string& out, const T& value) {
    if constexpr (reflect::is_optional<T>) {
        value ? append_json(out, *value) : void(out += "null");
    } else if constexpr (std::is_same_v<T, boost::json::value>) {
        out += boost::json::serialize(value);
    } else if constexpr (std::is_same_v<T, bool>) {
        out += value ? "true" : "false";
    } else if constexpr (std::is_integral_v<T>) {
        out += std::to_string(value);
    } else if constexpr (std::is_same_v<T, std::string>) {
        append_string(out, value);
    } else if constexpr (reflect::DescribedEnum<T>) {
        const char* name = reflect::enum_name(value);
        append_string(out, name ? name : "");
    } else if constexpr (reflect::TextScalar<T>) {
        append_string(out, value.to_string());
    } else if constexpr (reflect::is_vector<T>) {
        append_array(out, value);
    } else {
        append_object(out, value);
    }
}

}  // namespace detail

template <class Row>
std::string row_text(const Row& row) {
    std::string out;
    out.reserve(512);
    detail::append_json(out, row);
    return out;
}

}  // namespace taizhang
