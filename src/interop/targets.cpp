#include "src/interop/targets.hpp"

#include <taizhang/decimal.hpp>

#include <algorithm>
#include <array>

#include "src/interop/clauses.hpp"
#include "src/interop/deadline.hpp"
#include "src/interop/measures.hpp"
#include "src/interop/numbers.hpp"

namespace taizhang::interop {

namespace {

using Kind = Comparator::Kind;

constexpr auto percent_signs = std::to_array<Text>({U"%", U"％", U"百分点"});

std::string place(std::size_t begin, std::size_t end) {
    return "characters " + std::to_string(begin) + "-" + std::to_string(end);
}

class TargetReader {
  public:
    explicit TargetReader(Text text)
        : text_(text), quoted_(quoted_characters(text)), figures_(find_figures(text, quoted_)) {}

    FoundTargets read() {
        constexpr std::size_t most_figures = 2000;
        if (figures_.size() > most_figures) {
            const Figure& rest = figures_[most_figures];
            doubt(rest.begin, text_.size(), "more than 2000 numbers in one task: it does not look like one",
                  "the rest is not read");
            figures_.resize(most_figures);
        }
        for (next_ = 0; next_ < figures_.size(); ++next_) one(figures_[next_]);
        for (const auto& words : find_word_figures(text_, quoted_)) {
            doubt(words.begin, words.end, "a number in words: " + around(words.begin, words.end), "not a target");
        }
        for (const auto& date : dates_in_sentences(text_)) {
            const auto at = text_.find(date);
            doubt(at, at + date.size(),
                  "a date or term in the sentence, perhaps a milestone: " + around(at, at + date.size()),
                  "not the task's deadline");
        }
        std::ranges::sort(doubts_, {}, &PlacedDoubt::order);
        for (auto& placed : doubts_) out_.doubts.push_back(std::move(placed.doubt));
        return std::move(out_);
    }

  private:
    struct PlacedDoubt {
        std::pair<std::size_t, std::size_t> order;  ///< place in the text, then as found
        Doubt doubt;
    };

    void doubt(std::size_t begin, std::size_t end, std::string what, std::string read_as) {
        doubts_.push_back({{begin, doubts_.size()}, {place(begin, end), std::move(what), std::move(read_as)}});
    }

    /// The figure with the words about it, for messages.
    std::string around(std::size_t begin, std::size_t end) const {
        const std::size_t from = clause_begin(text_, begin, begin > 16 ? begin - 16 : 0);
        const Text after = words_after(text_, end);
        const std::size_t to = std::max(end, after.empty() ? end
                                                           : static_cast<std::size_t>(after.data() - text_.data()) +
                                                                 std::min<std::size_t>(after.size(), 12));
        return to_utf8(trim(text_.substr(from, to - from)));
    }

    void not_a_target(const Figure& f, std::string_view why) {
        doubt(f.begin, f.end, std::string(why) + ": " + around(f.begin, f.tail), "not a target");
    }

    Text clause_before(const Figure& f) const {
        const std::size_t from = clause_begin(text_, f.begin, last_tail_);
        return text_.substr(from, f.begin - from);
    }

    void one(const Figure& f) {
        const Text clause = clause_before(f);
        switch (f.kind) {
            case Figure::Kind::range:
                return range(f, clause);
            case Figure::Kind::fraction:
                return not_a_target(f, "a fraction or two numbers");
            case Figure::Kind::unknown:
                return unknown(f, clause);
            case Figure::Kind::ratio:
                return contains(clause, U"比") ? ratio(f, clause) : not_a_target(f, "two numbers with a colon");
            case Figure::Kind::quantity:
                return quantity(f, clause);
        }
    }

    /// 6%—6.5% is reached with 6%, 控制在3%—4% is kept with 4%; the other bound stands in a doubt.
    void range(const Figure& f, Text clause) {
        const bool reaches = has_achievement(clause) || is_percentage(f.unit);
        const bool past = speaks_of_the_past(clause) || describes_a_size(clause);
        if (f.unit.empty() || !reaches || past) return not_a_target(f, "a range of numbers");
        const Comparison before = comparison_before(clause);
        const bool limit = before.comparator &&
                           (before.comparator->kind() == Kind::at_most || before.comparator->kind() == Kind::less);
        Figure bound = f;
        bound.kind = Figure::Kind::quantity;
        if (limit) bound.value = f.upper, bound.begin = f.upper_begin, bound.end = f.upper_end;
        if (!accept(bound, clause, {}, f.tail)) return;
        Target& target = out_.targets.back();
        if (!limit) target.comparator = Comparator(Kind::at_least);
        doubt(f.begin, f.upper_end, "a range of numbers: " + around(f.begin, f.tail),
              target.comparator.to_string() + " " + target.value + ", its nearer bound; the other one is " +
                  (limit ? f.value : f.upper));
    }

    void unknown(const Figure& f, Text clause) {
        if (ends_with(trim(clause), U"前")) return not_a_target(f, "a rank");
        if (f.value.size() == 4 && f.value.find('.') == npos) return;  // a bare year: 2014—, (2014)
        not_a_target(f, "a number without a known unit of measure");
    }

    void ratio(const Figure& f, Text clause) {
        if (accept(f, clause, {}, f.tail)) {
            doubt(f.begin, f.tail, "a ratio: " + around(f.begin, f.tail),
                  "value " + f.value + ", unit \"" + to_utf8(f.unit) + "\"");
        }
    }

    void quantity(const Figure& f, Text clause) {
        const Comparison after = comparison_after(text_.substr(f.tail, 8));
        const std::size_t tail = f.tail + after.length;
        const Text noun = words_after(text_, tail);
        if (Text(trim(clause)) == U"前" || ends_with(trim(clause), U"前")) return not_a_target(f, "a rank");
        if (speaks_of_the_past(clause)) return not_a_target(f, "a figure of the past or present");
        if (!is_percentage(f.unit)) {
            if (describes_a_size(clause)) return not_a_target(f, "a size that describes a project");
            if (is_threshold(f, clause, after, noun) || names_a_class(f, clause, noun)) return threshold(f);
            if (tail < text_.size() && text_[tail] == U'的' && !ends_with_achievement(clause)) {
                return threshold(f);
            }
            if (!has_achievement(clause) && after.length == 0 && !comparison_before(clause).comparator) {
                const bool bare = !noun.empty() || trim(clause).size() < 2;
                if (bare && !continues_a_list(f)) return not_a_target(f, "a figure without a word of reaching it");
                if (!bare)
                    doubt(f.begin, f.tail, "no word says that the figure is to be reached: " + around(f.begin, f.tail),
                          "a target");
            }
        }
        if (accept(f, clause, after, tail)) remarks(f, clause, after);
    }

    /// 确保8500人脱贫、15个村出列: only 、 stands between this figure and the target before it.
    bool continues_a_list(const Figure& f) const {
        if (last_tail_ == 0 || f.begin - last_tail_ > 40) return false;
        return std::ranges::none_of(text_.substr(last_tail_, f.begin - last_tail_), [](char32_t c) {
            return is_sentence_end(c) || c == U'，' || c == U',' || c == U'\n';
        });
    }

    /// 投资5000万元以上项目20个: the money says which projects count.
    bool is_threshold(const Figure& f, Text clause, const Comparison& after, Text noun) const {
        if (after.length == 0 || noun.empty() || after.comparator == Comparator(Kind::about)) return false;
        static constexpr Text reaching[] = {U"完成", U"实现", U"筹集", U"落实", U"达到",
                                            U"增加", U"新增", U"安排", U"到位"};
        if (is_money(f.unit)) return first_suffix(trim(clause), reaching).empty();
        return !ends_with_achievement(clause);
    }

    /// 引进过50亿元项目2个, 超10亿元企业3家: the money only says of which size they are.
    bool names_a_class(const Figure& f, Text clause, Text noun) const {
        static constexpr auto sizes = std::to_array<Text>({U"过", U"超", U"超过"});
        static constexpr auto things = std::to_array<Text>(
            {U"项目", U"企业", U"产业", U"重大", U"工业", U"商贸", U"园区", U"集群", U"以上", U"级", U"的"});
        if (!is_money(f.unit) || first_suffix(trim(clause), sizes).empty()) return false;
        if (first_prefix(noun, things).empty() || next_ + 1 >= figures_.size()) return false;
        return clause_begin(text_, figures_[next_ + 1].begin, f.tail) == f.tail;
    }

    /// Silent when a later figure of the clause counts what this one only describes.
    void threshold(const Figure& f) {
        if (next_ + 1 < figures_.size()) {
            const Figure& later = figures_[next_ + 1];
            const std::size_t from = clause_begin(text_, later.begin, f.tail);
            if (from == f.tail && later.kind == Figure::Kind::quantity) return;
        }
        not_a_target(f, "a figure that describes what is to be done rather than counts it");
    }

    Comparator comparator_of(const Figure& f, Text clause, const Comparison& after) {
        const Comparison before = comparison_before(clause);
        if (before.relative)
            doubt(f.begin, f.tail, "measured against a figure that is not printed: " + around(f.begin, f.tail),
                  "as printed");
        if (after.comparator == Comparator(Kind::about)) return *after.comparator;
        if (before.comparator) {
            const bool differs = after.comparator && *after.comparator != *before.comparator &&
                                 before.comparator->kind() != Kind::more && before.comparator->kind() != Kind::equal;
            if (differs)
                doubt(f.begin, f.tail, "two comparisons for one figure: " + around(f.begin, f.tail),
                      before.comparator->to_string());
            return before.comparator->kind() == Kind::equal && after.comparator ? *after.comparator
                                                                                : *before.comparator;
        }
        if (after.comparator) return *after.comparator;
        return f.more ? Comparator(Kind::more) : Comparator(Kind::at_least);
    }

    Text sentence_before(std::size_t at) const {
        constexpr std::size_t longest = 300;
        const std::size_t floor = at > longest ? at - longest : 0;
        std::size_t from = at;
        while (from > floor && !is_sentence_end(text_[from - 1]) && text_[from - 1] != U'\n') --from;
        return text_.substr(from, at - from);
    }

    bool accept(const Figure& f, Text clause, const Comparison& after, std::size_t tail) {
        if (!Decimal::parse(f.value)) return not_a_target(f, "more digits than are kept exactly"), false;
        std::u32string indicator = completed(f, indicator_of(clause, words_after(text_, tail)));
        if (indicator.empty()) return not_a_target(f, "a figure that does not say what it measures"), false;
        Target target;
        target.indicator = to_utf8(indicator);
        target.comparator = comparator_of(f, clause, after);
        target.value = f.value;
        target.unit = to_utf8(f.unit);
        target.stretch = is_stretch(sentence_before(f.begin));
        target.at = {f.begin, f.end};
        out_.targets.push_back(std::move(target));
        last_tail_ = tail;
        last_begin_ = f.begin;
        elided_subject(f, indicator);
        previous_indicator_ = std::move(indicator);
        return true;
    }

    /// 地区生产总值增长10%，达到120亿元 and 工业产值350亿元，增长18%: what is measured stands before the last figure.
    std::u32string completed(const Figure& f, std::u32string indicator) {
        if (previous_indicator_.empty() || sentence_before(f.begin).size() <= f.begin - last_begin_ - 1)
            return indicator;
        if (indicator.empty() && contains_any(sentence_before(f.begin), percent_signs)) {
            const bool same_kind = is_percentage(f.unit) && f.unit == out_unit();
            indicator = same_kind ? previous_indicator_ : without_growth(previous_indicator_);
            doubt(f.begin, f.tail, "the figure has no words of its own: " + around(f.begin, f.tail),
                  "of the indicator before it: " + to_utf8(indicator));
        } else if (is_growth_alone(indicator) && is_percentage(f.unit)) {
            indicator = without_growth(previous_indicator_) + indicator;
            doubt(f.begin, f.tail, "the figure does not say what grows: " + around(f.begin, f.tail),
                  to_utf8(indicator));
        }
        return indicator;
    }
    std::u32string out_unit() const { return from_utf8(out_.targets.back().unit).value_or(U""); }

    /// 占全市GDP比重达14.5%: what makes up the share stands in the clause before.
    void elided_subject(const Figure& f, const std::u32string& indicator) {
        static constexpr Text relations[] = {U"占",   U"与",   U"比上年", U"同比", U"其中",
                                             U"累计", U"总数", U"总量",   U"年均", U"总规模"};
        if (previous_indicator_.empty() || first_prefix(indicator, relations).empty()) return;
        doubt(f.begin, f.tail, "the indicator leaves out its subject: " + to_utf8(indicator),
              "as printed; the one before it is " + to_utf8(previous_indicator_));
    }

    void remarks(const Figure& f, Text clause, const Comparison& after) {
        if (f.odd_group)
            doubt(f.begin, f.end, "a full-width comma between digits: " + around(f.begin, f.tail), f.value);
        if (f.more && after.length == 0)
            doubt(f.begin, f.tail, "more than a round number: " + around(f.begin, f.tail), "> " + f.value);
        if (is_bare_multiplier(f.unit))
            doubt(f.begin, f.tail, "the unit of measure is not printed: " + around(f.begin, f.tail), to_utf8(f.unit));
        if (contains(clause, U"分别"))
            doubt(f.begin, f.tail, "several figures for several indicators: " + around(f.begin, f.tail),
                  "in the order printed");
    }

    Text text_;
    std::vector<bool> quoted_;
    std::vector<Figure> figures_;
    FoundTargets out_;
    std::vector<PlacedDoubt> doubts_;
    std::u32string previous_indicator_;
    std::size_t next_ = 0, last_tail_ = 0, last_begin_ = 0;
};

}  // namespace

FoundTargets find_targets(Text text) {
    return TargetReader(text).read();
}

}  // namespace taizhang::interop
