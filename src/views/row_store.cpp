#include "src/views/row_store.hpp"

#include "projections/projection.hpp"
#include "src/views/row_delta.hpp"
#include "src/views/row_prefix.hpp"

#include <rocksdb/convenience.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <filesystem>

namespace taizhang {

namespace {

constexpr std::size_t block_cache_bytes = 64 << 20;
constexpr std::size_t changes_bytes = 4'096;  ///< told together, about
constexpr std::string_view checkpoint_mark("checkpoint\0", 11);
constexpr std::string_view serving_mark("serving\0", 8);

rocksdb::Slice slice(std::string_view text) {
    return {text.data(), text.size()};
}

Error unusable(const std::string& path, const std::string& what) {
    return corrupt("the views in " + path + " cannot be used: " + what +
                   "; delete that directory, it is rebuilt from the log");
}

Error store_error(const rocksdb::Status& status) {
    return {status.IsCorruption() ? ErrorCode::corrupt : ErrorCode::internal,
            "the views' store failed: " + status.ToString() +
                "; if it stays so, delete the views' directory, it is rebuilt"};
}

bool is_earlier(std::string_view format) {
    return std::ranges::find(layout::earlier_formats, format) != layout::earlier_formats.end();
}

/// What RocksDB leaves of a database whose making was interrupted: no CURRENT, and no other files than these.
bool half_made(const std::string& file) {
    return file == "LOCK" || file == "IDENTITY" || file.starts_with("LOG") || file.starts_with("MANIFEST-") ||
           file.starts_with("OPTIONS-") || file.ends_with(".dbtmp");
}

/// Nothing is made inside somebody else's directory.
Status check_directory(const std::string& path) {
    std::error_code error;
    if (std::filesystem::exists(path, error) && !std::filesystem::is_directory(path, error))
        return invalid(path + " is not a directory; name one for the views");
    if (std::filesystem::exists(std::filesystem::path(path) / "CURRENT", error)) return {};
    for (const auto& entry : std::filesystem::directory_iterator(path, error)) {
        const auto file = entry.path().filename().string();
        if (!half_made(file)) return unusable(path, "it holds files, such as " + file + ", but no views");
    }
    return {};
}

/// Whether none of the families has a key.
bool is_empty(const std::string& path, const rocksdb::DBOptions& options, const std::vector<std::string>& families) {
    std::vector<rocksdb::ColumnFamilyDescriptor> named;
    for (const auto& family : families) named.emplace_back(family, rocksdb::ColumnFamilyOptions());
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* raw = nullptr;
    if (!rocksdb::DB::OpenForReadOnly(options, path, named, &handles, &raw).ok()) return false;
    const std::unique_ptr<rocksdb::DB> db(raw);
    bool empty = true;
    for (auto* handle : handles) {
        const std::unique_ptr<rocksdb::Iterator> it(db->NewIterator({}, handle));
        it->SeekToFirst();
        empty = empty && !it->Valid() && it->status().ok();
    }
    for (auto* handle : handles) db->DestroyColumnFamilyHandle(handle);
    return empty;
}

/// Another program's database would be emptied as one of an unknown epoch: its families tell it apart.
Status check_families(const std::string& path, const rocksdb::DBOptions& options) {
    std::vector<std::string> found;
    if (!rocksdb::DB::ListColumnFamilies(options, path, &found).ok())
        return {};  // none yet, or Open tells what is wrong
    std::ranges::sort(found);
    const std::vector<std::string> ours{"changes", "default", "meta"};
    if (found == ours) return {};
    // one whose making was interrupted lacks some of ours, has no other, and holds nothing: it may be completed
    if (std::ranges::includes(ours, found) && is_empty(path, options, found)) return {};
    return unusable(path, "it holds another program's database");
}

rocksdb::ColumnFamilyOptions family_options(const std::shared_ptr<rocksdb::Cache>& cache,
                                            const RowPrefix::Pointer& prefix = {}) {
    rocksdb::ColumnFamilyOptions options;
    options.prefix_extractor = prefix;
    // versions never change and merging only brings them into order: few merges do
    options.compaction_style = rocksdb::kCompactionStyleUniversal;
    // what was just written is merged soon: packing it before that is work for nothing
    options.compression = rocksdb::kLZ4Compression;
    options.compression_per_level = {rocksdb::kNoCompression, rocksdb::kLZ4Compression};
    options.write_buffer_size = views_write_buffer_bytes;
    options.level0_file_num_compaction_trigger = 16;
    options.level0_slowdown_writes_trigger = 40, options.level0_stop_writes_trigger = 60;
    rocksdb::BlockBasedTableOptions table;
    table.block_cache = cache;
    table.block_size = 16 << 10;
    table.format_version = 5;
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
    table.whole_key_filtering = prefix == nullptr;
    options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
    return options;
}

rocksdb::DBOptions database_options() {
    rocksdb::DBOptions options;
    options.create_if_missing = true;
    options.create_missing_column_families = true;
    options.max_open_files = 256;
    options.keep_log_file_num = 2;
    options.max_background_jobs = 2;
    // one after the other, a batch's keys, which come in their order, find their place beside the one before
    options.allow_concurrent_memtable_write = false;
    options.atomic_flush = true;  // without a write-ahead log this is what keeps the families together
    options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
    return options;
}

}  // namespace

/// What stands in memory is written out; if that fails, it is projected again.
RowStore::~RowStore() {
    if (meta_) db_->Flush({}, {rows_, changes_, meta_});
    for (auto* family : {rows_, changes_, meta_}) {
        if (family) db_->DestroyColumnFamilyHandle(family);
    }
}

Status RowStore::open_families(const std::string& path) {
    const auto options = database_options();
    TZ_CHECK(check_families(path, options));
    const auto cache = rocksdb::NewLRUCache(block_cache_bytes);
    const auto plain = family_options(cache), rows = family_options(cache, std::make_shared<RowPrefix>());
    const std::vector<rocksdb::ColumnFamilyDescriptor> families{{"default", rows}, {"changes", plain}, {"meta", plain}};
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* db = nullptr;
    const auto status = rocksdb::DB::Open(options, path, families, &handles, &db);
    if (status.IsIOError() && status.ToString().find("lock") != std::string::npos)
        return Error{ErrorCode::not_writable, "the views in " + path + " are in use by another process (" +
                                                  status.ToString() + "); stop it or name another directory"};
    if (!status.ok()) return unusable(path, status.ToString());
    db_.reset(db);
    rows_ = handles[0];
    changes_ = handles[1];
    meta_ = handles[2];
    return {};
}

Result<std::unique_ptr<RowStore>> RowStore::open(const std::string& path, const LogIdentity& log, Position log_end) {
    TZ_CHECK(check_directory(path));
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) return invalid("the directory " + path + " cannot be made: " + error.message());
    std::unique_ptr<RowStore> store(new RowStore());
    TZ_CHECK(store->open_families(path));
    TZ_TRY(const auto format, store->meta("format"));
    if (format && *format != layout::format && !is_earlier(*format))
        return unusable(path, "they are '" + *format + "', this program keeps '" + std::string(layout::format) + "'");
    TZ_CHECK(store->adopt(log, log_end));
    return store;
}

Status RowStore::adopt(const LogIdentity& log, Position log_end) {
    TZ_TRY(const auto format, meta("format"));
    if (!format || is_earlier(*format)) return wipe(log, format.has_value());
    TZ_TRY(const auto epoch, meta("epoch"));
    TZ_TRY(const bool ahead, ahead_of(log_end));
    if (epoch == layout::u64(log.epoch) && !ahead) return {};
    return wipe(log, true);
}

Result<bool> RowStore::ahead_of(Position log_end) const {
    TZ_TRY(const auto all, generations());
    for (const auto& generation : all) {
        TZ_TRY(const auto built, checkpoint(generation));
        if (built && built->next > log_end) return true;
    }
    return false;
}

/// What was there may be what the log has lost by law since, and nobody looks for that any more: it must leave the
/// disk.
Status RowStore::wipe(const LogIdentity& log, bool had_rows) {
    rocksdb::WriteBatch batch;
    const std::string last(1, '\xFF');  // no key begins so: views' names are words
    for (auto* family : {rows_, changes_, meta_}) batch.DeleteRange(family, rocksdb::Slice(), last);
    batch.Put(meta_, "format", slice(layout::format));
    batch.Put(meta_, "epoch", layout::u64(log.epoch));
    if (had_rows) batch.Put(meta_, "scrub", rocksdb::Slice());
    return write(batch);
}

Status RowStore::write(rocksdb::WriteBatch& batch) {
    rocksdb::WriteOptions options;
    options.disableWAL = true;
    const auto status = db_->Write(options, &batch);
    return status.ok() ? Status() : Status(store_error(status));
}

Status RowStore::commit(RowBatch& batch) {
    batch.end_changes();
    TZ_CHECK(write(batch.batch_));
    if (batch.drops_) {  // readers who came since the last try hold it, too
        scrub_from_.reset();
        sweep_from_.reset();
    }
    return {};
}

Result<std::optional<std::string>> RowStore::meta(const std::string& key) const {
    std::string value;
    const auto status = db_->Get({}, meta_, key, &value);
    if (status.IsNotFound()) return std::optional<std::string>();
    if (!status.ok()) return store_error(status);
    return std::optional(std::move(value));
}

Result<std::optional<Checkpoint>> RowStore::checkpoint(std::string_view generation) const {
    TZ_TRY(const auto value, meta(std::string(checkpoint_mark).append(generation)));
    if (!value) return std::optional<Checkpoint>();
    if (value->size() != 16)
        return corrupt("a checkpoint of the views has " + std::to_string(value->size()) +
                       " bytes instead of 16; delete the views' directory, it is rebuilt");
    return std::optional(Checkpoint{layout::read_u64(*value), {std::int64_t(layout::read_u64(value->substr(8)))}});
}

Result<std::optional<layout::Build>> RowStore::serving(std::string_view view) const {
    TZ_TRY(const auto value, meta(std::string(serving_mark).append(view)));
    if (!value || value->size() != layout::build_size) return std::optional<layout::Build>();
    return std::optional(layout::read_build(*value));
}

Result<std::optional<layout::Build>> RowStore::newest(std::string_view view, std::uint32_t version) const {
    TZ_TRY(const auto all, generations());
    std::optional<layout::Build> found;
    for (const std::string_view generation : all) {
        if (generation.size() != view.size() + 1 + layout::build_size || !generation.starts_with(view)) continue;
        const auto build = layout::read_build(generation.substr(view.size() + 1));
        if (build.version == version && (!found || *found < build)) found = build;
    }
    return found;
}

Result<std::optional<Position>> RowStore::redacted() const {
    TZ_TRY(const auto value, meta("redacted"));
    if (!value || value->size() != 8) return std::optional<Position>();
    return std::optional(layout::read_u64(*value));
}

Result<bool> RowStore::scrub_demanded() const {
    TZ_TRY(const auto value, meta("scrub"));
    return value.has_value();
}

/// By a reader that was there when this was first asked for after the last drop.
bool RowStore::is_held(rocksdb::SequenceNumber since) const {
    std::uint64_t oldest = 0;
    db_->GetIntProperty(rocksdb::DB::Properties::kOldestSnapshotSequence, &oldest);
    return oldest != 0 && oldest < since;
}

Result<bool> RowStore::scrub() {
    if (!scrub_from_) scrub_from_ = db_->GetLatestSequenceNumber();
    if (is_held(*scrub_from_)) return false;
    TZ_CHECK(rewrite());
    scrub_from_.reset();
    rocksdb::WriteBatch batch;
    batch.Delete(meta_, "scrub");
    TZ_CHECK(write(batch));
    return true;
}

/// Files of old rows must not go before it stands on the disk that nobody is shown them any more.
Result<bool> RowStore::sweep(const std::vector<std::string>& dropped) {
    if (!sweep_from_) sweep_from_ = db_->GetLatestSequenceNumber();
    if (is_held(*sweep_from_)) return false;
    sweep_from_.reset();
    auto status = db_->Flush({}, {rows_, changes_, meta_});
    for (const auto& generation : dropped) {
        const auto end = layout::after_prefix(generation);
        const rocksdb::Slice first(generation), last(end);
        for (auto* family : {rows_, changes_}) {
            if (status.ok()) status = rocksdb::DeleteFilesInRange(db_.get(), family, &first, &last, false);
        }
    }
    return status.ok() ? Result<bool>(true) : Result<bool>(store_error(status));
}

Status RowStore::resume() {
    const auto status = db_->Resume();
    return status.ok() ? Status() : Status(store_error(status));
}

/// What is in memory is written out; compaction leaves out what was dropped, once nothing older
/// lies below and no reader looks at it; and files that are out of use are deleted now and not some day.
Status RowStore::rewrite() {
    const std::vector families{rows_, changes_, meta_};
    auto status = db_->Flush({}, families);
    rocksdb::CompactRangeOptions options;
    options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
    for (auto* family : families) {
        if (status.ok()) status = db_->CompactRange(options, family, nullptr, nullptr);
    }
    if (status.ok()) status = db_->DisableFileDeletions();
    if (status.ok()) status = db_->EnableFileDeletions();
    return status.ok() ? Status() : Status(store_error(status));
}

Result<std::vector<std::string>> RowStore::generations() const {
    std::vector<std::string> found;
    const std::unique_ptr<rocksdb::Iterator> it(db_->NewIterator({}, meta_));
    for (it->Seek(slice(checkpoint_mark)); it->Valid() && it->key().starts_with(slice(checkpoint_mark)); it->Next())
        found.push_back(it->key().ToString().substr(checkpoint_mark.size()));
    if (!it->status().ok()) return store_error(it->status());
    return found;
}

// ---- writing -----------------------------------------------------------------------------------------------------

void RowBatch::put(std::string_view generation, std::string_view key, Position position, std::string_view json) {
    layout::row_key_into(key_, generation, key, position);
    const rocksdb::Slice key_part(key_), tag(&layout::put_tag, 1);
    const std::array<rocksdb::Slice, 2> value{tag, slice(json)};
    batch_.Put(store_.rows_, rocksdb::SliceParts(&key_part, 1), rocksdb::SliceParts(value.data(), 2));
}

void RowBatch::put_delta(std::string_view generation, std::string_view key, Position position, std::uint8_t depth,
                         std::string_view delta) {
    layout::row_key_into(key_, generation, key, position);
    const std::array<char, 2> head{layout::delta_tag, static_cast<char>(depth)};
    const rocksdb::Slice key_part(key_), head_part(head.data(), head.size());
    const std::array<rocksdb::Slice, 2> value{head_part, slice(delta)};
    batch_.Put(store_.rows_, rocksdb::SliceParts(&key_part, 1), rocksdb::SliceParts(value.data(), 2));
}

void RowBatch::remove(std::string_view generation, std::string_view key, Position position) {
    layout::row_key_into(key_, generation, key, position);
    if (hidden(key))
        batch_.Delete(store_.rows_, key_);
    else
        batch_.Put(store_.rows_, key_, rocksdb::Slice(&layout::removed_tag, 1));
}

/// One key of the store for many changes: a batch has thousands.
void RowBatch::changed(std::string_view generation, Position position, std::string_view key) {
    const bool full = changes_.size() >= changes_bytes && position != changed_at_;
    if (full || !changes_key_.starts_with(generation)) end_changes();
    if (changes_key_.empty()) {
        changes_key_ = layout::change_key(generation, position);
        changed_at_ = position;
    }
    append_varint(changes_, position - changed_at_);
    append_varint(changes_, key.size());
    changes_.append(key);
    changed_at_ = position;
}

void RowBatch::end_changes() {
    if (changes_key_.empty()) return;
    batch_.Put(store_.changes_, changes_key_, changes_);
    changes_key_.clear();
    changes_.clear();
}

void RowBatch::checkpoint(std::string_view generation, const Checkpoint& checkpoint) {
    auto value = layout::u64(checkpoint.next);
    layout::append_u64(value, static_cast<std::uint64_t>(checkpoint.time.milliseconds));
    batch_.Put(store_.meta_, std::string(checkpoint_mark).append(generation), value);
}

void RowBatch::serve(std::string_view view, const layout::Build& build) {
    batch_.Put(store_.meta_, std::string(serving_mark).append(view), layout::build_text(build));
}

void RowBatch::redacted(Position by) {
    batch_.Put(store_.meta_, "redacted", layout::u64(by));
}

void RowBatch::demand_scrub() {
    drops_ = true;
    batch_.Put(store_.meta_, "scrub", rocksdb::Slice());
}

void RowBatch::drop(const std::string& generation) {
    drops_ = true;
    const auto end = layout::after_prefix(generation);
    batch_.DeleteRange(store_.rows_, generation, end);
    batch_.DeleteRange(store_.changes_, generation, end);
    batch_.Delete(store_.meta_, std::string(checkpoint_mark).append(generation));
}

}  // namespace taizhang
