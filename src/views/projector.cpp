#include "src/views/projector.hpp"

#include "src/views/views_impl.hpp"

#include <sys/resource.h>
#include <unistd.h>

namespace taizhang {

namespace {

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
      pages_(log, options_.batch_events) {}

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
    TZ_CHECK(drop_foreign_generations());
    bound_memory();
    return {};
}

/// Goes on with the newest build of the present version; a first one begins with the log as it is now.
Status ViewsImpl::prepare(const Projection& projection) {
    TZ_TRY(const auto newest, store_->newest(projection.name(), projection.version()));
    const auto build = newest.value_or(layout::Build{projection.version(), log_.end()});
    TZ_TRY(const auto built, store_->checkpoint(layout::generation(projection.name(), build)));
    views_.push_back(std::make_unique<View>(projection, *store_, build.begun, built.value_or(Checkpoint{})));
    return prepare_view(*views_.back());
}

/// Readers see the rows of the version that they saw last, until the present one has caught up.
Status ViewsImpl::prepare_view(View& view) {
    const auto& projection = view.run.projection();
    TZ_TRY(const auto served, store_->serving(projection.name()));
    view.serving = layout::generation(projection.name(), served.value_or(view.run.build()));
    view.rebuilding = view.serving != view.run.generation();
    TZ_TRY(const auto shown, store_->checkpoint(view.serving));
    if (shown && shown->next > 0) {
        view.position = shown->next - 1;
        view.time = shown->time;
        if (redacted_ && *redacted_ <= *view.position) view.redacted = redacted_;
        TZ_CHECK(view.resident.load(RowReader(*store_), view.serving, *view.position, options_.resident_bytes));
    }
    if (served) return {};
    RowBatch batch(*store_);
    batch.serve(projection.name(), view.run.build());
    batch.checkpoint(view.run.generation(), view.run.progress());
    return store_->commit(batch);
}

/// Of views and versions that this program does not know and nobody is shown.
Status ViewsImpl::drop_foreign_generations() {
    TZ_TRY(const auto all, store_->generations());
    RowBatch batch(*store_);
    for (const auto& generation : all) {
        const bool ours = std::ranges::any_of(views_, [&](const auto& view) {
            return view->serving == generation || view->run.generation() == generation;
        });
        if (ours) continue;
        TZ_TRY(const auto built, store_->checkpoint(generation));
        TZ_CHECK(scrub_what_is_dropped(built ? built->next : 0, batch));
        batch.drop(generation);
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
    while (wait_for_work()) {
        begin_rebuilds();
        while (take_page()) {
            take_over_where_ready();
            settle();
            const std::lock_guard lock(control_mutex_);
            if (stopping_) break;
        }
        take_over_where_ready();
        settle();
        scrub_where_due();
    }
    settle();
}

/// What the thread does, once.
bool ViewsImpl::step() {
    begin_rebuilds();
    const bool worked = take_page();
    take_over_where_ready();
    settle();
    scrub_where_due();
    return worked;
}

/// A commit of one event costs as much as one of ten. So events that come one by one wait a moment for one another.
bool ViewsImpl::wait_for_work() {
    std::unique_lock lock(control_mutex_);
    const auto called = [this] { return woken_ || stopping_; };
    if (scrub_)
        work_.wait_for(lock, scrub_pause, called);
    else
        work_.wait(lock, called);
    const auto pressed = [this] { return stopping_ || !waiting_.empty() || !rebuilds_.empty(); };
    work_.wait_until(lock, committed_at_ + company, pressed);
    woken_ = false;
    return !stopping_;
}

/// One page of the log for all that have not seen it; false when there is nothing to do.
bool ViewsImpl::take_page() {
    std::optional<Position> from;
    for (const auto& view : views_) {
        if (!view->run.stopped()) from = std::min(from.value_or(~Position{0}), view->run.progress().next);
    }
    if (!from || *from >= log_.end()) return false;
    auto page = pages_.take(*from);
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
    if (auto status = take_in(*page); !status) return stop_all(status.error().message), false;
    tell_listeners(page->records.back().header.position);
    return true;
}

/// The views do not see one another, so two threads share them out when there is enough to do, and with them the
/// reading of the next page. Each commits what it has done: what is whole is a view, not all of them.
Status ViewsImpl::take_in(const LogPage& page) {
    const std::lock_guard committing(commit_mutex_);
    const auto& records = page.records;
    const bool much = records.size() >= worth_helping;
    std::atomic<std::size_t> next = 0;
    const auto work = [&]() -> Status {
        RowBatch batch(*store_);
        if (redacted_) batch.redacted(*redacted_);
        for (std::size_t i = next++; i <= views_.size(); i = next++) {
            if (i == views_.size()) {
                if (much) pages_.read_ahead(records.back().header.position + 1);
                continue;
            }
            views_[i]->run.apply(records, page.events);
            views_[i]->run.write(batch);
        }
        return store_->commit(batch);
    };
    std::future<Status> helper;
    if (much) helper = std::async(std::launch::async, work);
    const auto mine = work(), other = helper.valid() ? helper.get() : Status();
    TZ_CHECK(mine);
    TZ_CHECK(other);
    publish();
    return {};
}

/// What was not committed is not shown: after a failed write the views stand where they stood.
void ViewsImpl::stop_all(const std::string& why) {
    for (const auto& view : views_) {
        if (!view->run.stopped()) view->run.stop(why);
    }
    const std::unique_lock lock(mutex_);
    for (const auto& view : views_) view->stopped_because = view->run.stopped_because();
}

void ViewsImpl::publish() {
    {
        const std::unique_lock lock(mutex_);
        for (const auto& view : views_) publish(*view);
        bound_memory();
    }
    for (const auto& view : views_) view->run.committed();
    bound_projector();
    committed_at_ = std::chrono::steady_clock::now();
}

void ViewsImpl::publish(View& view) {
    view.stopped_because = view.run.stopped_because();
    if (view.serving == view.run.generation()) {
        view.resident.apply(view.run.writes());
        show_progress(view);
    }
}

void ViewsImpl::show_progress(View& view) const {
    const auto& progress = view.run.progress();
    if (progress.next > 0) view.position = progress.next - 1;
    view.time = progress.time;
    if (redacted_ && view.position && *redacted_ <= *view.position) view.redacted = redacted_;
}

// ---- blue and green ----------------------------------------------------------------------------------------------

void ViewsImpl::take_over_where_ready() {
    bool took_over = false;
    for (const auto& view : views_) {
        auto& run = view->run;
        // Within one batch of the end, for a log that keeps growing; never back from what readers have seen; and past
        // all redactions that the old rows may not have met.
        const auto next = run.progress().next;
        const bool near = next + options_.batch_events >= log_.end() && next >= run.build().begun;
        const bool behind = view->position && next <= *view->position;
        if (!run.stopped() && (!near || behind)) continue;
        // A view that stopped keeps its old rows, unless they hold what was redacted.
        if (view->serving != run.generation() && (!run.stopped() || scrub_)) {
            if (const auto status = take_over(*view); !status) stop_all(status.error().message);
            took_over = true;
        }
        const std::unique_lock lock(mutex_);
        view->rebuilding = view->serving != run.generation();
    }
    const auto now = applied();
    if (took_over && now) tell_listeners(*now);  // the batch was told of while readers still saw the old rows
}

/// The new version's rows are shown and the old ones go, in one batch.
Status ViewsImpl::take_over(View& view) {
    const std::lock_guard committing(commit_mutex_);
    const auto& run = view.run;
    RowBatch batch(*store_);
    batch.serve(run.projection().name(), run.build());
    batch.checkpoint(run.generation(), run.progress());
    ResidentRows rows;
    TZ_CHECK(rows.load(RowReader(*store_), run.generation(), ~Position{0}, options_.resident_bytes));
    const std::unique_lock lock(mutex_);
    const bool may_hold_text = view.position && redacted_ && *view.position < *redacted_;
    if (may_hold_text) batch.demand_scrub();
    batch.drop(view.serving);
    TZ_CHECK(store_->commit(batch));
    scrub_ = scrub_ || may_hold_text;
    view.serving = run.generation();
    view.resident = std::move(rows);
    view.position.reset();
    show_progress(view);
    bound_memory();
    return {};
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
