#include "src/interop/lines.hpp"

#include <algorithm>

#include "src/interop/labels.hpp"
#include "src/interop/marks.hpp"
#include "src/interop/names.hpp"

namespace taizhang::interop {

namespace {

bool is_line_end(char32_t c) {
    return c == U'\n' || c == U'\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/// Blanks become ordinary ones, zero-width and control characters go.
std::u32string cleaned(Text line) {
    std::u32string out;
    out.reserve(line.size());
    for (const char32_t c : line) {
        if (is_space(c))
            out.push_back(U' ');
        else if (c >= 0x20 && !is_zero_width(c) && !(c >= 0x7F && c < 0xA0))
            out.push_back(c);
    }
    return out;
}

/// Two wide characters of indent are a paragraph's and count towards its width; more is a title set in the middle.
std::size_t width_of(Text line, Text bare) {
    const auto indent = static_cast<std::size_t>(bare.data() - line.data());
    return columns(bare) +
           (bare.empty() || indent == 0 ? 0 : std::min<std::size_t>(columns(line.substr(0, indent)), 4));
}

/// The cells of a line that tabs part, or | at least twice; nothing for a line of prose.
std::vector<std::u32string> cells_of(Text line) {
    const bool tabs = line.find(U'\t') != npos;
    const Text signs = tabs ? Text(U"\t") : Text(U"|｜");
    const auto count = std::ranges::count_if(line.substr(0, 20'000), [&](char32_t c) { return signs.find(c) != npos; });
    if (count < (tabs ? 1 : 2) || count > 60) return {};
    if (!tabs) {
        line = trim(line);
        if (!line.empty() && signs.find(line.front()) != npos) line.remove_prefix(1);
        if (!line.empty() && signs.find(line.back()) != npos) line.remove_suffix(1);
    }
    std::vector<std::u32string> cells;
    for (std::size_t from = 0; from <= line.size();) {
        const std::size_t end = std::min(line.find_first_of(signs, from), line.size());
        cells.emplace_back(trim(cleaned(line.substr(from, end - from))));
        from = end + 1;
    }
    return cells;
}

/// — 3 —, - 3 -, 第 3 页, 第3页 共10页
bool is_page_number(Text text) {
    if (text.empty() || text.size() > 24) return false;
    const std::u32string bare = without_spaces(text);
    const bool dashes =
        bare.size() >= 3 && Text(U"-—–－·").find(bare.front()) != npos && Text(U"-—–－·").find(bare.back()) != npos;
    const bool pages = bare.front() == U'第' && contains(bare, U"页");
    const auto allowed = [](char32_t c) { return digit(c) >= 0 || Text(U"-—–－·第页共/").find(c) != npos; };
    return (dashes || pages) && std::ranges::all_of(bare, allowed);
}

bool is_terminated(Text line) {
    if (line.empty()) return true;
    const char32_t c = line.back();
    return is_sentence_end(c) || is_colon(c) || is_close_bracket(c) || c == U'”' || c == U'…' || c == U'|';
}
bool is_open_ended(Text line) {
    return !line.empty() && Text(U"，,、（(《“").find(line.back()) != npos;
}

bool begins_with_tag(Text line) {
    if (line.empty() || !is_open_bracket(line[0])) return false;
    const Text inside = trim(line.substr(1, 40));
    if (!may_be_label(inside)) return false;
    const auto close = std::ranges::find_if(inside, is_close_bracket);
    return read_label(inside).has_value() || (close != inside.end() && whole_label(Text(inside.begin(), close)));
}
bool begins_a_field(Text line) {
    return read_line_label(line).has_value() || begins_with_tag(line);
}

/// The columns at which a program wrapped the text, or nothing when lines are whole paragraphs.
std::optional<std::size_t> wrap_columns(const std::vector<Line>& lines) {
    std::size_t widest = 0;
    std::vector<std::size_t> cut;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Text text = lines[i].text;
        const std::size_t width = lines[i].width;
        widest = std::max(widest, width);
        const bool followed = i + 1 < lines.size() && !lines[i + 1].text.empty() && !read_mark(lines[i + 1].text);
        if (followed && !is_terminated(text)) cut.push_back(width);
    }
    const auto near = std::ranges::count_if(cut, [&](std::size_t width) { return width * 10 >= widest * 9; });
    if (near < 2 || widest < 24) return std::nullopt;
    return widest;
}

/// Follows a responsibility bracket over line ends: （责任单位：市发改委、市财 ⏎ 政局）.
class OpenBracket {
  public:
    bool open() const { return depth_ > 0; }
    void reset() { depth_ = 0; }
    void take(Text chunk) {
        for (std::size_t i = 0; i < chunk.size(); ++i) step(chunk.substr(i));
    }
    /// Takes the first character of `rest`.
    void step(Text rest) {
        if (is_open_bracket(rest[0]) && (depth_ > 0 || begins_with_tag(rest)))
            ++depth_;
        else if (is_close_bracket(rest[0]) && depth_ > 0)
            --depth_;
    }

  private:
    int depth_ = 0;
};

class Folder {
  public:
    explicit Folder(std::optional<std::size_t> wrap) : wrap_(wrap) {}

    void take(Line&& line) {
        if (line.row) return take_row(std::move(line));
        if (line.text.empty()) return void(++gap_);
        if (is_page_number(line.text)) return;
        if (whole_label(line.text) && !is_colon(line.text.back())) line.text.push_back(U'：');
        if (!out_.empty() && continues(line.text)) {
            append(line.text);
        } else {
            bracket_.reset(), joined_ = 0;
            if (const auto mark = read_mark(line.text); mark && mark->level == Level::arabic)
                last_number_ = mark->value;
            out_.push_back(Line{line.text, line.number});
        }
        bracket_.take(line.text);
        last_ = std::move(line.text);
        last_width_ = line.width;
        gap_ = 0;
    }
    std::vector<Line> done() { return std::move(out_); }

  private:
    static constexpr int max_joined = 40;  ///< lines in one paragraph that only its brackets or commas hold together

    /// Nothing joins a row of a table, and a row joins nothing.
    void take_row(Line&& line) {
        bracket_.reset(), joined_ = 0, gap_ = 0;
        last_.clear();
        out_.push_back(std::move(line));
    }

    bool continues(Text next) const {
        if (out_.back().row || starts_structure(next)) return false;
        if (bracket_.open()) return gap_ <= 2 && joined_ < max_joined;
        if (gap_ == 0 && begins_a_field(out_.back().text)) return field_continues(next);
        if (is_open_ended(last_)) return gap_ <= 1;
        if (!next.empty() && is_separator(next.front())) return gap_ == 0;
        if (gap_ > 0 || is_terminated(last_)) return false;
        return (wrap_ && last_width_ * 10 >= *wrap_ * 9) || breaks_off();
    }

    /// The last line is prose that stops in the middle of a sentence. A numbered line may be a title of its own, with
    /// commas, so there a sentence must have ended before.
    bool breaks_off() const {
        const bool numbered = joined_ == 0 && read_mark(last_).has_value();
        return contains(last_, U"。") || (!numbered && (contains(last_, U"，") || contains(last_, U",")));
    }

    bool starts_structure(Text next) const {
        if (begins_a_field(next) && !bracket_.open()) return true;
        const auto mark = read_mark(next);
        if (!mark) return false;
        // A wrapped line may begin with a figure ("…今年 ⏎ 3、4月份…"): numbers in order, or after a full stop, are
        // marks.
        const bool in_order = mark->level != Level::arabic || mark->value == last_number_ + 1 || mark->value == 1;
        return in_order || is_terminated(last_) || gap_ > 0;
    }

    bool field_continues(Text next) const {
        if (joined_ >= max_joined) return false;
        const bool empty_value = is_colon(last_.back()) || is_close_bracket(last_.back());
        if (empty_value && joined_ == 0 && value_missing()) return true;
        if (is_open_ended(last_) || is_separator(next.front())) return true;
        return last_.back() != U'。' && looks_like_names(next);
    }
    /// The paragraph is only 责任单位： or 【责任单位】 as yet.
    bool value_missing() const {
        const Text text = out_.back().text;
        const auto label = read_label(text);
        return (label && label->length >= text.size()) ||
               (text.size() > 2 && whole_label(text.substr(1, text.size() - 2)));
    }

    void append(Text next) {
        auto& text = out_.back().text;
        static constexpr Text heads = U"市区县各省州";
        // Between two whole names of a list the line end itself was the separator.
        const bool in_list = bracket_.open() || begins_a_field(text);
        if (in_list && ends_like_a_unit(last_) && heads.find(next.front()) != npos && !read_label(last_))
            text.push_back(U'、');
        else if (!text.empty() && is_latin(text.back()) && is_latin(next.front()))
            text.push_back(U' ');
        text += next;
        ++joined_;
    }

    std::optional<std::size_t> wrap_;
    std::vector<Line> out_;
    OpenBracket bracket_;
    std::u32string last_;
    std::size_t last_width_ = 0;
    int gap_ = 0, joined_ = 0, last_number_ = 0;
};

/// Where numbering follows a responsibility bracket within one line, the line ends were lost: the places to cut at.
std::vector<std::size_t> lost_line_ends(Text line, bool flat = false) {
    std::vector<std::size_t> cuts;
    OpenBracket bracket;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool was_open = bracket.open();
        bracket.step(line.substr(i));
        const bool closed = was_open && !bracket.open();
        // Once it is known that line ends are missing, a blank before numbering is another one: 二、坚持… 6、高标准…
        if (!closed && !(flat && !bracket.open() && (is_space(line[i]) || line[i] == U'。'))) continue;
        std::size_t next = i + 1;
        while (next < line.size() && (is_space(line[next]) || (closed && line[next] == U'。'))) ++next;
        if (next >= line.size() || !read_mark(line.substr(next, 12))) continue;
        cuts.push_back(next);
        flat = true;
    }
    return cuts;
}

/// 某省人民政府关于…的通知 某政发〔2015〕5号 各市人民政府： …: where a letter's line ends were lost, its blanks are.
std::vector<Text> head_parts(Text head) {
    std::vector<Text> parts;
    head = trim(head);
    const bool letter = contains(head, U"关于") || contains(head, U"分解") || contains(head, U"分工");
    while (!head.empty()) {
        const std::size_t end = letter && head.size() < 4000 ? std::min(head.find(U' '), head.size()) : head.size();
        if (end > 0) parts.push_back(head.substr(0, end));
        head = trim(head.substr(end));
    }
    return parts;
}

std::vector<Line> split_at_marks(Line line) {
    if (lost_line_ends(line.text).empty()) return {std::move(line)};
    const auto cuts = lost_line_ends(line.text, true);
    std::vector<Line> parts;
    std::size_t from = cuts.front();
    for (const Text part : head_parts(Text(line.text).substr(0, from)))
        parts.push_back({std::u32string(part), line.number, line.width});
    for (const std::size_t cut : cuts) {
        if (cut > from)
            parts.push_back({std::u32string(trim(Text(line.text).substr(from, cut - from))), line.number, line.width});
        from = cut;
    }
    parts.push_back({std::u32string(trim(Text(line.text).substr(from))), line.number, line.width});
    return parts;
}

}  // namespace

std::vector<Line> split_lines(Text text) {
    std::vector<Line> lines;
    std::size_t from = 0, number = 1;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && !is_line_end(text[i])) continue;
        const Text raw = text.substr(from, i - from);
        const std::u32string line = cleaned(raw);
        const Text bare = trim(line);
        lines.push_back({std::u32string(bare), number++, width_of(line, bare), cells_of(raw)});
        if (i + 1 < text.size() && text[i] == U'\r' && text[i + 1] == U'\n') ++i;
        from = i + 1;
    }
    return lines;
}

std::vector<Line> fold_lines(std::vector<Line> lines) {
    Folder folder(wrap_columns(lines));
    for (auto& line : lines) {
        if (line.row) {
            folder.take(std::move(line));
            continue;
        }
        for (auto& part : split_at_marks(std::move(line))) folder.take(std::move(part));
    }
    return folder.done();
}

}  // namespace taizhang::interop
