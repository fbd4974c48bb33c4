// The upper rows of a sheet as its reader sees them: merged cells say everywhere what they say, and a group's title
// covers the columns to its right where a program lost the merging. For form_head.cpp. Pure.
#pragma once

#include "src/interop/form_head.hpp"

namespace taizhang::interop {

/// The titles over one column, from the group to the leaf, as same_title() compares.
using TitlePath = std::vector<std::u32string>;

class HeadGrid {
  public:
    static constexpr std::uint32_t rows = 40, columns = 256;

    explicit HeadGrid(const Sheet& sheet);
    /// How many columns have anything in these rows.
    std::uint32_t width() const { return width_; }
    bool row_is_empty(std::uint32_t row) const;
    TitlePath path(std::uint32_t column, std::uint32_t first_row, std::uint32_t depth) const;
    /// The text of the first filled cell of the row.
    std::string first_text(std::uint32_t row) const;

  private:
    struct Spot {
        std::u32string title;
        bool merged = false;
    };
    const Spot& at(std::uint32_t row, std::uint32_t column) const { return spots_[row * columns + column]; }
    void spread(const Merge& merge, std::size_t& budget);
    std::u32string group_title(std::uint32_t row, std::uint32_t column, std::uint32_t last_row) const;

    const Sheet& sheet_;
    std::vector<Spot> spots_;
    std::uint32_t width_ = 0;
};

}  // namespace taizhang::interop
