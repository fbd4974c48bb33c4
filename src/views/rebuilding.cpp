// Views that are built anew while the program runs, by the projector.
#include "src/views/views_impl.hpp"

namespace taizhang {

namespace {

bool is_redaction(const Record& record) {
    static const auto number = find_event_by_name("redaction.approved")->number;
    return record.header.type == number;
}

}  // namespace

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
    for (const auto& request : fresh) {
        if (const auto status = begin(*request); !status) stop_all(status.error().message);
    }
}

void ViewsImpl::renew(View& view, RowBatch& batch) {
    pages_.forget();  // what was read ahead may have been removed since, and nobody would look for it in this build
    view.run.begin_anew(log_.end());
    batch.checkpoint(view.run.generation(), view.run.progress());
    view.rebuilding = true;
    view.stopped_because.clear();
}

Status ViewsImpl::begin(Rebuild& request) {
    const std::lock_guard committing(commit_mutex_);
    RowBatch batch(*store_);
    for (const auto* view : request.views) {
        TZ_CHECK(scrub_what_is_dropped(view->run.progress().next, batch));
    }
    {
        const std::unique_lock lock(mutex_);
        for (auto* view : request.views) {
            const bool shown = view->serving == view->run.generation();
            batch.drop(view->run.generation());
            renew(*view, batch);
            if (!shown) continue;
            batch.serve(view->run.projection().name(), view->run.build());
            view->serving = view->run.generation();
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
    return {};
}

// ---- redaction 依法删除 -------------------------------------------------------------------------------------------
//
// Rows hold texts of events in many places, also as they were in the past. So when a redaction is met, every view whose
// build has seen the text begins a new one; the log gives what is left of the event by then. Readers see the rows of
// just before the redaction until the new ones are there. Then the old ones are dropped and every file is rewritten.
// The new build's checkpoint and the demand to scrub are committed before anything else happens, so that a program that
// is killed in between goes on with it.

bool ViewsImpl::holds_text(const View& view, Position redaction) {
    return view.run.build().begun <= redaction && view.run.progress().next <= redaction;
}

/// Index of the first redaction of which some view has seen the text.
std::optional<std::size_t> ViewsImpl::first_demand(const std::vector<Record>& page) const {
    for (std::size_t i = 0; i < page.size(); ++i) {
        if (!is_redaction(page[i])) continue;
        const auto holds = [&](const auto& view) { return holds_text(*view, page[i].header.position); };
        if (std::ranges::any_of(views_, holds)) return i;
    }
    return std::nullopt;
}

Status ViewsImpl::renew_all_that_hold(Position redaction) {
    const std::lock_guard committing(commit_mutex_);
    RowBatch batch(*store_);
    batch.demand_scrub();
    {
        const std::unique_lock lock(mutex_);
        for (const auto& view : views_) {
            if (!holds_text(*view, redaction)) continue;
            if (view->serving != view->run.generation()) batch.drop(view->run.generation());
            renew(*view, batch);
        }
    }
    TZ_CHECK(store_->commit(batch));
    scrub_ = true;
    return {};
}

/// Rows of a build that ended at `next` are dropped for others that begin now: those will never meet the redactions
/// that the log holds already, so what the old rows have of them must be seen to here.
Status ViewsImpl::scrub_what_is_dropped(Position next, RowBatch& batch) {
    if (next == 0 || scrub_) return {};  // nothing was built, or all files are rewritten anyway
    for (auto from = next; from < log_.end();) {
        TZ_TRY(const auto page, log_.read(from, {.count = options_.batch_events}));
        if (page.empty()) return {};
        if (std::ranges::any_of(page, is_redaction)) {
            batch.demand_scrub();
            scrub_ = true;
            return {};
        }
        from = page.back().header.position + 1;
    }
    return {};
}

void ViewsImpl::note_redactions(const std::vector<Record>& page) {
    for (const auto& record : page) {
        if (is_redaction(record)) redacted_ = std::max(redacted_.value_or(0), record.header.position);
    }
}

/// What fails here is tried again, now and at the next start; until then the rows are gone, but not the bytes.
void ViewsImpl::scrub_where_due() {
    const auto is_built = [](const auto& view) { return view->serving == view->run.generation(); };
    if (!scrub_ || !std::ranges::all_of(views_, is_built)) return;
    const auto gone = store_->scrub();
    if (gone && *gone) scrub_ = false;
}

// ---- the end of a rebuild ----------------------------------------------------------------------------------------

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
