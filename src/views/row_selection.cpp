#include "src/views/row_selection.hpp"

namespace taizhang {

void RowSelection::offer(std::string_view key, Position position, std::string_view json) {
    ++total_;
    const auto value = order_.value(json);
    if (after_ && order_.compare(value, key, after_->value, after_->key) <= 0) return;
    const auto earlier = [this](const Picked& a, const Picked& b) { return before(a, b); };
    if (heap_.size() > limit_) {
        const auto& last = heap_.front();
        if (order_.compare(value, key, last.value, last.row.key) >= 0) return;
        std::ranges::pop_heap(heap_, earlier);
        heap_.pop_back();
    }
    heap_.push_back({value, {std::string(key), position, std::string(json)}});
    std::ranges::push_heap(heap_, earlier);
}

std::vector<ViewRow> RowSelection::take() {
    std::ranges::sort_heap(heap_, [this](const Picked& a, const Picked& b) { return before(a, b); });
    if (heap_.size() > limit_) heap_.pop_back();
    std::vector<ViewRow> rows;
    rows.reserve(heap_.size());
    for (auto& picked : heap_) rows.push_back(std::move(picked.row));
    heap_.clear();
    return rows;
}

}  // namespace taizhang
