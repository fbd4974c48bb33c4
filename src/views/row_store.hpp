// The views' own database: rows with their history, which rows changed where, and how far each view is built.
//
//     TZ_TRY(auto store, RowStore::open(path, log.identity(), log.end()));
//     RowBatch batch(*store);
//     batch.put("units\0…", "fgw", 17, json);  batch.checkpoint(generation, {18, recorded});
//     TZ_CHECK(store->commit(batch));                               // all of it or nothing
//     RowReader reader(*store);                                     // sees what is committed now, whatever comes later
//     TZ_TRY(auto row, reader.row(generation, "fgw", 17));
//
// Nothing is synced and nothing goes through a write-ahead log: rows, changes and checkpoints stay in memory until all
// of them are written out together. What a crash loses is projected again from the log. One thread commits; any thread
// may read. Keys: layout.hpp.
#pragma once

#include "src/views/layout.hpp"

#include <taizhang/event_log.hpp>

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>
#include <functional>
#include <memory>

namespace taizhang {

inline constexpr std::size_t views_write_buffer_bytes = 32 << 20;  ///< of rows, before they are written out

/// How far a view is built.
struct Checkpoint {
    Position next = 0;  ///< first event not yet applied
    Time time;          ///< recorded time of the event before it, if there is one
};

struct StoredRow {
    std::string key;
    Position position = 0;
    std::string json;
    std::uint8_t depth = 0;  ///< of deltas that it took to make it
};

class RowStore {
  public:
    /// Makes the store where there is none. Empties it when it belongs to another epoch of the log or is ahead of the
    /// log (which was restored). ErrorCode::corrupt for a damaged or a foreign directory, with what to do.
    static Result<std::unique_ptr<RowStore>> open(const std::string& path, const LogIdentity& log, Position log_end);
    ~RowStore();

    Status commit(class RowBatch& batch);

    Result<std::optional<Checkpoint>> checkpoint(std::string_view generation) const;
    /// Which rows readers get.
    Result<std::optional<layout::Build>> serving(std::string_view view) const;
    /// The newest build of the view by that version that was begun, whether readers get it or not.
    Result<std::optional<layout::Build>> newest(std::string_view view, std::uint32_t version) const;
    /// Position of the last redaction that was met in the log.
    Result<std::optional<Position>> redacted() const;
    /// What was dropped must leave the disk, too, and has not yet.
    Result<bool> scrub_demanded() const;
    /// Every generation that has a checkpoint.
    Result<std::vector<std::string>> generations() const;

    /// Rewrites every file so that nothing that was dropped or written over is left in any, and withdraws the demand.
    /// False when a reader still holds what was dropped: try again. Takes as long as copying the store.
    Result<bool> scrub();
    /// Gives back the files that hold nothing but rows of these generations, which were dropped. False when a reader
    /// may still look at them: try again. Costs no reading or copying of rows.
    Result<bool> sweep(const std::vector<std::string>& dropped);
    /// Lets writing go on after the disk failed, if it can.
    Status resume();

  private:
    friend class RowBatch;
    friend class RowReader;
    RowStore() = default;
    bool is_held(rocksdb::SequenceNumber since) const;
    Status rewrite();
    Status open_families(const std::string& path);
    Status adopt(const LogIdentity& log, Position log_end);
    Status wipe(const LogIdentity& log, bool had_rows);
    Status write(rocksdb::WriteBatch& batch);
    Result<std::optional<std::string>> meta(const std::string& key) const;
    Result<bool> ahead_of(Position log_end) const;

    std::unique_ptr<rocksdb::DB> db_;
    rocksdb::ColumnFamilyHandle* rows_ = nullptr;
    rocksdb::ColumnFamilyHandle* changes_ = nullptr;
    rocksdb::ColumnFamilyHandle* meta_ = nullptr;
    // whoever reads an older state holds what was dropped; nothing: to be taken at the next try
    std::optional<rocksdb::SequenceNumber> scrub_from_, sweep_from_;
};

/// What is committed together.
class RowBatch {
  public:
    /// With room for so many bytes, where it is known to become large.
    explicit RowBatch(RowStore& store, std::size_t room = 0) : store_(store), batch_(room) {}
    void put(std::string_view generation, std::string_view key, Position position, std::string_view json);
    /// What differs from the newest row of that key that is stored or was put into this batch (row_delta.hpp).
    void put_delta(std::string_view generation, std::string_view key, Position position, std::uint8_t depth,
                   std::string_view delta);
    void remove(std::string_view generation, std::string_view key, Position position);
    /// The row's readers are told that it changed there. One generation after the other, in the order of positions.
    void changed(std::string_view generation, Position position, std::string_view key);
    void checkpoint(std::string_view generation, const Checkpoint& checkpoint);
    void serve(std::string_view view, const layout::Build& build);
    void redacted(Position by);
    /// What this batch and those before it drop is to leave the disk (RowStore::scrub).
    void demand_scrub();
    /// All rows, changes and the checkpoint.
    void drop(const std::string& generation);

  private:
    friend class RowStore;
    void end_changes();

    RowStore& store_;
    rocksdb::WriteBatch batch_;
    bool drops_ = false;                 ///< or demands that what was dropped leaves the disk
    std::string key_;                    ///< of the row at hand
    std::string changes_key_, changes_;  ///< those that are being collected, and where they begin
    Position changed_at_ = 0;
};

/// The store as it is when this is made. One thread; short-lived, for it keeps old data from being compacted.
class RowReader {
  public:
    explicit RowReader(const RowStore& store);
    ~RowReader();
    RowReader(const RowReader&) = delete;
    RowReader& operator=(const RowReader&) = delete;

    Result<std::optional<StoredRow>> row(std::string_view generation, std::string_view key, Position at) const;
    /// Rows as of `at` whose key begins so, in the order of the keys, as long as it returns true; hidden ones only if
    /// the prefix is hidden itself.
    using Visit = std::function<bool(std::string_view key, Position position, std::string_view json)>;
    Status visit(const std::string& generation, std::string_view prefix, Position at, const Visit& visit) const;
    /// Every stored entry of the generation, hidden and removed ones too: rest of the key, and value.
    Status visit_all(const std::string& generation,
                     const std::function<void(std::string_view, std::string_view)>& visit) const;

    struct Changed {
        std::vector<std::string> keys;  ///< each once, in order
        Position upto = 0;              ///< `to`, or less when there were too many
    };
    /// Keys that changed in [from, to], at most about `limit` (whole positions only, at least one).
    Result<Changed> changed(const std::string& generation, Position from, Position to, std::size_t limit) const;

    /// Two moments, and the rows whose keys begin so.
    struct Stretch {
        std::string generation;
        std::string prefix;
        std::optional<Position> from;  ///< nothing: before the first event
        Position to = 0;
    };
    /// Keys that changed between them, each once and in order; nothing where more than `entries` changes of the view
    /// would have to be read.
    Result<std::optional<std::vector<std::string>>> changed_keys(const Stretch& stretch, std::size_t entries) const;
    /// Both rows of a key; goes on as long as it returns true.
    using VisitBoth = std::function<Result<bool>(std::string_view key, std::optional<StoredRow> before,
                                                 std::optional<StoredRow> after)>;
    /// The rows that changed between them, behind a key, found by going over all keys; false where there are more than
    /// `keys`.
    Result<bool> visit_changed(const Stretch& stretch, std::string_view behind, std::size_t keys,
                               const VisitBoth& visit) const;

  private:
    /// Every change at or after `from`, in order, as long as it returns true.
    using VisitChange = std::function<bool(Position position, std::string_view key)>;
    Status each_change(const std::string& generation, Position from, const VisitChange& visit) const;
    static Result<std::optional<StoredRow>> row_here(rocksdb::Iterator& it, std::size_t generation_size);
    static Result<std::optional<StoredRow>> row_at(rocksdb::Iterator& it, std::string_view generation,
                                                   std::string_view key, std::optional<Position> at);
    Result<std::optional<StoredRow>> hidden_row(const std::string& stored_key, std::string_view key) const;
    /// What a row's text is made of and in; used for one row after the other.
    struct Making {
        std::string deltas;               ///< one after the other, the newest first
        std::vector<std::size_t> begins;  ///< of each
        std::string text, next;
    };
    static Result<std::string_view> text_here(rocksdb::Iterator& it, std::size_t generation_size, std::string_view key,
                                              Making& making);
    static Result<StoredRow> stored_row(rocksdb::Iterator& it, std::size_t generation_size);
    std::unique_ptr<rocksdb::Iterator> iterator(rocksdb::ColumnFamilyHandle* family, const rocksdb::Slice* end,
                                                bool one_row = false) const;

    const RowStore& store_;
    const rocksdb::Snapshot* snapshot_;
};

}  // namespace taizhang
