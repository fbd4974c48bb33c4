// Writes past the log's back, as an administrator with a database tool may: every checksum of RocksDB holds. The log is
// closed meanwhile.
//
//     Intruder(path).put(Family::leaves, u64_bytes(3), std::string(32, 'x'));
#pragma once

#include "src/log/layout.hpp"
#include "src/log/record_codec.hpp"

#include <rocksdb/db.h>

#include <map>
#include <memory>
#include <stdexcept>

namespace taizhang::test {

class Intruder {
  public:
    explicit Intruder(const std::string& path) {
        std::vector<std::string> names;
        check(rocksdb::DB::ListColumnFamilies({}, path, &names));
        std::vector<rocksdb::ColumnFamilyDescriptor> families;
        for (const auto& name : names) families.emplace_back(name, rocksdb::ColumnFamilyOptions());
        rocksdb::DB* raw = nullptr;
        std::vector<rocksdb::ColumnFamilyHandle*> handles;
        check(rocksdb::DB::Open({}, path, families, &handles, &raw));
        db_.reset(raw);
        for (std::size_t i = 0; i < names.size(); ++i) handles_[names[i]] = handles[i];
    }
    ~Intruder() {
        for (const auto& [name, handle] : handles_) db_->DestroyColumnFamilyHandle(handle);
    }
    Intruder(const Intruder&) = delete;
    Intruder& operator=(const Intruder&) = delete;

    std::string get(log_layout::Family family, const std::string& key) {
        std::string value;
        check(db_->Get({}, handle(family), key, &value));
        return value;
    }
    bool has(log_layout::Family family, const std::string& key) {
        std::string value;
        const auto status = db_->Get({}, handle(family), key, &value);
        if (status.IsNotFound()) return false;
        check(status);
        return true;
    }
    void put(log_layout::Family family, const std::string& key, const std::string& value) {
        check(db_->Put({}, handle(family), key, value));
    }
    void remove(log_layout::Family family, const std::string& key) { check(db_->Delete({}, handle(family), key)); }
    void drop(log_layout::Family family) { check(db_->DropColumnFamily(handle(family))); }

    Record record(Position position) {
        return decode_record(get(log_layout::Family::records, log_layout::u64_bytes(position))).value();
    }
    void put(Position position, const Record& record) {
        put(log_layout::Family::records, log_layout::u64_bytes(position), encode_record(record));
    }

  private:
    static void check(const rocksdb::Status& status) {
        if (!status.ok()) throw std::runtime_error(status.ToString());
    }
    rocksdb::ColumnFamilyHandle* handle(log_layout::Family family) {
        return handles_.at(log_layout::family_names[std::size_t(family)]);
    }

    std::unique_ptr<rocksdb::DB> db_;
    std::map<std::string, rocksdb::ColumnFamilyHandle*> handles_;
};

}  // namespace taizhang::test
