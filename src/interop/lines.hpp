// Physical lines → paragraphs: blanks trimmed, page furniture dropped, hard-wrapped lines joined, text whose line ends
// were lost split again at its numbering.
#pragma once

#include <vector>

#include "src/interop/chars.hpp"

namespace taizhang::interop {

struct Line {
    std::u32string text;
    std::size_t number = 0;  ///< of its first physical line, from 1
};

/// Trimmed lines, the blank ones included.
std::vector<Line> split_lines(Text text);
/// Paragraphs; none is blank.
std::vector<Line> fold_lines(std::vector<Line> lines);

}  // namespace taizhang::interop
