// By when a task is to be done: 完成时限：2014年6月底前, 年底, 上半年, 二季度末 …
#pragma once

#include <vector>

#include "src/interop/breakdown.hpp"
#include "src/interop/chars.hpp"

namespace taizhang::interop {

struct Deadline {
    std::optional<Date> date;
    DeadlineBasis basis = DeadlineBasis::inferred;
    std::string doubt;  ///< what is not certain about it; empty when the document says it in full
};

/// Reads the printed words of a deadline; `year` is the document's, for words that print none.
Deadline read_deadline(Text words, std::optional<int> year);

/// Days and terms inside a task's sentences (6月底前, 上半年, 三年): perhaps milestones, never its deadline unasked.
std::vector<std::u32string> dates_in_sentences(Text text);

}  // namespace taizhang::interop
