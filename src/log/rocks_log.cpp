#include "src/log/rocks_log.hpp"

#include "src/log/acknowledged_mark.hpp"
#include "src/log/group_check.hpp"
#include "src/log/page_budget.hpp"
#include "src/log/position_cursor.hpp"
#include "src/log/recent_lookups.hpp"
#include "src/log/record_codec.hpp"
#include "src/log/record_reader.hpp"
#include "src/log/record_scan.hpp"
#include "src/log/rocks_checkpoints.hpp"
#include "src/log/rocks_fill.hpp"
#include "src/log/rocks_identity.hpp"
#include "src/log/rocks_purge.hpp"
#include "src/log/rocks_tree.hpp"
#include "src/log/tree_levels.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>

namespace taizhang {

namespace {

using namespace log_layout;

constexpr std::size_t kept_batch = 1 << 20;  ///< a larger one's memory is given back
constexpr std::size_t checked_tail = 256;    ///< records that are checked when the log is opened

class RocksLog final : public ScanningLog, public Fillable {
  public:
    RocksLog(std::unique_ptr<RocksStore> store, KeptIdentity kept, AcknowledgedMark mark,
             AcknowledgedMark checkpoint_mark, RocksPurge::Done on_erased)
        : store_(std::move(store)),
          identity_(std::move(kept.identity)),
          mark_(std::move(mark)),
          checkpoints_(*store_, end_, identity_.epoch, std::move(checkpoint_mark)),
          format_(kept.format),
          purge_(*store_, std::move(on_erased)) {}

    /// Checks what was acknowledged before it changes anything; `salvaged`: by an operator's order.
    Status start(bool salvaged);

    const LogIdentity& identity() const override { return identity_; }
    Position end() const override { return end_.load(std::memory_order_acquire); }
    Status append(std::span<const Record> group) override;
    Result<std::vector<Record>> read(Position from, ReadLimit limit) const override;
    Result<std::vector<Record>> read_stream(const StreamId& stream, Version from, ReadLimit limit) const override;
    Status scan(Position from, Position to, const RecordVisitor& visit) const override;
    Result<Version> version(const StreamId& stream) const override;
    Result<std::optional<CommandOutcome>> find_command(const CommandId& id) const override;
    Result<std::vector<Digest>> tree_hashes(unsigned level, std::uint64_t first, std::size_t count) const override;
    CheckpointStore& checkpoints() override { return checkpoints_; }
    Status fill(const FillGroup& group) override;
    Status settle() override;
    Status end_of_filling() override;

  private:
    LogTip tip();
    rocksdb::WriteBatch& batch_of(std::span<const Record> group, const PreparedGroup& prepared);
    Status put_redactions(rocksdb::WriteBatch& batch, const PreparedGroup& prepared) const;
    void publish(const PreparedGroup& prepared);
    void wait_for_order(const Record& redacted) const;
    void set_mark() const { mark_.write(identity_.epoch, end()); }
    Result<Record> read_one(Position position) const;
    Result<Version> version_in_index(const StreamId& stream, Position end) const;
    Status check_indexes(const Record& record) const;
    /// Finds the end and checks the newest records with all that belongs to them.
    Status check_tail();
    Status load_tree();

    std::unique_ptr<RocksStore> store_;
    const LogIdentity identity_;
    AcknowledgedMark mark_;
    std::atomic<Position> end_ = 0;  ///< what is at or after it is not shown: it may not be durable
    const RocksTree tree_{*store_};
    mutable RecentLookups recent_;
    RocksCheckpoints checkpoints_;
    mutable std::mutex redacting_;  ///< held while a group is written that redacts, until it is shown
    // the appender's own
    std::uint64_t format_;
    tlog::Frontier frontier_;
    rocksdb::WriteBatch batch_;  ///< of the last group
    Time last_recorded_{std::numeric_limits<std::int64_t>::min()};
    std::string failure_;  ///< why the log does not write any more; empty while it does
    std::optional<RocksFill> fill_;
    RocksPurge purge_;
};

Status RocksLog::append(std::span<const Record> group) {
    if (!failure_.empty()) return Error{ErrorCode::not_writable, failure_};
    if (group.empty()) return {};
    TZ_TRY(const PreparedGroup prepared, prepare_group(group, tip()));
    auto grown = grow(frontier_, prepared.leaves);
    auto& batch = batch_of(group, prepared);
    tree_.put(batch, grown.completed);
    TZ_CHECK(put_redactions(batch, prepared));
    std::unique_lock redacting(redacting_, std::defer_lock);
    if (prepared.redacted) redacting.lock();
    const auto status = store_->write(batch);
    if (status.ok()) {
        frontier_ = std::move(grown.frontier);
        publish(prepared);
        if (!prepared.erasures.empty()) purge_.request();
        return {};
    }
    failure_ = "the log stopped writing at position " + std::to_string(end()) + ": " + status.ToString() +
               ". What of that group is on the disk is not known; mend the disk and start again";
    return Error{ErrorCode::not_writable, failure_};
}

LogTip RocksLog::tip() {
    const auto known_version = [this](const StreamId& stream) { return version(stream); };
    const auto knows = [this](const CommandId& id) -> Result<bool> {
        if (recent_.is_absent(id)) return false;
        TZ_TRY(const auto outcome, find_command(id));
        return outcome.has_value();
    };
    return {.end = end(), .last_recorded = last_recorded_, .version = known_version, .knows_command = knows};
}

rocksdb::WriteBatch& RocksLog::batch_of(std::span<const Record> group, const PreparedGroup& prepared) {
    if (batch_.GetDataSize() > kept_batch) batch_ = rocksdb::WriteBatch();
    auto& batch = batch_;
    batch.Clear();  // keeps its memory
    // one family after the other: what the last insertion looked at is still near
    for (std::size_t i = 0; i < group.size(); ++i)
        store_->put(batch, Family::records, u64_bytes(group[i].header.position), prepared.values[i]);
    for (std::size_t i = 0; i < group.size(); ++i)
        store_->put(batch, Family::leaves, u64_bytes(group[i].header.position), prepared.leaves[i].view());
    for (const auto& record : group) {
        const auto& header = record.header;
        store_->put(batch, Family::streams, stream_key(header.stream, header.stream_version),
                    u64_bytes(header.position));
    }
    for (const auto& [id, outcome] : prepared.commands) {
        store_->put(batch, Family::commands, command_key(id), command_value(outcome));
    }
    return batch;
}

Status RocksLog::put_redactions(rocksdb::WriteBatch& batch, const PreparedGroup& prepared) const {
    if (!prepared.redacted) return {};
    if (format_ != format_with_redaction) put_format(*store_, batch, format_with_redaction);
    return RocksPurge::erase(*store_, batch, prepared.erasures);
}

void RocksLog::publish(const PreparedGroup& prepared) {
    last_recorded_ = prepared.last_recorded;
    if (prepared.redacted) format_ = format_with_redaction;
    recent_.appended(prepared.versions, prepared.commands,
                     [&] { end_.store(end() + prepared.values.size(), std::memory_order_release); });
    set_mark();
}

Status RocksLog::fill(const FillGroup& group) {
    if (!fill_) fill_.emplace(*store_);
    GrownTree grown{frontier_, {}};
    for (const auto& record : group.records) grown.frontier.push(record.leaf, grown.completed);
    TZ_CHECK(fill_->write(frontier_.size(), group));
    rocksdb::WriteBatch batch;
    tree_.put(batch, grown.completed);
    if (std::ranges::any_of(group.records, &FilledRecord::redacted)) {
        put_format(*store_, batch, format_with_redaction);
        format_ = format_with_redaction;
    }
    if (const auto status = store_->write(batch); !status.ok()) return store_error(status, "writing the tree");
    frontier_ = std::move(grown.frontier);
    last_recorded_ = group.last_recorded;
    return {};
}

Status RocksLog::settle() {
    if (fill_) TZ_CHECK(fill_->settle());
    recent_.filled([&] { end_.store(frontier_.size(), std::memory_order_release); });
    set_mark();
    return {};
}

Status RocksLog::end_of_filling() {
    if (!fill_) return {};
    TZ_CHECK(settle());
    TZ_TRY(const bool fits, fill_->finish(end()));
    fill_.reset();
    if (fits) return {};
    TZ_CHECK(scan(0, end(), [this](const Record& record) { return check_indexes(record); }));
    return corrupt("the log's indexes do not fit its records");
}

/// RocksDB shows a record without its payload a moment before the order is shown: who sees the one shall find the
/// other.
void RocksLog::wait_for_order(const Record& redacted) const {
    if (redacted.redacted->by >= end()) const std::lock_guard shown(redacting_);
}

Result<std::vector<Record>> RocksLog::read(Position from, ReadLimit limit) const {
    const Position end = this->end();
    std::vector<Record> page;
    if (from >= end) return page;
    if (limit.count == 1) {  // two look-ups are quicker than two walks
        TZ_TRY(auto only, read_one(from));
        page.push_back(std::move(only));
        return page;
    }
    PositionCursor records(*store_, Family::records, from, end), leaves(*store_, Family::leaves, from, end);
    PageBudget budget(limit);
    for (Position position = from; position < end; ++position) {
        TZ_TRY(const auto value, records.at(position));
        if (!budget.takes(value.size())) break;
        TZ_TRY(const auto leaf, leaves.at(position));
        TZ_CHECK(read_verified(value, position, leaf, page.emplace_back()));
        if (page.back().redacted) wait_for_order(page.back());
        if (budget.spent()) break;
    }
    return page;
}

Status RocksLog::scan(Position from, Position to, const RecordVisitor& visit) const {
    const Position end = std::min(to, this->end());
    if (from >= end) return {};
    PositionCursor records(*store_, Family::records, from, end, Cursor::Use::walk);
    PositionCursor leaves(*store_, Family::leaves, from, end, Cursor::Use::walk);
    Record record;  // used again and again
    for (Position position = from; position < end; ++position) {
        TZ_TRY(const auto value, records.at(position));
        TZ_TRY(const auto leaf, leaves.at(position));
        TZ_CHECK(read_verified(value, position, leaf, record));
        if (record.redacted) wait_for_order(record);
        TZ_CHECK(visit(record));
    }
    return {};
}

Result<Record> RocksLog::read_one(Position position) const {
    const auto value_at = [&](Family family) -> Result<std::string> {
        auto value = store_->get(family, u64_bytes(position));
        if (!value) return corrupt_at(position, "it cannot be read (" + value.error().message + ")");
        if (!*value) return corrupt_at(position, "it is missing");
        return std::move(**value);
    };
    TZ_TRY(const auto value, value_at(Family::records));
    TZ_TRY(const auto leaf, value_at(Family::leaves));
    Record record;
    TZ_CHECK(read_verified(value, position, leaf, record));
    if (record.redacted) wait_for_order(record);
    return record;
}

Result<std::vector<Record>> RocksLog::read_stream(const StreamId& stream, Version from, ReadLimit limit) const {
    const Position end = this->end();
    Version next = std::max<Version>(from, 1);
    if (const auto last = recent_.version(stream); last && *last < next) return std::vector<Record>();
    Cursor index(*store_, Family::streams, stream_key(stream, next), stream_end_key(stream));
    std::vector<Record> page;
    PageBudget budget(limit);
    std::optional<PositionCursor> records, leaves;  // an item's events are often neighbours
    for (; index.valid(); index.next(), ++next) {
        TZ_TRY(const Version version, parse_stream_key(index.key(), stream));
        if (version != next)
            return corrupt("version " + std::to_string(next) + " of " + stream.value +
                           " is missing in the stream index");
        TZ_TRY(const Position position, parse_u64(index.value(), "stream index"));
        if (position >= end) break;
        if (!records) records.emplace(*store_, Family::records, position, end);
        if (!leaves) leaves.emplace(*store_, Family::leaves, position, end);
        TZ_TRY(const auto value, records->at(position));
        TZ_TRY(const auto leaf, leaves->at(position));
        Record record;
        TZ_CHECK(read_verified(value, position, leaf, record));
        if (record.redacted) wait_for_order(record);
        if (record.header.stream != stream || record.header.stream_version != version) {
            return corrupt_at(position, "the index has it as version " + std::to_string(version) + " of " +
                                            stream.value + ", but it is version " +
                                            std::to_string(record.header.stream_version) + " of " +
                                            record.header.stream.value);
        }
        if (!budget.takes(record.payload.size())) break;
        page.push_back(std::move(record));
        if (budget.spent()) break;
    }
    if (!index.status().ok()) return store_error(index.status(), "reading the index of " + stream.value);
    // whoever is about to begin the stream asks for its version next
    if (next == 1 && !index.valid()) recent_.learn(stream, 0, [&] { return this->end() == end; });
    return page;
}

Result<Version> RocksLog::version(const StreamId& stream) const {
    if (const auto known = recent_.version(stream)) return *known;
    const Position end = this->end();
    TZ_TRY(const Version last, version_in_index(stream, end));
    recent_.learn(stream, last, [&] { return this->end() == end; });
    return last;
}

Result<Version> RocksLog::version_in_index(const StreamId& stream, Position end) const {
    Cursor index(*store_, Family::streams, stream_key(stream, 0), stream_end_key(stream));
    for (index.to_last(); index.valid(); index.previous()) {
        TZ_TRY(const Position position, parse_u64(index.value(), "stream index"));
        if (position < end) return parse_stream_key(index.key(), stream);
    }
    if (!index.status().ok()) return store_error(index.status(), "reading the index of " + stream.value);
    return Version(0);
}

Result<std::optional<CommandOutcome>> RocksLog::find_command(const CommandId& id) const {
    const Position end = this->end();
    TZ_TRY(const auto value, store_->get(Family::commands, command_key(id)));
    if (!value) {
        recent_.learn_absent(id, [&] { return this->end() == end; });
        return std::optional<CommandOutcome>();
    }
    TZ_TRY(const CommandOutcome outcome, parse_command_value(*value, id));
    if (outcome.first >= end) return std::optional<CommandOutcome>();
    return std::optional(outcome);
}

Result<std::vector<Digest>> RocksLog::tree_hashes(unsigned level, std::uint64_t first, std::size_t count) const {
    const std::uint64_t end = level_size(level, this->end());
    if (first >= end) return std::vector<Digest>();
    return tree_.hashes(level, first, std::min<std::uint64_t>(count, end - first));
}

Status RocksLog::check_indexes(const Record& record) const {
    const auto& header = record.header;
    TZ_TRY(const auto position, store_->get(Family::streams, stream_key(header.stream, header.stream_version)));
    if (position != u64_bytes(header.position))
        return corrupt_at(header.position, "the index of " + header.stream.value + " does not name it");
    TZ_TRY(const auto command, find_command(header.command_id));
    if (!command || header.position < command->first || header.position - command->first >= command->count) {
        return corrupt_at(header.position,
                          "the entry of its command " + header.command_id.to_string() + " does not name it");
    }
    return {};
}

Status RocksLog::check_tail() {
    TZ_TRY(const Position end, store_->end_of(Family::records));
    TZ_TRY(const Position leaves_end, store_->end_of(Family::leaves));
    if (end != leaves_end) {
        return corrupt_at(std::min(end, leaves_end), "there are " + std::to_string(end) + " records, but " +
                                                         std::to_string(leaves_end) + " leaf hashes");
    }
    end_ = end;
    const Position first = end - std::min<Position>(end, checked_tail);
    TZ_TRY(const auto tail, read(first, {.count = checked_tail, .bytes = std::numeric_limits<std::size_t>::max()}));
    for (const auto& record : tail) {
        TZ_CHECK(check_indexes(record));
        if (record.redacted && record.redacted->by >= end) {
            return corrupt_at(record.header.position, "its payload was removed by position " +
                                                          std::to_string(record.redacted->by) +
                                                          ", but the log ends at " + std::to_string(end));
        }
        if (record.header.recorded < last_recorded_) {
            return corrupt_at(record.header.position, "it was recorded before the one in front of it");
        }
        last_recorded_ = record.header.recorded;
    }
    return {};
}

Status RocksLog::load_tree() {
    if (format_ == format_without_tree) {
        TZ_CHECK(tree_.complete(end()));
        TZ_CHECK(set_format(*store_, format_without_redaction));
        format_ = format_without_redaction;
    }
    TZ_CHECK(tree_.check_edge(end()));
    TZ_TRY(frontier_, tlog::Frontier::load(tree_, end()));
    return {};
}

Status RocksLog::start(bool salvaged) {
    TZ_CHECK(check_tail());
    TZ_CHECK(mark_.check(identity_.epoch, end()));
    TZ_CHECK(salvaged ? checkpoints_.drop_all() : checkpoints_.check());
    TZ_CHECK(load_tree());
    set_mark();
    TZ_CHECK(checkpoints_.set_mark());
    purge_.finish_interrupted();
    return {};
}

}  // namespace

Result<std::unique_ptr<EventLog>> open_rocks_log(const RocksLogOptions& options) {
    TZ_TRY(auto store, open_store(options));
    TZ_TRY(KeptIdentity kept, load_or_make_identity(*store, options));
    const std::filesystem::path directory(options.path);
    TZ_TRY(AcknowledgedMark mark, AcknowledgedMark::open((directory / mark_file).string()));
    TZ_TRY(AcknowledgedMark checkpoints, AcknowledgedMark::open((directory / checkpoint_mark_file).string()));
    auto log = std::make_unique<RocksLog>(std::move(store), std::move(kept), std::move(mark), std::move(checkpoints),
                                          options.on_erased);
    TZ_CHECK(log->start(options.salvage.has_value()));
    return std::unique_ptr<EventLog>(std::move(log));
}

}  // namespace taizhang
