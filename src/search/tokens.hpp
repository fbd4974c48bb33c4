// How text is cut into what an index keeps. Chinese is written without spaces, so a run of characters becomes its pairs
// and, at its end, its last character; everything else becomes words. What is asked for is cut in the same way, so that
// a word of any length, one character too, is found wherever it stands, and nothing else is.
//
//     重点项目 GDP   kept as   重点 点项 项目 目 gdp       asked for as   重点 点项 项目 gdp
//
// Letters are folded: Ａ and A are a, ５ is 5. Simplified and traditional characters are different ones.
//
// Pure; any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace taizhang::search {

enum class TokensOf { text, query };

struct Token {
    std::size_t from = 0, until = 0;  ///< the bytes of the text that it stands for
    std::string folded;
};

/// Calls visit(token) in order until it returns false. Bytes that are no UTF-8 part words and are left out.
void cut(std::string_view text, TokensOf of, const std::function<bool(const Token&)>& visit);

/// What somebody typed: its words, parted by white space, each as its tokens; a word without any is left out.
using Words = std::vector<std::vector<std::string>>;
Words words_of(std::string_view asked);

/// A stretch of bytes of a text.
struct Span {
    std::size_t from = 0, until = 0;
    bool operator==(const Span&) const = default;
};

/// Where the words stand in the text; in order, without overlaps.
std::vector<Span> places_of(const Words& words, std::string_view text);

/// A part of a text as it is shown: some context around the first place.
struct Piece {
    std::string text;
    bool hit = false;
};
/// At most about `characters` of the text around the first places, with "…" where it is cut.
std::vector<Piece> snippet(const Words& words, std::string_view text, std::size_t characters);

}  // namespace taizhang::search
