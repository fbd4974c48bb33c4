#include "src/interop/list_head.hpp"

#include <taizhang/text.hpp>

#include <algorithm>

#include "src/interop/head_grid.hpp"
#include "src/regime/units.hpp"

namespace taizhang::interop {

namespace {

constexpr std::uint32_t max_depth = 4;

struct Wanted {
    const ListColumn* column = nullptr;
    std::vector<std::u32string> titles;  ///< bare
};

std::vector<Wanted> wanted_of(std::span<const ListColumn> columns) {
    std::vector<Wanted> out;
    for (const auto& column : columns) {
        Wanted wanted{&column, {}};
        for (const auto& title : column.titles) wanted.titles.push_back(bare_title(same_title(title)).title);
        out.push_back(std::move(wanted));
    }
    return out;
}

/// A unit of measure, not a remark: 万元, 亿元, 亩.
std::optional<std::string> measure_in(const std::vector<std::u32string>& brackets) {
    static constexpr Text label = U"单位:";
    for (const Text bracket : brackets) {
        auto text = bracket;
        if (starts_with(text, label)) text.remove_prefix(label.size());
        auto unit = to_utf8(text);
        if (regime::is_known_unit(unit)) return unit;
    }
    return std::nullopt;
}

/// 单位：万元 in a line above the head.
std::optional<std::string> measure_above(const HeadGrid& grid, const Sheet& sheet, std::uint32_t head_row) {
    static constexpr Text label = U"单位:";
    for (std::uint32_t row = 0; row < head_row; ++row) {
        for (std::uint32_t column = 0; column < grid.width(); ++column) {
            const auto* value = sheet.find(row, column);
            if (!value) continue;
            const auto text = same_title(printed(*value));
            const auto at = text.find(label);
            if (at == npos) continue;
            // 万元 of 单位:万元,亩: the longest beginning that is a unit
            const auto rest = Text(text).substr(at + label.size());
            for (auto length = std::min<std::size_t>(rest.size(), 8); length > 0; --length) {
                const auto unit = to_utf8(rest.substr(0, length));
                if (regime::is_known_unit(unit)) return unit;
            }
        }
    }
    return std::nullopt;
}

/// The columns tried against the rows of one head.
class Trial {
  public:
    Trial(const HeadGrid& grid, const std::vector<Wanted>& wanted, std::uint32_t row, std::uint32_t depth)
        : wanted_(wanted), row_(row), depth_(depth), taken_(wanted.size(), false) {
        for (std::uint32_t c = 0; c < grid.width(); ++c) paths_.push_back(grid.path(c, row, depth));
        matches_.resize(paths_.size());
        match(false);
        match(true);
    }

    std::size_t matched() const {
        return std::size_t(std::ranges::count_if(matches_, [](const auto& match) { return match.has_value(); }));
    }
    bool complete() const {
        for (std::size_t i = 0; i < wanted_.size(); ++i) {
            if (wanted_[i].column->needed && !taken_[i]) return false;
        }
        return true;
    }

    ListHead head(const Sheet& sheet, const HeadGrid& grid) const {
        ListHead head{row_, row_ + depth_, {}, {}};
        const auto above = measure_above(grid, sheet, row_);
        for (std::uint32_t c = 0; c < paths_.size(); ++c) {
            if (paths_[c].empty()) continue;
            const auto at = place(sheet, c);
            const auto title = to_utf8(paths_[c].back());
            if (matches_[c]) {
                auto measure = measure_of(grid, c);
                head.columns.push_back({wanted_[*matches_[c]].column->key, title, at, measure ? measure : above, c});
            } else {
                head.says.push_back(
                    {at, "unknown_column", "the list has no column " + quote(title) + free_titles(), ""});
            }
        }
        return head;
    }

  private:
    /// By the title alone, or with the title of the group above before it: 投资 / 总额 as 投资总额.
    void match(bool with_group) {
        for (std::size_t c = 0; c < paths_.size(); ++c) {
            if (matches_[c] || paths_[c].empty()) continue;
            std::u32string title;
            for (const auto& part : paths_[c])
                title = with_group ? title + bare_title(part).title : bare_title(part).title;
            for (std::size_t i = 0; i < wanted_.size() && !matches_[c]; ++i) {
                if (taken_[i] || std::ranges::find(wanted_[i].titles, title) == wanted_[i].titles.end()) continue;
                matches_[c] = i;
                taken_[i] = true;
            }
        }
    }

    /// In the title's own brackets, or in those of a group above it.
    std::optional<std::string> measure_of(const HeadGrid& grid, std::uint32_t column) const {
        for (auto row = row_ + depth_; row-- > 0;) {
            for (const auto& part : grid.path(column, row, 1)) {
                if (auto measure = measure_in(bare_title(part).brackets)) return measure;
            }
        }
        return std::nullopt;
    }

    std::string free_titles() const {
        std::string titles;
        for (std::size_t i = 0; i < wanted_.size(); ++i) {
            if (!taken_[i] && !wanted_[i].column->titles.empty())
                titles += (titles.empty() ? "; not found are: " : ", ") + wanted_[i].column->titles.front();
        }
        return titles;
    }

    std::string place(const Sheet& sheet, std::uint32_t column) const {
        auto row = row_ + depth_ - 1;
        while (row > row_ && !sheet.find(row, column)) --row;
        return cell_name(sheet.name, row, column);
    }

    const std::vector<Wanted>& wanted_;
    std::uint32_t row_, depth_;
    std::vector<bool> taken_;
    std::vector<TitlePath> paths_;
    std::vector<std::optional<std::size_t>> matches_;  ///< of each of the sheet's columns
};

/// Below what is merged down from the head.
std::uint32_t body_below(const Sheet& sheet, const ListHead& head) {
    auto body = head.body_row;
    for (const auto& merge : sheet.merges) {
        const bool from_head = merge.first_row >= head.first_row && merge.first_row < head.body_row;
        if (from_head && merge.last_row < HeadGrid::rows) body = std::max(body, merge.last_row + 1);
    }
    return body;
}

}  // namespace

BareTitle bare_title(std::u32string title) {
    BareTitle bare{std::move(title), {}};
    for (auto open = bare.title.find(U'('); open != npos; open = bare.title.find(U'(')) {
        const auto close = std::min(bare.title.find(U')', open), bare.title.size() - 1);
        bare.brackets.emplace_back(trim(Text(bare.title).substr(open + 1, close - open), U"()"));
        bare.title.erase(open, close - open + 1);
    }
    return bare;
}

std::optional<ListHead> find_list_head(const Sheet& sheet, std::span<const ListColumn> columns) {
    const HeadGrid grid(sheet);
    const auto wanted = wanted_of(columns);
    std::optional<ListHead> best;
    std::size_t most = 1;  // one title alone may be a sentence of the body
    for (std::uint32_t row = 0; row < HeadGrid::rows; ++row) {
        if (grid.row_is_empty(row)) continue;
        for (std::uint32_t depth = 1; depth <= max_depth && row + depth <= HeadGrid::rows; ++depth) {
            const Trial trial(grid, wanted, row, depth);
            // of heads that end alike the shortest: what is above it are titles and notes
            const bool tighter = best && trial.matched() == most && row + depth == best->body_row;
            if ((trial.matched() <= most && !tighter) || !trial.complete()) continue;
            most = trial.matched();
            best = trial.head(sheet, grid);
        }
    }
    if (best) best->body_row = body_below(sheet, *best);
    return best;
}

}  // namespace taizhang::interop
