#include "projections/projection.hpp"
#include "src/views/row_store.hpp"

#include <set>

namespace taizhang {

namespace {

std::string_view view_of(const rocksdb::Slice& slice) {
    return {slice.data(), slice.size()};
}

Error read_error(const rocksdb::Status& status) {
    return Error{status.IsCorruption() ? ErrorCode::corrupt : ErrorCode::internal,
                 "the views' store cannot be read: " + status.ToString() +
                     "; if it stays so, delete the views' directory, it is rebuilt"};
}

Status status_of(const rocksdb::Iterator& it) {
    return it.status().ok() ? Status() : Status(read_error(it.status()));
}

bool is_row(std::string_view value) {
    return !value.empty() && value.front() == layout::put_tag;
}

/// Past every version of the row on which the iterator stands: usually the next entry, else a seek.
void next_key(rocksdb::Iterator& it, const std::string& generation, const std::string& key) {
    it.Next();
    if (!it.Valid() || layout::split_row_key(view_of(it.key()), generation.size()).key != key) return;
    it.Seek(generation + key + '\x01');
}

}  // namespace

RowReader::RowReader(const RowStore& store) : store_(store), snapshot_(store.db_->GetSnapshot()) {}

RowReader::~RowReader() {
    store_.db_->ReleaseSnapshot(snapshot_);
}

std::unique_ptr<rocksdb::Iterator> RowReader::iterator(rocksdb::ColumnFamilyHandle* family,
                                                       const rocksdb::Slice* end) const {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot_;
    options.iterate_upper_bound = end;
    return std::unique_ptr<rocksdb::Iterator>(store_.db_->NewIterator(options, family));
}

Result<std::optional<StoredRow>> RowReader::row(std::string_view generation, std::string_view key, Position at) const {
    const auto from = layout::row_key(generation, key, at);
    if (hidden(key)) return hidden_row(from, key);
    const auto end_text = std::string(generation).append(key) + '\x01';
    const rocksdb::Slice end(end_text);
    const auto it = iterator(store_.rows_, &end);
    it->Seek(from);
    TZ_CHECK(status_of(*it));
    if (!it->Valid()) return std::optional<StoredRow>();
    const auto found = layout::split_row_key(view_of(it->key()), generation.size());
    const auto value = view_of(it->value());
    if (found.key != key || !is_row(value)) return std::optional<StoredRow>();
    return std::optional(StoredRow{std::string(key), found.position, std::string(value.substr(1))});
}

/// Without history a point look-up does, which a filter answers mostly from memory when there is none.
Result<std::optional<StoredRow>> RowReader::hidden_row(const std::string& stored_key, std::string_view key) const {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot_;
    rocksdb::PinnableSlice value;
    const auto status = store_.db_->Get(options, store_.rows_, stored_key, &value);
    if (status.IsNotFound()) return std::optional<StoredRow>();
    if (!status.ok()) return read_error(status);
    return std::optional(StoredRow{std::string(key), 0, std::string(view_of(value).substr(1))});
}

Status RowReader::visit(const std::string& generation, std::string_view prefix, Position at,
                        const Visit& visit_row) const {
    const auto begin = prefix.empty() ? generation + char(hidden_mark + 1) : generation + std::string(prefix);
    const auto end_text = layout::after_prefix(prefix.empty() ? generation : begin);
    const rocksdb::Slice end(end_text);
    const auto it = iterator(store_.rows_, &end);
    for (it->Seek(begin); it->Valid();) {
        const auto found = layout::split_row_key(view_of(it->key()), generation.size());
        const std::string key(found.key);
        if (found.position > at) {
            it->Seek(layout::row_key(generation, key, at));
            continue;
        }
        const auto value = view_of(it->value());
        if (is_row(value)) visit_row(key, found.position, value.substr(1));
        next_key(*it, generation, key);
    }
    return status_of(*it);
}

Status RowReader::visit_all(const std::string& generation,
                            const std::function<void(std::string_view, std::string_view)>& visit_entry) const {
    const auto end_text = layout::after_prefix(generation);
    const rocksdb::Slice end(end_text);
    const auto it = iterator(store_.rows_, &end);
    for (it->Seek(generation); it->Valid(); it->Next())
        visit_entry(view_of(it->key()).substr(generation.size()), view_of(it->value()));
    return status_of(*it);
}

Result<RowReader::Changed> RowReader::changed(const std::string& generation, Position from, Position to,
                                              std::size_t limit) const {
    const auto begin = layout::change_key(generation, from, {});
    const auto end_text =
        to == ~Position{0} ? layout::after_prefix(generation) : layout::change_key(generation, to + 1, {});
    const rocksdb::Slice end(end_text);
    const auto it = iterator(store_.changes_, &end);
    std::set<std::string, std::less<>> keys;
    Position last = from;
    for (it->Seek(begin); it->Valid(); it->Next()) {
        const auto rest = view_of(it->key()).substr(generation.size());
        const auto position = layout::read_u64(rest);
        if (keys.size() >= limit && position > last) return Changed{{keys.begin(), keys.end()}, position - 1};
        last = position;
        keys.emplace(rest.substr(8));
    }
    TZ_CHECK(status_of(*it));
    return Changed{{keys.begin(), keys.end()}, to};
}

}  // namespace taizhang
