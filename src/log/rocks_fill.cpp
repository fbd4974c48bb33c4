#include "src/log/rocks_fill.hpp"

#include <rocksdb/sst_file_writer.h>

#include <algorithm>
#include <memory>

namespace taizhang {

using namespace log_layout;

namespace {

rocksdb::Options options_for(const RocksStore& store, Family family, bool is_old) {
    auto options = store.db().GetOptions(store.family(family));
    if (family == Family::records && !is_old) {  // a file gets the lowest level's packing otherwise
        options.compression_per_level.clear();
        options.compression = rocksdb::kLZ4Compression;
    }
    return options;
}

/// One file of one family. Keys come in order, each once.
class SortedFile {
  public:
    SortedFile(const RocksStore& store, Family family, std::size_t number, bool is_old = false)
        : family_(store.family(family)),
          options_(options_for(store, family, is_old)),
          path_(store.db().GetName() + "/FILL-" + family_names[static_cast<std::size_t>(family)] + "-" +
                std::to_string(number)),
          writer_(rocksdb::EnvOptions(options_), options_, family_),
          status_(writer_.Open(path_)) {}

    void put(std::string_view key, std::string_view value) {
        if (status_.ok()) status_ = writer_.Put(slice(key), slice(value));
    }
    /// Synced, and ready to be taken in.
    Status finish() {
        if (status_.ok()) status_ = writer_.Finish();
        if (status_.ok()) return {};
        auto error = store_error(status_, "writing " + path_);
        // a fault of the disk, and none of what is written
        if (error.code == ErrorCode::internal) error = Error{ErrorCode::not_writable, error.message};
        return error;
    }
    rocksdb::IngestExternalFileArg argument() const {
        rocksdb::IngestExternalFileArg argument;
        argument.column_family = family_;
        argument.external_files = {path_};
        argument.options.move_files = true;
        argument.options.write_global_seqno = false;
        return argument;
    }

  private:
    rocksdb::ColumnFamilyHandle* const family_;
    const rocksdb::Options options_;
    const std::string path_;
    rocksdb::SstFileWriter writer_;
    rocksdb::Status status_;
};

/// All of them or none.
Status take_in(const RocksStore& store, std::vector<std::unique_ptr<SortedFile>> files) {
    std::vector<rocksdb::IngestExternalFileArg> arguments;
    for (const auto& file : files) {
        TZ_CHECK(file->finish());
        arguments.push_back(file->argument());
    }
    const auto status = store.db().IngestExternalFiles(arguments);
    if (status.ok()) return {};
    return store_error(status, "taking in sorted files");
}

/// In order, and each key once: what comes twice is told.
template <class Entries, class Key>
bool sort_once(Entries& entries, const Key& key) {
    std::ranges::sort(entries, {}, key);
    const auto again = std::ranges::unique(entries, {}, key);
    const bool twice = !again.empty();
    entries.erase(again.begin(), again.end());
    return twice;
}

struct StreamKey {
    std::string_view name;
    Version version = 0;
};

Result<StreamKey> parse_key(std::string_view key) {
    constexpr std::size_t behind_name = 1 + sizeof(Version);
    if (key.size() <= behind_name || key[key.size() - behind_name] != '\0')
        return corrupt("a key of the stream index is not one");
    TZ_TRY(const auto version, parse_u64(key.substr(key.size() - sizeof(Version)), "version in the stream index"));
    return StreamKey{key.substr(0, key.size() - behind_name), version};
}

Error wrong_version(Position position, const StreamKey& found, Version expected) {
    return {ErrorCode::internal, "record " + std::to_string(position) + " in stream '" + std::string(found.name) +
                                     "' has a wrong stream version: it should have " + std::to_string(expected) +
                                     ", but has " + std::to_string(found.version)};
}

/// Each stream has the versions 1, 2, 3, … at positions that rise; as many as there are records.
Result<bool> streams_fit(const RocksStore& store, Position end) {
    Cursor cursor(store, Family::streams, "", after_every_key, Cursor::Use::walk);
    std::string stream;
    Version version = 0;
    Position last = 0, count = 0;
    for (; cursor.valid(); cursor.next(), ++count) {
        TZ_TRY(const auto key, parse_key(cursor.key()));
        TZ_TRY(const Position position, parse_u64(cursor.value(), "stream index"));
        if (key.name != stream) {
            stream = key.name;
            version = 0;
        }
        const bool rises = version == 0 || position > last;
        if (key.version != version + 1 || !rises) {
            return wrong_version(std::max(position, last), key, rises ? version + 1 : version);
        }
        version = key.version;
        last = position;
    }
    if (!cursor.status().ok()) return store_error(cursor.status(), "reading the stream index");
    return count == end;
}

Result<bool> commands_fit(const RocksStore& store, std::uint64_t expected) {
    Cursor cursor(store, Family::commands, "", std::string(sizeof(CommandId::bytes) + 1, '\xff'), Cursor::Use::walk);
    std::uint64_t count = 0;
    for (; cursor.valid(); cursor.next()) ++count;
    if (!cursor.status().ok()) return store_error(cursor.status(), "reading the index of commands");
    return count == expected;
}

}  // namespace

Status RocksFill::write(Position first, const FillGroup& group) {
    gather(first, group);
    std::future<Status> indexes;
    if (streams_.size() >= run_) indexes = std::async(std::launch::async, [this] { return write_indexes(); });
    const auto written = write_records(first, group);
    if (indexes.valid()) TZ_CHECK(indexes.get());
    return written;
}

Status RocksFill::write_records(Position first, const FillGroup& group) {
    std::vector<std::unique_ptr<SortedFile>> files;
    files.push_back(std::make_unique<SortedFile>(store_, Family::records, files_, group.is_old));
    files.push_back(std::make_unique<SortedFile>(store_, Family::leaves, files_++));
    for (std::size_t i = 0; i < group.records.size(); ++i) {
        const auto position = u64_bytes(first + i);
        files[0]->put(position, group.records[i].bytes);
        files[1]->put(position, group.records[i].leaf.view());
    }
    TZ_CHECK(settle());
    syncing_ = std::async(std::launch::async,
                          [this, files = std::move(files)]() mutable { return take_in(store_, std::move(files)); });
    return {};
}

Status RocksFill::settle() {
    return syncing_.valid() ? syncing_.get() : Status();
}

void RocksFill::gather(Position first, const FillGroup& group) {
    for (std::size_t i = 0; i < group.records.size(); ++i) {
        const auto& record = group.records[i];
        streams_.push_back({stream_key(record.stream, record.version), first + i});
        const bool goes_on = i > 0 && group.records[i - 1].command == record.command;
        if (goes_on) {
            ++commands_.back().outcome.count;
            continue;
        }
        commands_.push_back({record.command, {first + i, 1}});
        ++all_commands_;
    }
}

Status RocksFill::write_indexes() {
    auto commands = std::async(std::launch::async, [this] { return write_commands(); });
    const auto streams = write_streams();
    TZ_CHECK(commands.get());
    return streams;
}

Status RocksFill::write_streams() {
    if (streams_.empty()) return {};
    if (sort_once(streams_, &StreamEntry::key)) twice_ = true;
    std::vector<std::unique_ptr<SortedFile>> files;
    files.push_back(std::make_unique<SortedFile>(store_, Family::streams, 0));
    for (const auto& [key, position] : streams_) files[0]->put(key, u64_bytes(position));
    streams_.clear();
    return take_in(store_, std::move(files));
}

Status RocksFill::write_commands() {
    if (commands_.empty()) return {};
    if (sort_once(commands_, [](const CommandEntry& entry) { return command_key(entry.id); })) twice_ = true;
    std::vector<std::unique_ptr<SortedFile>> files;
    files.push_back(std::make_unique<SortedFile>(store_, Family::commands, 0));
    for (const auto& [id, outcome] : commands_) files[0]->put(command_key(id), command_value(outcome));
    commands_.clear();
    return take_in(store_, std::move(files));
}

Result<bool> RocksFill::finish(Position end) {
    TZ_CHECK(write_indexes());
    TZ_CHECK(settle());
    auto commands = std::async(std::launch::async, [this] { return commands_fit(store_, all_commands_); });
    const auto streams = streams_fit(store_, end);
    TZ_TRY(const bool commands_are_right, commands.get());
    TZ_TRY(const bool streams_are_right, streams);
    return commands_are_right && streams_are_right && !twice_;
}

}  // namespace taizhang
