// What a reader hands back to get the next page: the numbers that hold for all pages, the key at which the page before
// ended, and two marks. One is of the question: a cursor of another question is refused. The other is of the rows:
// where they were made anew since, so that they may read differently as of the same position, going on would miss rows
// or show them twice, and the reader is told to begin again.
//
//     cursor_text({{position}, key}, {question, rows});                // "120.9f86d081884c7d65.60303ae2.323031342f61"
//     TZ_TRY(auto cursor, read_cursor(text, 1, {question, rows}));     // cursor.numbers[0] == 120
//
// Pure; any thread.
#pragma once

#include <taizhang/result.hpp>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace taizhang {

struct PageCursor {
    std::vector<std::uint64_t> numbers;
    std::string key;
};

struct CursorMarks {
    std::string question;  ///< cursor_mark() of what was asked
    std::string rows;      ///< cursor_mark() of which rows answer
};

/// A few hex digits that stand for these texts.
std::string cursor_mark(std::initializer_list<std::string_view> of);

std::string cursor_text(const PageCursor& cursor, const CursorMarks& marks);
/// ErrorCode::invalid for what is no cursor with so many numbers or is another question's, gone where the rows were
/// made anew.
Result<PageCursor> read_cursor(std::string_view text, std::size_t numbers, const CursorMarks& marks);

}  // namespace taizhang
