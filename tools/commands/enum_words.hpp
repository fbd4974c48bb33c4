// Enumerators as words of a line that people read. Pure.
//
//     names(std::vector{item::Confidence::red, item::Confidence::green})     // "red, green"
#pragma once

#include <taizhang/reflect/concepts.hpp>

#include <fmt/ranges.h>

#include <string>
#include <vector>

namespace taizhang::enum_words {

template <class E>
std::string name(E value) {
    return reflect::enum_name(value);
}

template <class E>
std::string names(const std::vector<E>& values) {
    std::vector<std::string> each;
    for (const auto value : values) each.push_back(name(value));
    return fmt::format("{}", fmt::join(each, ", "));
}

}  // namespace taizhang::enum_words
