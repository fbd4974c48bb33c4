// One task out of its paragraphs: text, short title, units, targets, deadline.
#pragma once

#include <span>
#include <vector>

#include "src/interop/breakdown.hpp"
#include "src/interop/paragraphs.hpp"

namespace taizhang::interop {

struct ItemContext {
    std::optional<int> year;             ///< for deadlines that print none
    bool closes_with_units = false;      ///< words after the responsibility are not the task's
    bool is_last = false;                ///< the page's own words may follow it
    bool first_leads = false;            ///< the document says that the unit named first leads
    std::u32string chapter_leader = {};  ///< 一、……（牵头领导：…） stands for the chapter's tasks that print none
};

struct ReadItem {
    Item item;                  ///< without its number and chapter
    std::vector<Doubt> doubts;  ///< `at` without the item's number
    std::size_t used = 0;       ///< paragraphs that are the task's
};

ReadItem read_item(std::span<const Paragraph> paragraphs, const ItemContext& context);

}  // namespace taizhang::interop
