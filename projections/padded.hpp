// Numbers in keys: with zeros in front, so that the order of the keys is the order of the numbers.
#pragma once

#include <cstdint>
#include <string>

namespace taizhang {

template <std::size_t Digits>
std::string padded(std::uint64_t number) {
    auto text = std::to_string(number);
    return text.size() < Digits ? std::string(Digits - text.size(), '0') + text : text;
}

}  // namespace taizhang
