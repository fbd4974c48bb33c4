#include "src/interop/list_head.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <array>
#include <map>

#include "src/interop/head_grid.hpp"
#include "src/regime/units.hpp"

namespace taizhang::interop {

namespace {

constexpr std::uint32_t max_depth = 4;
constexpr std::size_t max_note_bytes = 400;  // what is longer is no note but a text
constexpr std::size_t max_unit_characters = 8;

struct Wanted {
    std::span<const ListColumn> columns;
    std::map<std::u32string, std::vector<std::size_t>> by_title;  ///< bare
};

Wanted wanted_of(std::span<const ListColumn> columns) {
    Wanted out{columns, {}};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        for (const auto& title : columns[i].titles) out.by_title[bare_title(same_title(title)).title].push_back(i);
    }
    return out;
}

/// Where the measure begins in 单位:万元: behind the label, if the text begins with one.
std::optional<std::size_t> behind_label(Text text) {
    static constexpr auto labels = std::to_array<Text>({U"单位:", U"计量单位:", U"金额单位:"});
    const auto label = first_prefix(text, labels);
    return label.empty() ? std::nullopt : std::optional(label.size());
}

/// A unit of measure, not a remark: 万元, 亿元, 亩.
std::optional<std::string> measure_in(const std::vector<std::u32string>& brackets) {
    for (const Text bracket : brackets) {
        auto unit = to_utf8(bracket.substr(behind_label(bracket).value_or(0)));
        if (regime::is_known_unit(unit)) return unit;
    }
    return std::nullopt;
}

/// A text as same_title() compares, and where something ends or begins in it: at blanks, brackets and commas.
struct Words {
    std::u32string text;
    std::vector<bool> parted;  ///< before each character, and at the end

    explicit Words(const std::string& printed) {
        bool parted_here = true;
        for (const char32_t c : from_utf8(printed).value_or(U"")) {
            const auto compared = same_title(to_utf8(Text(&c, 1)));
            if (compared.empty()) {
                parted_here = true;
                continue;
            }
            const bool parts = Text(U",、;。()[]【】〔〕|").find(compared.front()) != npos;
            text += compared;
            parted.push_back(parted_here || parts);
            parted_here = parts;
        }
        parted.push_back(true);
    }
};

/// 单位：万元, 金额单位：万元、亩: a label of its own, and not the end of 填报单位：元氏县; a whole unit behind it.
std::optional<std::string> noted_measure(const std::string& printed) {
    if (printed.size() > max_note_bytes) return std::nullopt;
    const Words words(printed);
    for (std::size_t at = 0; at < words.text.size(); ++at) {
        const auto behind = words.parted[at] ? behind_label(Text(words.text).substr(at)) : std::nullopt;
        if (!behind) continue;
        const auto begin = at + *behind;
        for (auto end = std::min(words.text.size(), begin + max_unit_characters); end > begin; --end) {
            const auto unit = to_utf8(Text(words.text).substr(begin, end - begin));
            if (words.parted[end] && regime::is_known_unit(unit)) return unit;
        }
    }
    return std::nullopt;
}

struct Noted {
    std::string measure, at;
};

/// 单位：万元 in a line above the head; nothing where notes contradict each other.
std::optional<Noted> measure_above(const HeadGrid& grid, const Sheet& sheet, std::uint32_t head_row) {
    std::optional<Noted> found;
    for (std::uint32_t row = 0; row < head_row; ++row) {
        for (std::uint32_t column = 0; column < grid.width(); ++column) {
            const auto* value = sheet.find(row, column);
            const auto measure = value ? noted_measure(printed(*value)) : std::nullopt;
            if (!measure) continue;
            if (found && found->measure != *measure) return std::nullopt;
            if (!found) found = {*measure, cell_name(sheet.name, row, column)};
        }
    }
    return found;
}

/// The columns tried against the rows of one head.
class Trial {
  public:
    Trial(const HeadGrid& grid, const Wanted& wanted, std::uint32_t row, std::uint32_t depth)
        : wanted_(wanted), row_(row), depth_(depth), taken_(wanted.columns.size(), false) {
        for (std::uint32_t c = 0; c < grid.width(); ++c) paths_.push_back(grid.path(c, row, depth));
        matches_.resize(paths_.size());
        match(false);
        match(true);
    }

    std::size_t matched() const {
        return std::size_t(std::ranges::count_if(matches_, [](const auto& match) { return match.has_value(); }));
    }
    bool complete() const {
        for (std::size_t i = 0; i < taken_.size(); ++i) {
            if (wanted_.columns[i].needed && !taken_[i]) return false;
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
                FoundColumn found{wanted_.columns[*matches_[c]].key, title, at, measure_of(grid, c), c};
                found.noted_at = above && !found.measure ? above->at : "";
                if (!found.noted_at.empty()) found.measure = above->measure;
                head.columns.push_back(std::move(found));
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
            const auto called = wanted_.by_title.find(title);
            if (called == wanted_.by_title.end()) continue;
            const auto free = std::ranges::find_if(called->second, [&](std::size_t i) { return !taken_[i]; });
            if (free == called->second.end()) continue;
            matches_[c] = *free;
            taken_[*free] = true;
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
        for (std::size_t i = 0; i < taken_.size(); ++i) {
            if (!taken_[i] && !wanted_.columns[i].titles.empty())
                titles += (titles.empty() ? "; not found are: " : ", ") + wanted_.columns[i].titles.front();
        }
        return titles;
    }

    std::string place(const Sheet& sheet, std::uint32_t column) const {
        auto row = row_ + depth_ - 1;
        while (row > row_ && !sheet.find(row, column)) --row;
        return cell_name(sheet.name, row, column);
    }

    const Wanted& wanted_;
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

BareTitle bare_title(const std::u32string& title) {
    BareTitle bare;
    const Text all = title;
    for (std::size_t from = 0; from < all.size();) {
        const auto open = std::min(all.find(U'(', from), all.size());
        bare.title += all.substr(from, open - from);
        if (open == all.size()) break;
        const auto close = std::min(all.find(U')', open), all.size() - 1);
        bare.brackets.emplace_back(trim(all.substr(open + 1, close - open), U"()"));
        from = close + 1;
    }
    return bare;
}

std::optional<ListHead> find_list_head(const Sheet& sheet, std::span<const ListColumn> columns) {
    const HeadGrid grid(sheet);
    const auto wanted = wanted_of(columns);
    std::optional<std::pair<std::uint32_t, std::uint32_t>> best;  // row and depth
    std::size_t most = 1;                                         // one title alone may be a sentence of the body
    for (std::uint32_t row = 0; row < HeadGrid::rows; ++row) {
        if (grid.row_is_empty(row)) continue;
        for (std::uint32_t depth = 1; depth <= max_depth && row + depth <= HeadGrid::rows; ++depth) {
            const Trial trial(grid, wanted, row, depth);
            // of heads that end alike the shortest: what is above it are titles and notes
            const bool tighter = best && trial.matched() == most && row + depth == best->first + best->second;
            if ((trial.matched() <= most && !tighter) || !trial.complete()) continue;
            most = trial.matched();
            best = {row, depth};
        }
    }
    if (!best) return std::nullopt;
    auto head = Trial(grid, wanted, best->first, best->second).head(sheet, grid);
    head.body_row = body_below(sheet, head);
    return head;
}

}  // namespace taizhang::interop
