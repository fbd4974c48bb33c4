// The first rows in an order behind a place, out of however many pass by, in bounded memory.
//
//     RowSelection selection(order, limit, after);
//     for (each matching row) selection.offer(key, position, json);
//     selection.total();  selection.take();      // at most `limit` rows, in order; more() tells whether others follow
#pragma once

#include "src/views/row_filter.hpp"
#include "src/views/views.hpp"

namespace taizhang {

/// The last row of the page before.
struct PagePlace {
    SortValue value;
    std::string key;
};

class RowSelection {
  public:
    RowSelection(CompiledOrder&& order, std::size_t limit,
                 std::optional<PagePlace> after) = delete;  // it is referred to
    RowSelection(const CompiledOrder& order, std::size_t limit, std::optional<PagePlace> after)
        : order_(order), limit_(limit), after_(std::move(after)) {}

    void offer(std::string_view key, Position position, std::string_view json);
    std::size_t total() const { return total_; }
    bool more() const { return heap_.size() > limit_; }
    std::vector<ViewRow> take();

  private:
    struct Picked {
        SortValue value;
        ViewRow row;
    };
    bool before(const Picked& a, const Picked& b) const {
        return order_.compare(a.value, a.row.key, b.value, b.row.key) < 0;
    }

    const CompiledOrder& order_;
    const std::size_t limit_;
    const std::optional<PagePlace> after_;
    std::vector<Picked> heap_;  ///< the last in order on top; one more than the limit, which tells of a next page
    std::size_t total_ = 0;
};

}  // namespace taizhang
