#include "tests/spec/script.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace taizhang::spec {

namespace {

struct Keyword {
    std::string_view text;
    Kind kind;
};

constexpr std::array keywords{
    Keyword{"沿用", Kind::like},  Keyword{"like", Kind::like},   Keyword{"时间", Kind::at},
    Keyword{"at", Kind::at},      Keyword{"过到", Kind::until},  Keyword{"until", Kind::until},
    Keyword{"假设", Kind::given}, Keyword{"given", Kind::given}, Keyword{"当", Kind::when},
    Keyword{"when", Kind::when},  Keyword{"那么", Kind::then},   Keyword{"then", Kind::then},
    Keyword{"而且", Kind::and_},  Keyword{"and", Kind::and_}};

/// The word after a keyword, in Chinese and in the English that the runner knows.
constexpr std::pair<std::string_view, std::string_view> names[] = {
    {"单位", "unit"},       {"集体", "collective"},  {"人员", "person"},    {"账号", "account"},
    {"制度", "regime"},     {"台账", "ledger"},      {"接受", "accepted"},  {"拒绝", "refused"},
    {"无效", "invalid"},    {"不存在", "not_found"}, {"无权", "forbidden"}, {"冲突", "conflict"},
    {"超限", "over_limit"}, {"到期", "fell_due"},    {"无事", "nothing"},   {"说明", "says"},
    {"缺", "lacks"},        {"阶段", "stage"},       {"另有", "also"},      {"没有", "without"},
    {"版本", "version"}};

std::string english(const std::string& word) {
    const auto found = std::ranges::find_if(names, [&](const auto& name) { return name.first == word; });
    return found == std::end(names) ? word : std::string(found->second);
}

Line read_line(std::string_view text, std::size_t number) {
    const auto end = text.find_first_of(" \t");
    const auto first = text.substr(0, end);
    const auto found = std::find_if(keywords.begin(), keywords.end(), [&](const auto& k) { return k.text == first; });
    if (found == keywords.end())
        throw Mistake{number, "expected a line that begins with 沿用, 时间, 过到, 假设, 当, 那么 or 而且, got '" +
                                  std::string(first) + "'; README.md has the grammar"};
    Line line{found->kind, number, {}, {}, {}};
    if (end != std::string_view::npos) line.text = trim(text.substr(end));
    line.words = split_words(line.text);
    if (line.words.empty()) throw Mistake{number, "'" + std::string(first) + "' needs more after it"};
    line.words.front() = english(line.words.front());
    return line;
}

void add_field(std::vector<Line>& lines, std::string_view text, std::size_t number) {
    const auto colon = text.find(':');
    if (lines.empty() || lines.back().kind != Kind::when)
        throw Mistake{number, "an indented line is a field and follows a command (当)"};
    if (colon == std::string_view::npos) throw Mistake{number, "a field is written as 'name: value'"};
    lines.back().fields.emplace_back(trim(text.substr(0, colon)), trim(text.substr(colon + 1)));
}

/// Every command says what is expected of it, and something is expected at all. Time may pass without a word, or with
/// what it brought.
void check_expectations(const std::vector<Line>& lines) {
    std::optional<std::size_t> open;
    bool expects = false, passed = false;
    for (const auto& line : lines) {
        const bool acts = line.kind == Kind::when || line.kind == Kind::until;
        if (acts && open) throw Mistake{*open, "nothing is expected of this command; add 那么"};
        if (line.kind == Kind::when) open = line.number;
        if (line.kind == Kind::then && !open && !passed)
            throw Mistake{line.number, "那么 follows a command (当) or the passing of time (过到), once"};
        if (line.kind == Kind::and_ && (open || !expects)) throw Mistake{line.number, "而且 follows 那么"};
        if (line.kind == Kind::then) {
            open.reset();
            expects = true;
        }
        passed = line.kind == Kind::until;
    }
    if (open) throw Mistake{*open, "nothing is expected of this command; add 那么"};
    if (!expects) throw Mistake{1, "this script expects nothing"};
}

}  // namespace

std::string_view trim(std::string_view text) {
    constexpr std::string_view blanks = " \t\r";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::vector<std::string> split_words(std::string_view text) {
    std::vector<std::string> words;
    for (text = trim(text); !text.empty(); text = trim(text)) {
        const auto end = std::min(text.find_first_of(" \t"), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return words;
}

std::vector<std::string> split(std::string_view text, std::initializer_list<std::string_view> separators) {
    std::vector<std::string> entries;
    while (!text.empty()) {
        std::size_t end = text.size(), width = 0;
        for (const auto separator : separators) {
            const auto at = text.find(separator);
            if (at < end) end = at, width = separator.size();
        }
        entries.emplace_back(trim(text.substr(0, end)));
        text.remove_prefix(end + width);
    }
    return entries;
}

std::vector<std::string> split_list(std::string_view text) {
    return split(text, {",", "、", "，"});
}

std::vector<Line> parse(std::string_view script, Expecting expecting) {
    std::vector<Line> lines;
    for (std::size_t number = 1; !script.empty(); ++number) {
        const auto end = std::min(script.find('\n'), script.size());
        const auto raw = script.substr(0, end);
        script.remove_prefix(std::min(end + 1, script.size()));
        const auto text = trim(raw);
        if (text.empty() || text.front() == '#') continue;
        if (raw.front() == ' ' || raw.front() == '\t')
            add_field(lines, text, number);
        else
            lines.push_back(read_line(text, number));
    }
    if (expecting == Expecting::yes) check_expectations(lines);
    return lines;
}

}  // namespace taizhang::spec
