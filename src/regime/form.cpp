#include "src/regime/form.hpp"

#include <algorithm>
#include <utility>

namespace taizhang::regime {

namespace {

void gather_leaves(const std::vector<Column>& columns, std::vector<const Column*>& out) {
    for (const auto& column : columns) {
        if (column.children.empty())
            out.push_back(&column);
        else
            gather_leaves(column.children, out);
    }
}

std::size_t depth_of(const std::vector<Column>& columns) {
    std::size_t deepest = 0;
    for (const auto& column : columns) deepest = std::max(deepest, 1 + depth_of(column.children));
    return deepest;
}

/// Puts the cells of `columns`, which begin at `row` and `at`, into `out`; returns the column after the last.
std::size_t place(const std::vector<Column>& columns, std::size_t row, std::size_t at, std::size_t rows,
                  std::vector<HeadCell>& out) {
    for (const auto& column : columns) {
        const auto cell = out.size();
        const bool leaf = column.children.empty();
        out.push_back({row, at, leaf ? rows - row : 1, 1, column.title});
        const auto end = leaf ? at + 1 : place(column.children, row + 1, at, rows, out);
        out[cell].columns = end - at;
        at = end;
    }
    return at;
}

}  // namespace

std::vector<const Column*> leaves(const Form& form) {
    std::vector<const Column*> found;
    gather_leaves(form.columns, found);
    return found;
}

std::size_t head_rows(const Form& form) {
    return depth_of(form.columns);
}

std::vector<HeadCell> head_cells(const Form& form) {
    std::vector<HeadCell> cells;
    place(form.columns, 0, 0, head_rows(form), cells);
    std::ranges::sort(cells, {}, [](const HeadCell& cell) { return std::pair(cell.row, cell.column); });
    return cells;
}

}  // namespace taizhang::regime
