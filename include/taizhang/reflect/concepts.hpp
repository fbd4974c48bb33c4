// What one BOOST_DESCRIBE_STRUCT line is enough for: JSON both ways (json.hpp), storage (storage.hpp), field-by-field
// differences (diff.hpp) and JSON Schema (schema.hpp). Nothing about an event is written twice.
//
//     struct Acknowledged { UnitId unit; std::optional<PersonId> person; };
//     BOOST_DESCRIBE_STRUCT(Acknowledged, (), (unit, person))
//
// Members may be: bool, integers, std::string, enums with BOOST_DESCRIBE_ENUM, text scalars (below), described structs,
// and std::optional or std::vector of those. Binary floating point is not allowed: use Decimal. A boost::json::value
// stands for any JSON in rows of views; it has no storage form, so no event can have one.
#pragma once

#include <taizhang/result.hpp>

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <boost/pfr/tuple_size.hpp>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace taizhang::reflect {

/// A value whose outside form is a string: ids, Decimal, Time, Date, Digest …
template <class T>
concept TextScalar = requires(const T& value, std::string_view text) {
    { T::parse(text) } -> std::same_as<Result<T>>;
    { value.to_string() } -> std::convertible_to<std::string>;
    { T::json_schema() } -> std::same_as<boost::json::object>;
};

template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;

template <class T>
concept DescribedStruct = std::is_class_v<T> && !TextScalar<T> && boost::describe::has_describe_members<T>::value;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T, class A>
inline constexpr bool is_vector<std::vector<T, A>> = true;
template <class T>
inline constexpr bool unsupported = false;

namespace detail {
template <class T>
struct Members {
    using type = boost::describe::describe_members<T, boost::describe::mod_public>;
    // A member left out of the describe line would silently be lost: refuse to compile.
    static_assert(boost::pfr::tuple_size_v<T> == boost::mp11::mp_size<type>::value,
                  "BOOST_DESCRIBE_STRUCT does not name every member of the struct");
};
}  // namespace detail

template <DescribedStruct T>
using members = typename detail::Members<T>::type;

template <DescribedStruct T>
inline constexpr std::size_t member_count = boost::mp11::mp_size<members<T>>::value;

/// Calls f(descriptor) for each member: descriptor.name, descriptor.pointer.
template <DescribedStruct T, class F>
void for_each_member(F&& f) {
    boost::mp11::mp_for_each<members<T>>(std::forward<F>(f));
}

/// The enumerator's name, or nullptr when the value is none of them.
template <DescribedEnum T>
const char* enum_name(T value) {
    return boost::describe::enum_to_string(value, nullptr);
}

template <DescribedEnum T>
std::optional<T> enum_value(std::string_view name) {
    T value{};
    if (boost::describe::enum_from_string(std::string(name).c_str(), value)) return value;
    return std::nullopt;
}

/// "green, yellow, red": what an error tells.
template <DescribedEnum T>
std::string enum_names() {
    std::string names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto enumerator) {
        if (!names.empty()) names += ", ";
        names += enumerator.name;
    });
    return names;
}

}  // namespace taizhang::reflect
