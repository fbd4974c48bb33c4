// One paragraph taken apart: its number, its words, and the parts that say who answers for it and by when.
//
//     3、深化改革。……（责任单位：市编办、法制办）   →   mark 3, text "深化改革。……", one field (responsible,
//     "市编办、法制办")
#pragma once

#include <vector>

#include "src/interop/labels.hpp"
#include "src/interop/lines.hpp"
#include "src/interop/marks.hpp"

namespace taizhang::interop {

struct FieldText {
    Field field = Field::responsible;
    std::u32string value;
    bool labelled = true;  ///< false: a bare bracket of names at the end, （市发改委牵头，市财政局配合）
    bool closed = true;    ///< false: its bracket is never closed
};

struct Paragraph {
    std::size_t line = 0;
    std::optional<Mark> mark;
    std::u32string text;  ///< without the mark and the fields
    std::vector<FieldText> fields;
    bool text_after_fields = false;            ///< words follow the last field within the paragraph
    std::shared_ptr<const TableRow> row = {};  ///< when it comes from a table

    /// Says which units answer: what makes a numbered paragraph a task.
    bool names_units() const;
};

Paragraph read_paragraph(const Line& line);

}  // namespace taizhang::interop
