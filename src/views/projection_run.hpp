// One projection on its way through the log: the rows that it reads and writes between two commits.
//
//     ProjectionRun run(projection, *store, build, checkpoint);
//     run.apply(page, events);
//     if (run.stopped()) ...run.stopped_because()...        // the poison event left no trace
//     run.write(batch);                                     // rows and checkpoint; then store->commit(batch)
//     run.committed();                                      // what run.tell_changed() told is history now
//
// Rows that were read or written lately are kept, typed and as text, until age() lets those go that were not used since
// it was called before. A row is changed as it is typed; its text is made once for each fact that changed it, and that
// of a hidden row, which has no history, once for each commit. One thread at a time.
#pragma once

#include "projections/projection.hpp"
#include "src/views/key_filter.hpp"
#include "src/views/row_store.hpp"
#include "src/views/views.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <span>

namespace taizhang {

class ProjectionRun final : private Rows {
  private:
    struct Known;

  public:
    using Text = std::shared_ptr<const std::string>;
    /// A row that readers may see, as the last commit leaves it.
    using Changed = std::function<void(const std::string& key, Position position, const Text& json)>;

    ProjectionRun(const Projection& projection, const RowStore& store, const layout::Build& build,
                  Checkpoint checkpoint);

    /// What readers see of this view is committed with the page, so all that was not committed is of one page. Facts
    /// before next() are passed over. An event that cannot be read or projected stops the run before it.
    void apply(std::span<const Record> page, std::span<const Result<Event>> events);
    void stop(std::string why) { stopped_because_ = std::move(why); }
    /// Goes on after what stopped it, from what the store holds.
    void resume(Checkpoint checkpoint);

    void write(RowBatch& batch);
    void committed();
    /// Each row that changed since the last commit, once and at its latest; nullptr: it was removed. Without hidden
    /// rows.
    void tell_changed(const Changed& tell) const;

    /// Of the rows that are kept, about.
    std::size_t bytes() const { return young_bytes_ + old_bytes_ + written_.bytes(); }
    /// Of those among them that were used since age() was called.
    std::size_t young_bytes() const { return young_bytes_; }
    /// Lets go what was not used since the last time. Not between apply() and committed().
    void age();

    const Projection& projection() const { return projection_; }
    const std::string& generation() const { return generation_; }
    const layout::Build& build() const { return build_; }
    const Checkpoint& progress() const { return progress_; }
    bool stopped() const { return !stopped_because_.empty(); }
    const std::string& stopped_because() const { return stopped_because_; }
    /// If one event was the cause.
    const std::optional<PoisonEvent>& poison() const { return poison_; }

  private:
    struct Known {
        std::string text;                  ///< as it was before this fact, of a hidden row before this batch
        std::vector<std::uint32_t> parts;  ///< of a long text
        std::unique_ptr<TypedRow> typed;   ///< what the row is, where it is there
        std::unique_ptr<std::string> put;  ///< the same as a text, where that is newer
        bool stored = false;               ///< there was such a row, with that text
        bool present = false;              ///< there is such a row now
        bool changed = false;              ///< it is not what `text` says
        bool read = false;
        bool young = true;          ///< used since age() was called
        std::uint8_t depth = 0;     ///< of the newest version that is written
        std::uint32_t counted = 0;  ///< its part of bytes()
        std::uint32_t newest = 0;   ///< of its versions that are not committed: index in writes_, plus 1; 0: none
    };
    /// Stays where it is until it is erased.
    struct Entry {
        explicit Entry(std::string_view named) : key(named) {}
        const std::string key;
        Known row;
    };
    struct Hash {
        using is_avalanching = void;
        std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
    };
    /// By the entry's own key. Most of what a look-up costs is waiting for memory: the table is in one piece.
    using KnownRows = boost::unordered_flat_map<std::string_view, std::unique_ptr<Entry>, Hash>;

    /// One version of a row that readers may see: a text or a delta in texts_.
    enum class Form : std::uint8_t { whole, delta, removed };
    struct Write {
        Entry* entry = nullptr;
        Position position = 0;
        std::size_t at = 0;
        std::uint32_t size = 0, before = 0;  ///< before: the same row's version before, as Known::newest
        Form form = Form::whole;
        std::uint8_t depth = 0;
    };

    std::optional<std::string> get(std::string_view key) const override;
    void put(std::string_view key, std::string row) override;
    void put(std::string_view key, std::unique_ptr<TypedRow> row) override;
    void erase(std::string_view key) override;
    void scan(std::string_view prefix,
              const std::function<void(std::string_view, std::string_view)>& visit) const override;
    const TypedRow* typed(std::string_view key) const override;
    TypedRow* change(std::string_view key) override;
    void remember(std::string_view key, std::unique_ptr<TypedRow> typed) const override;

    std::optional<std::string> apply(const Fact& fact);
    void stop_at(const EventHeader& header, const std::string& what);
    void forget();
    Entry* find_known(std::string_view key) const;
    Entry& add_known(std::string_view key) const;
    void let_go(const Entry& entry);
    Known& known(std::string_view key) const;
    Known& touch(std::string_view key);
    void touch(Entry& entry);
    std::string_view new_text(const Known& known) const;
    std::string present_text(const Known& known) const;
    void end_fact();
    void end_version(Entry& entry);
    void write_hidden(RowBatch& batch);
    void write_versions(RowBatch& batch) const;
    void write_version(RowBatch& batch, const Write& write) const;
    bool is_newest(const Write& write) const { return &write == &writes_[write.entry->row.newest - 1]; }
    void count(Known& known) const;

    const Projection& projection_;
    const RowStore& store_;
    const layout::Build build_;
    const std::string generation_;
    Checkpoint progress_, committed_;
    std::string stopped_because_;
    std::optional<PoisonEvent> poison_;

    std::vector<Write> writes_;    ///< since the last commit, in order
    std::string texts_;            ///< of those
    std::vector<Entry*> touched_;  ///< rows that the fact at hand changed
    std::vector<Entry*> hidden_;   ///< hidden rows that were changed since the last commit
    Position position_ = 0;        ///< of the fact at hand
    mutable RowBuffer buffer_;
    mutable Entry* last_found_ = nullptr;
    mutable KnownRows known_;
    const bool from_nothing_;  ///< what the store holds of this build was all written by this run
    KeyFilter written_;        ///< the keys of that, and those that are to be
    mutable std::size_t young_bytes_ = 0, old_bytes_ = 0;
};

}  // namespace taizhang
