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

/// Over versions of one row only, files that have none of them are passed over unread.
std::unique_ptr<rocksdb::Iterator> RowReader::iterator(rocksdb::ColumnFamilyHandle* family, const rocksdb::Slice* end,
                                                       bool one_row) const {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot_;
    options.iterate_upper_bound = end;
    options.prefix_same_as_start = one_row;
    options.total_order_seek = !one_row;
    return std::unique_ptr<rocksdb::Iterator>(store_.db_->NewIterator(options, family));
}

Result<std::optional<StoredRow>> RowReader::row(std::string_view generation, std::string_view key, Position at) const {
    if (hidden(key)) return hidden_row(layout::row_key(generation, key, at), key);
    const auto end_text = std::string(generation).append(key) + '\x01';
    const rocksdb::Slice end(end_text);
    const auto it = iterator(store_.rows_, &end, true);
    return row_at(*it, generation, key, at);
}

Result<StoredRow> RowReader::stored_row(rocksdb::Iterator& it, std::size_t generation_size) {
    const auto newest = layout::split_row_key(view_of(it.key()), generation_size);
    StoredRow row{std::string(newest.key), newest.position, {}, 0};
    Making making;
    TZ_TRY(const auto text, text_here(it, generation_size, row.key, making));
    row.depth = static_cast<std::uint8_t>(making.begins.size());
    row.json = text;
    return row;
}

/// Of the row on which the iterator stands; it goes on to the older ones from which that is made. The text holds until
/// the iterator or the making is used again.
Result<std::string_view> RowReader::text_here(rocksdb::Iterator& it, std::size_t generation_size, std::string_view key,
                                              Making& making) {
    making.deltas.clear();
    making.begins.clear();
    while (is_delta(view_of(it.value()))) {
        making.begins.push_back(making.deltas.size());
        making.deltas.append(view_of(it.value()).substr(2));
        it.Next();
        if (!it.Valid() || layout::split_row_key(view_of(it.key()), generation_size).key != key) {
            TZ_CHECK(status_of(it));
            return no_base(key);
        }
    }
    if (!is_row(view_of(it.value()))) return no_base(key);
    auto text = view_of(it.value()).substr(1);
    auto end = making.deltas.size();
    for (auto begin = making.begins.rbegin(); begin != making.begins.rend(); end = *begin++) {
        TZ_CHECK(apply_delta(text, std::string_view(making.deltas).substr(*begin, end - *begin), making.next));
        std::swap(making.text, making.next);
        text = making.text;
    }
    return text;
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
    Making making;
    std::string key;
    for (it->Seek(begin); it->Valid();) {
        const auto found = layout::split_row_key(view_of(it->key()), generation.size());
        key = found.key;
        if (found.position > at) {
            it->Seek(layout::row_key(generation, key, at));
            continue;
        }
        if (is_row(view_of(it->value()))) {
            TZ_TRY(const auto text, text_here(*it, generation.size(), key, making));
            if (!visit_row(key, found.position, text)) return {};
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
Status RowReader::each_change(const std::string& generation, Position from, const VisitChange& visit_change) const {
    const auto end_text = layout::after_prefix(generation);
    const rocksdb::Slice end(end_text);
    const auto it = iterator(store_.changes_, &end);
    it->SeekForPrev(layout::change_key(generation, from));
    if (!it->Valid() || !view_of(it->key()).starts_with(generation)) it->Seek(layout::change_key(generation, from));
    for (; it->Valid(); it->Next()) {
        auto position = layout::read_u64(view_of(it->key()).substr(generation.size()));
        for (auto rest = view_of(it->value()); !rest.empty();) {
            const auto later = take_varint(rest), size = take_varint(rest);
            if (!later || !size || *size > rest.size()) return damaged_changes();
            position += *later;
            const auto key = rest.substr(0, *size);
            rest.remove_prefix(*size);
            if (position >= from && !visit_change(position, key)) return {};
        }
    }
    return status_of(*it);
}

Result<RowReader::Changed> RowReader::changed(const std::string& generation, Position from, Position to,
                                              std::size_t limit) const {
    std::set<std::string, std::less<>> keys;
    Position upto = to, last = from;
    TZ_CHECK(each_change(generation, from, [&](Position position, std::string_view key) {
        if (position > to) return false;
        if (keys.size() >= limit && position > last) {
            upto = position - 1;
            return false;
        }
        last = position;
        keys.emplace(key);
        return true;
    }));
    return Changed{{keys.begin(), keys.end()}, upto};
}

Result<std::optional<std::vector<std::string>>> RowReader::changed_keys(const Stretch& stretch,
                                                                        std::size_t entries) const {
    std::set<std::string, std::less<>> keys;
    std::size_t read = 0;
    bool enough = true;
    const auto first = stretch.from ? *stretch.from + 1 : 0;
    TZ_CHECK(each_change(stretch.generation, first, [&](Position position, std::string_view key) {
        if (position > stretch.to) return false;
        if (key.starts_with(stretch.prefix)) keys.emplace(key);
        enough = ++read <= entries;
        return enough;
    }));
    if (!enough) return std::optional<std::vector<std::string>>();
    return std::optional(std::vector<std::string>{keys.begin(), keys.end()});
}

/// The row of that key as of a moment, on an iterator that may stand anywhere.
Result<std::optional<StoredRow>> RowReader::row_at(rocksdb::Iterator& it, std::string_view generation,
                                                   std::string_view key, std::optional<Position> at) {
    if (!at) return std::optional<StoredRow>();
    it.Seek(layout::row_key(generation, key, *at));
    TZ_CHECK(status_of(it));
    if (!it.Valid() || layout::split_row_key(view_of(it.key()), generation.size()).key != key)
        return std::optional<StoredRow>();
    return row_here(it, generation.size());
}

/// The row on which the iterator stands, or nothing where it was removed there.
Result<std::optional<StoredRow>> RowReader::row_here(rocksdb::Iterator& it, std::size_t generation_size) {
    if (!is_row(view_of(it.value()))) return std::optional<StoredRow>();
    TZ_TRY(auto row, stored_row(it, generation_size));
    return std::optional(std::move(row));
}

Result<bool> RowReader::visit_changed(const Stretch& stretch, std::string_view behind, std::size_t keys,
                                      const VisitBoth& visit_both) const {
    const auto& [generation, prefix, from, to] = stretch;
    const auto begin = prefix.empty() ? generation + char(hidden_mark + 1) : generation + prefix;
    const auto end_text = layout::after_prefix(prefix.empty() ? generation : begin);
    const rocksdb::Slice end(end_text);
    const auto it = iterator(store_.rows_, &end);
    it->Seek(behind.empty() ? begin : std::string(generation).append(behind) + '\x01');
    std::string last;
    for (std::size_t seen = 0; it->Valid();) {
        const auto found = layout::split_row_key(view_of(it->key()), generation.size());
        if (found.key != last && ++seen > keys) return false;
        last = found.key;
        if (found.position > to) {
            it->Seek(layout::row_key(generation, last, to));
        } else if (from && found.position <= *from) {
            next_key(*it, generation, last);
        } else {
            TZ_TRY(auto after, row_here(*it, generation.size()));
            TZ_TRY(auto before, row_at(*it, generation, last, from));
            TZ_TRY(const bool on, visit_both(last, std::move(before), std::move(after)));
            if (!on) return true;
            it->Seek(generation + last + '\x01');
        }
    }
    TZ_CHECK(status_of(*it));
    return true;
}

}  // namespace taizhang
