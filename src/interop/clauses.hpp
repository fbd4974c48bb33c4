// The words around a figure: the comparator next to it, whether it is striven for, and what it measures.
#pragma once

#include "src/interop/breakdown.hpp"
#include "src/interop/numbers.hpp"

namespace taizhang::interop {

/// A comparator word and how much of the text it takes.
struct Comparison {
    std::optional<Comparator> comparator;  ///< nothing: no word
    std::size_t length = 0;
    bool relative = false;  ///< 高于全省平均水平…: measured against a figure that is not printed
};
Comparison comparison_before(Text clause);  ///< 突破|50亿元
Comparison comparison_after(Text rest);     ///< 50亿元|以上

/// The nearest of 力争 and 确保 before the figure, within its sentence.
bool is_stretch(Text sentence_before);

/// Where the clause begins that ends at `at`; not before `limit`, where the previous target ended.
std::size_t clause_begin(Text text, std::size_t at, std::size_t limit);

/// The clause speaks of something done or reached, so that its figure can be a target.
bool has_achievement(Text clause);
/// 去年, 现有, 已达: the figure tells what is, not what is to be.
bool speaks_of_the_past(Text clause);
/// An achievement word stands directly before the figure: 完成|3平方公里.
bool ends_with_achievement(Text clause);
/// 总投资, 占地面积 …: the figure describes a project rather than a target.
bool describes_a_size(Text clause);

/// What is measured: the clause without 力争, 全年, 完成, 达到 and the like at its ends; the words after the figure
/// when the clause has only a verb (筹集|1亿元|生态农业发展资金).
std::u32string indicator_of(Text clause, Text after);
/// 增长, 同比下降 and nothing else: what grows stands in the clause before.
bool is_growth_alone(Text indicator);
/// 地区生产总值增长 → 地区生产总值
std::u32string without_growth(Text indicator);
/// The words after the figure up to the end of the clause.
Text words_after(Text text, std::size_t at);

}  // namespace taizhang::interop
