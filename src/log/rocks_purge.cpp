#include "src/log/rocks_purge.hpp"

#include "src/log/record_codec.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

namespace taizhang {

using namespace log_layout;

namespace {

namespace fs = std::filesystem;

constexpr auto patience = std::chrono::seconds(30);        ///< a page that is being read may hold an old file so long
constexpr auto look_again = std::chrono::milliseconds(5);  ///< at first; each time later
constexpr auto longest_pause = std::chrono::milliseconds(320);
constexpr auto try_again = std::chrono::minutes(5);  ///< after an attempt that failed

std::string purge_key(Position erased) {
    return std::string(purge_prefix) + u64_bytes(erased);
}

void mark(const RocksStore& store, rocksdb::WriteBatch& batch, Position erased) {
    store.put(batch, Family::meta, purge_key(erased), "");
}

/// The record's bytes, which are whole.
Result<std::string> stored(const RocksStore& store, Position position) {
    const auto key = u64_bytes(position);
    TZ_TRY(auto value, store.get(Family::records, key));
    TZ_TRY(const auto leaf, store.get(Family::leaves, key));
    if (!value || !leaf) return corrupt_at(position, "it is missing");
    TZ_TRY(const Digest hash, parse_leaf(*leaf, position));
    if (const auto record = decode_verified(*value, position, hash); !record) return record.error();
    return std::move(*value);
}

Status told(const rocksdb::Status& status, const char* doing) {
    if (status.ok()) return {};
    return store_error(status, doing);
}

/// The records whose old bytes may still be in the files.
Result<std::vector<Position>> marked(const RocksStore& store) {
    std::vector<Position> positions;
    Cursor cursor(store, Family::meta, std::string(purge_prefix), purge_key(~Position(0)) + '\0');
    for (; cursor.valid(); cursor.next()) {
        TZ_TRY(const auto erased, parse_u64(cursor.key().substr(purge_prefix.size()), "mark of an erased record"));
        positions.push_back(erased);
    }
    TZ_CHECK(told(cursor.status(), "looking for erased records"));
    return positions;
}

/// The directory's write-ahead logs and sorted files, by name.
Result<std::set<std::string>> data_files(const std::string& directory) {
    std::set<std::string> names;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(directory, problem)) {
        const auto ending = entry.path().extension();
        if (ending == ".log" || ending == ".sst") names.insert(entry.path().filename());
    }
    if (problem) return Error{ErrorCode::internal, "cannot list " + directory + ": " + problem.message()};
    return names;
}

/// Everything that was in memory or in a write-ahead log is in sorted files afterwards, without what newer values
/// replaced there. The marks are written again first: a write-ahead log is left behind only when something was written.
Status flush(const RocksStore& store, const std::vector<Position>& erased) {
    rocksdb::WriteBatch batch;
    for (const auto position : erased) mark(store, batch, position);
    TZ_CHECK(told(store.write(batch), "marking erased records"));
    std::vector<rocksdb::ColumnFamilyHandle*> families;
    for (std::size_t i = 0; i < family_names.size(); ++i) families.push_back(store.family(static_cast<Family>(i)));
    return told(store.db().Flush(rocksdb::FlushOptions(), families), "flushing erased records");
}

/// Whether one file alone may hold the record, and it is a new one: so it was made from all that held it before.
bool is_rewritten(const RocksStore& store, const std::string& key, const std::set<std::string>& before) {
    std::vector<rocksdb::LiveFileMetaData> files;
    store.db().GetLiveFilesMetaData(&files);
    std::size_t holding = 0;
    bool fresh = true;
    for (const auto& file : files) {
        const bool holds = file.column_family_name == store.family(Family::records)->GetName() &&
                           file.smallestkey <= key && key <= file.largestkey;
        if (!holds) continue;
        ++holding;
        fresh = fresh && !before.contains(fs::path(file.name).filename());
    }
    return holding == 1 && fresh;
}

/// Again until nothing older is left: another compaction that was under way may have carried an old value further down
/// than this one looked.
Status rewrite(const RocksStore& store, Position erased, const std::set<std::string>& before) {
    constexpr int attempts = 10;
    rocksdb::CompactRangeOptions options;
    options.exclusive_manual_compaction = true;
    options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
    const auto key = u64_bytes(erased);
    const auto only = slice(key);
    for (int i = 0; i < attempts; ++i) {
        TZ_CHECK(told(store.db().CompactRange(options, store.family(Family::records), &only, &only),
                      "rewriting the files of an erased record"));
        if (is_rewritten(store, key, before)) return {};
    }
    return Error{ErrorCode::busy, "position " + std::to_string(erased) +
                                      " was erased, but an older file may still hold it; the files are being merged"};
}

/// Of the files that were there before: the write-ahead logs, and the sorted files that are not part of the database
/// any more.
Result<std::vector<std::string>> left_over(const RocksStore& store, const std::set<std::string>& before) {
    // on this thread; otherwise they go whenever RocksDB comes to it
    TZ_CHECK(told(store.db().DisableFileDeletions(), "removing old files"));
    TZ_CHECK(told(store.db().EnableFileDeletions(true), "removing old files"));
    TZ_TRY(const auto now, data_files(store.db().GetName()));
    std::vector<rocksdb::LiveFileMetaData> files;
    store.db().GetLiveFilesMetaData(&files);
    std::set<std::string> live;
    for (const auto& file : files) live.insert(fs::path(file.name).filename());
    std::vector<std::string> left;
    for (const auto& name : before)
        if (now.contains(name) && !live.contains(name)) left.push_back(name);
    return left;
}

Status wait_until_gone(const RocksStore& store, const std::set<std::string>& before) {
    const auto until = std::chrono::steady_clock::now() + patience;
    for (auto pause = look_again;; pause = std::min(2 * pause, longest_pause)) {
        TZ_TRY(const auto left, left_over(store, before));
        if (left.empty()) return {};
        if (std::chrono::steady_clock::now() > until) {
            return Error{ErrorCode::busy, "the old file " + left.front() +
                                              ", which holds a record that was erased, is still being read"};
        }
        std::this_thread::sleep_for(pause);
    }
}

Status purge(const RocksStore& store) {
    TZ_TRY(const auto erased, marked(store));
    if (erased.empty()) return {};
    TZ_TRY(const auto before, data_files(store.db().GetName()));
    TZ_CHECK(flush(store, erased));
    for (const auto position : erased) TZ_CHECK(rewrite(store, position, before));
    TZ_CHECK(wait_until_gone(store, before));
    rocksdb::WriteBatch done;
    for (const auto position : erased) store.remove(done, Family::meta, purge_key(position));
    return told(store.write(done), "forgetting the marks of erased records");
}

}  // namespace

Status RocksPurge::erase(const RocksStore& store, rocksdb::WriteBatch& batch, const std::vector<Erasure>& erasures) {
    for (const auto& [target, by] : erasures) {
        TZ_TRY(const auto value, stored(store, target));
        TZ_TRY(const auto entry, entry_of(value));
        store.put(batch, Family::records, u64_bytes(target), encode_redacted(entry, by));
        mark(store, batch, target);
    }
    return {};
}

RocksPurge::~RocksPurge() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void RocksPurge::finish_interrupted() {
    const auto left = marked(store_);
    if (left && left->empty()) return;
    if (!purge_and_tell()) request();
}

void RocksPurge::request() {
    {
        const std::lock_guard lock(mutex_);
        requested_ = true;
        if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
    }
    changed_.notify_all();
}

void RocksPurge::run() {
    const auto called = [this] { return requested_ || stopping_; };
    bool left = false;
    std::unique_lock lock(mutex_);
    for (;;) {
        if (left)
            changed_.wait_for(lock, try_again, called);
        else
            changed_.wait(lock, called);
        if (stopping_ && !requested_) return;  // what is left is marked
        requested_ = false;
        lock.unlock();
        left = !purge_and_tell();
        lock.lock();
    }
}

bool RocksPurge::purge_and_tell() {
    const auto done = purge(store_);
    if (done_) done_(done);
    return done.has_value();
}

}  // namespace taizhang
