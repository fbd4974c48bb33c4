// Views that are built anew while the program runs, by the projector.
#include "src/views/views_impl.hpp"

namespace taizhang {

Status ViewsImpl::rebuild(const std::vector<std::string>& names) {
    auto request = std::make_shared<Rebuild>();
    for (const auto& view : views_) {
        if (names.empty()) request->views.push_back(view.get());
    }
    for (const auto& name : names) {
        TZ_TRY(const auto* view, need(name));
        request->views.push_back(const_cast<View*>(view));
    }
    auto done = request->done.get_future();
    {
        const std::lock_guard lock(control_mutex_);
        if (stopping_) return Error{ErrorCode::busy, "the views have been stopped; nothing is rebuilt"};
        rebuilds_.push_back(std::move(request));
        woken_ = true;
    }
    work_.notify_one();
    if (!threaded_) {
        while (step()) {
        }
    }
    return done.get();
}

void ViewsImpl::begin_rebuilds() {
    std::vector<std::shared_ptr<Rebuild>> fresh;
    {
        const std::lock_guard lock(control_mutex_);
        std::ranges::copy_if(rebuilds_, std::back_inserter(fresh), [](const auto& one) { return !one->begun; });
    }
    for (const auto& request : fresh) begin(*request);
}

void ViewsImpl::begin(Rebuild& request) {
    const std::lock_guard committing(commit_mutex_);
    RowBatch batch(*store_);
    {
        const std::unique_lock lock(mutex_);
        for (auto* view : request.views) {
            batch.drop(view->run.generation());
            view->run.restart();
            view->rebuilding = true;
            view->stopped_because.clear();
            if (view->serving != view->run.generation()) continue;
            view->position.reset();
            view->resident.clear();
        }
    }
    if (const auto status = store_->commit(batch); !status) {
        for (auto* view : request.views) view->run.stop(status.error().message);
    }
    const std::lock_guard lock(control_mutex_);
    request.target = log_.end();
    request.begun = true;
}

std::vector<std::shared_ptr<ViewsImpl::Rebuild>> ViewsImpl::finished_rebuilds(bool stopping) {
    std::vector<std::shared_ptr<Rebuild>> finished;
    std::erase_if(rebuilds_, [&](const std::shared_ptr<Rebuild>& one) {
        const bool over = stopping || (one->begun && std::ranges::all_of(one->views, [&](const View* view) {
                                           return view->run.stopped() || (view->run.progress().next >= one->target &&
                                                                          view->serving == view->run.generation());
                                       }));
        if (over) finished.push_back(one);
        return over;
    });
    return finished;
}

Status ViewsImpl::outcome(const Rebuild& request, bool stopping) {
    for (const auto* view : request.views) {
        if (view->run.stopped())
            return Error{ErrorCode::internal, "the view " + std::string(view->run.projection().name()) +
                                                  " was not rebuilt: " + view->run.stopped_because()};
        if (stopping && (!request.begun || view->run.progress().next < request.target))
            return Error{ErrorCode::busy, "the views were stopped before " +
                                              std::string(view->run.projection().name()) +
                                              " was rebuilt; it goes on "
                                              "when they are opened again"};
    }
    return {};
}

}  // namespace taizhang
