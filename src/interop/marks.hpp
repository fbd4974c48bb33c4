// The numbering lexer: what stands before a chapter, section, task or sub-point.
//
//     read_mark(U"（三）加快…") → {Level::chinese_bracket, 3, length 3}
#pragma once

#include "src/interop/chars.hpp"

namespace taizhang::interop {

/// From outer to inner, as official style nests them.
enum class Level {
    part,             ///< 第一部分, 第一章
    chinese,          ///< 一、
    chinese_bracket,  ///< （一） (一) ㈠
    arabic,           ///< 1、 1. 1． 1． ⒈
    dotted,           ///< 1.1
    arabic_bracket,   ///< （1） 1） ⑴
    circled,          ///< ①
    spoken            ///< 一是
};
inline constexpr int level_count = 8;

struct Mark {
    Level level = Level::arabic;
    int value = 0;
    std::size_t length = 0;  ///< characters, with the blanks after it
};

/// The mark with which a trimmed line begins.
std::optional<Mark> read_mark(Text line);

}  // namespace taizhang::interop
