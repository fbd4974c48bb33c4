#include "projections/projection.hpp"
#include "src/views/row_delta.hpp"
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
    return !value.empty() && value.front() != layout::removed_tag;
}

bool is_delta(std::string_view value) {
    return value.size() >= 2 && value.front() == layout::delta_tag;
}

Error no_base(std::string_view key) {
    return corrupt("the row '" + std::string(key) +
                   "' of the views is told by what differs from an older one that is not there; delete the views' "
                   "directory, it is rebuilt");
}

Error damaged_changes() {
    return corrupt("the changes of the views are damaged; delete the views' directory, it is rebuilt");
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
    if (found.key != key || !is_row(view_of(it->value()))) return std::optional<StoredRow>();
    TZ_TRY(auto row, stored_row(*it, generation.size()));
    return std::optional(std::move(row));
}

/// The one on which the iterator stands; it goes on to the older ones from which that is made.
Result<StoredRow> RowReader::stored_row(rocksdb::Iterator& it, std::size_t generation_size) {
    const auto newest = layout::split_row_key(view_of(it.key()), generation_size);
    StoredRow row{std::string(newest.key), newest.position, {}, 0};
    std::vector<std::string> deltas;
    while (is_delta(view_of(it.value()))) {
        deltas.emplace_back(view_of(it.value()).substr(2));
        it.Next();
        TZ_CHECK(status_of(it));
        if (!it.Valid() || layout::split_row_key(view_of(it.key()), generation_size).key != row.key)
            return no_base(row.key);
    }
    if (!is_row(view_of(it.value()))) return no_base(row.key);
    row.json = view_of(it.value()).substr(1);
    row.depth = static_cast<std::uint8_t>(deltas.size());
    for (; !deltas.empty(); deltas.pop_back()) {
        TZ_TRY(row.json, apply_delta(row.json, deltas.back()));
    }
    return row;
}

/// Without history a point look-up does, which a filter answers mostly from memory when there is none.
Result<std::optional<StoredRow>> RowReader::hidden_row(const std::string& stored_key, std::string_view key) const {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot_;
    rocksdb::PinnableSlice value;
    const auto status = store_.db_->Get(options, store_.rows_, stored_key, &value);
    if (status.IsNotFound()) return std::optional<StoredRow>();
    if (!status.ok()) return read_error(status);
    return std::optional(StoredRow{std::string(key), 0, std::string(view_of(value).substr(1)), 0});
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
        if (is_row(view_of(it->value()))) {
            TZ_TRY(const auto row, stored_row(*it, generation.size()));
            visit_row(key, row.position, row.json);
        }
        next_key(*it, generation, key);
    }
    return status_of(*it);
}

Status RowReader::visit_all(const std::string& generation,
                            const std::function<void(std::string_view, std::string_view)>& visit_entry) const {
    const auto end_text = layout::after_prefix(generation);
    const rocksdb::Slice end(end_text);
    const auto it = iterator(store_.rows_, &end);
    std::vector<std::pair<std::string, std::string>> entries;  ///< newest first, deltas but for the last
    for (it->Seek(generation); it->Valid(); it->Next()) {
        const auto value = view_of(it->value());
        entries.emplace_back(view_of(it->key()).substr(generation.size()), value);
        if (is_delta(value)) continue;
        for (auto i = entries.size() - 1; i-- > 0;) {
            const auto older = std::string_view(entries[i + 1].second).substr(1);
            TZ_TRY(const auto json, apply_delta(older, std::string_view(entries[i].second).substr(2)));
            entries[i].second = layout::put_tag + json;
        }
        for (const auto& [key, whole] : entries) visit_entry(key, whole);
        entries.clear();
    }
    TZ_CHECK(status_of(*it));
    if (!entries.empty()) return no_base(entries.front().first);
    return {};
}

/// Changes stand together under the position of the first: those of `from` may be under an earlier one.
Result<RowReader::Changed> RowReader::changed(const std::string& generation, Position from, Position to,
                                              std::size_t limit) const {
    const auto end_text = layout::after_prefix(generation);
    const rocksdb::Slice end(end_text);
    const auto it = iterator(store_.changes_, &end);
    it->SeekForPrev(layout::change_key(generation, from));
    if (!it->Valid() || !view_of(it->key()).starts_with(generation)) it->Seek(layout::change_key(generation, from));
    std::set<std::string, std::less<>> keys;
    for (Position last = from; it->Valid(); it->Next()) {
        auto position = layout::read_u64(view_of(it->key()).substr(generation.size()));
        for (auto rest = view_of(it->value()); !rest.empty();) {
            const auto later = take_varint(rest), size = take_varint(rest);
            if (!later || !size || *size > rest.size()) return damaged_changes();
            position += *later;
            const auto key = rest.substr(0, *size);
            rest.remove_prefix(*size);
            if (position < from) continue;
            if (position > to) return Changed{{keys.begin(), keys.end()}, to};
            if (keys.size() >= limit && position > last) return Changed{{keys.begin(), keys.end()}, position - 1};
            last = position;
            keys.emplace(key);
        }
    }
    TZ_CHECK(status_of(*it));
    return Changed{{keys.begin(), keys.end()}, to};
}

}  // namespace taizhang
