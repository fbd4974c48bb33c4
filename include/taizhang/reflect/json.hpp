// JSON from and to described structs (concepts.hpp). Reading is strict: a missing, unknown or ill-typed member is an
// error whose details.path is an RFC 6901 pointer. An absent optional member is left out; null reads as absent.
//
//     Result<Acknowledged> event = from_json<Acknowledged>(value);
//     boost::json::value   value = to_json(event);
#pragma once

#include <taizhang/reflect/concepts.hpp>

#include <boost/json.hpp>
#include <limits>

namespace taizhang::reflect {

namespace detail {

/// Where we are in the document; a chain on the stack, so that a path costs nothing until there is an error.
struct Place {
    const Place* parent = nullptr;
    std::string_view name = {};
    std::size_t index = 0;
    bool is_index = false;

    std::string to_string() const;
};

Error expected(const Place& place, std::string_view what, const boost::json::value& came);
Error missing_member(const Place& place, std::string_view name);
Error unknown_member(const Place& place, std::string_view name);
Error at(const Place& place, Error error);

template <class T>
Status read(const boost::json::value& json, T& out, const Place& place);

template <std::integral T>
Status read_integer(const boost::json::value& json, T& out, const Place& place) {
    if (const auto* i = json.if_int64(); i && std::in_range<T>(*i)) return out = static_cast<T>(*i), Status();
    if (const auto* u = json.if_uint64(); u && std::in_range<T>(*u)) return out = static_cast<T>(*u), Status();
    return expected(place,
                    "an integer from " + std::to_string(std::numeric_limits<T>::min()) + " to " +
                        std::to_string(std::numeric_limits<T>::max()),
                    json);
}

template <DescribedStruct T>
Status read_struct(const boost::json::value& json, T& out, const Place& place) {
    const auto* object = json.if_object();
    if (!object) return expected(place, "an object", json);
    Status status;
    std::size_t seen = 0;
    for_each_member<T>([&](auto member) {
        if (!status) return;
        using M = std::remove_cvref_t<decltype(out.*member.pointer)>;
        const auto* found = object->if_contains(member.name);
        if (!found) {
            if constexpr (is_optional<M>)
                (out.*member.pointer).reset();
            else if constexpr (!is_vector<M>)
                status = missing_member(place, member.name);
            return;
        }
        ++seen;
        status = read(*found, out.*member.pointer, Place{&place, member.name});
    });
    if (!status || seen == object->size()) return status;
    for (const auto& [key, value] : *object) {
        bool known = false;
        for_each_member<T>([&](auto member) { known = known || key == member.name; });
        if (!known) return unknown_member(place, key);
    }
    return status;
}

template <class T>
Status read_vector(const boost::json::value& json, T& out, const Place& place) {
    const auto* array = json.if_array();
    if (!array) return expected(place, "an array", json);
    out.clear();
    out.reserve(array->size());
    for (std::size_t i = 0; i < array->size(); ++i) {
        typename T::value_type element{};
        TZ_CHECK(read((*array)[i], element, Place{&place, {}, i, true}));
        out.push_back(std::move(element));
    }
    return {};
}

template <class T>
Status read_text(const boost::json::value& json, T& out, const Place& place) {
    const auto* text = json.if_string();
    if (!text) return expected(place, "a string", json);
    if constexpr (std::is_same_v<T, std::string>) {
        out.assign(text->data(), text->size());
    } else if constexpr (DescribedEnum<T>) {
        auto value = enum_value<T>(*text);
        if (!value) return expected(place, "one of " + enum_names<T>(), json);
        out = *value;
    } else {
        auto parsed = T::parse(*text);
        if (!parsed) return at(place, parsed.error());
        out = std::move(*parsed);
    }
    return {};
}

template <class T>
Status read(const boost::json::value& json, T& out, const Place& place) {
    if constexpr (is_optional<T>) {
        if (json.is_null()) return out.reset(), Status();
        return read(json, out.emplace(), place);
    } else if constexpr (std::is_same_v<T, bool>) {
        if (!json.is_bool()) return expected(place, "true or false", json);
        out = json.get_bool();
        return {};
    } else if constexpr (std::is_same_v<T, boost::json::value>) {
        out = json;
        return {};
    } else if constexpr (std::is_integral_v<T>) {
        return read_integer(json, out, place);
    } else if constexpr (std::is_same_v<T, std::string> || DescribedEnum<T> || TextScalar<T>) {
        return read_text(json, out, place);
    } else if constexpr (is_vector<T>) {
        return read_vector(json, out, place);
    } else if constexpr (DescribedStruct<T>) {
        return read_struct(json, out, place);
    } else {
        static_assert(unsupported<T>, "this member type cannot be read from JSON");
    }
}

}  // namespace detail

/// Vectors may be left out and are then empty; every other member that is not optional must be there.
template <class T>
Result<T> from_json(const boost::json::value& json) {
    T out{};
    if (auto status = detail::read(json, out, detail::Place{}); !status) return std::move(status).error();
    return out;
}

template <class T>
boost::json::value to_json(const T& value) {
    if constexpr (is_optional<T>) {
        return value ? to_json(*value) : boost::json::value(nullptr);
    } else if constexpr (std::is_same_v<T, boost::json::value>) {
        return value;
    } else if constexpr (std::is_same_v<T, bool> || std::is_integral_v<T>) {
        return boost::json::value(value);
    } else if constexpr (std::is_same_v<T, std::string>) {
        return boost::json::value(boost::json::string(value));
    } else if constexpr (DescribedEnum<T>) {
        const char* name = enum_name(value);
        return boost::json::value(boost::json::string(name ? name : ""));
    } else if constexpr (TextScalar<T>) {
        return boost::json::value(boost::json::string(value.to_string()));
    } else if constexpr (is_vector<T>) {
        boost::json::array array;
        array.reserve(value.size());
        for (const auto& element : value) array.push_back(to_json(element));
        return boost::json::value(std::move(array));
    } else if constexpr (DescribedStruct<T>) {
        boost::json::object object;
        for_each_member<T>([&](auto member) {
            const auto& m = value.*member.pointer;
            if constexpr (is_optional<std::remove_cvref_t<decltype(m)>>) {
                if (m) object.emplace(member.name, to_json(*m));
            } else {
                object.emplace(member.name, to_json(m));
            }
        });
        return boost::json::value(std::move(object));
    } else {
        static_assert(unsupported<T>, "this member type cannot be written as JSON");
    }
}

/// Parses one JSON text with the depth limit that all input shares; an error tells the byte offset.
Result<boost::json::value> parse_json(std::string_view text);

}  // namespace taizhang::reflect
