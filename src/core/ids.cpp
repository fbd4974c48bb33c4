#include <taizhang/ids.hpp>
#include <taizhang/text.hpp>

#include <algorithm>
#include <array>
#include <span>

namespace taizhang {

namespace {

constexpr auto id_characters = [] {
    std::array<bool, 256> table{};
    for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"))
        table[static_cast<unsigned char>(c)] = true;
    return table;
}();

bool is_id_character(char c) {
    return id_characters[static_cast<unsigned char>(c)];
}

constexpr std::uint8_t no_digit = 0xFF;
constexpr auto hex_values = [] {
    std::array<std::uint8_t, 256> table{};
    table.fill(no_digit);
    for (std::uint8_t i = 0; i < 10; ++i) table[std::size_t('0') + i] = i;
    for (std::uint8_t i = 0; i < 6; ++i) table[std::size_t('a') + i] = table[std::size_t('A') + i] = 10 + i;
    return table;
}();

/// Two hex digits a byte, nothing else; false when a character is not hex.
bool read_hex(std::string_view text, std::span<std::uint8_t> out) {
    std::uint8_t all = 0;  // no_digit has bits that no digit has
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto high = hex_values[static_cast<unsigned char>(text[2 * i])];
        const auto low = hex_values[static_cast<unsigned char>(text[2 * i + 1])];
        all |= high | low;
        out[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    return all < 16;
}

/// Where the dashes of a UUID stand.
constexpr std::array<std::size_t, 4> dashes = {8, 13, 18, 23};

}  // namespace

Status check_id(std::string_view text) {
    if (text.empty() || text.size() > max_id_length) {
        return invalid("expected an id of 1 to " + std::to_string(max_id_length) + " characters, got " +
                       std::to_string(text.size()));
    }
    const auto bad = std::find_if_not(text.begin(), text.end(), is_id_character);
    if (bad != text.end()) {
        return invalid("an id may hold letters, digits and . _ - only; character " +
                       std::to_string(bad - text.begin() + 1) + " of '" + std::string(text) + "' is none of them");
    }
    return {};
}

Result<StreamId> StreamId::parse(std::string_view text) {
    const auto slash = text.find('/');
    const auto category = text.substr(0, slash);
    const bool plain = !category.empty() && category.size() <= 32 &&
                       std::all_of(category.begin(), category.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (slash == std::string_view::npos || !plain) {
        return invalid("expected a stream such as item/2014-009, got " + quote(text));
    }
    TZ_CHECK(check_id(text.substr(slash + 1)));
    return StreamId{std::string(text)};
}

Result<CommandId> CommandId::parse(std::string_view text) {
    CommandId id;
    bool good = text.size() == 36;
    for (const auto dash : dashes) good = good && text[dash] == '-';
    constexpr std::array<std::pair<std::size_t, std::size_t>, 5> groups = {
        {{0, 4}, {9, 2}, {14, 2}, {19, 2}, {24, 6}}};  // where each begins, and how many bytes it has
    std::size_t done = 0;
    for (const auto& [at, size] : groups) {
        good = good && read_hex(text.substr(at), std::span(id.bytes).subspan(done, size));
        done += size;
    }
    if (good) return id;
    return invalid("expected a UUID such as 018f3c3e-7b2a-7c11-8a51-0f1e2d3c4b5a, got " + quote(text));
}

CommandId CommandId::from_bytes(std::string_view sixteen) {
    CommandId id;
    std::copy_n(sixteen.begin(), std::min(sixteen.size(), id.bytes.size()), id.bytes.begin());
    return id;
}

std::string CommandId::to_string() const {
    auto hex = to_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    for (const auto dash : dashes) hex.insert(dash, 1, '-');
    return hex;
}

Result<Digest> Digest::parse(std::string_view hex) {
    Digest digest;
    if (hex.size() != 64 || !read_hex(hex, digest.bytes)) {
        return invalid("expected a SHA-256 digest of 64 hex digits, got " + quote(hex));
    }
    return digest;
}

std::string Digest::to_string() const {
    return to_hex(view());
}

}  // namespace taizhang
