// Characters of official Chinese text: decoding once to code points, and the classes that the readers share.
// Full-width and half-width forms are one thing here: is_colon(U'：') and is_colon(U':') are both true.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace taizhang::interop {

using Text = std::u32string_view;
inline constexpr std::size_t npos = Text::npos;

/// Code points of valid UTF-8; nothing when a byte is wrong.
std::optional<std::u32string> from_utf8(std::string_view bytes);
std::string to_utf8(Text text);

bool is_space(char32_t c);       ///< blanks of every width, but not line ends
bool is_zero_width(char32_t c);  ///< zero-width spaces, joiners, byte order marks
bool is_latin(char32_t c);       ///< A–Z, a–z, also full-width
int digit(char32_t c);           ///< 0–9 for ASCII and full-width digits, else -1
bool is_numeral(char32_t c);     ///< 一二三…十百千万亿〇零两
bool is_open_bracket(char32_t c);
bool is_close_bracket(char32_t c);
bool is_colon(char32_t c);
bool is_separator(char32_t c);     ///< what separates names: 、 ， , ； ;
bool is_sentence_end(char32_t c);  ///< 。 ！ ？ ； ;
bool is_punctuation(char32_t c);   ///< any of the above and quotation marks

bool starts_with(Text text, Text head);
bool ends_with(Text text, Text tail);
bool contains(Text text, Text part);
Text trim(Text text);
/// Trims blanks and any of `others` at both ends.
Text trim(Text text, Text others);
/// The first word of the list with which `text` begins (list longer words first), or an empty view.
Text first_prefix(Text text, std::span<const Text> words);
Text first_suffix(Text text, std::span<const Text> words);
bool contains_any(Text text, std::span<const Text> words);
std::u32string without_spaces(Text text);
/// At most `limit` characters, with … when something was cut: for messages.
std::string excerpt(Text text, std::size_t limit = 30);

/// 十八 → 18, 二〇一四 → 2014, 两百 → 200; nothing for what is not a number below a million.
std::optional<int> chinese_number(Text text);
/// Digits of any width → a number of at most 6 digits.
std::optional<int> arabic_number(Text text);

/// Columns on a terminal: 2 for wide characters. Lines wrapped by a program share a width in columns.
std::size_t columns(Text text);

}  // namespace taizhang::interop
