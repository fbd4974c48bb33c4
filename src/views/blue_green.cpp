// Builds beside what readers see: their begin, the moment at which they take over, what becomes of the old rows, and
// how all of it is told.
#include "src/views/views_impl.hpp"

namespace taizhang {

namespace {

double seconds_since(std::chrono::steady_clock::time_point then) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - then).count();
}

}  // namespace

std::vector<ProjectionRun*> ViewsImpl::all_runs() const {
    std::vector<ProjectionRun*> runs;
    for (const auto& view : views_) {
        for (auto* run : {view->shown.get(), view->beside.get()}) {
            if (run) runs.push_back(run);
        }
    }
    return runs;
}

std::vector<ProjectionRun*> ViewsImpl::running() const {
    auto runs = all_runs();
    std::erase_if(runs, [](const auto* run) { return run->stopped(); });
    return runs;
}

/// One that is neither what readers see nor what is built beside it now, nor one whose files wait to be deleted: they
/// would go with its rows in them. Its checkpoint is committed before anything else, so that a program that is killed
/// goes on with it.
std::unique_ptr<ProjectionRun> ViewsImpl::new_build(const View& view, RowBatch& batch) {
    pages_.forget();  // what was read ahead may have been removed since, and nobody would look for it in this build
    pages_behind_.forget();
    const auto name = view.projection.name();
    layout::Build build{view.projection.version(), log_.end()};
    const auto taken = [&] {
        const auto generation = layout::generation(name, build);
        return generation == view.serving || (view.beside && view.beside->generation() == generation) ||
               std::ranges::find(dropped_, generation) != dropped_.end();
    };
    while (taken()) ++build.again;
    auto run = std::make_unique<ProjectionRun>(view.projection, *store_, build, Checkpoint{});
    batch.checkpoint(run->generation(), run->progress());
    return run;
}

// ---- taking over -------------------------------------------------------------------------------------------------

void ViewsImpl::take_over_where_ready() {
    bool took_over = false;
    for (const auto& view : views_) took_over = (view->beside && take_over_where_ready(*view)) || took_over;
    const auto now = applied();
    if (took_over && now) tell_listeners(*now);  // the batch was told of while readers still saw the old rows
}

/// Within one batch of the end, for a log that keeps growing; never back from what readers have seen; and past all
/// redactions that the old rows may not have met. A view that stopped keeps its old rows, unless they hold what was
/// redacted and an event is in the way; an error of the disk passes, and a retry goes on.
bool ViewsImpl::take_over_where_ready(View& view) {
    const auto& run = *view.beside;
    const auto next = run.progress().next;
    const bool near = next + options_.batch_events >= log_.end() && next >= run.build().begun;
    const bool behind = view.position && next <= *view.position;
    const bool must = run.poison() && !view.shown && may_hold_removed(view);
    const bool may = !run.stopped() && near && !behind;
    if (must || may) {
        if (const auto status = take_over(view); !status) return stop_all(status.error().message), false;
        return true;
    }
    if (run.poison() && view.shown) {
        if (const auto status = give_up(view); !status) stop_all(status.error().message);
    }
    return false;
}

/// The rows that readers see were made before the last redaction was met.
bool ViewsImpl::may_hold_removed(const View& view) const {
    return view.position && redacted_ && *view.position < *redacted_;
}

/// The new rows are shown and the old ones go, in one batch.
Status ViewsImpl::take_over(View& view) {
    const std::lock_guard committing(commit_mutex_);
    const auto& run = *view.beside;
    RowBatch batch(*store_);
    batch.serve(view.projection.name(), run.build());
    batch.checkpoint(run.generation(), run.progress());
    const std::unique_lock lock(mutex_);
    const bool may_hold_text = may_hold_removed(view);
    if (may_hold_text) batch.demand_scrub();
    batch.drop(view.serving);
    TZ_CHECK(store_->commit(batch));
    scrub_ = scrub_ || may_hold_text;
    dropped_.push_back(std::exchange(view.serving, run.generation()));
    past_.leave_but(view.projection.name(), view.serving);
    view.shown = std::move(view.beside);
    view.fresh = false;
    forget_resident(view);
    view.position.reset();
    show_progress(view);
    note_state(view);
    return {};
}

/// A rebuild that met an event which it cannot digest: what readers see goes on without it.
Status ViewsImpl::give_up(View& view) {
    const std::lock_guard committing(commit_mutex_);
    RowBatch batch(*store_);
    TZ_CHECK(scrub_what_is_dropped(view.beside->progress().next, batch));
    batch.drop(view.beside->generation());
    TZ_CHECK(store_->commit(batch));
    const std::unique_lock lock(mutex_);
    dropped_.push_back(view.beside->generation());
    view.rebuild_failed = view.beside->stopped_because();
    view.beside.reset();
    note_state(view);
    return {};
}

/// What was dropped is gone for readers at once; whole files of it are given back here, when nobody looks at them any
/// more, and the rest by and by as files are merged.
void ViewsImpl::sweep_where_due() {
    if (dropped_.empty() || scrub_) return;
    const auto gone = store_->sweep(dropped_);
    if (!gone || *gone) dropped_.clear();  // where it fails, merging files is what is left
}

// ---- how it goes -------------------------------------------------------------------------------------------------

/// mutex_ is held.
void ViewsImpl::note_state(View& view) const {
    const auto& run = view.shown ? *view.shown : *view.beside;
    if (view.stopped_because.empty() && run.stopped()) view.stopped_at = std::chrono::steady_clock::now();
    view.stopped_because = run.stopped_because();
    view.poison = run.poison();
    note_pace(view);
}

void ViewsImpl::note_pace(View& view) const {
    const auto& run = view.beside ? *view.beside : *view.shown;
    const auto next = run.progress().next;
    if (!view.beside && next >= run.build().begun) return view.building.reset();
    const auto now = std::chrono::steady_clock::now();
    if (!view.building || next < view.building->next) view.building = Pace{now, now, next, next, 0};
    auto& pace = *view.building;
    pace.next = next;
    const std::chrono::duration<double> since = now - pace.marked;
    const bool first = pace.rate == 0 && since.count() > 0;
    if (!first && since < std::chrono::seconds(2)) return;
    pace.rate = double(next - pace.marked_at) / since.count();
    if (first && since < std::chrono::seconds(2)) return;
    pace.marked = now;
    pace.marked_at = next;
}

ViewState ViewsImpl::state_of(const View& view, Position end) {
    ViewState state{.name = std::string(view.projection.name()),
                    .version = view.projection.version(),
                    .applied = view.position,
                    .rebuilding = view.building.has_value(),
                    .stopped_because = view.stopped_because,
                    .poison = view.poison,
                    .rebuild_failed = view.rebuild_failed};
    const auto done = view.position ? *view.position + 1 : 0;
    state.lag = end > done ? end - done : 0;
    if (!view.stopped_because.empty()) state.stopped_seconds = seconds_since(view.stopped_at);
    if (!view.building) return state;
    const auto& pace = *view.building;
    auto& told = state.building.emplace(ViewBuilding{.next = pace.next, .beside = view.beside != nullptr});
    told.seconds = seconds_since(pace.begun);
    told.events_per_second = pace.rate;
    if (pace.rate > 0) told.left = double(end > pace.next ? end - pace.next : 0) / pace.rate;
    return state;
}

std::vector<ViewState> ViewsImpl::states() const {
    const auto end = log_.end();
    const std::shared_lock lock(mutex_);
    std::vector<ViewState> states;
    for (const auto& view : views_) states.push_back(state_of(*view, end));
    return states;
}

std::uint32_t ViewsImpl::shown_version(std::string_view name) const {
    const auto view = need(name);
    if (!view) return 0;
    const std::shared_lock lock(mutex_);
    const std::string_view serving = (*view)->serving;
    return layout::read_build(serving.substr(serving.size() - layout::build_size)).version;
}

// ---- trying again ------------------------------------------------------------------------------------------------

Status ViewsImpl::retry(std::string_view name) {
    TZ_TRY(const auto* view, need(name));
    {
        const std::shared_lock lock(mutex_);
        if (view->stopped_because.empty())
            return invalid("/view: the projection " + std::string(name) + " has not stopped; there is nothing to retry",
                           "/view");
    }
    const std::lock_guard lock(control_mutex_);
    if (stopping_) return Error{ErrorCode::busy, "the views have been stopped; nothing is tried again"};
    retries_.push_back(const_cast<View*>(view));
    woken_ = true;
    work_.notify_one();
    return {};
}

void ViewsImpl::retry_where_asked() {
    std::vector<View*> asked;
    {
        const std::lock_guard lock(control_mutex_);
        asked.swap(retries_);
    }
    for (auto* view : asked) {
        if (const auto status = retry(*view); !status) stop_all(status.error().message);
    }
}

/// From what the store holds: where a write failed, one of two threads may have committed more than was published.
Status ViewsImpl::retry(View& view) {
    const std::lock_guard committing(commit_mutex_);
    TZ_CHECK(store_->resume());
    const bool unsure = view.shown && view.shown->stopped() && !view.shown->poison();
    for (auto* run : {view.shown.get(), view.beside.get()}) {
        if (!run || !run->stopped()) continue;
        TZ_TRY(const auto built, store_->checkpoint(run->generation()));
        run->resume(built.value_or(Checkpoint{}));
    }
    pages_.forget();
    pages_behind_.forget();
    const std::unique_lock lock(mutex_);
    if (unsure) {
        view.position.reset();
        forget_resident(view);
        TZ_CHECK(prepare_rows(view));
    }
    note_state(view);
    return {};
}

}  // namespace taizhang
