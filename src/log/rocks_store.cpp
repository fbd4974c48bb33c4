#include "src/log/rocks_store.hpp"

namespace taizhang {

RocksStore::~RocksStore() {
    for (auto* family : families_) db_->DestroyColumnFamilyHandle(family);
    db_->Close().PermitUncheckedError();  // everything acknowledged is synced already
}

void RocksStore::put(rocksdb::WriteBatch& batch, Family into, std::string_view key, std::string_view value) const {
    // can fail only for a batch with limits or for a foreign family's handle
    batch.Put(family(into), slice(key), slice(value)).PermitUncheckedError();
}

void RocksStore::remove(rocksdb::WriteBatch& batch, Family from, std::string_view key) const {
    batch.Delete(family(from), slice(key)).PermitUncheckedError();  // as put()
}

rocksdb::Status RocksStore::write(rocksdb::WriteBatch& batch) const {
    rocksdb::WriteOptions durable;
    durable.sync = true;
    return db_->Write(durable, &batch);
}

Result<std::optional<std::string>> RocksStore::get(Family from, std::string_view key) const {
    rocksdb::PinnableSlice value;
    const auto status = db_->Get(rocksdb::ReadOptions(), family(from), slice(key), &value);
    if (status.IsNotFound()) return std::optional<std::string>();
    if (!status.ok()) {
        return store_error(status,
                           std::string("reading from ") + log_layout::family_names[static_cast<std::size_t>(from)]);
    }
    return std::optional<std::string>(value.ToString());
}

Result<Position> RocksStore::end_of(Family family) const {
    Cursor cursor(*this, family, "", log_layout::after_every_key);
    cursor.to_last();
    if (!cursor.status().ok()) return store_error(cursor.status(), "finding the end of the log");
    if (!cursor.valid()) return Position(0);
    TZ_TRY(const Position last, log_layout::parse_u64(cursor.key(), "last position"));
    return last + 1;
}

Cursor::Cursor(const RocksStore& store, Family family, std::string begin, std::string end, Use use)
    : begin_(std::move(begin)), end_(std::move(end)), lower_(begin_), upper_(end_) {
    rocksdb::ReadOptions options;
    options.iterate_lower_bound = &lower_;
    options.iterate_upper_bound = &upper_;
    if (use == Use::walk) {
        options.readahead_size = 1 << 20;
        options.fill_cache = false;
    }
    it_.reset(store.db().NewIterator(options, store.family(family)));
    it_->SeekToFirst();
}

Error store_error(const rocksdb::Status& status, const std::string& doing) {
    const std::string told = doing + ": " + status.ToString();
    if (status.IsCorruption()) return corrupt(told);
    if (status.IsNoSpace()) return {ErrorCode::not_writable, "the disk is full; " + told};
    return {ErrorCode::internal, told};
}

}  // namespace taizhang
