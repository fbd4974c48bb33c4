#include "tools/simulate/dice.hpp"

namespace taizhang::simulate {

namespace {

/// FNV-1a: parts of the same play begin far from each other.
std::uint64_t mixed(std::uint64_t seed, std::string_view part) {
    std::uint64_t hash = 0xCBF29CE484222325ULL ^ (seed * 0x9E3779B97F4A7C15ULL);
    for (const char c : part) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001B3ULL;
    }
    return hash;
}

}  // namespace

Dice::Dice(std::uint64_t seed, std::string_view part) : random_(mixed(seed, part)) {}

/// 32 bits are enough for every list of a city; the rest of the division is less than one in a million off.
std::size_t Dice::below(std::size_t limit) {
    std::uint8_t bytes[4];
    random_.fill(bytes);
    std::uint64_t drawn = 0;
    for (const auto byte : bytes) drawn = drawn << 8 | byte;
    return static_cast<std::size_t>(drawn * limit >> 32);
}

}  // namespace taizhang::simulate
