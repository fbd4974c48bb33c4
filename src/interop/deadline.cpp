#include "src/interop/deadline.hpp"

#include <algorithm>
#include <array>

#include "src/interop/dates.hpp"

namespace taizhang::interop {

namespace {

struct Month {
    int value = 0;
    std::size_t begin = 0, end = 0;  ///< up to and with 月
};

/// 6月, 12 月, 十二月, 元月; not 个月.
std::optional<Month> find_month(Text text, std::size_t from = 0) {
    for (std::size_t i = from; i < text.size(); ++i) {
        if (text.substr(i, 2) == U"元月") return Month{1, i, i + 2};
        if (i > 0 && (digit(text[i - 1]) >= 0 || is_numeral(text[i - 1]))) continue;
        const auto number = leading_number(text.substr(i), 2);
        if (!number || number->value < 1 || number->value > 12) continue;
        std::size_t at = i + number->length;
        while (at < text.size() && is_space(text[at])) ++at;
        if (at < text.size() && text[at] == U'月') return Month{number->value, i, at + 1};
    }
    return std::nullopt;
}

Date day_in_month(Text after, int year, int month) {
    const auto m = static_cast<unsigned>(month);
    if (starts_with(after, U"上旬")) return Date(year, m, 10);
    if (starts_with(after, U"中旬")) return Date(year, m, 20);
    const auto day = leading_number(after, 3);
    if (day && day->value >= 1 && (after.substr(day->length, 1) == U"日" || after.substr(day->length, 1) == U"号")) {
        const Date date(year, m, static_cast<unsigned>(day->value));
        if (date.value.ok()) return date;
    }
    return last_day(year, m);
}

std::optional<unsigned> quarter_end(Text words) {
    static constexpr auto quarters =
        std::to_array<Text>({U"一季度", U"二季度", U"三季度", U"四季度", U"1季度", U"2季度", U"3季度", U"4季度"});
    for (std::size_t i = 0; i < quarters.size(); ++i) {
        if (contains(words, quarters[i])) return static_cast<unsigned>(i % 4 + 1) * 3;
    }
    return std::nullopt;
}

std::optional<Date> relative_date(Text words, int year) {
    static constexpr auto whole_year =
        std::to_array<Text>({U"年底", U"年末", U"全年", U"年内", U"今年", U"本年", U"当年", U"下半年", U"明年"});
    if (contains(words, U"上半年")) return Date(year, 6, 30);
    if (contains(words, U"三季度末") || quarter_end(words)) return last_day(year, *quarter_end(words));
    if (contains_any(words, whole_year)) return Date(year, 12, 31);
    return std::nullopt;
}

bool ongoing(Text words) {
    static constexpr auto kinds = std::to_array<Text>({U"长期", U"持续", U"常年", U"常态"});
    return contains_any(words, kinds);
}

Deadline year_end(std::optional<int> year, std::string doubt) {
    if (!year) return {std::nullopt, DeadlineBasis::inferred, doubt + "; the document's year is not known either"};
    return {Date(*year, 12, 31), DeadlineBasis::inferred, std::move(doubt)};
}

/// The last month that is named: a task with several is done by the last.
Deadline month_deadline(Text words, Month month, std::optional<int> printed_year, int year) {
    bool several = false;
    while (const auto next = find_month(words, month.end)) month = *next, several = true;
    Deadline deadline{day_in_month(trim(words.substr(month.end)), year, month.value), DeadlineBasis::stated, {}};
    if (several)
        deadline.doubt = "several dates are printed for the deadline: " + excerpt(words);
    else if (!printed_year)
        deadline.doubt = "the deadline is printed without a year: " + excerpt(words);
    return deadline;
}

}  // namespace

Deadline read_deadline(Text words, std::optional<int> document_year) {
    if (trim(words).empty()) return year_end(document_year, "no deadline is printed");
    const auto whole = find_date(words);
    if (whole && !find_date(words.substr(whole->end))) return {whole->date, DeadlineBasis::stated, {}};
    const auto printed = find_year(words);
    const bool next_year = contains(words, U"明年") || contains(words, U"次年");
    const auto year = printed         ? printed
                      : document_year ? std::optional(*document_year + (next_year ? 1 : 0))
                                      : std::nullopt;
    if (!year) return year_end(year, "the deadline is printed without a year: " + excerpt(words));
    if (const auto month = find_month(words)) return month_deadline(words, *month, printed, *year);
    if (const auto date = relative_date(words, *year)) {
        return {*date, printed ? DeadlineBasis::stated : DeadlineBasis::relative, {}};
    }
    if (printed && !ongoing(words)) return {Date(*year, 12, 31), DeadlineBasis::stated, {}};
    return year_end(document_year,
                    std::string(ongoing(words) ? "the work goes on without an end: " : "the deadline is not a date: ") +
                        excerpt(words));
}

std::vector<std::u32string> dates_in_sentences(Text text) {
    static constexpr auto tails =
        std::to_array<Text>({U"底前", U"底", U"末前", U"末", U"前", U"中旬", U"上旬", U"下旬", U"份前", U"初"});
    std::vector<std::u32string> found;
    for (auto month = find_month(text); month; month = find_month(text, month->end)) {
        std::size_t end = month->end;
        const auto day = leading_number(text.substr(end), 3);
        if (day && text.substr(end + day->length, 1) == U"日") end += day->length + 1;
        const Text tail = first_prefix(text.substr(end), tails);
        if (tail.empty() && end == month->end) continue;
        found.emplace_back(text.substr(month->begin, end + tail.size() - month->begin));
    }
    static constexpr auto halves = std::to_array<Text>({U"上半年", U"一季度", U"二季度", U"三季度", U"年底前"});
    for (const Text half : halves) {
        if (half != U"年底前" && contains(text, half)) found.emplace_back(half);
    }
    // 力争三年实现…, 用3年时间: a term longer than the document's year.
    for (std::size_t at = text.find(U'年'); at != npos; at = text.find(U'年', at + 1)) {
        static constexpr Text numerals = U"二两三四五六七八九十23456789２３４５６７８９";
        static constexpr auto after =
            std::to_array<Text>({U"实现", U"内", U"时间", U"完成", U"建成", U"左右", U"行动"});
        if (at == 0 || numerals.find(text[at - 1]) == npos || first_prefix(text.substr(at + 1), after).empty())
            continue;
        if (at > 1 && (digit(text[at - 2]) >= 0 || is_numeral(text[at - 2]))) continue;
        found.emplace_back(text.substr(at - 1, 2));
    }
    return found;
}

}  // namespace taizhang::interop
