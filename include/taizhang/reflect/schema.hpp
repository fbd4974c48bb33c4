// JSON Schema (2020-12) of described structs, for rpc.discover and for the forms of the page.
#pragma once

#include <taizhang/reflect/concepts.hpp>

#include <boost/json.hpp>
#include <limits>

namespace taizhang::reflect {

template <class T>
boost::json::object schema() {
    namespace json = boost::json;
    if constexpr (is_optional<T>) {
        return schema<typename T::value_type>();
    } else if constexpr (std::is_same_v<T, bool>) {
        return {{"type", "boolean"}};
    } else if constexpr (std::is_same_v<T, json::value>) {
        return {};
    } else if constexpr (std::is_integral_v<T>) {
        return {{"type", "integer"},
                {"minimum", std::numeric_limits<T>::min()},
                {"maximum", std::numeric_limits<T>::max()}};
    } else if constexpr (std::is_same_v<T, std::string>) {
        return {{"type", "string"}};
    } else if constexpr (TextScalar<T>) {
        return T::json_schema();
    } else if constexpr (DescribedEnum<T>) {
        json::array names;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
            [&](auto enumerator) { names.emplace_back(enumerator.name); });
        return {{"type", "string"}, {"enum", std::move(names)}};
    } else if constexpr (is_vector<T>) {
        return {{"type", "array"}, {"items", schema<typename T::value_type>()}};
    } else {
        json::object properties;
        json::array required;
        for_each_member<T>([&](auto member) {
            using M = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
            properties.emplace(member.name, schema<M>());
            if constexpr (!is_optional<M> && !is_vector<M>) required.emplace_back(member.name);
        });
        return {{"type", "object"},
                {"properties", std::move(properties)},
                {"required", std::move(required)},
                {"additionalProperties", false}};
    }
}

}  // namespace taizhang::reflect
