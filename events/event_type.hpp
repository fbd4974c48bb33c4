// One line of the event table (catalogue.hpp), as a type.
//
//     EventType<601, "item.entered", 1, item::Entered, "item.enter">
#pragma once

#include <algorithm>
#include <cstdint>

namespace taizhang {

template <std::size_t N>
struct WireName {
    char text[N];
    constexpr WireName(const char (&from)[N]) { std::copy_n(from, N, text); }  // NOLINT: a literal is a name
};

/// One line of the table. The stream's category is the name's part before the dot.
template <std::uint16_t Number, WireName Name, std::uint16_t Schema, class Struct, WireName Command>
struct EventType {
    using type = Struct;
    static constexpr std::uint16_t number = Number;
    static constexpr const char* name = Name.text;
    static constexpr std::uint16_t schema = Schema;
    static constexpr const char* command = Command.text;
};

}  // namespace taizhang
