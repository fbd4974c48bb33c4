#include <taizhang/ids.hpp>
#include <taizhang/text.hpp>

#include <algorithm>

namespace taizhang {

namespace {

bool is_id_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Two hex digits a byte, nothing else; false when a character is not hex.
bool read_hex(std::string_view text, std::span<std::uint8_t> out) {
    for (std::size_t i = 0; i < out.size(); ++i) {
        const int high = hex_value(text[2 * i]), low = hex_value(text[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        out[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return true;
}

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
    std::string digits;
    constexpr std::size_t dashes[] = {8, 13, 18, 23};
    bool shaped = text.size() == 36;
    for (std::size_t i = 0; shaped && i < text.size(); ++i) {
        const bool dash = std::find(std::begin(dashes), std::end(dashes), i) != std::end(dashes);
        shaped = dash == (text[i] == '-');
        if (!dash) digits += text[i];
    }
    CommandId id;
    if (!shaped || !read_hex(digits, id.bytes)) {
        return invalid("expected a UUID such as 018f3c3e-7b2a-7c11-8a51-0f1e2d3c4b5a, got " + quote(text));
    }
    return id;
}

CommandId CommandId::from_bytes(std::string_view sixteen) {
    CommandId id;
    std::copy_n(sixteen.begin(), std::min(sixteen.size(), id.bytes.size()), id.bytes.begin());
    return id;
}

std::string CommandId::to_string() const {
    auto hex = to_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    for (std::size_t dash : {8, 13, 18, 23}) hex.insert(dash, 1, '-');
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
