// RocksDB as the log uses it: opening with what went wrong told in our words, and cursors. Private to this folder.
//
//     TZ_TRY(std::unique_ptr<RocksStore> store, open_store(options));
//     Cursor cursor(*store, Family::records, u64_bytes(from), u64_bytes(end));
//     while (cursor.valid()) { use(cursor.key(), cursor.value()); cursor.next(); }
//
// RocksStore: any thread. Cursor: the thread that made it.
#pragma once

#include "src/log/layout.hpp"
#include "src/log/rocks_log.hpp"

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

namespace taizhang {

using log_layout::Family;

inline rocksdb::Slice slice(std::string_view bytes) {
    return {bytes.data(), bytes.size()};
}
inline std::string_view view(const rocksdb::Slice& bytes) {
    return {bytes.data(), bytes.size()};
}

class RocksStore {
  public:
    RocksStore(std::unique_ptr<rocksdb::DB> db, std::vector<rocksdb::ColumnFamilyHandle*> families)
        : db_(std::move(db)), families_(std::move(families)) {}
    ~RocksStore();
    RocksStore(const RocksStore&) = delete;
    RocksStore& operator=(const RocksStore&) = delete;

    rocksdb::DB& db() const { return *db_; }
    rocksdb::ColumnFamilyHandle* family(Family family) const { return families_[static_cast<std::size_t>(family)]; }
    void put(rocksdb::WriteBatch& batch, Family into, std::string_view key, std::string_view value) const;
    void remove(rocksdb::WriteBatch& batch, Family from, std::string_view key) const;
    /// One batch, one sync.
    rocksdb::Status write(rocksdb::WriteBatch& batch) const;
    Result<std::optional<std::string>> get(Family from, std::string_view key) const;
    /// One past the last position that a family by position holds; 0 if it is empty.
    Result<Position> end_of(Family family) const;

  private:
    std::unique_ptr<rocksdb::DB> db_;
    std::vector<rocksdb::ColumnFamilyHandle*> families_;  ///< in the order of Family
};

/// Keys of [begin, end) in one family, as of when the cursor was made.
class Cursor {
  public:
    enum class Use {
        page,  ///< a part that is likely to be asked for again
        walk   ///< a long range, read ahead and not kept in the cache
    };
    /// Stands on the first key.
    Cursor(const RocksStore& store, Family family, std::string begin, std::string end, Use use = Use::page);
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;

    void to_last() { it_->SeekToLast(); }
    /// Stands on `key`, or on the first one behind it.
    void seek(std::string_view key) { it_->Seek(slice(key)); }
    bool valid() const { return it_->Valid(); }
    void next() { it_->Next(); }
    void previous() { it_->Prev(); }
    std::string_view key() const { return view(it_->key()); }
    std::string_view value() const { return view(it_->value()); }
    /// Not ok when the cursor became invalid because bytes could not be read.
    rocksdb::Status status() const { return it_->status(); }

  private:
    std::string begin_, end_;
    rocksdb::Slice lower_, upper_;
    std::unique_ptr<rocksdb::Iterator> it_;
};

/// What a failed write or read means to our callers.
Error store_error(const rocksdb::Status& status, const std::string& doing);

/// Opens or makes the database; it holds our families and nothing is said about their content.
Result<std::unique_ptr<RocksStore>> open_store(const RocksLogOptions& options);

}  // namespace taizhang
