#include "src/transparency/lines.hpp"

#include <taizhang/text.hpp>

#include <sodium.h>

#include <algorithm>
#include <charconv>

namespace taizhang::tlog {

namespace {

constexpr char32_t not_a_character = 0xFFFFFFFF;

/// How many bytes the character that begins with `lead` has; 0 for what cannot begin one.
std::size_t length_of(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/// Cuts the first character off a text that is not empty. Overlong forms, surrogates and what is above U+10FFFF are no
/// characters.
char32_t take_character(std::string_view& rest) {
    const auto lead = static_cast<unsigned char>(rest[0]);
    const std::size_t length = length_of(lead);
    if (length == 0 || rest.size() < length) return not_a_character;
    char32_t value = length == 1 ? lead : lead & (0x7Fu >> length);
    for (char byte : rest.substr(1, length - 1)) {
        if ((byte & 0xC0) != 0x80) return not_a_character;
        value = value << 6 | (byte & 0x3F);
    }
    constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    if (value < least[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return not_a_character;
    rest.remove_prefix(length);
    return value;
}

/// Unicode's White_Space.
bool is_space(char32_t c) {
    if (c >= 0x09 && c <= 0x0D) return true;
    if (c >= 0x2000 && c <= 0x200A) return true;
    constexpr std::array<char32_t, 9> others{0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000};
    return std::ranges::find(others, c) != others.end();
}

std::string expected(std::string_view what, std::string_view form, std::string_view got) {
    return "expected " + std::string(what) + " as " + std::string(form) + ", got " + quote(got);
}

}  // namespace

Status check_characters(std::string_view text, std::string_view what) {
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t at = text.size() - rest.size();
        const char32_t c = take_character(rest);
        if (c == not_a_character || (c < 0x20 && c != '\n')) {
            return invalid(std::string(what) + " must be UTF-8 without control characters other than newline; byte " +
                           std::to_string(at) + " is not");
        }
    }
    return {};
}

bool is_key_name(std::string_view name) {
    if (name.empty() || !check_characters(name, "name")) return false;
    while (!name.empty()) {
        const char32_t c = take_character(name);
        if (c == '+' || is_space(c)) return false;
    }
    return true;
}

Result<std::string_view> take_line(std::string_view& rest, std::string_view what) {
    const std::size_t end = rest.find('\n');
    if (end == rest.npos) {
        return invalid("expected a line with " + std::string(what) + " and a newline at its end, got " + quote(rest));
    }
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return line;
}

Result<std::uint64_t> parse_number(std::string_view text, std::string_view what) {
    std::uint64_t value = 0;
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, value);
    if (error != std::errc() || end != last || (text.size() > 1 && text[0] == '0')) {
        return invalid(expected(what, "a decimal number below 2^64 without sign or leading zeros", text));
    }
    return value;
}

Result<std::string> parse_base64(std::string_view text, std::string_view what) {
    std::string bytes(text.size() / 4 * 3, '\0');
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                          nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0) {
        return invalid(expected(what, "padded base64 (RFC 4648, section 4)", text));
    }
    bytes.resize(size);
    // libsodium 1.0.18 takes every byte from 0x80 on for '/': a signed text would have more than one spelling
    if (to_base64(bytes) != text) return invalid(expected(what, "padded base64 (RFC 4648, section 4)", text));
    return bytes;
}

Result<Digest> parse_hash(std::string_view text, std::string_view what) {
    TZ_TRY(const std::string bytes, parse_base64(text, what));
    Digest digest;
    if (bytes.size() != digest.bytes.size()) return invalid(expected(what, "base64 of 32 bytes", text));
    std::ranges::copy(bytes, digest.bytes.begin());
    return digest;
}

Result<std::vector<Digest>> take_hashes(std::string_view& rest, std::size_t most, std::string_view what) {
    std::vector<Digest> hashes;
    for (;;) {
        TZ_TRY(const std::string_view line, take_line(rest, what));
        if (line.empty()) return hashes;
        if (hashes.size() == most) {
            return invalid("expected at most " + std::to_string(most) + " lines of " + std::string(what) +
                           " and then an empty line, got more");
        }
        TZ_TRY(const Digest hash, parse_hash(line, what));
        hashes.push_back(hash);
    }
}

std::string format_hashes(const std::vector<Digest>& hashes) {
    std::string text;
    for (const Digest& hash : hashes) text += to_base64(hash.view()) + "\n";
    return text + "\n";
}

}  // namespace taizhang::tlog
