#include "src/views/layout.hpp"

#include "projections/projection.hpp"

namespace taizhang::layout {

namespace {

constexpr std::size_t suffix_size = 9;  // 0x00 and the position
constexpr unsigned begun_bits = 48;     // no log comes near so many events

template <class T>
void append_big_endian(std::string& out, T value) {
    for (int shift = int(sizeof(T)) * 8 - 8; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift);
}

template <class T>
T read_big_endian(std::string_view bytes) {
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) value = T(value << 8) | static_cast<unsigned char>(bytes[i]);
    return value;
}

}  // namespace

void append_u64(std::string& out, std::uint64_t value) {
    append_big_endian(out, value);
}

std::uint64_t read_u64(std::string_view eight) {
    return read_big_endian<std::uint64_t>(eight);
}

std::string u64(std::uint64_t value) {
    std::string out;
    append_big_endian(out, value);
    return out;
}

std::string u32(std::uint32_t value) {
    std::string out;
    append_big_endian(out, value);
    return out;
}

std::uint32_t read_u32(std::string_view four) {
    return read_big_endian<std::uint32_t>(four);
}

std::string build_text(const Build& build) {
    return u32(build.version) + u64(std::uint64_t(build.again) << begun_bits | build.begun);
}

Build read_build(std::string_view twelve) {
    const auto both = read_u64(twelve.substr(4));
    constexpr auto begun = (std::uint64_t{1} << begun_bits) - 1;
    return {read_u32(twelve.substr(0, 4)), both & begun, static_cast<std::uint16_t>(both >> begun_bits)};
}

std::string generation(std::string_view view, const Build& build) {
    return std::string(view) + '\0' + build_text(build);
}

std::string row_key(std::string_view generation, std::string_view key, Position position) {
    std::string out;
    out.reserve(generation.size() + key.size() + suffix_size);
    row_key_into(out, generation, key, position);
    return out;
}

void row_key_into(std::string& out, std::string_view generation, std::string_view key, Position position) {
    out.assign(generation).append(key) += '\0';
    append_u64(out, ~(hidden(key) ? Position{0} : position));
}

std::string change_key(std::string_view generation, Position position) {
    std::string out(generation);
    append_u64(out, position);
    return out;
}

std::string after_prefix(std::string prefix) {
    while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xFF) prefix.pop_back();
    if (!prefix.empty()) ++prefix.back();
    return prefix;
}

RowKey split_row_key(std::string_view stored, std::size_t generation_size) {
    const auto key_size = stored.size() - generation_size - suffix_size;
    return {stored.substr(generation_size, key_size), ~read_u64(stored.substr(stored.size() - 8))};
}

}  // namespace taizhang::layout
