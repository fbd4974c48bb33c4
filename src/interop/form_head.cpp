#include "src/interop/form_head.hpp"

#include <taizhang/text.hpp>

#include <algorithm>

#include "src/interop/head_grid.hpp"

namespace taizhang::interop {

namespace {

constexpr std::uint32_t max_depth = 6;
constexpr double enough = 0.6, title_counts = 0.3;

struct Leaf {
    const regime::Column* column = nullptr;
    TitlePath path;
    TitlePath bare;  ///< without brackets
};

/// 省外资金(亿元) → 省外资金, and what stood in the brackets.
struct Unbracketed {
    TitlePath path;
    std::vector<std::u32string> brackets;
};

Unbracketed without_brackets(const TitlePath& path) {
    Unbracketed out;
    for (const auto& title : path) {
        std::u32string bare = title;
        for (auto open = bare.find(U'('); open != npos; open = bare.find(U'(')) {
            const auto close = std::min(bare.find(U')', open), bare.size() - 1);
            out.brackets.emplace_back(trim(Text(bare).substr(open + 1, close - open), U"()"));
            bare.erase(open, close - open + 1);
        }
        out.path.push_back(std::move(bare));
    }
    return out;
}

void add_leaves(const std::vector<regime::Column>& columns, const TitlePath& above, std::vector<Leaf>& out) {
    for (const auto& column : columns) {
        TitlePath path = above;
        auto title = same_title(column.title);
        if (path.empty() || path.back() != title) path.push_back(std::move(title));
        if (column.children.empty())
            out.push_back({&column, path, without_brackets(path).path});
        else
            add_leaves(column.children, path, out);
    }
}

std::string shown(const TitlePath& path) {
    std::string out;
    for (const auto& title : path) out.append(out.empty() ? "" : " / ").append(to_utf8(title));
    return quote(out);
}

/// One form tried against the rows of one head.
class Trial {
  public:
    Trial(const HeadGrid& grid, const Sheet& sheet, const regime::Form& form, std::uint32_t row, std::uint32_t depth)
        : sheet_(sheet), row_(row), depth_(depth), form_(form), taken_by_(0) {
        add_leaves(form.columns, {}, leaves_);
        taken_by_.resize(leaves_.size());
        for (std::uint32_t c = 0; c < grid.width(); ++c) {
            paths_.push_back(grid.path(c, row, depth));
            bare_.push_back(without_brackets(paths_.back()).path);
        }
        matches_.resize(paths_.size());
        match([&](const Leaf& leaf, std::size_t c) { return leaf.path == paths_[c]; }, false);
        exact_ = matched();
        match([&](const Leaf& leaf, std::size_t c) { return leaf.bare == bare_[c]; }, false);
        match([&](const Leaf& leaf, std::size_t c) { return leaf.path.back() == paths_[c].back(); }, true);
    }

    std::size_t matched() const {
        return std::size_t(std::ranges::count_if(matches_, [](const auto& match) { return match.has_value(); }));
    }
    double score() const {
        const auto titled = std::ranges::count_if(paths_, [](const TitlePath& path) { return !path.empty(); });
        // what only looks alike counts less, so that a title above is not taken for a group of all columns
        return (double(exact_) + 0.8 * double(matched() - exact_)) /
               double(std::max<std::size_t>(leaves_.size(), std::size_t(titled)));
    }

    FormHead head() const {
        FormHead head{&form_, row_, row_ + depth_, {}, {}, {}};
        std::size_t furthest = 0;
        for (std::uint32_t c = 0; c < paths_.size(); ++c) {
            if (matches_[c]) {
                add_column(head, c, leaves_[*matches_[c]]);
                if (*matches_[c] < furthest)
                    doubt(head, c, "the column " + shown(paths_[c]) + " stands elsewhere than in the form",
                          "by its title");
                furthest = std::max(furthest, *matches_[c]);
            } else if (!paths_[c].empty()) {
                doubt(head, c, "the form " + form_.id + " has no column " + shown(paths_[c]), "");
            }
        }
        for (std::size_t i = 0; i < leaves_.size(); ++i) {
            if (taken_by_[i]) continue;
            head.doubts.push_back(
                {sheet_.name, "expected the column " + shown(leaves_[i].path) + ", which is not there", ""});
        }
        return head;
    }

  private:
    /// Takes the first free leaf for each free column, or only one that no other column can mean.
    template <class Same>
    void match(Same same, bool only_one) {
        for (std::size_t c = 0; c < paths_.size(); ++c) {
            if (matches_[c] || paths_[c].empty()) continue;
            const auto candidates = free_leaves(c, same);
            if (candidates.empty() || (only_one && (candidates.size() > 1 || twins(c) > 0))) continue;
            matches_[c] = candidates.front();
            taken_by_[candidates.front()] = true;
        }
    }

    template <class Same>
    std::vector<std::size_t> free_leaves(std::size_t column, Same same) const {
        std::vector<std::size_t> out;
        for (std::size_t i = 0; i < leaves_.size(); ++i) {
            if (!taken_by_[i] && same(leaves_[i], column)) out.push_back(i);
        }
        return out;
    }

    std::size_t twins(std::size_t column) const {
        std::size_t count = 0;
        for (std::size_t c = 0; c < paths_.size(); ++c) {
            count += c != column && !matches_[c] && !paths_[c].empty() && paths_[c].back() == paths_[column].back();
        }
        return count;
    }

    void add_column(FormHead& head, std::uint32_t column, const Leaf& leaf) const {
        HeadColumn added{column, leaf.column, leaf.column->unit, leaf.path.back()};
        const auto& path = paths_[column];
        if (path != leaf.path) {
            const auto printed_unit = other_measure(path, leaf);
            if (printed_unit) added.unit = printed_unit;
            doubt(head, column, "expected the column " + shown(leaf.path) + ", got " + shown(path),
                  field_name(*leaf.column) + (added.unit ? " in " + *added.unit : ""));
        }
        head.columns.push_back(std::move(added));
    }

    /// 万元 where the form has 亿元 and the sheet's head prints 万元.
    static std::optional<std::string> other_measure(const TitlePath& path, const Leaf& leaf) {
        if (!leaf.column->unit) return std::nullopt;
        for (const auto& bracket : without_brackets(path).brackets) {
            auto unit = to_utf8(bracket);
            if (unit != *leaf.column->unit && conversion_factor(unit, *leaf.column->unit)) return unit;
        }
        return std::nullopt;
    }

    void doubt(FormHead& head, std::uint32_t column, std::string what, std::string read_as) const {
        auto row = row_ + depth_ - 1;
        while (row > row_ && !sheet_.find(row, column)) --row;
        head.doubts.push_back({cell_name(sheet_.name, row, column), std::move(what), std::move(read_as)});
    }

    const Sheet& sheet_;
    std::uint32_t row_, depth_;
    const regime::Form& form_;
    std::vector<Leaf> leaves_;
    std::vector<bool> taken_by_;
    std::size_t exact_ = 0;
    std::vector<TitlePath> paths_, bare_;              ///< of the sheet's columns; without brackets
    std::vector<std::optional<std::size_t>> matches_;  ///< the leaf of each
};

bool names_form(const HeadGrid& grid, const Sheet& sheet, const regime::Form& form, std::uint32_t head_row) {
    const auto id = same_title(form.id), title = same_title(form.title);
    if (same_title(sheet.name) == id) return true;
    for (std::uint32_t row = 0; row < head_row; ++row) {
        const auto text = same_title(grid.first_text(row));
        if (!text.empty() && (text == title || text.find(id) != npos)) return true;
    }
    return false;
}

std::string title_above(const HeadGrid& grid, std::uint32_t head_row) {
    for (std::uint32_t row = 0; row < head_row; ++row) {
        if (auto text = grid.first_text(row); !text.empty()) return text;
    }
    return {};
}

}  // namespace

std::optional<FormHead> find_head(const Sheet& sheet, std::span<const regime::Form> forms) {
    const HeadGrid grid(sheet);
    std::optional<FormHead> best;
    double best_score = 0;
    for (std::uint32_t row = 0; row < HeadGrid::rows; ++row) {
        if (grid.row_is_empty(row)) continue;
        for (std::uint32_t depth = 1; depth <= max_depth && row + depth <= HeadGrid::rows; ++depth) {
            for (const auto& form : forms) {
                const Trial trial(grid, sheet, form, row, depth);
                const double score = trial.score() + (names_form(grid, sheet, form, row) ? title_counts : 0);
                if (trial.matched() < 2 || score < enough || score <= best_score) continue;
                best_score = score;
                best = trial.head();
            }
        }
    }
    if (best) best->title = title_above(grid, best->first_row);
    return best;
}

}  // namespace taizhang::interop
