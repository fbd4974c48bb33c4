#include "src/log/rocks_checkpoints.hpp"

#include "src/log/checkpoint_check.hpp"

namespace taizhang {

using namespace log_layout;

namespace {

constexpr std::size_t max_reserved = 1'000;

Result<KeptCheckpoint> checkpoint_at(const Cursor& cursor) {
    TZ_TRY(const std::uint64_t size, parse_u64(cursor.key(), "checkpoint's size"));
    return KeptCheckpoint{size, std::string(cursor.value())};
}

Result<std::optional<KeptCheckpoint>> last_of(Cursor cursor) {
    cursor.to_last();
    if (!cursor.status().ok()) return store_error(cursor.status(), "reading the checkpoints");
    if (!cursor.valid()) return std::optional<KeptCheckpoint>();
    TZ_TRY(KeptCheckpoint last, checkpoint_at(cursor));
    return std::optional(std::move(last));
}

}  // namespace

Status RocksCheckpoints::check() const {
    TZ_TRY(const auto newest, latest());
    const auto marked = mark_.read(epoch_);
    if (marked && (!newest || newest->size < *marked)) {
        return corrupt_at(end(),
                          "a checkpoint of " + std::to_string(*marked) +
                              " records had been signed and kept, and is not there any more. Restore the log from a "
                              "backup or a replica, or salvage what is there");
    }
    if (!newest || newest->size <= end()) return {};
    return corrupt_at(end(),
                      "the log ends here, but a checkpoint of " + std::to_string(newest->size) +
                          " records had been signed. Restore it from a backup or a replica, or salvage what is there");
}

Status RocksCheckpoints::set_mark() const {
    TZ_TRY(const auto newest, latest());
    if (newest) mark_.write(epoch_, newest->size);
    return {};
}

Status RocksCheckpoints::drop_all() const {
    rocksdb::WriteBatch batch;
    Cursor cursor(store_, Family::checkpoints, "", after_every_key);
    for (; cursor.valid(); cursor.next()) store_.remove(batch, Family::checkpoints, cursor.key());
    if (!cursor.status().ok()) return store_error(cursor.status(), "reading the checkpoints");
    if (batch.Count() == 0) return {};
    if (const auto status = store_.write(batch); !status.ok()) return store_error(status, "dropping checkpoints");
    return {};
}

Result<std::optional<KeptCheckpoint>> RocksCheckpoints::latest() const {
    return last_of(Cursor(store_, Family::checkpoints, "", after_every_key));
}

Result<std::optional<KeptCheckpoint>> RocksCheckpoints::at_most(std::uint64_t size) const {
    return last_of(Cursor(store_, Family::checkpoints, "", u64_bytes(size) + '\0'));
}

Result<std::vector<KeptCheckpoint>> RocksCheckpoints::list(std::uint64_t from, std::size_t limit) const {
    std::vector<KeptCheckpoint> page;
    page.reserve(std::min(limit, max_reserved));
    Cursor cursor(store_, Family::checkpoints, u64_bytes(from), after_every_key);
    for (; cursor.valid() && page.size() < limit; cursor.next()) {
        TZ_TRY(KeptCheckpoint checkpoint, checkpoint_at(cursor));
        page.push_back(std::move(checkpoint));
    }
    if (!cursor.status().ok()) return store_error(cursor.status(), "reading the checkpoints");
    return page;
}

Status RocksCheckpoints::advance(std::optional<std::uint64_t> expected, const KeptCheckpoint& next) {
    const std::lock_guard one_at_a_time(advancing_);
    if (!failure_.empty()) return Error{ErrorCode::not_writable, failure_};
    TZ_TRY(const auto last, latest());
    TZ_CHECK(check_advance(last ? CheckpointSize(last->size) : std::nullopt, expected, next, end()));
    rocksdb::WriteBatch batch;
    store_.put(batch, Family::checkpoints, u64_bytes(next.size), next.note);
    const auto status = store_.write(batch);
    if (status.ok()) {
        mark_.write(epoch_, next.size);
        return {};
    }
    failure_ = "the log stopped keeping checkpoints at size " + std::to_string(next.size) + ": " + status.ToString() +
               ". Whether that one is on the disk is not known; mend the disk and start again";
    return Error{ErrorCode::not_writable, failure_};
}

}  // namespace taizhang
