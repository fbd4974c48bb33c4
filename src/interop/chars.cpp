#include "src/interop/chars.hpp"

#include <algorithm>

namespace taizhang::interop {

namespace {

constexpr Text numerals = U"〇一二三四五六七八九";

/// Length of the sequence that `lead` opens, or 0.
std::size_t sequence_length(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    if (lead >= 0xF0 && lead < 0xF5) return 4;
    return 0;
}

bool too_short_a_form(char32_t c, std::size_t length) {
    return (length == 3 && c < 0x800) || (length == 4 && c < 0x10000) || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000);
}

void append_utf8(std::string& out, char32_t c) {
    const auto byte = [&](char32_t bits) { out.push_back(static_cast<char>(bits)); };
    if (c < 0x80) return byte(c);
    if (c < 0x800) return byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F));
    if (c < 0x10000) return byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F));
    byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 0x3F)), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F));
}

int numeral_digit(char32_t c) {
    if (c == U'两') return 2;
    if (c == U'零' || c == U'○' || c == U'Ｏ' || c == U'O') return 0;
    if (const int ascii = digit(c); ascii >= 0) return ascii;
    const auto at = numerals.find(c);
    return at == npos ? -1 : static_cast<int>(at);
}

int numeral_scale(char32_t c) {
    switch (c) {
        case U'十':
            return 10;
        case U'百':
            return 100;
        case U'千':
            return 1000;
        case U'万':
            return 10000;
        default:
            return 0;
    }
}

std::optional<int> positional(Text text) {
    int value = 0;
    for (const char32_t c : text) {
        if (numeral_digit(c) < 0) return std::nullopt;
        value = value * 10 + numeral_digit(c);
    }
    return value;
}

}  // namespace

std::optional<std::u32string> from_utf8(std::string_view bytes) {
    std::u32string out;
    out.reserve(bytes.size() / 2);
    for (std::size_t i = 0; i < bytes.size();) {
        const auto lead = static_cast<unsigned char>(bytes[i]);
        const std::size_t length = sequence_length(lead);
        if (length == 0 || i + length > bytes.size()) return std::nullopt;
        char32_t c = length == 1 ? lead : lead & (0xFFu >> (length + 1));
        for (std::size_t k = 1; k < length; ++k) {
            const auto next = static_cast<unsigned char>(bytes[i + k]);
            if ((next & 0xC0) != 0x80) return std::nullopt;
            c = c << 6 | (next & 0x3F);
        }
        if (too_short_a_form(c, length)) return std::nullopt;
        out.push_back(c);
        i += length;
    }
    return out;
}

std::string to_utf8(Text text) {
    std::string out;
    out.reserve(text.size() * 3);
    for (const char32_t c : text) append_utf8(out, c);
    return out;
}

bool is_space(char32_t c) {
    return c == U' ' || c == U'\t' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
           c == 0x205F || c == 0x1680;
}
bool is_zero_width(char32_t c) {
    return (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || c == 0x2060 || c == 0xAD;
}
bool is_latin(char32_t c) {
    if (c >= 0xFF00 && c < 0xFF60) c -= 0xFEE0;
    return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}
int digit(char32_t c) {
    if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0');
    if (c >= U'０' && c <= U'９') return static_cast<int>(c - U'０');
    return -1;
}
bool is_numeral(char32_t c) {
    return Text(U"一二三四五六七八九十百千万亿〇○零两").find(c) != npos;
}
bool is_open_bracket(char32_t c) {
    return Text(U"(（[［【〔﹝〖{｛").find(c) != npos;
}
bool is_close_bracket(char32_t c) {
    return Text(U")）]］】〕﹞〗}｝").find(c) != npos;
}
bool is_colon(char32_t c) {
    return c == U':' || c == U'：' || c == U'∶' || c == U'﹕' || c == U'︰';
}
bool is_separator(char32_t c) {
    return Text(U"、，,；;﹑､").find(c) != npos;
}
bool is_sentence_end(char32_t c) {
    return Text(U"。！？；;!?｡").find(c) != npos;
}
bool is_punctuation(char32_t c) {
    return is_open_bracket(c) || is_close_bracket(c) || is_colon(c) || is_separator(c) || is_sentence_end(c) ||
           Text(U"“”‘’\"'《》〈〉「」『』…—.．·|").find(c) != npos;
}

bool starts_with(Text text, Text head) {
    return text.substr(0, head.size()) == head;
}
bool ends_with(Text text, Text tail) {
    return text.size() >= tail.size() && text.substr(text.size() - tail.size()) == tail;
}
bool contains(Text text, Text part) {
    return text.find(part) != npos;
}

Text trim(Text text) {
    return trim(text, {});
}
Text trim(Text text, Text others) {
    const auto drop = [&](char32_t c) { return is_space(c) || others.find(c) != npos; };
    while (!text.empty() && drop(text.front())) text.remove_prefix(1);
    while (!text.empty() && drop(text.back())) text.remove_suffix(1);
    return text;
}

Text first_prefix(Text text, std::span<const Text> words) {
    const auto found = std::ranges::find_if(words, [&](Text word) { return starts_with(text, word); });
    return found == words.end() ? Text() : *found;
}
Text first_suffix(Text text, std::span<const Text> words) {
    const auto found = std::ranges::find_if(words, [&](Text word) { return ends_with(text, word); });
    return found == words.end() ? Text() : *found;
}
bool contains_any(Text text, std::span<const Text> words) {
    return std::ranges::any_of(words, [&](Text word) { return contains(text, word); });
}

std::u32string without_spaces(Text text) {
    std::u32string out;
    std::ranges::copy_if(text, std::back_inserter(out), [](char32_t c) { return !is_space(c); });
    return out;
}

std::string excerpt(Text text, std::size_t limit) {
    if (text.size() <= limit) return to_utf8(text);
    return to_utf8(text.substr(0, limit)) + "…";
}

std::optional<int> chinese_number(Text text) {
    if (text.empty() || text.size() > 9) return std::nullopt;
    if (std::ranges::none_of(text, [](char32_t c) { return numeral_scale(c) > 0; })) {
        return text.size() <= 6 ? positional(text) : std::nullopt;
    }
    int total = 0, last = 0;
    for (const char32_t c : text) {
        if (const int scale = numeral_scale(c)) {
            const bool whole = scale == 10000;
            total = whole ? (total + last) * scale : total + (last == 0 ? 1 : last) * scale;
            last = 0;
            if (total > 1'000'000) return std::nullopt;
        } else if (numeral_digit(c) >= 0) {
            last = numeral_digit(c);
        } else {
            return std::nullopt;
        }
    }
    return total + last;
}

std::optional<int> arabic_number(Text text) {
    if (text.empty() || text.size() > 6) return std::nullopt;
    int value = 0;
    for (const char32_t c : text) {
        if (digit(c) < 0) return std::nullopt;
        value = value * 10 + digit(c);
    }
    return value;
}

std::size_t columns(Text text) {
    std::size_t width = 0;
    for (const char32_t c : text) width += c >= 0x1100 ? 2 : 1;
    return width;
}

}  // namespace taizhang::interop
