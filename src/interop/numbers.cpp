#include "src/interop/numbers.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "src/interop/marks.hpp"
#include "src/interop/measures.hpp"

namespace taizhang::interop {

namespace {

bool is_point(char32_t c) {
    return c == U'.' || c == U'．';
}
bool is_range_sign(char32_t c) {
    return Text(U"-—–－~～至到").find(c) != npos;
}

/// What follows the digits of a date, an ordinal or a name: nobody's target.
bool names_something(Text after) {
    static constexpr auto words = std::to_array<Text>({
        U"年", U"月",   U"日", U"号", U"时", U"届",   U"期",   U"级", U"路", U"线", U"国道", U"省道", U"县道", U"热线",
        U"版", U"周年", U"后", U"楼", U"层", U"千伏", U"周岁", U"岁", U"类", U"代", U"型",   U"强",   U"#",
    });
    return !first_prefix(after, words).empty();
}

class FigureScanner {
  public:
    FigureScanner(Text text, const std::vector<bool>& quoted) : text_(text), quoted_(quoted) {}

    std::vector<Figure> scan() {
        while (at_ < text_.size()) {
            if (digit(text_[at_]) < 0) {
                ++at_;
            } else if (const std::size_t length = sub_point(); length > 0) {
                at_ += length;
            } else if (skipped_before()) {
                skip_digits();
            } else {
                one();
            }
        }
        return std::move(figures_);
    }

  private:
    /// PM2.5, G45, 第3次, and anything quoted.
    bool skipped_before() const {
        if (quoted_[at_]) return true;
        if (at_ == 0) return false;
        const char32_t before = text_[at_ - 1];
        return is_latin(before) || before == U'第' || before == U'+' || before == U'＋' || before == U'〔' ||
               before == U'-';
    }
    /// 1. and （1） before a sub-point.
    std::size_t sub_point() const {
        const char32_t before = at_ == 0 ? U'\n' : text_[at_ - 1];
        if (is_open_bracket(before)) {
            const auto mark = read_mark(text_.substr(at_ - 1, 8));
            return mark ? mark->length - 1 : 0;
        }
        if (before != U'\n' && !is_sentence_end(before) && !is_colon(before)) return 0;
        const auto mark = read_mark(text_.substr(at_, 12));
        return mark && mark->level != Level::dotted ? mark->length : 0;
    }
    void skip_digits() {
        while (at_ < text_.size() && (digit(text_[at_]) >= 0 || is_point(text_[at_]))) ++at_;
    }

    /// Digits with thousands groups and a fraction; at_ is left behind them.
    void read_digits(Figure& figure) {
        const std::size_t from = at_;
        while (at_ < text_.size()) {
            const char32_t c = text_[at_];
            if (digit(c) >= 0) {
                figure.value.push_back(static_cast<char>('0' + digit(c)));
                ++at_;
            } else if (const std::size_t skip = group_sign(from); skip > 0) {
                figure.odd_group = figure.odd_group || c == U'，';
                at_ += skip;
            } else {
                break;
            }
        }
        if (at_ + 1 < text_.size() && is_point(text_[at_]) && digit(text_[at_ + 1]) >= 0) {
            figure.value.push_back('.');
            for (++at_; at_ < text_.size() && digit(text_[at_]) >= 0; ++at_) {
                figure.value.push_back(static_cast<char>('0' + digit(text_[at_])));
            }
        }
    }

    /// 1,000 and 1 000: exactly three digits follow, at most three stand before the first sign.
    std::size_t group_sign(std::size_t from) const {
        const char32_t c = text_[at_];
        const bool sign = c == U',' || c == U'，' || c == U' ' || c == U'\'';
        if (!sign || at_ == from || at_ + 3 >= text_.size()) return 0;
        std::size_t run = 0;
        for (std::size_t i = at_; i > from && digit(text_[i - 1]) >= 0 && run < 4; --i) ++run;
        const bool first = run == at_ - from;
        if (run > 3 || (!first && run != 3)) return 0;
        for (std::size_t i = 1; i <= 3; ++i) {
            if (digit(text_[at_ + i]) < 0) return 0;
        }
        return at_ + 4 < text_.size() && digit(text_[at_ + 4]) >= 0 ? 0 : 1;
    }

    Text rest() const {
        std::size_t at = at_;
        while (at < text_.size() && is_space(text_[at])) ++at;
        return text_.substr(at);
    }

    void one() {
        Figure figure;
        figure.begin = at_;
        read_digits(figure);
        figure.end = at_;
        if (second_number(figure)) return;
        if (at_ < text_.size() && (text_[at_] == U'余' || text_[at_] == U'多')) figure.more = true, ++at_;
        take_unit(figure);
        if (!figures_.empty() && figures_.back().begin == figure.begin) range_with_units(figures_.back());
    }

    /// 6%—6.5%, 8%至9%, 100万元-120万元: the unit of measure stands after both.
    void range_with_units(Figure& figure) {
        const bool word = starts_with(text_.substr(at_), U"至") || starts_with(text_.substr(at_), U"到");
        std::size_t next = at_;
        while (next < text_.size() && next - at_ < 2 && (is_range_sign(text_[next]) || (word && next == at_))) ++next;
        if (figure.kind != Figure::Kind::quantity || next == at_ || next >= text_.size() || digit(text_[next]) < 0)
            return;
        const std::size_t back = std::exchange(at_, next);
        Figure second;
        read_digits(second);
        const std::size_t end = at_;
        const Text unit = read_measure(rest());
        at_ = unit == Text(figure.unit) ? static_cast<std::size_t>(unit.data() - text_.data()) + unit.size() : back;
        if (at_ == back) return;
        figure.kind = Figure::Kind::range;
        figure.upper = second.value;
        figure.upper_begin = next;
        figure.upper_end = end;
        figure.tail = at_;
    }

    /// 2-3个, 1.8:1, 1/3, 1+6: two numbers that are one expression.
    bool second_number(Figure& figure) {
        if (at_ + 1 >= text_.size() || digit(text_[at_ + 1]) < 0) return false;
        const char32_t sign = text_[at_];
        if (is_range_sign(sign))
            figure.kind = Figure::Kind::range;
        else if (is_colon(sign))
            figure.kind = Figure::Kind::ratio;
        else if (sign == U'/' || sign == U'／')
            figure.kind = Figure::Kind::fraction;
        else if (sign == U'+' || sign == U'＋' || sign == U'×')
            return skip_expression();
        else
            return false;
        Figure second;
        const std::size_t second_begin = ++at_;
        read_digits(second);
        if (figure.kind == Figure::Kind::ratio) {
            figure.unit = U":";
            figure.unit.append(second.value.begin(), second.value.end());
        } else if (figure.kind == Figure::Kind::fraction) {
            figure.end = at_;
        }
        if (figure.kind == Figure::Kind::range && names_something(rest()) && !starts_with(rest(), U"年底")) return true;
        if (figure.kind == Figure::Kind::range) {
            figure.upper = second.value;
            figure.upper_begin = second_begin;
            figure.upper_end = at_;
            const Text unit = read_measure(rest());
            figure.unit = std::u32string(unit);
            if (!unit.empty()) at_ = static_cast<std::size_t>(unit.data() - text_.data()) + unit.size();
        }
        figure.tail = at_;
        figures_.push_back(std::move(figure));
        return true;
    }
    bool skip_expression() {
        while (at_ < text_.size() && (digit(text_[at_]) >= 0 || Text(U"+＋×").find(text_[at_]) != npos)) ++at_;
        return true;
    }

    void take_unit(Figure& figure) {
        const Text after = rest();
        const Text unit = read_measure(after);
        if (unit.empty() || (unit.size() == 1 && names_something(after))) {
            if (names_something(after) || (!after.empty() && is_latin(after[0]))) return;
            figure.kind = Figure::Kind::unknown;
            figure.tail = at_;
        } else {
            figure.unit = std::u32string(unit);
            at_ = static_cast<std::size_t>(unit.data() - text_.data()) + unit.size();
            figure.tail = at_;
        }
        figures_.push_back(std::move(figure));
    }

    Text text_;
    const std::vector<bool>& quoted_;
    std::vector<Figure> figures_;
    std::size_t at_ = 0;
};

/// 建成一所…: 一 is a count only where something is built or brought in just before it.
bool one_is_a_count(Text before) {
    static constexpr auto verbs = std::to_array<Text>(
        {U"建成", U"新建", U"建设", U"完成", U"创建", U"引进", U"新增", U"开工", U"开建", U"改建", U"扩建", U"设立"});
    const Text near = before.substr(before.size() > 4 ? before.size() - 4 : 0);
    return contains_any(near, verbs);
}

/// 百亿元, 过亿, 上百万: a size in words.
bool is_size_in_words(Text before, Text number, Text after) {
    const bool large = number.back() == U'亿' || number.back() == U'万';
    const bool money = starts_with(after, U"元");
    const bool over = !before.empty() && Text(U"过超上近破").find(before.back()) != npos;
    return (large || number.back() == U'千' || number.back() == U'百') && (money || (large && over));
}

std::size_t word_figure_length(Text before, Text number, Text after) {
    if (!before.empty() && (before.back() == U'第' || digit(before.back()) >= 0 || before.back() == U'中')) return 0;
    if (is_size_in_words(before, number, after)) return number.size() + (starts_with(after, U"元") ? 1 : 0);
    const Text classifier = read_classifier(after);
    static constexpr auto names = std::to_array<Text>({U"规定", U"制度", U"体", U"月", U"方面", U"层面"});
    if (classifier.empty() || !first_prefix(after.substr(classifier.size()), names).empty()) return 0;
    if (number == U"一" && !one_is_a_count(before)) return 0;
    if (Text(U"百千万亿").find(number[0]) != npos && !is_numeral(number.back())) return 0;
    const bool lone_large = number.size() == 1 && Text(U"百千万亿").find(number[0]) != npos;
    return lone_large ? 0 : number.size() + classifier.size();
}

}  // namespace

std::vector<Figure> find_figures(Text text, const std::vector<bool>& quoted) {
    return FigureScanner(text, quoted).scan();
}

std::vector<WordFigure> find_word_figures(Text text, const std::vector<bool>& quoted) {
    static constexpr auto phrases =
        std::to_array<Text>({U"翻一番", U"翻两番", U"翻番", U"成倍增长", U"三分之", U"四分之", U"过半"});
    std::vector<WordFigure> found;
    const auto add = [&](std::size_t begin, std::size_t end) {
        const bool joins = !found.empty() && begin - found.back().end <= 3 && text.substr(begin).find(U"元") < 3;
        if (joins)
            found.back().end = end;
        else
            found.push_back({begin, end});
    };
    for (std::size_t i = 0; i < text.size();) {
        if (quoted[i]) {
            ++i;
        } else if (const Text phrase = first_prefix(text.substr(i), phrases); !phrase.empty()) {
            add(i, i + phrase.size());
            i += phrase.size();
        } else if (starts_with(text.substr(i), U"百分之")) {
            std::size_t end = i + 3;
            while (end < text.size() && (is_numeral(text[end]) || text[end] == U'点')) ++end;
            add(i, end);
            i = end;
        } else if (is_numeral(text[i])) {
            std::size_t end = i;
            while (end < text.size() && is_numeral(text[end])) ++end;
            const std::size_t length =
                word_figure_length(text.substr(0, i), text.substr(i, end - i), text.substr(end, 12));
            if (length > 0) add(i, i + length);
            i = std::max(end, i + length);
        } else {
            ++i;
        }
    }
    return found;
}

std::vector<bool> quoted_characters(Text text) {
    static constexpr Text opening = U"“《〈「『‘", closing = U"”》〉」』’";
    constexpr std::size_t longest = 60;
    std::vector<bool> quoted(text.size(), false);
    std::size_t open = npos;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool straight = text[i] == U'"';
        if (open != npos && (closing.find(text[i]) != npos || straight)) {
            if (i - open <= longest)
                std::fill(quoted.begin() + static_cast<std::ptrdiff_t>(open),
                          quoted.begin() + static_cast<std::ptrdiff_t>(i), true);
            open = npos;
        } else if (opening.find(text[i]) != npos || straight) {
            open = i;
        } else if (text[i] == U'\n' || text[i] == U'。') {
            open = npos;
        }
    }
    return quoted;
}

}  // namespace taizhang::interop
