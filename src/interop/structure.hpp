// Which paragraphs are chapters and which are tasks: decided by where responsibility is printed, not by one city's
// style.
#pragma once

#include <span>
#include <vector>

#include "src/interop/breakdown.hpp"
#include "src/interop/paragraphs.hpp"

namespace taizhang::interop {

struct Outline {
    struct Part {
        std::size_t begin = 0, end = 0;      ///< paragraphs
        std::optional<std::size_t> chapter;  ///< index into chapters
    };
    std::vector<std::size_t> chapters;  ///< the paragraphs that are chapter headings
    std::vector<Part> items;
    std::size_t begin = 0;           ///< where the breakdown begins: before it is the head
    std::size_t end = 0;             ///< after the last task's paragraphs: the rest is the tail
    bool closes_with_units = false;  ///< responsibility stands at the end of tasks, not under their titles
    std::vector<Doubt> doubts;
};

/// An error when no paragraph says who answers for it: it tells what was looked for.
Result<Outline> read_outline(std::span<const Paragraph> paragraphs);

}  // namespace taizhang::interop
