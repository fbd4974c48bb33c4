#include "src/views/page_cursor.hpp"

#include <taizhang/ids.hpp>

namespace taizhang {

namespace {

constexpr std::size_t mark_digits = 16, most_digits = 19;

std::string_view take_part(std::string_view& text) {
    const auto end = std::min(text.find('.'), text.size());
    const auto part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

std::optional<std::uint64_t> number_in(std::string_view text) {
    const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos;
    if (text.empty() || text.size() > most_digits || !digits) return std::nullopt;
    return std::stoull(std::string(text));
}

std::optional<std::string> from_hex(std::string_view hex) {
    if (hex.empty() || hex.size() % 2 != 0 || hex.find_first_not_of("0123456789abcdef") != std::string_view::npos)
        return std::nullopt;
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    std::string text;
    for (std::size_t i = 0; i < hex.size(); i += 2) text += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
    return text;
}

Error foreign_cursor() {
    return invalid("the cursor is not one that this view gave for this filter and order; begin without a cursor",
                   "/cursor");
}

}  // namespace

std::string cursor_mark(std::initializer_list<std::string_view> of) {
    return sha256(of).to_string().substr(0, mark_digits);
}

std::string cursor_text(const PageCursor& cursor, const CursorMarks& marks) {
    std::string text;
    for (const auto number : cursor.numbers) text.append(std::to_string(number)).append(".");
    return text.append(marks.question).append(".").append(marks.rows).append(".").append(to_hex(cursor.key));
}

Result<PageCursor> read_cursor(std::string_view text, std::size_t numbers, const CursorMarks& marks) {
    PageCursor cursor;
    while (cursor.numbers.size() < numbers) {
        const auto number = number_in(take_part(text));
        if (!number) return foreign_cursor();
        cursor.numbers.push_back(*number);
    }
    if (take_part(text) != marks.question) return foreign_cursor();
    const auto rows = take_part(text);
    auto key = from_hex(text);
    if (!key || rows.size() != mark_digits) return foreign_cursor();
    if (rows != marks.rows)
        return Error{ErrorCode::gone,
                     "the rows were made anew since the page before, because texts were removed by law, the log was "
                     "restored or the program changed, and may stand otherwise now; begin again without a cursor"}
            .with("path", "/cursor");
    cursor.key = std::move(*key);
    return cursor;
}

}  // namespace taizhang
