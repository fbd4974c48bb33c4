// How much of the views is kept in memory.
#include "src/views/views_impl.hpp"

namespace taizhang {

/// What nobody reads takes no memory, no time at the start, and none with each event.
void ViewsImpl::load_where_wanted() {
    for (const auto& view : views_) {
        if (!view->wanted || !view->position || std::exchange(view->tried, true)) continue;
        ResidentRows rows;
        const auto status = rows.load(RowReader(*store_), view->serving, *view->position, options_.resident_bytes);
        if (!status) continue;  // whoever reads them is told
        const std::unique_lock lock(mutex_);
        view->resident = std::move(rows);
        bound_memory();
    }
}

/// Of other rows than those that readers see from now on; mutex_ is held, or nobody else is there yet.
void ViewsImpl::forget_resident(View& view) {
    view.resident.leave();
    view.tried = false;
}

/// The largest view leaves first: it is the one that costs most and, a trail, is read in small parts.
void ViewsImpl::bound_memory() {
    for (;;) {
        std::size_t total = 0;
        View* largest = nullptr;
        for (const auto& view : views_) {
            total += view->resident.bytes();
            if (!largest || view->resident.bytes() > largest->resident.bytes()) largest = view.get();
        }
        if (!largest || total <= options_.resident_bytes) return;
        largest->resident.leave();
    }
}

/// Rows that no fact has touched for as long as it takes to touch half as many as may be kept are let go.
void ViewsImpl::bound_projector() {
    std::size_t lately = 0, all = 0;
    const auto runs = all_runs();
    for (const auto* run : runs) lately += run->young_bytes();
    for (auto* run : runs) {
        if (lately >= options_.projector_bytes / 2) run->age();
        all += run->bytes();
    }
    projector_bytes_ = all;
}

std::size_t ViewsImpl::bytes() const {
    const std::shared_lock lock(mutex_);
    std::size_t all = projector_bytes_ + past_.bytes();
    for (const auto& view : views_) all += view->resident.bytes();
    return all;
}

}  // namespace taizhang
