// A script as lines of known kinds. The grammar stands in README.md.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace taizhang::spec {

enum class Kind { like, at, until, given, when, then, and_ };

struct Line {
    Kind kind = Kind::at;
    std::size_t number = 0;          ///< from 1
    std::vector<std::string> words;  ///< after the keyword, with English names of what the grammar knows
    std::string text;                ///< the same as it stands
    std::vector<std::pair<std::string, std::string>> fields;  ///< of a `when`
};

/// What is wrong, and in which line.
struct Mistake {
    std::size_t line = 0;
    std::string what;
};

/// Whether a script must say what it expects.
enum class Expecting { yes, no };

/// Throws Mistake. What others build upon (沿用) need not expect anything.
std::vector<Line> parse(std::string_view script, Expecting expecting = Expecting::yes);

/// Words between blanks.
std::vector<std::string> split_words(std::string_view text);
/// Entries between commas (, or 、 or ，), without blanks around them.
std::vector<std::string> split_list(std::string_view text);
/// Entries between any of these, without blanks around them.
std::vector<std::string> split(std::string_view text, std::initializer_list<std::string_view> separators);
std::string_view trim(std::string_view text);

}  // namespace taizhang::spec
