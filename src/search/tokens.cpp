#include "src/search/tokens.hpp"

#include <algorithm>
#include <cstdint>

namespace taizhang::search {

namespace {

struct Character {
    char32_t code = 0;  ///< folded; 0 for bytes that are no UTF-8
    std::size_t size = 1;
};

std::size_t sequence_size(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

char32_t fold(char32_t code) {
    if (code >= 0xFF01 && code <= 0xFF5E) code -= 0xFEE0;  // full width
    return code >= U'A' && code <= U'Z' ? code + 32 : code;
}

Character character_at(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const auto size = sequence_size(lead);
    if (size == 0 || at + size > text.size()) return {};
    char32_t code = size == 1 ? lead : lead & (0xFFu >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        const auto next = static_cast<unsigned char>(text[at + i]);
        if ((next & 0xC0) != 0x80) return {};
        code = code << 6 | (next & 0x3F);
    }
    return {fold(code), size};
}

void append(std::string& out, char32_t code) {
    const auto tail = [&](unsigned shift) { out += char(0x80 | ((code >> shift) & 0x3F)); };
    if (code < 0x80) {
        out += char(code);
    } else if (code < 0x800) {
        out += char(0xC0 | code >> 6), tail(0);
    } else if (code < 0x10000) {
        out += char(0xE0 | code >> 12), tail(6), tail(0);
    } else {
        out += char(0xF0 | code >> 18), tail(12), tail(6), tail(0);
    }
}

bool is_chinese(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) ||
           c == 0x3005 || c == 0x3007;  // 々 〇
}

bool is_letter(char32_t c) {
    if (c < 0x80) return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z');
    if (c < 0xC0 || is_chinese(c)) return false;
    const bool sign = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFE10 && c <= 0xFE6F) ||
                      (c >= 0xFF00 && c <= 0xFF65) || c == 0xD7 || c == 0xF7;
    return !sign;
}

/// Characters of one kind that stand together.
struct Run {
    bool chinese = false;
    std::vector<Span> places;
    std::vector<char32_t> codes;
    std::size_t until = 0;
};

Run run_at(std::string_view text, std::size_t at) {
    Run run;
    run.until = at;
    while (run.until < text.size()) {
        const auto c = character_at(text, run.until);
        const bool chinese = is_chinese(c.code);
        if (!chinese && !is_letter(c.code)) break;
        if (run.codes.empty()) run.chinese = chinese;
        if (chinese != run.chinese) break;
        run.places.push_back({run.until, run.until + c.size});
        run.codes.push_back(c.code);
        run.until += c.size;
    }
    return run;
}

Token token_of(const Run& run, std::size_t from, std::size_t count) {
    Token token{run.places[from].from, run.places[from + count - 1].until, {}};
    for (std::size_t i = from; i < from + count; ++i) append(token.folded, run.codes[i]);
    return token;
}

/// Pairs; the last character by itself where something may follow it, or nothing is before it.
bool cut_chinese(const Run& run, bool ends_query, const std::function<bool(const Token&)>& visit) {
    const auto count = run.codes.size();
    for (std::size_t i = 0; i + 1 < count; ++i) {
        if (!visit(token_of(run, i, 2))) return false;
    }
    return (ends_query && count > 1) || visit(token_of(run, count - 1, 1));
}

std::size_t characters_in(std::string_view text) {
    return std::size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// So many characters after `at`.
std::size_t ahead(std::string_view text, std::size_t at, std::size_t characters) {
    while (at < text.size() && characters-- > 0) at += character_at(text, at).size;
    return std::min(at, text.size());
}

std::size_t back(std::string_view text, std::size_t at, std::size_t characters) {
    for (; at > 0 && characters > 0; --characters) {
        do --at;
        while (at > 0 && (text[at] & 0xC0) == 0x80);
    }
    return at;
}

/// The word at the token `at`: its first tokens whole, and the beginning of its last one.
bool stands_at(const std::vector<Token>& tokens, std::size_t at, const std::vector<std::string>& word) {
    if (at + word.size() > tokens.size()) return false;
    for (std::size_t i = 0; i + 1 < word.size(); ++i) {
        if (tokens[at + i].folded != word[i]) return false;
    }
    return tokens[at + word.size() - 1].folded.starts_with(word.back());
}

std::vector<Span> joined(std::vector<Span> spans) {
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
    std::vector<Span> out;
    for (const auto& span : spans) {
        if (out.empty() || span.from > out.back().until) {
            out.push_back(span);
        } else {
            out.back().until = std::max(out.back().until, span.until);
        }
    }
    return out;
}

/// The text without line ends, for one that is shown in a line.
std::string in_a_line(std::string_view text) {
    std::string out(text);
    std::replace_if(out.begin(), out.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return out;
}

}  // namespace

void cut(std::string_view text, TokensOf of, const std::function<bool(const Token&)>& visit) {
    for (std::size_t at = 0; at < text.size();) {
        const auto run = run_at(text, at);
        if (run.codes.empty()) {
            at += character_at(text, at).size;
            continue;
        }
        const bool ends_query = of == TokensOf::query && run.until == text.size();
        const bool on = run.chinese ? cut_chinese(run, ends_query, visit) : visit(token_of(run, 0, run.codes.size()));
        if (!on) return;
        at = run.until;
    }
}

Words words_of(std::string_view asked) {
    constexpr std::string_view white = " \t\r\n";
    constexpr std::string_view wide = "\u3000";
    std::string text(asked);
    for (auto at = text.find(wide); at != text.npos; at = text.find(wide, at)) text.replace(at, wide.size(), " ");
    Words words;
    for (std::size_t at = text.find_first_not_of(white); at != text.npos; at = text.find_first_not_of(white, at)) {
        const auto until = std::min(text.find_first_of(white, at), text.size());
        std::vector<std::string> word;
        cut(std::string_view(text).substr(at, until - at), TokensOf::query, [&](const Token& token) {
            word.push_back(token.folded);
            return true;
        });
        if (!word.empty()) words.push_back(std::move(word));
        at = until;
    }
    return words;
}

std::vector<Span> places_of(const Words& words, std::string_view text) {
    std::vector<Token> tokens;
    cut(text, TokensOf::text, [&](const Token& token) {
        tokens.push_back(token);
        return true;
    });
    std::vector<Span> found;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        for (const auto& word : words) {
            if (!stands_at(tokens, at, word)) continue;
            const auto last = tokens[at + word.size() - 1].from;
            found.push_back({tokens[at].from, ahead(text, last, characters_in(word.back()))});
        }
    }
    return joined(std::move(found));
}

std::vector<Piece> snippet(const Words& words, std::string_view text, std::size_t characters) {
    const auto line = in_a_line(text);
    const auto places = places_of(words, line);
    const auto first = places.empty() ? 0 : places.front().from;
    const auto from = back(line, first, characters / 4);
    const auto until = ahead(line, from, characters);
    std::vector<Piece> out;
    auto at = from;
    const auto plain = [&](std::size_t to) {
        if (to > at) out.push_back({line.substr(at, to - at), false});
    };
    if (from > 0) out.push_back({"…", false});
    for (const auto& place : places) {
        if (place.from >= until) break;
        plain(place.from);
        out.push_back({line.substr(place.from, std::min(place.until, until) - place.from), true});
        at = std::min(place.until, until);
    }
    plain(until);
    if (until < line.size()) out.push_back({"…", false});
    return out;
}

}  // namespace taizhang::search
