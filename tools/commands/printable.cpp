#include "tools/commands/commands.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace taizhang {

namespace {

/// The character that begins `text`, and how many bytes it takes; a byte that begins none stands for itself.
struct Character {
    std::uint32_t code;
    std::size_t bytes;
};

Character first_of(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
    // what is looked for takes three bytes at most; longer ones pass as they are
    const std::size_t length = byte(0) >= 0xe0 && byte(0) < 0xf0 ? 3 : byte(0) >= 0xc0 && byte(0) < 0xe0 ? 2 : 1;
    if (length > text.size()) return {byte(0), 1};
    std::uint32_t code = length == 3 ? byte(0) & 0x0f : length == 2 ? byte(0) & 0x1f : byte(0);
    for (std::size_t i = 1; i < length; ++i) code = code << 6 | (byte(i) & 0x3f);
    return {code, length};
}

/// Controls (a terminal obeys them), line ends (one event is one line), and marks that turn the direction of writing.
bool is_obeyed(const Character& at) {
    if (at.bytes == 1) return at.code < 0x20 || at.code == 0x7f;
    return (at.code >= 0x80 && at.code < 0xa0) || (at.code >= 0x200e && at.code <= 0x200f) ||
           (at.code >= 0x2028 && at.code <= 0x202e) || (at.code >= 0x2066 && at.code <= 0x2069);
}

/// Whether what begins with this byte has to be looked at: nearly no byte of a text.
bool may_be_obeyed(char c) {
    static constexpr auto table = [] {
        std::array<bool, 256> bytes{};
        for (std::size_t control = 0; control < 0x20; ++control) bytes[control] = true;
        for (const std::size_t byte : {0x7f, 0xc0, 0xc1, 0xc2, 0xe0, 0xe2}) bytes[byte] = true;
        return bytes;
    }();
    return table[static_cast<unsigned char>(c)];
}

std::string escaped(std::uint32_t code) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out = "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += digits[code >> shift & 0xf];
    return out;
}

}  // namespace

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (;;) {
        const auto harmless = static_cast<std::size_t>(std::ranges::find_if(text, may_be_obeyed) - text.begin());
        out += text.substr(0, harmless);
        text.remove_prefix(harmless);
        if (text.empty()) return out;
        const auto at = first_of(text);
        if (is_obeyed(at))
            out += escaped(at.code);
        else
            out += text.substr(0, at.bytes);
        text.remove_prefix(at.bytes);
    }
}

}  // namespace taizhang
