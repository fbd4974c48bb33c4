#include "src/views/projector.hpp"

#include "src/views/views_impl.hpp"

#include <sys/resource.h>
#include <unistd.h>

namespace taizhang {

namespace {

constexpr std::size_t room_for_much = 8 << 20;         ///< bytes of a batch, so that it need not grow by and by
constexpr std::size_t worth_helping = 200;             ///< events, from which on a second thread pays
constexpr std::chrono::milliseconds company{5};        ///< until the next commit, unless somebody waits for it
constexpr std::chrono::milliseconds scrub_pause{100};  ///< until readers have gone that hold what was dropped

/// On a machine that is busy, commands go before the views, which make up for it when there is time. Threads that help
/// inherit it. Where it cannot be had, views and commands share as equals.
void yield_to_commands() {
    constexpr int about_a_tenth = 10;  // of a core, beside somebody who wants all of it
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), about_a_tenth);
}

}  // namespace

ViewsImpl::ViewsImpl(ViewsOptions options, const EventLog& log, std::vector<std::unique_ptr<Projection>> projections,
                     std::unique_ptr<RowStore> store)
    : options_(std::move(options)),
      log_(log),
      projections_(std::move(projections)),
      store_(std::move(store)),
      pages_(log, options_.batch_events),
      pages_behind_(log, options_.batch_events) {}

ViewsImpl::~ViewsImpl() {
    stop();
}

// ---- opening -----------------------------------------------------------------------------------------------------

Result<std::unique_ptr<ViewsImpl>> ViewsImpl::make(ViewsOptions options, const EventLog& log,
                                                   std::vector<std::unique_ptr<Projection>> projections) {
    if (options.batch_events == 0) return invalid("batch_events is 0; at least one event must go into a batch");
    TZ_TRY(auto store, RowStore::open(options.path, log.identity(), log.end()));
    auto views = std::make_unique<ViewsImpl>(std::move(options), log, std::move(projections), std::move(store));
    TZ_CHECK(views->prepare());
    return views;
}

Result<std::unique_ptr<SteppedViews>> SteppedViews::open(ViewsOptions options, const EventLog& log,
                                                         std::vector<std::unique_ptr<Projection>> projections) {
    TZ_TRY(auto views, ViewsImpl::make(std::move(options), log, std::move(projections)));
    return std::unique_ptr<SteppedViews>(std::move(views));
}

Status ViewsImpl::prepare() {
    TZ_TRY(redacted_, store_->redacted());
    TZ_TRY(scrub_, store_->scrub_demanded());
    for (const auto& projection : projections_) {
        if (find(projection->name()))
            return Error{ErrorCode::internal, "two projections are named " + std::string(projection->name())};
        TZ_CHECK(prepare(*projection));
    }
    return drop_foreign_generations();
}

/// Goes on with what readers see if the present version made it, and with the newest build beside it; a new version
/// begins one, with the log as it is now.
Status ViewsImpl::prepare(const Projection& projection) {
    views_.push_back(std::make_unique<View>(projection));
    auto& view = *views_.back();
    const auto name = projection.name();
    TZ_TRY(const auto served, store_->serving(name));
    TZ_TRY(const auto newest, store_->newest(name, projection.version()));
    const auto run_of = [&](const layout::Build& build) -> Result<std::unique_ptr<ProjectionRun>> {
        TZ_TRY(const auto built, store_->checkpoint(layout::generation(name, build)));
        return std::make_unique<ProjectionRun>(projection, *store_, build, built.value_or(Checkpoint{}));
    };
    const auto first = newest.value_or(layout::Build{projection.version(), log_.end()});
    const auto shown = served.value_or(first);
    view.serving = layout::generation(name, shown);
    if (shown.version == projection.version()) {
        TZ_TRY(view.shown, run_of(shown));
        view.fresh = view.shown->progress().next == 0;
    }
    if (first != shown) {
        TZ_TRY(view.beside, run_of(first));
    }
    TZ_CHECK(prepare_rows(view));
    note_state(view);
    if (served) return {};
    RowBatch batch(*store_);
    batch.serve(name, shown);
    batch.checkpoint(view.serving, view.shown->progress());
    return store_->commit(batch);
}

Status ViewsImpl::prepare_rows(View& view) {
    TZ_TRY(const auto shown, store_->checkpoint(view.serving));
    if (!shown || shown->next == 0) return {};
    view.position = shown->next - 1;
    view.time = shown->time;
    if (redacted_ && *redacted_ <= *view.position) view.redacted = redacted_;
    return {};
}

/// Of views and versions that this program does not know and nobody is shown.
Status ViewsImpl::drop_foreign_generations() {
    TZ_TRY(const auto all, store_->generations());
    RowBatch batch(*store_);
    for (const auto& generation : all) {
        const bool ours = std::ranges::any_of(views_, [&](const auto& view) {
            return view->serving == generation || (view->beside && view->beside->generation() == generation);
        });
        if (ours) continue;
        TZ_TRY(const auto built, store_->checkpoint(generation));
        TZ_CHECK(scrub_what_is_dropped(built ? built->next : 0, batch));
        batch.drop(generation);
        dropped_.push_back(generation);
    }
    return store_->commit(batch);
}

void ViewsImpl::start() {
    threaded_ = true;
    thread_ = std::thread([this] { run(); });
}

// ---- the thread --------------------------------------------------------------------------------------------------

void ViewsImpl::wake() {
    {
        const std::lock_guard lock(control_mutex_);
        woken_ = true;
    }
    work_.notify_one();
}

void ViewsImpl::stop() {
    {
        const std::lock_guard lock(control_mutex_);
        stopping_ = true;
    }
    work_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void ViewsImpl::run() {
    yield_to_commands();
    const auto stopping = [this] {
        const std::lock_guard lock(control_mutex_);
        return stopping_;
    };
    while (wait_for_work()) {
        while (step() && !stopping()) {
        }
    }
    settle();
}

/// What the thread does, once.
bool ViewsImpl::step() {
    begin_rebuilds();
    retry_where_asked();
    const bool worked = take_pages();
    take_over_where_ready();
    load_where_wanted();
    settle();
    if (!worked) {
        scrub_where_due();
        sweep_where_due();
    }
    return worked;
}

/// A commit of one event costs as much as one of ten. So events that come one by one wait a moment for one another.
bool ViewsImpl::wait_for_work() {
    std::unique_lock lock(control_mutex_);
    const auto called = [this] { return woken_ || stopping_; };
    if (scrub_ || !dropped_.empty())
        work_.wait_for(lock, scrub_pause, called);
    else
        work_.wait(lock, called);
    const auto pressed = [this] { return stopping_ || !waiting_.empty() || !rebuilds_.empty() || !retries_.empty(); };
    work_.wait_until(lock, committed_at_ + company, pressed);
    woken_ = false;
    return !stopping_;
}

/// What readers see comes first. What is built beside it, or has fallen far behind, takes a page of its own after that,
/// so that nobody waits for it.
bool ViewsImpl::take_pages() {
    const bool in_front = take_page(runs_at_front(), pages_);
    const bool behind = take_page(runs_behind(), pages_behind_);
    return in_front || behind;
}

std::vector<ProjectionRun*> ViewsImpl::runs_at_front() const {
    auto runs = running();
    Position front = 0;
    for (const auto* run : runs) front = std::max(front, run->progress().next);
    std::erase_if(runs, [&](const auto* run) { return run->progress().next + options_.batch_events < front; });
    return runs;
}

std::vector<ProjectionRun*> ViewsImpl::runs_behind() const {
    auto runs = running();
    const auto in_front = runs_at_front();
    std::erase_if(runs, [&](const auto* run) { return std::ranges::find(in_front, run) != in_front.end(); });
    return runs;
}

/// One page of the log for all of these that have not seen it; false when there is nothing to do.
bool ViewsImpl::take_page(const std::vector<ProjectionRun*>& runs, LogPages& pages) {
    std::optional<Position> from;
    for (const auto* run : runs) from = std::min(from.value_or(~Position{0}), run->progress().next);
    if (!from || *from >= log_.end()) return false;
    auto page = pages.take(*from);
    if (!page) return stop_all("the log cannot be read: " + page.error().message), false;
    if (page->records.empty()) return false;
    if (const auto demand = first_demand(page->records)) {
        if (*demand == 0) {
            if (auto status = renew_all_that_hold(*from); !status) return stop_all(status.error().message), false;
            return true;
        }
        page->cut(*demand);
    }
    note_redactions(page->records);
    if (auto status = take_in(*page, runs, pages); !status) return stop_all(status.error().message), false;
    const bool seen = std::ranges::any_of(
        views_, [&](const auto& view) { return std::ranges::find(runs, view->shown.get()) != runs.end(); });
    if (seen) tell_listeners(page->records.back().header.position);
    return true;
}

/// The views do not see one another, so two threads share them out when there is enough to do, and with them the
/// reading of the next page. Each commits what it has done: what is whole is a view, not all of them.
Status ViewsImpl::take_in(const LogPage& page, const std::vector<ProjectionRun*>& runs, LogPages& pages) {
    const std::lock_guard committing(commit_mutex_);
    const auto& records = page.records;
    const bool much = records.size() >= worth_helping;
    std::atomic<std::size_t> next = 0;
    const auto work = [&]() -> Status {
        RowBatch batch(*store_, much ? room_for_much : 0);
        if (redacted_) batch.redacted(*redacted_);
        for (std::size_t i = next++; i <= runs.size(); i = next++) {
            if (i == runs.size()) {
                if (much) pages.read_ahead(records.back().header.position + 1);
                continue;
            }
            runs[i]->apply(records, page.events);
            runs[i]->write(batch);
        }
        return store_->commit(batch);
    };
    std::future<Status> helper;
    if (much) helper = std::async(std::launch::async, work);
    const auto mine = work(), other = helper.valid() ? helper.get() : Status();
    TZ_CHECK(mine);
    TZ_CHECK(other);
    publish(runs);
    return {};
}

/// What was not committed is not shown: after a failed write the views stand where they stood.
void ViewsImpl::stop_all(const std::string& why) {
    for (auto* run : running()) run->stop(why);
    const std::unique_lock lock(mutex_);
    for (const auto& view : views_) note_state(*view);
}

void ViewsImpl::publish(const std::vector<ProjectionRun*>& runs) {
    {
        const std::unique_lock lock(mutex_);
        for (const auto& view : views_) {
            if (std::ranges::find(runs, view->shown.get()) != runs.end()) {
                view->resident.apply(*view->shown);
                show_progress(*view);
            }
            note_state(*view);
        }
        bound_memory();
    }
    for (auto* run : runs) run->committed();
    bound_projector();
    committed_at_ = std::chrono::steady_clock::now();
}

void ViewsImpl::show_progress(View& view) const {
    const auto& progress = view.shown->progress();
    if (progress.next > 0) view.position = progress.next - 1;
    view.time = progress.time;
    if (redacted_ && view.position && *redacted_ <= *view.position) view.redacted = redacted_;
}

// ---- who waits ---------------------------------------------------------------------------------------------------

void ViewsImpl::settle() {
    std::vector<Waiting> ready;
    std::vector<std::shared_ptr<Rebuild>> rebuilt;
    bool stopping = false;
    {
        const std::lock_guard lock(control_mutex_);
        stopping = stopping_;
        ready = ready_waiting(stopping);
        rebuilt = finished_rebuilds(stopping);
    }
    for (const auto& waiting : ready) waiting.callback(whole_until(waiting.position));
    for (const auto& request : rebuilt) request->done.set_value(outcome(*request, stopping));
}

std::vector<ViewsImpl::Waiting> ViewsImpl::ready_waiting(bool stopping) {
    std::vector<Waiting> ready;
    std::erase_if(waiting_, [&](Waiting& one) {
        const bool over = stopping || is_over(one.position);
        if (over) ready.push_back(std::move(one));
        return over;
    });
    return ready;
}

void ViewsImpl::tell_listeners(Position last) {
    const std::lock_guard lock(listeners_mutex_);
    std::vector<std::uint64_t> handles;
    for (const auto& [handle, callback] : listeners_) handles.push_back(handle);
    for (const auto handle : handles) {
        const auto found = listeners_.find(handle);
        if (found == listeners_.end()) continue;
        const auto callback = found->second;  // it may unlisten itself
        callback(last);
    }
}

std::uint64_t ViewsImpl::listen(std::function<void(Position)> callback) {
    const std::lock_guard lock(listeners_mutex_);
    listeners_.emplace(next_handle_, std::move(callback));
    return next_handle_++;
}

void ViewsImpl::unlisten(std::uint64_t handle) {
    const std::lock_guard lock(listeners_mutex_);
    listeners_.erase(handle);
}

void ViewsImpl::when_applied(Position position, std::function<void(bool)> callback) {
    {
        const std::lock_guard lock(control_mutex_);
        if (!stopping_ && !is_over(position)) {
            waiting_.push_back({position, std::move(callback)});
            work_.notify_one();
            return;
        }
    }
    callback(whole_until(position));
}

}  // namespace taizhang
