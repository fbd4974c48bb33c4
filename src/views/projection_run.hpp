// One projection on its way through the log: the rows that it reads and writes between two commits.
//
//     ProjectionRun run(projection, *store, checkpoint);
//     if (!run.apply(fact)) ...run.stopped_because()...     // the poison event left no trace
//     run.write(batch);                                     // rows and checkpoint; then store->commit(batch)
//     run.committed();                                      // run.writes() are history now
//
// Rows that were read or written lately are kept, as text and typed, up to a bound; so an item that changes every month
// is parsed once. One thread at a time.
#pragma once

#include "projections/projection.hpp"
#include "src/views/row_store.hpp"

#include <unordered_map>

namespace taizhang {

class ProjectionRun final : private Rows {
  public:
    using Text = std::shared_ptr<const std::string>;
    struct Write {
        std::string key;
        Position position = 0;
        Text json;  ///< nullptr: removed
    };

    ProjectionRun(const Projection& projection, const RowStore& store, Position begun, Checkpoint checkpoint);

    /// Facts come in order and without gaps from next() on; earlier ones are passed over. False if the run has stopped.
    bool apply(const Fact& fact);
    void stop(std::string why) { stopped_because_ = std::move(why); }
    /// Begins anew at the log's start, which ends at `begun` now; what the store holds must be dropped by the caller.
    void begin_anew(Position begun);

    void write(RowBatch& batch) const;
    void committed();
    /// Since the last commit, in order; hidden rows too.
    const std::vector<Write>& writes() const { return writes_; }

    const Projection& projection() const { return projection_; }
    const std::string& generation() const { return generation_; }
    const layout::Build& build() const { return build_; }
    const Checkpoint& progress() const { return progress_; }
    bool stopped() const { return !stopped_because_.empty(); }
    const std::string& stopped_because() const { return stopped_because_; }

  private:
    struct Known {
        Text json;  ///< nullptr: there is none
        std::any typed;
        bool read = false;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
    };
    using KnownRows = std::unordered_map<std::string, Known, Hash, std::equal_to<>>;
    using Entry = KnownRows::value_type;  ///< stays where it is until it is erased

    std::optional<std::string> get(std::string_view key) const override;
    void put(std::string_view key, std::string row) override;
    void erase(std::string_view key) override;
    void scan(std::string_view prefix,
              const std::function<void(std::string_view, std::string_view)>& visit) const override;
    const std::any* recall(std::string_view key) const override;
    void remember(std::string_view key, std::any typed) override;

    Known& known(std::string_view key) const;
    Entry* find_known(std::string_view key) const;
    void note(std::string_view key, Text json);
    void roll_back(std::size_t writes);
    Known& read_through(const std::string& key) const;

    const Projection& projection_;
    const RowStore& store_;
    layout::Build build_;
    std::string generation_;
    Checkpoint progress_;
    std::string stopped_because_;

    std::vector<Write> writes_;
    std::vector<std::pair<Entry*, std::optional<Known>>> undo_;  ///< of the fact at hand; nothing: was not known
    Position position_ = 0;                                      ///< of the fact at hand
    Entry* last_put_ = nullptr;                                  ///< whose typed form is usually remembered next
    mutable KnownRows young_, old_;  ///< old_ is dropped when young_ is full and becomes old_
    mutable std::size_t young_bytes_ = 0;
};

}  // namespace taizhang
