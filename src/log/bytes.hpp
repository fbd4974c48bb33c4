// Big-endian integers in keys and record values: they sort as numbers do.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace taizhang::log_layout {

template <std::unsigned_integral T>
void append_be(std::string& out, T value) {
    for (int shift = int(sizeof(T)) * 8 - 8; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift));
}

/// Reads the first sizeof(T) bytes; the caller has checked that they are there.
template <std::unsigned_integral T>
T read_be(std::string_view bytes) {
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        value = static_cast<T>((value << 8) | static_cast<unsigned char>(bytes[i]));
    return value;
}

}  // namespace taizhang::log_layout
