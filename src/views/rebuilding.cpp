// Views that are built anew while the program runs, by the projector.
#include "src/views/views_impl.hpp"

namespace taizhang {

namespace {

bool is_redaction(const Record& record) {
    static const auto number = find_event_by_name("redaction.approved")->number;
    return record.header.type == number;
}

}  // namespace

Result<std::shared_ptr<ViewsImpl::Rebuild>> ViewsImpl::ask_for_rebuild(const std::vector<std::string>& names) {
    auto request = std::make_shared<Rebuild>();
    for (const auto& view : views_) {
        if (names.empty()) request->views.push_back(view.get());
    }
    for (const auto& name : names) {
        TZ_TRY(const auto* view, need(name));
        request->views.push_back(const_cast<View*>(view));
    }
    {
        const std::lock_guard lock(control_mutex_);
        if (stopping_) return Error{ErrorCode::busy, "the views have been stopped; nothing is rebuilt"};
        rebuilds_.push_back(request);
        woken_ = true;
    }
    work_.notify_one();
    return request;
}

Status ViewsImpl::begin_rebuild(const std::vector<std::string>& names) {
    TZ_CHECK(ask_for_rebuild(names));
    return {};
}

Status ViewsImpl::rebuild(const std::vector<std::string>& names) {
    TZ_TRY(const auto request, ask_for_rebuild(names));
    auto done = request->done.get_future();
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

/// It is built anew already, from the log's start and in this process.
bool ViewsImpl::is_under_way(const View& view) {
    if (view.beside) return !view.beside->stopped();
    return view.fresh && !view.shown->stopped() && view.shown->progress().next < view.shown->build().begun;
}

Status ViewsImpl::begin(Rebuild& request) {
    const std::lock_guard committing(commit_mutex_);
    RowBatch batch(*store_);
    {
        const std::unique_lock lock(mutex_);
        for (auto* view : request.views) {
            if (is_under_way(*view)) continue;
            if (view->beside) {
                TZ_CHECK(scrub_what_is_dropped(view->beside->progress().next, batch));
                batch.drop(view->beside->generation());
                dropped_.push_back(view->beside->generation());
            }
            view->beside = new_build(*view, batch);
            view->rebuild_failed.clear();
            note_state(*view);
        }
    }
    TZ_CHECK(store_->commit(batch));
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

bool ViewsImpl::holds_text(const ProjectionRun& run, Position redaction) {
    return run.build().begun <= redaction && run.progress().next <= redaction;
}

/// Index of the first redaction of which some view has seen the text.
std::optional<std::size_t> ViewsImpl::first_demand(const std::vector<Record>& page) const {
    const auto runs = all_runs();
    for (std::size_t i = 0; i < page.size(); ++i) {
        if (!is_redaction(page[i])) continue;
        const auto holds = [&](const auto* run) { return holds_text(*run, page[i].header.position); };
        if (std::ranges::any_of(runs, holds)) return i;
    }
    return std::nullopt;
}

/// Nobody goes on with rows that hold the text; readers see them as they are until the new ones are there.
void ViewsImpl::renew(View& view, Position redaction, RowBatch& batch) {
    if (view.shown && holds_text(*view.shown, redaction)) view.shown.reset();
    if (view.beside && !holds_text(*view.beside, redaction)) return;
    auto fresh = new_build(view, batch);
    if (view.beside) {
        batch.drop(view.beside->generation());
        dropped_.push_back(view.beside->generation());
    }
    view.beside = std::move(fresh);
}

Status ViewsImpl::renew_all_that_hold(Position redaction) {
    const std::lock_guard committing(commit_mutex_);
    // also where a poison event keeps the new rows from ever coming so far
    redacted_ = std::max(redacted_.value_or(0), redaction);
    RowBatch batch(*store_);
    batch.redacted(*redacted_);
    batch.demand_scrub();
    {
        const std::unique_lock lock(mutex_);
        for (const auto& view : views_) {
            const bool holds = (view->shown && holds_text(*view->shown, redaction)) ||
                               (view->beside && holds_text(*view->beside, redaction));
            if (!holds) continue;
            renew(*view, redaction, batch);
            note_state(*view);
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
    const auto is_built = [](const auto& view) { return !view->beside; };
    if (!scrub_ || !std::ranges::all_of(views_, is_built)) return;
    const auto gone = store_->scrub();
    if (!gone || !*gone) return;
    scrub_ = false;
    dropped_.clear();
}

// ---- the end of a rebuild ----------------------------------------------------------------------------------------

std::vector<std::shared_ptr<ViewsImpl::Rebuild>> ViewsImpl::finished_rebuilds(bool stopping) {
    std::vector<std::shared_ptr<Rebuild>> finished;
    std::erase_if(rebuilds_, [&](const std::shared_ptr<Rebuild>& one) {
        const auto is_done = [&](const View* view) { return is_finished(*view, one->target); };
        const bool over = stopping || (one->begun && std::ranges::all_of(one->views, is_done));
        if (over) finished.push_back(one);
        return over;
    });
    return finished;
}

bool ViewsImpl::is_finished(const View& view, Position target) {
    if (view.beside) return view.beside->stopped();
    return view.shown->stopped() || view.shown->progress().next >= target;
}

Status ViewsImpl::outcome(const Rebuild& request, bool stopping) {
    for (const auto* view : request.views) {
        const std::string name(view->projection.name());
        const auto& why = view->rebuild_failed.empty() ? view->stopped_because : view->rebuild_failed;
        if (!why.empty()) return Error{ErrorCode::internal, "the view " + name + " was not rebuilt: " + why};
        if (stopping && (!request.begun || !is_finished(*view, request.target)))
            return Error{ErrorCode::busy, "the views were stopped before " + name +
                                              " was rebuilt; it goes on when they are opened again"};
    }
    return {};
}

}  // namespace taizhang
