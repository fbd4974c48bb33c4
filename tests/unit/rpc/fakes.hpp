// Small stand-ins for what the protocol half works with: a log in memory, an engine that accepts what it is told to,
// and views whose rows a test writes by hand. No threads of their own.
#pragma once

#include "src/engine/engine.hpp"
#include "src/views/views.hpp"

#include <map>
#include <mutex>
#include <set>

namespace taizhang::rpc::test {

/// Checkpoints as a test keeps them.
class MemoryCheckpoints final : public CheckpointStore {
  public:
    Result<std::optional<KeptCheckpoint>> latest() const override { return at_most(~std::uint64_t{0}); }
    Result<std::optional<KeptCheckpoint>> at_most(std::uint64_t size) const override;
    Result<std::vector<KeptCheckpoint>> list(std::uint64_t from, std::size_t limit) const override;
    Status advance(std::optional<std::uint64_t> expected, const KeptCheckpoint& next) override;

  private:
    mutable std::mutex mutex_;
    std::map<std::uint64_t, std::string> kept_;
};

class MemoryLog final : public EventLog {
  public:
    const LogIdentity& identity() const override { return identity_; }
    Position end() const override;
    Status append(std::span<const Record> group) override;
    Result<std::vector<Record>> read(Position from, ReadLimit limit) const override;
    Result<std::vector<Record>> read_stream(const StreamId& stream, Version from, ReadLimit limit) const override;
    Result<Version> version(const StreamId& stream) const override;
    Result<std::optional<CommandOutcome>> find_command(const CommandId&) const override {
        return std::optional<CommandOutcome>();
    }
    Result<std::vector<Digest>> tree_hashes(unsigned level, std::uint64_t first, std::size_t count) const override;
    CheckpointStore& checkpoints() override { return checkpoints_; }

    /// Adds an event as if `account` of `unit` had brought it about at `recorded`.
    Position add(const StreamId& stream, const Event& event, Time recorded, const std::string& account = "lin",
                 const std::string& unit = "fgw");
    /// As if somebody had written over the leaf that is kept for this record.
    void spoil_leaf(Position position) { spoiled_.insert(position); }
    std::size_t largest_page = ~std::size_t{0};  ///< records in one page, as where payloads are large
    std::optional<Error> tree_trouble;           ///< what tree_hashes() answers, if any

  private:
    const LogIdentity identity_{"test.example/2014", 0x00000000000000ab};
    mutable std::mutex mutex_;
    std::vector<Record> records_;
    std::set<Position> spoiled_;
    MemoryCheckpoints checkpoints_;
};

/// Writes every proposal to the log and answers at once, unless told otherwise.
class FakeEngine final : public Engine {
  public:
    FakeEngine(MemoryLog& log, const Clock& clock) : log_(log), clock_(clock) {}

    void submit(CommandRequest request, Answer answer) override;
    void stop() override {}
    EngineCounters counters() const override { return counters_now; }

    std::optional<Error> refusal;          ///< given to every command
    bool holds_answers = false;            ///< until release()
    std::vector<CommandRequest> requests;  ///< all that came
    EngineCounters counters_now;

    void release();
    std::size_t held() const { return held_.size(); }

  private:
    Result<CommandAnswer> decide(const CommandRequest& request);

    MemoryLog& log_;
    const Clock& clock_;
    std::vector<std::function<void()>> held_;
    std::map<CommandId, CommandAnswer> known_;
};

/// One row's history in one view.
struct RowChange {
    std::string view;
    std::string key;
    Position position = 0;
    std::optional<std::string> json;  ///< nothing: removed
};

/// Filters look at top-level members of the rows. Everything is visible up to `applied`, which the test sets.
class FakeViews final : public Views {
  public:
    explicit FakeViews(std::vector<std::string> names) : names_(std::move(names)) {}

    void wake() override {}
    void stop() override {}
    std::vector<ViewState> states() const override;
    const Projection* find(std::string_view view) const override;
    Result<ViewPage> list(const ViewQuery& query) const override;
    Result<std::optional<ViewRow>> get(std::string_view view, std::string_view key,
                                       std::optional<Position> as_of) const override;
    Result<ViewPage> snapshot(std::string_view view, const RowFilter& filter) const override;
    Result<ViewChanges> changes_since(std::string_view view, const RowFilter& filter, Position position) const override;
    Result<ViewDiff> diff(const DiffQuery& query) const override;
    std::optional<Position> redacted(std::string_view) const override { return redacted_; }
    std::optional<Position> applied() const override { return applied_; }
    void when_applied(Position position, std::function<void(bool)> callback) override;
    std::uint64_t listen(std::function<void(Position)> callback) override;
    void unlisten(std::uint64_t) override { listener_ = nullptr; }
    Status rebuild(const std::vector<std::string>&) override { return {}; }
    Status begin_rebuild(const std::vector<std::string>& views) override { return rebuilt = views, Status(); }
    Status retry(std::string_view view) override { return retried = view, Status(); }
    std::uint32_t shown_version(std::string_view) const override { return version; }
    Result<Digest> digest(std::string_view) const override { return Digest{}; }

    void change(RowChange change) { changes_.push_back(std::move(change)); }
    /// What is visible from now on; calls whom it concerns.
    void apply_until(Position position);
    /// As when texts were removed: rows that hold since long ago have changed.
    void redact(Position by) { redacted_ = by; }
    /// As when a projection met an event that it cannot digest.
    void give_up_waiters();
    mutable int asked_for_changes = 0;
    std::uint32_t version = 1;         ///< of the rows that are shown
    std::vector<std::string> rebuilt;  ///< what was asked for last
    std::string retried;
    std::vector<ViewState> more_states;  ///< told besides

  private:
    std::map<std::string, ViewRow> rows_at(std::string_view view, const RowFilter& filter,
                                           std::optional<Position> as_of) const;

    std::vector<std::string> names_;
    std::vector<RowChange> changes_;
    std::optional<Position> applied_, redacted_;
    std::multimap<Position, std::function<void(bool)>> waiters_;
    std::function<void(Position)> listener_;
};

}  // namespace taizhang::rpc::test
