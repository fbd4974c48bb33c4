#include "src/interop/structure.hpp"

#include <algorithm>
#include <array>

#include "src/interop/head.hpp"

namespace taizhang::interop {

namespace {

constexpr int unnumbered = level_count;  ///< tasks without numbers: each paragraph that names units

int level_of(const Paragraph& p) {
    return p.mark ? static_cast<int>(p.mark->level) : unnumbered;
}

bool only_fields(const Paragraph& p) {
    return p.text.empty() && !p.mark && !p.fields.empty();
}

/// Paragraphs that part the letter from its attachment: 附件, the date, the attachment's title.
bool is_break(const Paragraph& p) {
    if (p.mark || !p.fields.empty()) return false;
    if (starts_with(p.text, U"附:") || starts_with(p.text, U"附：") || starts_with(p.text, U"附件") ||
        signature_date(p.text))
        return true;
    static constexpr auto kinds = std::to_array<Text>({U"分解", U"分工", U"任务", U"清单", U"方案"});
    return p.text.size() >= 6 && p.text.size() <= 60 && !contains(p.text, U"。") && contains_any(p.text, kinds) &&
           !is_colon(p.text.back());
}

Error no_tasks() {
    return invalid(
        "no tasks were found: no paragraph says who answers for it. Looked for 责任单位, 牵头单位, 主办单位, 配合单位 "
        "and the like "
        "with a colon, in brackets or on lines of their own, and for brackets such as （市发改委牵头，市财政局配合） "
        "at the end of numbered "
        "paragraphs (一、 （一） 1. ①). Check that this is the task breakdown itself, as plain text with its "
        "attachment, and not a table "
        "or the covering letter alone.");
}

class OutlineReader {
  public:
    explicit OutlineReader(std::span<const Paragraph> paragraphs) : all_(paragraphs) {}

    Result<Outline> read() {
        const auto named = std::ranges::find_if(all_, &Paragraph::names_units);
        if (named == all_.end()) return no_tasks();
        first_ = static_cast<std::size_t>(named - all_.begin());
        last_ = all_.size() - 1;
        while (!all_[last_].names_units()) --last_;
        choose_item_level();
        find_the_beginning();
        choose_chapter_level();
        look_inside_a_lone_chapter();
        cut_into_items();
        judge_style();
        return std::move(out_);
    }

  private:
    struct Tally {
        int one = 0, none = 0, several = 0;
        int score() const { return 2 * one - none - 2 * several; }
    };

    /// How many groups of responsibility stand in [begin, end): lines of fields that follow one another are one group.
    int groups(std::size_t begin, std::size_t end) const {
        int count = 0;
        bool in_group = false;
        for (std::size_t i = begin; i < end; ++i) {
            if (!only_fields(all_[i])) in_group = false;
            if (!all_[i].names_units()) continue;
            if (!in_group) ++count;
            in_group = true;
        }
        return count;
    }

    /// The number one of the level from which counting led to the first task: the covering letter's own points lie
    /// before.
    std::size_t run_begin(int level) const {
        for (std::size_t i = first_ + 1; i-- > 0;) {
            if (level_of(all_[i]) == level && all_[i].mark && all_[i].mark->value == 1) return i;
        }
        return 0;
    }

    /// One block per mark of the level, up to the next mark of that level or an outer one.
    Tally tally(int level) const {
        Tally tally;
        for (std::size_t i = run_begin(level); i <= last_; ++i) {
            if (level_of(all_[i]) != level) continue;
            std::size_t end = i + 1;
            while (end <= last_ && level_of(all_[end]) > level) ++end;
            const int count = groups(i, end);
            (count == 0 ? tally.none : count == 1 ? tally.one : tally.several)++;
            i = end - 1;
        }
        return tally;
    }

    void choose_item_level() {
        int best = 0;
        for (int level = 0; level < level_count; ++level) {
            const Tally counted = tally(level);
            if (counted.one > 0 && counted.score() >= best) best = counted.score(), item_level_ = level;
        }
        if (best <= 0) item_level_ = unnumbered;
    }

    /// Goes back from the first task to number one of its level, then of each outer level, never across a break.
    void find_the_beginning() {
        std::size_t at = first_;
        while (item_level_ == unnumbered && at > 0 && only_fields(all_[at]) && !is_break(all_[at - 1])) --at;
        for (int level = item_level_; level >= 0; --level) {
            for (std::size_t i = at + 1; i-- > 0;) {
                if (is_break(all_[i]) && i < at) break;
                if (level_of(all_[i]) < level && level == item_level_ && i < at) break;
                if (level < unnumbered && level_of(all_[i]) == level) {
                    at = i;
                    if (all_[i].mark->value == 1) break;
                }
            }
        }
        out_.begin = at;
    }

    void choose_chapter_level() {
        chapter_level_ = item_level_;
        for (std::size_t i = out_.begin; i <= last_; ++i) chapter_level_ = std::min(chapter_level_, level_of(all_[i]));
    }

    /// 二、任务分解 that holds all the tasks is no chapter where the headings within it part them: 1. 工业, 2. 农业.
    void look_inside_a_lone_chapter() {
        if (chapter_level_ >= item_level_) return;
        std::size_t holders = 0, holder = npos;
        for (std::size_t i = out_.begin; i <= last_; ++i) {
            if (level_of(all_[i]) != chapter_level_) continue;
            std::size_t end = i + 1;
            while (end <= last_ && level_of(all_[end]) > chapter_level_) ++end;
            if (groups(i, end) > 0) ++holders, holder = i;
        }
        int inner = item_level_;
        std::size_t headings = 0;
        for (std::size_t i = holder; holders == 1 && i <= last_; ++i) {
            const int level = level_of(all_[i]);
            if (level <= chapter_level_ || level >= item_level_ || level > inner) continue;
            headings = level < inner ? 1 : headings + 1;
            inner = level;
        }
        if (headings < 2) return;
        out_.doubts.push_back({"line " + std::to_string(all_[holder].line),
                               "one heading holds all the chapters: " + excerpt(all_[holder].text), "not a chapter"});
        chapter_level_ = inner;
    }

    bool begins_item(std::size_t i) const {
        if (item_level_ != unnumbered) return level_of(all_[i]) == item_level_ && (i <= last_ || follows_in_order(i));
        if (all_[i].mark && level_of(all_[i]) == chapter_level_) return false;
        // Without numbers a task begins after the responsibility of the one before.
        return !only_fields(all_[i]) && (open_item_ == npos || seen_units_);
    }

    /// After the last responsibility only the next number is another task; anything else is an annex.
    bool follows_in_order(std::size_t i) const {
        return open_item_ != npos && all_[i].mark->value == all_[open_item_].mark->value + 1;
    }

    void cut_into_items() {
        std::size_t i = out_.begin;
        while (i < all_.size()) {
            if (chapter_level_ < item_level_ && level_of(all_[i]) == chapter_level_)
                i = open_chapter(i);
            else if (begins_item(i))
                i = take_item(i);
            else if (i <= last_ && all_[i].names_units() && !only_fields(all_[i]))
                i = take_alone(i);
            else
                outside(i++);
        }
        out_.end = out_.items.empty() ? all_.size() : out_.items.back().end;
        drop_empty_chapters();
    }

    /// A chapter without tasks that says itself who answers for it is a task: the paragraph behind it.
    std::size_t open_chapter(std::size_t i) {
        open_item_ = npos;
        std::size_t end = i + 1;
        bool holds_tasks = false;
        for (; end < all_.size() && level_of(all_[end]) > chapter_level_; ++end)
            holds_tasks = holds_tasks || level_of(all_[end]) == item_level_;
        const bool own = all_[i].names_units() || (i + 1 < end && only_fields(all_[i + 1]) && groups(i, end) == 1);
        if (i <= last_ && !holds_tasks && item_level_ != unnumbered && own && groups(i, end) > 0) {
            out_.items.push_back({i, end, std::nullopt});
            out_.doubts.push_back({"line " + std::to_string(all_[i].line),
                                   "a chapter without tasks names units: " + excerpt(all_[i].text), "a task"});
            return end;
        }
        out_.chapters.push_back(i);
        return i + 1;
    }

    /// A paragraph of another level that names its own units is a task too, never a heading.
    std::size_t take_alone(std::size_t begin) {
        std::size_t end = begin + 1;
        while (end < all_.size() && only_fields(all_[end])) ++end;
        out_.items.push_back(
            {begin, end, out_.chapters.empty() ? std::nullopt : std::optional(out_.chapters.size() - 1)});
        out_.doubts.push_back({"line " + std::to_string(all_[begin].line),
                               "it is numbered otherwise than the tasks, but names units: " + excerpt(all_[begin].text),
                               "a task"});
        return end;
    }

    std::size_t take_item(std::size_t begin) {
        std::size_t end = begin + 1;
        open_item_ = begin;
        seen_units_ = all_[begin].names_units();
        while (end < all_.size() && level_of(all_[end]) >= item_level_ &&
               level_of(all_[end]) > chapter_level_or_none() && !begins_item(end)) {
            seen_units_ = all_[end++].names_units() || seen_units_;
        }
        const bool numberless_rest = item_level_ == unnumbered && !seen_units_;
        if (!numberless_rest && !split_into_points(begin, end)) {
            out_.items.push_back(
                {begin, end, out_.chapters.empty() ? std::nullopt : std::optional(out_.chapters.size() - 1)});
        }
        return end;
    }
    /// （二）招商引资。 ⏎ 1.…（责任单位：甲局） ⏎ 2.…（责任单位：乙局）: each point that says who answers is a task.
    bool split_into_points(std::size_t begin, std::size_t end) {
        if (item_level_ == unnumbered || all_[begin].names_units() || groups(begin, end) < 2) return false;
        std::size_t first = begin + 1;
        while (first < end && !all_[first].mark && !all_[first].names_units()) ++first;
        if (first == end || !all_[first].mark) return false;
        std::vector<std::size_t> points;
        for (std::size_t i = first; i < end; ++i) {
            if (level_of(all_[i]) == level_of(all_[first])) points.push_back(i);
        }
        points.push_back(end);
        for (std::size_t k = 0; k + 1 < points.size(); ++k) {
            if (groups(points[k], points[k + 1]) != 1) return false;
        }
        out_.doubts.push_back({"line " + std::to_string(all_[begin].line),
                               "each point below this heading names its own units: " + excerpt(all_[begin].text),
                               "each point a task, the heading none"});
        for (std::size_t k = 0; k + 1 < points.size(); ++k) {
            out_.items.push_back({points[k], points[k + 1],
                                  out_.chapters.empty() ? std::nullopt : std::optional(out_.chapters.size() - 1)});
        }
        return true;
    }
    int chapter_level_or_none() const { return chapter_level_ < item_level_ ? chapter_level_ : -1; }

    /// Text under a chapter before its first task, and the headings between.
    void outside(std::size_t i) {
        if (level_of(all_[i]) < chapter_level_) return;  // told already
        if (i > last_ || (all_[i].text.empty() && !all_[i].names_units())) return;
        const std::string place = "line " + std::to_string(all_[i].line);
        if (all_[i].mark)
            out_.doubts.push_back(
                {place, "a heading stands between chapter and task: " + excerpt(all_[i].text), "not a chapter"});
        else
            out_.doubts.push_back(
                {place, "text that belongs to no task: " + excerpt(all_[i].text), "not part of a task"});
    }

    /// A chapter of which no paragraph names units (总体要求, 工作要求) is not part of the breakdown.
    void drop_empty_chapters() {
        std::vector<std::size_t> kept;
        std::vector<std::optional<std::size_t>> place(out_.chapters.size());
        for (std::size_t c = 0; c < out_.chapters.size(); ++c) {
            const std::size_t end = c + 1 < out_.chapters.size() ? out_.chapters[c + 1] : all_.size();
            if (groups(out_.chapters[c], end) > 0) {
                place[c] = kept.size();
                kept.push_back(out_.chapters[c]);
            } else {
                const auto& heading = all_[out_.chapters[c]];
                out_.doubts.push_back({"line " + std::to_string(heading.line),
                                       "nothing in this chapter says who answers for it: " + excerpt(heading.text),
                                       "not part of the breakdown"});
            }
        }
        std::erase_if(out_.items, [&](const Outline::Part& item) { return item.chapter && !place[*item.chapter]; });
        for (auto& item : out_.items) {
            if (item.chapter) item.chapter = place[*item.chapter];
        }
        out_.chapters = std::move(kept);
    }

    /// Whether any words follow the responsibility of the item.
    bool words_after_units(const Outline::Part& item) const {
        bool seen = false;
        for (std::size_t i = item.begin; i < item.end; ++i) {
            if (seen && !all_[i].text.empty()) return true;
            seen = seen || all_[i].names_units();
            if (all_[i].names_units() && all_[i].text_after_fields) return true;
        }
        return false;
    }

    void judge_style() {
        std::size_t counted = 0, open = 0;
        for (std::size_t i = 0; i + 1 < out_.items.size(); ++i) {
            if (groups(out_.items[i].begin, out_.items[i].end) == 0) continue;
            ++counted;
            open += words_after_units(out_.items[i]);
        }
        out_.closes_with_units = counted > 0 && open * 5 <= counted;
    }

    std::span<const Paragraph> all_;
    Outline out_;
    std::size_t first_ = 0, last_ = 0, open_item_ = npos;
    bool seen_units_ = false;
    int item_level_ = unnumbered, chapter_level_ = unnumbered;
};

}  // namespace

Result<Outline> read_outline(std::span<const Paragraph> paragraphs) {
    return OutlineReader(paragraphs).read();
}

}  // namespace taizhang::interop
