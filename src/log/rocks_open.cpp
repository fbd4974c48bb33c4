#include "src/log/rocks_store.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <filesystem>

namespace taizhang {

namespace {

namespace fs = std::filesystem;
using log_layout::family_names;

/// RocksDB's own log file is left out: when it cannot be written, as on a full disk, Debian's build aborts the process
/// at the next line for it. What matters comes back as a status.
class NoInfoLog final : public rocksdb::Logger {
  public:
    using rocksdb::Logger::Logv;
    void Logv(const char*, va_list) override {}
};

rocksdb::DBOptions database_options(const RocksLogOptions& options) {
    rocksdb::DBOptions out;
    out.create_if_missing = true;  // inspect() has decided already whether it may
    out.create_missing_column_families = true;
    // A torn tail is what a crash leaves; any other damage must be told. kPointInTimeRecovery would silently drop
    // everything after a flipped byte, so only an operator may ask for it.
    out.wal_recovery_mode = options.salvage ? rocksdb::WALRecoveryMode::kPointInTimeRecovery
                                            : rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
    out.atomic_flush = true;           // the families always agree, whatever the write-ahead log loses
    out.max_bgerror_resume_count = 0;  // after a failed write nothing goes on by itself
    out.max_total_wal_size = 4 * options.write_buffer_bytes;
    out.max_open_files = options.max_open_files;
    out.max_background_jobs = 2;
    out.allow_concurrent_memtable_write = false;  // append() has one caller: no locks for others
    out.enable_write_thread_adaptive_yield = false;
    out.bytes_per_sync = 1 << 20;
    out.recycle_log_file_num = 0;  // a recycled file keeps the bytes of records that were redacted (rocks_purge.hpp)
    out.info_log = std::make_shared<NoInfoLog>();
    out.stats_dump_period_sec = 0;
    out.stats_persist_period_sec = 0;
    return out;
}

/// The newest half gigabyte of records is stored fast to read, what is older small: LZ4 is unpacked in less than half
/// the time of ZSTD, and takes half as much room again.
void settle_records(rocksdb::ColumnFamilyOptions& out) {
    out.compression_per_level.assign(static_cast<std::size_t>(out.num_levels), rocksdb::kZSTD);
    out.compression_per_level[0] = out.compression_per_level[1] = rocksdb::kLZ4Compression;
    out.target_file_size_base = 64 << 20;
    out.max_bytes_for_level_base = 512 << 20;
}

/// Keys that come in any order would be written anew with every level that they reach. In merged runs of like size each
/// is written as often as the log has doubled.
void settle_index(rocksdb::ColumnFamilyOptions& out) {
    out.compaction_style = rocksdb::kCompactionStyleUniversal;
    out.level0_file_num_compaction_trigger = 8;
}

/// Of a key of the stream index, what comes before the version: the next event of a stream is inserted where its last
/// one was, without a search.
class StreamOfKey final : public rocksdb::SliceTransform {
  public:
    const char* Name() const override { return "taizhang.stream"; }
    rocksdb::Slice Transform(const rocksdb::Slice& key) const override {
        return {key.data(), key.size() - sizeof(Version)};
    }
    bool InDomain(const rocksdb::Slice& key) const override { return key.size() > sizeof(Version); }
};

/// One hint for a whole family: the commands of a group, in the order of their ids, are each looked for from where the
/// one before was put.
class WholeFamily final : public rocksdb::SliceTransform {
  public:
    const char* Name() const override { return "taizhang.all"; }
    rocksdb::Slice Transform(const rocksdb::Slice& key) const override { return {key.data(), 0}; }
    bool InDomain(const rocksdb::Slice&) const override { return true; }
};

rocksdb::BlockBasedTableOptions table_options(Family family, const std::shared_ptr<rocksdb::Cache>& cache) {
    rocksdb::BlockBasedTableOptions table;
    table.block_cache = cache;
    table.block_size = family == Family::records ? 16 << 10 : 4 << 10;
    table.cache_index_and_filter_blocks = true;  // counted within the cache's bound
    table.format_version = 5;
    if (family == Family::records) return table;
    // in parts, of which only those that are asked for come into the cache
    table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
    if (family != Family::commands) return table;
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
    table.partition_filters = true;
    return table;
}

rocksdb::ColumnFamilyOptions family_options(const RocksLogOptions& options, Family family,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
    rocksdb::ColumnFamilyOptions out;
    out.write_buffer_size = options.write_buffer_bytes;
    out.max_write_buffer_number = 4;  // one is written into while others are being sorted into files
    // hashes do not become smaller; of command ids, what RocksDB writes beside each does
    const bool hashes = family == Family::leaves || family == Family::tree;
    out.compression = hashes ? rocksdb::kNoCompression : rocksdb::kLZ4Compression;
    if (family == Family::records)
        settle_records(out);
    else
        settle_index(out);
    if (family == Family::streams) out.memtable_insert_with_hint_prefix_extractor = std::make_shared<StreamOfKey>();
    if (family == Family::commands) {
        out.memtable_insert_with_hint_prefix_extractor = std::make_shared<WholeFamily>();
        // most ids that are asked for are new
        out.memtable_whole_key_filtering = true;
        out.memtable_prefix_bloom_size_ratio = 0.02;
    }
    out.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table_options(family, cache)));
    return out;
}

/// The families that stand in an existing database but are none of ours, or "".
std::string foreign_family(const std::vector<std::string>& names) {
    for (const auto& name : names) {
        if (std::find(family_names.begin(), family_names.end(), name) == family_names.end()) return name;
    }
    return "";
}

Error not_a_log(const std::string& path, const std::string& why) {
    return invalid(path + " is not an event log of taizhang: " + why +
                   ". Give a directory that holds one, or an empty or new one to make it in");
}

Error opening_error(const rocksdb::Status& status, const std::string& path) {
    const std::string told = status.ToString();
    const auto says = [&](std::string_view text) { return told.find(text) != std::string::npos; };
    if (says("/LOCK: ") && (says("lock hold by current process") || says("Resource temporarily unavailable"))) {
        return {ErrorCode::busy, "the log at " + path + " is open elsewhere; stop that process, or ask it (--server)"};
    }
    if (status.IsNoSpace())
        return {ErrorCode::not_writable, "the log at " + path + " cannot be opened: the disk is full (" + told + ")"};
    if (says("Read-only file system") || says("Permission denied")) {
        return {ErrorCode::not_writable,
                "the log at " + path + " cannot be opened, because it cannot be written to: " + told};
    }
    if (status.IsCorruption() || says("No such file")) {
        return corrupt("the log at " + path + " is damaged and was left as it is: " + told +
                       ". Restore it from a backup or a replica, or salvage what stands before the damage");
    }
    return {ErrorCode::internal, "the log at " + path + " cannot be opened: " + told};
}

using Store = std::unique_ptr<const RocksStore>;

/// The families that are there, to be read and not touched; in the order of `names`, not of Family.
Result<Store> look_into(const std::string& path, const std::vector<std::string>& names) {
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    for (const auto& name : names) families.emplace_back(name, rocksdb::ColumnFamilyOptions());
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DBOptions quiet;
    quiet.info_log = std::make_shared<NoInfoLog>();
    rocksdb::DB* raw = nullptr;
    const auto status = rocksdb::DB::OpenForReadOnly(quiet, path, families, &handles, &raw);
    if (!status.ok()) return store_error(status, "looking into " + path);
    return std::make_unique<const RocksStore>(std::unique_ptr<rocksdb::DB>(raw), std::move(handles));
}

/// A database whose making was interrupted has no key at all and may be completed.
bool is_empty(const RocksStore& store, std::size_t families) {
    for (std::size_t i = 0; i < families; ++i) {
        const std::unique_ptr<rocksdb::Iterator> it(
            store.db().NewIterator(rocksdb::ReadOptions(), store.family(static_cast<Family>(i))));
        it->SeekToFirst();
        if (it->Valid() || !it->status().ok()) return false;
    }
    return true;
}

/// A log of format 1 has the first families only, or, when its completion was interrupted, some of the others too. A
/// log of a later format that lacks one has lost it.
Result<bool> may_be_completed(const RocksStore& store, const std::vector<std::string>& names) {
    for (std::size_t i = 0; i < log_layout::families_without_tree; ++i) {
        if (std::find(names.begin(), names.end(), family_names[i]) == names.end()) return false;
    }
    std::string format;
    const auto status =
        store.db().Get(rocksdb::ReadOptions(), store.db().DefaultColumnFamily(), log_layout::format_key, &format);
    if (!status.ok() && !status.IsNotFound()) return store_error(status, "reading the log's format");
    return format == log_layout::u64_bytes(log_layout::format_without_tree);
}

Status may_make_new(const RocksLogOptions& options) {
    if (!options.create_if_missing) return not_a_log(options.path, "there is none yet");
    if (!options.origin.empty() && options.epoch != 0) return {};
    return invalid("a new log at " + options.path + " needs an origin that is not empty and an epoch other than 0");
}

/// Without CURRENT there is no database; only what an interrupted creation leaves may be there besides.
Status prepare_directory(const RocksLogOptions& options) {
    TZ_CHECK(may_make_new(options));
    std::error_code error;
    fs::create_directories(options.path, error);
    if (error == std::errc::read_only_file_system || error == std::errc::permission_denied) {
        return Error{ErrorCode::not_writable, "the directory " + options.path + " cannot be made: " + error.message()};
    }
    if (!fs::is_directory(options.path))
        return not_a_log(options.path, "it cannot be made a directory (" + error.message() + ")");
    for (const auto& entry : fs::directory_iterator(options.path, error)) {
        const std::string name = entry.path().filename();
        const bool ours = name == "LOCK" || name == "IDENTITY" || name == log_layout::mark_file ||
                          name == log_layout::checkpoint_mark_file || name.starts_with("LOG") ||
                          name.starts_with("MANIFEST-") || name.starts_with("OPTIONS-") || name.ends_with(".dbtmp");
        if (!ours) return not_a_log(options.path, "it has no file CURRENT, but holds " + name);
    }
    return {};
}

/// Refuses what is not ours before RocksDB, which would add our families to any database, gets to write.
Status inspect(const RocksLogOptions& options) {
    std::error_code error;
    if (!fs::exists(fs::path(options.path) / "CURRENT", error)) return prepare_directory(options);
    std::vector<std::string> names;
    const auto listed = rocksdb::DB::ListColumnFamilies(rocksdb::DBOptions(), options.path, &names);
    if (!listed.ok()) return opening_error(listed, options.path);
    if (const auto other = foreign_family(names); !other.empty()) {
        return not_a_log(options.path, "the database there holds '" + other + "'");
    }
    if (names.size() == family_names.size()) return {};
    TZ_TRY(const Store store, look_into(options.path, names));
    TZ_TRY(const bool of_format_1, may_be_completed(*store, names));
    if (of_format_1) return {};
    if (!is_empty(*store, names.size()))
        return not_a_log(options.path, "the database there lacks a family that a log has");
    return may_make_new(options);
}

}  // namespace

Result<std::unique_ptr<RocksStore>> open_store(const RocksLogOptions& options) {
    TZ_CHECK(inspect(options));
    const auto cache = rocksdb::NewLRUCache(options.block_cache_bytes);
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    for (std::size_t i = 0; i < family_names.size(); ++i) {
        families.emplace_back(family_names[i], family_options(options, static_cast<Family>(i), cache));
    }
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* raw = nullptr;
    const auto status = rocksdb::DB::Open(database_options(options), options.path, families, &handles, &raw);
    if (!status.ok()) return opening_error(status, options.path);
    return std::make_unique<RocksStore>(std::unique_ptr<rocksdb::DB>(raw), std::move(handles));
}

}  // namespace taizhang
