#include "projections/row_text.hpp"

#include <bit>

namespace taizhang {

namespace {

void append_escaped(RowBuffer& out, unsigned char c) {
    static constexpr char hex[] = "0123456789abcdef";
    static constexpr std::string_view shorts("\"\"\\\\\bb\ff\nn\rr\tt");  // what is escaped by a letter, and the letter
    for (std::size_t i = 0; i < shorts.size(); i += 2) {
        if (static_cast<unsigned char>(shorts[i]) != c) continue;
        const char text[] = {'\\', shorts[i + 1]};
        return out.append(std::string_view(text, sizeof text));
    }
    const char text[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
    out.append(std::string_view(text, sizeof text));
}

bool plain(unsigned char c) {
    return c >= 0x20 && c != '"' && c != '\\';
}

using Word = std::uint64_t;

constexpr Word in_each(unsigned char byte) {
    return 0x0101010101010101u * byte;
}

/// A bit in the top of each byte that is zero; bytes above such a one may be marked too.
constexpr Word zeros(Word word) {
    return (word - in_each(1)) & ~word & in_each(0x80);
}

/// How many bytes from `at` on need no escape. Eight at a time: most texts have none that does.
std::size_t plain_run(std::string_view text, std::size_t at) {
    const auto begin = at;
    for (; at + sizeof(Word) <= text.size(); at += sizeof(Word)) {
        Word word = 0;
        std::memcpy(&word, text.data() + at, sizeof word);
        const Word control = (word - in_each(0x20)) & ~word & in_each(0x80);
        const Word found = control | zeros(word ^ in_each('"')) | zeros(word ^ in_each('\\'));
        if (found) return at + static_cast<std::size_t>(std::countr_zero(found) / 8) - begin;
    }
    while (at < text.size() && plain(static_cast<unsigned char>(text[at]))) ++at;
    return at - begin;
}

}  // namespace

void RowBuffer::append_string(std::string_view text) {
    append('"');
    for (std::size_t at = 0; at < text.size();) {
        const auto run = plain_run(text, at);
        append(text.substr(at, run));
        at += run;
        if (at < text.size()) append_escaped(*this, static_cast<unsigned char>(text[at++]));
    }
    append('"');
}

void RowBuffer::append_digits(unsigned value, std::size_t digits) {
    char* at = room_for(digits);
    for (std::size_t i = digits; i-- > 0; value /= 10) at[i] = static_cast<char>('0' + value % 10);
    size_ += digits;
}

namespace {

/// Years that four digits can tell: all that can be read from a text.
bool is_usual(int year) {
    return year >= 0 && year <= 9'999;
}

}  // namespace

void RowBuffer::append_text(const Date& date) {
    if (!is_usual(date.year())) return append_string(date.to_string());
    append('"');
    append_digits(static_cast<unsigned>(date.year()), 4);
    append('-');
    append_digits(date.month(), 2);
    append('-');
    append_digits(date.day(), 2);
    append('"');
}

void RowBuffer::append_text(const Period& period) {
    if (!is_usual(period.year()) || period.is_half()) return append_string(period.to_string());
    append('"');
    append_digits(static_cast<unsigned>(period.year()), 4);
    append('-');
    append_digits(period.month(), 2);
    append('"');
}

}  // namespace taizhang
