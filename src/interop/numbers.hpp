// Figures in a sentence: where they stand, what unit follows, and what is no figure at all (2014年, 三期, 5G,
// “三个两百”).
#pragma once

#include <vector>

#include "src/interop/chars.hpp"

namespace taizhang::interop {

struct Figure {
    enum class Kind {
        quantity,  ///< 16%, 1.8万人
        ratio,     ///< 1.8:1
        range,     ///< 2—3个
        fraction,  ///< 1/3
        unknown    ///< digits without a unit that is known
    };
    Kind kind = Kind::quantity;
    std::size_t begin = 0, end = 0;  ///< the digits
    std::size_t tail = 0;            ///< after the unit
    std::string value;               ///< ASCII digits and point
    std::u32string unit;
    bool odd_group = false;  ///< a full-width comma stood between thousands
    bool more = false;       ///< 50余家, 50多家
    std::string upper = {};  ///< the second number of a range, whose digits stand in [upper_begin, upper_end)
    std::size_t upper_begin = 0, upper_end = 0;
};

/// Figures in order. `quoted` says for each character whether it stands in quotation marks, where nothing is a figure.
std::vector<Figure> find_figures(Text text, const std::vector<bool>& quoted);

/// A number in words before a classifier or a sum of money (七个, 百亿元, 百分之十六, 翻一番): what a clerk would ask
/// about.
struct WordFigure {
    std::size_t begin = 0, end = 0;
};
std::vector<WordFigure> find_word_figures(Text text, const std::vector<bool>& quoted);

/// Characters between “ and ”, 《 and 》 and their like, when both stand in one sentence.
std::vector<bool> quoted_characters(Text text);

}  // namespace taizhang::interop
