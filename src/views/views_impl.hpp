// Views as built: what readers see of each view, and the projector's thread behind it.
//
// Locks, taken in this order: control_mutex_ (requests to the projector, callbacks in waiting), mutex_ (what readers
// see). Readers hold mutex_ only to take a reader of the store and the resident rows' texts, never while filtering.
#pragma once

#include "src/views/glimpse.hpp"
#include "src/views/log_pages.hpp"
#include "src/views/pace.hpp"
#include "src/views/projection_run.hpp"
#include "src/views/projector.hpp"
#include "src/views/row_selection.hpp"

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <shared_mutex>
#include <thread>

namespace taizhang {

class ViewsImpl final : public SteppedViews {
  public:
    ViewsImpl(ViewsOptions options, const EventLog& log, std::vector<std::unique_ptr<Projection>> projections,
              std::unique_ptr<RowStore> store);
    ~ViewsImpl() override;
    /// Without a thread until it is started.
    static Result<std::unique_ptr<ViewsImpl>> make(ViewsOptions options, const EventLog& log,
                                                   std::vector<std::unique_ptr<Projection>> projections);
    void start();

    bool step() override;
    std::size_t bytes() const override;
    void wake() override;
    void stop() override;
    std::vector<ViewState> states() const override;
    const Projection* find(std::string_view view) const override;
    Result<ViewPage> list(const ViewQuery& query) const override;
    Result<std::optional<ViewRow>> get(std::string_view view, std::string_view key,
                                       std::optional<Position> as_of) const override;
    Result<ViewPage> snapshot(std::string_view view, const RowFilter& filter) const override;
    Result<ViewChanges> changes_since(std::string_view view, const RowFilter& filter, Position position) const override;
    Result<ViewDiff> diff(const DiffQuery& query) const override;
    std::optional<Position> redacted(std::string_view view) const override;
    std::optional<Position> applied() const override;
    void when_applied(Position position, std::function<void(bool)> callback) override;
    std::uint64_t listen(std::function<void(Position)> callback) override;
    void unlisten(std::uint64_t handle) override;
    Status rebuild(const std::vector<std::string>& views) override;
    Status begin_rebuild(const std::vector<std::string>& views) override;
    Status retry(std::string_view view) override;
    std::uint32_t shown_version(std::string_view view) const override;
    Result<Digest> digest(std::string_view view) const override;

  private:
    using Ticks = Pace::Ticks;
    /// One view: the runs of its projection, which are the projector's alone, and what readers see of it.
    struct View {
        explicit View(const Projection& of) : projection(of) {}
        const Projection& projection;
        /// Goes on with the rows that readers see; none where another version made them or a redaction ended them.
        std::unique_ptr<ProjectionRun> shown;
        std::unique_ptr<ProjectionRun> beside;  ///< takes over when it has caught up
        bool fresh = false;                     ///< `shown` began with the log in this process
        std::string serving;                    ///< the generation that readers see
        std::optional<Position> position;
        Time time;
        std::optional<Position> redacted;  ///< the last redaction that is in the rows that readers see
        std::optional<Pace> building;
        std::string stopped_because, rebuild_failed;
        std::optional<PoisonEvent> poison;
        Ticks stopped_at;
        ResidentRows resident;
        mutable std::atomic<bool> wanted = false;  ///< somebody has read its present rows
        bool tried = false;                        ///< to have them in memory, since they are these
    };
    struct Rebuild {
        std::vector<View*> views;
        Position target = 0;  ///< the log's end as it began
        bool begun = false;
        std::promise<Status> done;
    };
    struct Waiting {
        Position position;
        std::function<void(bool)> callback;
    };

    // views.cpp, past_rows.cpp: reading
    Result<const View*> need(std::string_view view) const;
    Glimpse look(const View& view) const;
    Result<Position> resolve(const View& view, const Glimpse& glimpse, std::optional<Position> as_of) const;
    Result<std::optional<Time>> time_at(const Glimpse& glimpse, std::optional<Position> at) const;
    std::optional<std::vector<Candidate>> resident(const View& view, std::string_view prefix,
                                                   std::optional<Position> at, Glimpse& glimpse) const;
    static Status add_redacted(const Glimpse& glimpse, const CompiledFilter& filter, ViewChanges& changes);
    Result<ViewPage> select(const View& view, const CompiledFilter& filter, std::optional<Position> at,
                            RowSelection& selection, Glimpse& glimpse) const;
    void want_resident(const View& view) const;
    Status visit_past(const View& view, const Glimpse& glimpse, const std::string& prefix, Position at,
                      const RowReader::Visit& visit) const;
    std::optional<Nearby> nearby(const View& view, const Glimpse& glimpse, const std::string& prefix,
                                 Position at) const;

    // projector.cpp: building
    Status prepare();
    Status prepare(const Projection& projection);
    Status prepare_rows(View& view);
    static void forget_resident(View& view);
    void show_progress(View& view) const;
    Status drop_foreign_generations();
    void run();
    bool wait_for_work();
    bool take_pages();
    bool take_page(const std::vector<ProjectionRun*>& runs, LogPages& pages);
    std::vector<ProjectionRun*> runs_at_front() const;
    std::vector<ProjectionRun*> runs_behind() const;
    Status take_in(const LogPage& page, const std::vector<ProjectionRun*>& runs, LogPages& pages);
    void stop_all(const std::string& why);
    void publish(const std::vector<ProjectionRun*>& runs);
    void settle();
    std::vector<Waiting> ready_waiting(bool stopping);
    void tell_listeners(Position last);
    bool all_stopped() const;
    bool is_over(Position position) const;
    bool whole_until(Position position) const;

    // bounds.cpp: memory
    void load_where_wanted();
    void bound_memory();
    void bound_projector();

    // blue_green.cpp: one build beside another
    std::vector<ProjectionRun*> all_runs() const;
    std::vector<ProjectionRun*> running() const;
    std::unique_ptr<ProjectionRun> new_build(const View& view, RowBatch& batch);
    void take_over_where_ready();
    bool take_over_where_ready(View& view);
    bool may_hold_removed(const View& view) const;
    Status take_over(View& view);
    Status give_up(View& view);
    void note_state(View& view) const;
    void note_pace(View& view) const;
    static ViewState state_of(const View& view, Position end);
    void retry_where_asked();
    Status retry(View& view);
    void sweep_where_due();

    // rebuilding.cpp: building anew
    static bool holds_text(const ProjectionRun& run, Position redaction);
    std::optional<std::size_t> first_demand(const std::vector<Record>& page) const;
    void renew(View& view, Position redaction, RowBatch& batch);
    Status renew_all_that_hold(Position redaction);
    void note_redactions(const std::vector<Record>& page);
    void scrub_where_due();
    Result<std::shared_ptr<Rebuild>> ask_for_rebuild(const std::vector<std::string>& names);
    void begin_rebuilds();
    Status begin(Rebuild& rebuild);
    static bool is_under_way(const View& view);
    Status scrub_what_is_dropped(Position next, RowBatch& batch);
    std::vector<std::shared_ptr<Rebuild>> finished_rebuilds(bool stopping);
    static bool is_finished(const View& view, Position target);
    static Status outcome(const Rebuild& rebuild, bool stopping);

    const ViewsOptions options_;
    const EventLog& log_;
    const std::vector<std::unique_ptr<Projection>> projections_;
    const std::unique_ptr<RowStore> store_;
    std::vector<std::unique_ptr<View>> views_;  ///< as many as projections_; the vector itself never changes

    mutable PastRows past_{options_.past_bytes};
    mutable std::shared_mutex mutex_;
    mutable std::mutex commit_mutex_;  ///< held while a batch is written and published

    mutable std::mutex control_mutex_;
    mutable std::condition_variable work_;
    mutable bool woken_ = true;
    bool stopping_ = false;
    std::vector<Waiting> waiting_;
    std::vector<std::shared_ptr<Rebuild>> rebuilds_;
    std::vector<View*> retries_;

    std::atomic<std::size_t> projector_bytes_ = 0;  ///< as of the last commit

    // the projector's alone
    LogPages pages_, pages_behind_;
    std::vector<std::string> dropped_;  ///< generations whose files may still be there
    std::chrono::steady_clock::time_point committed_at_{};
    std::optional<Position> redacted_;  ///< the last redaction that was met in the log
    bool scrub_ = false;                ///< what was dropped for a redaction is still on disk

    std::recursive_mutex listeners_mutex_;
    std::map<std::uint64_t, std::function<void(Position)>> listeners_;
    std::uint64_t next_handle_ = 1;

    bool threaded_ = false;  ///< set before anybody else sees this
    std::thread thread_;
};

}  // namespace taizhang
