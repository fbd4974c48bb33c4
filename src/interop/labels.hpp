// The words that announce who answers for a task and by when: 责任单位：, （牵头单位：…）, 【完成时限】 …
#pragma once

#include "src/interop/chars.hpp"

namespace taizhang::interop {

enum class Field { lead, responsible, supporting, leader, person, deadline };

struct Label {
    Field field = Field::responsible;
    std::size_t length = 0;  ///< characters, with the colon and blanks after it
};

/// A label with its colon at the beginning of `text`: 责任单位：, 责 任 单 位 :, 牵头单位（部门）：
std::optional<Label> read_label(Text text);
/// The same, where a blank may stand for the colon: only at the beginning of a line.
std::optional<Label> read_line_label(Text text);
/// `text` is a label and nothing else, as inside 【责任单位】.
std::optional<Field> whole_label(Text text);

/// False for what cannot begin a label: one look, for places that are asked for every bracket.
bool may_be_label(Text text);

/// Words that give a role after the names: 市发改委（牵头）, 市财政局配合.
struct RoleWord {
    Field field = Field::lead;
    std::size_t length = 0;
};
std::optional<RoleWord> role_suffix(Text name);

}  // namespace taizhang::interop
