#include "src/interop/marks.hpp"

#include <array>

#include "src/interop/measures.hpp"

namespace taizhang::interop {

namespace {

std::size_t skip_blanks(Text text, std::size_t at) {
    while (at < text.size() && is_space(text[at])) ++at;
    return at;
}

template <class Test>
std::size_t run(Text text, std::size_t at, Test test) {
    std::size_t end = at;
    while (end < text.size() && end - at < 5 && test(text[end])) ++end;
    return end - at;
}
bool is_digit(char32_t c) {
    return digit(c) >= 0;
}

Mark made(Level level, int value, Text line, std::size_t end) {
    return {level, value, skip_blanks(line, end)};
}

std::optional<Mark> part_mark(Text line) {
    if (line[0] != U'第') return std::nullopt;
    const std::size_t from = skip_blanks(line, 1),
                      length = run(line, from, [](char32_t c) { return is_numeral(c) || is_digit(c); });
    static constexpr std::array<Text, 4> words{U"部分", U"章", U"篇", U"板块"};
    const std::size_t after = skip_blanks(line, from + length);
    const Text word = first_prefix(line.substr(after), words);
    const auto value = chinese_number(line.substr(from, length));
    if (word.empty() || !value) return std::nullopt;
    std::size_t end = skip_blanks(line, after + word.size());
    if (end < line.size() && (is_colon(line[end]) || line[end] == U'、')) ++end;
    return made(Level::part, *value, line, end);
}

std::optional<Mark> bracket_mark(Text line) {
    if (!is_open_bracket(line[0])) return std::nullopt;
    const std::size_t from = skip_blanks(line, 1);
    const std::size_t numerals = run(line, from, is_numeral), digits = run(line, from, is_digit);
    const std::size_t length = numerals + digits, close = skip_blanks(line, from + length);
    if (length == 0 || length > 3 || close >= line.size() || !is_close_bracket(line[close])) return std::nullopt;
    const auto value = chinese_number(line.substr(from, length));
    if (!value) return std::nullopt;
    std::size_t end = close + 1;
    if (end < line.size() && (line[end] == U'、' || line[end] == U'.' || line[end] == U'．')) ++end;
    return made(numerals ? Level::chinese_bracket : Level::arabic_bracket, *value, line, end);
}

std::optional<Mark> chinese_mark(Text line) {
    const std::size_t length = run(line, 0, is_numeral);
    if (length == 0 || length > 3) return std::nullopt;
    const auto value = chinese_number(line.substr(0, length));
    if (!value) return std::nullopt;
    if (line.substr(length, 1) == U"是" && line.size() > length + 1)
        return made(Level::spoken, *value, line, length + 1);
    const std::size_t after = skip_blanks(line, length);
    if (after >= line.size() || Text(U"、．.､﹑").find(line[after]) == npos) return std::nullopt;
    return made(Level::chinese, *value, line, after + 1);
}

/// 1.1 as a number of a task, not 1.5亿元 at the beginning of a wrapped line.
std::optional<Mark> dotted_mark(Text line, std::size_t second) {
    const std::size_t length = run(line, second, is_digit), end = second + length;
    if (length == 0 || length > 2 || !read_measure(line.substr(skip_blanks(line, end))).empty()) return std::nullopt;
    if (end < line.size() && (is_latin(line[end]) || line[end] == U'.')) return std::nullopt;
    return made(Level::dotted, *arabic_number(line.substr(second, length)), line,
                line.substr(end, 1) == U"、" ? end + 1 : end);
}

std::optional<Mark> arabic_mark(Text line) {
    const std::size_t length = run(line, 0, is_digit);
    if (length == 0 || length > 3) return std::nullopt;
    const int value = *arabic_number(line.substr(0, length));
    const std::size_t after = skip_blanks(line, length);
    if (after >= line.size()) return std::nullopt;
    if (is_close_bracket(line[after])) return made(Level::arabic_bracket, value, line, after + 1);
    if (Text(U"、．.､﹑").find(line[after]) == npos) return std::nullopt;
    const bool dot = line[after] != U'、';
    if (dot && after + 1 < line.size() && is_digit(line[after + 1])) return dotted_mark(line, after + 1);
    return made(Level::arabic, value, line, after + 1);
}

std::optional<Mark> symbol_mark(Text line) {
    const char32_t c = line[0];
    const auto in = [&](char32_t first, char32_t last) { return c >= first && c <= last; };
    const auto value = [&](char32_t first) { return static_cast<int>(c - first) + 1; };
    if (in(0x2460, 0x2473)) return made(Level::circled, value(0x2460), line, 1);
    if (in(0x2474, 0x2487)) return made(Level::arabic_bracket, value(0x2474), line, 1);
    if (in(0x2488, 0x249B)) return made(Level::arabic, value(0x2488), line, 1);
    if (in(0x3220, 0x3229)) return made(Level::chinese_bracket, value(0x3220), line, 1);
    return std::nullopt;
}

/// 任务1：, 任务一、, 事项3 with a blank after it.
std::optional<Mark> task_mark(Text line) {
    static constexpr auto words =
        std::to_array<Text>({U"工作任务", U"重点任务", U"目标任务", U"任务", U"事项", U"实事"});
    const Text word = first_prefix(line, words);
    if (word.empty()) return std::nullopt;
    const std::size_t from = skip_blanks(line, word.size());
    const std::size_t length = run(line, from, [](char32_t c) { return is_numeral(c) || is_digit(c); });
    const std::size_t after = from + length;
    const auto value = chinese_number(line.substr(from, length));
    if (!value || after >= line.size()) return std::nullopt;
    if (!is_colon(line[after]) && !is_space(line[after]) && Text(U"、．.").find(line[after]) == npos)
        return std::nullopt;
    return made(Level::arabic, *value, line, after + 1);
}

}  // namespace

std::optional<Mark> read_mark(Text line) {
    if (line.empty()) return std::nullopt;
    for (const auto reader : {part_mark, bracket_mark, chinese_mark, arabic_mark, symbol_mark, task_mark}) {
        if (auto mark = reader(line)) return mark;
    }
    return std::nullopt;
}

}  // namespace taizhang::interop
