#include "src/log/restore.hpp"

#include "src/log/backup_directory.hpp"
#include "src/log/group_check.hpp"
#include "src/log/layout.hpp"
#include "src/log/record_codec.hpp"
#include "src/log/record_reader.hpp"
#include "src/log/restore_writer.hpp"
#include "src/log/restored_checkpoints.hpp"
#include "src/log/rocks_log.hpp"
#include "src/transparency/log_hashes.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace taizhang::backup {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t new_bytes = 1 << 30;  ///< of the backup's end are stored quick to read, what is older small
constexpr const char* marker_name = "RESTORING";
constexpr std::string_view readme =
    "A restore is under way here, or was interrupted. This is no data directory; the next restore begins anew.\n";

Result<std::uint64_t> size_to_restore(const Manifest& manifest, const RestoreOptions& options) {
    if (manifest.end() == 0) return not_found("the backup holds no records yet");
    const auto size = options.size.value_or(manifest.end());
    if (size == 0 || size > manifest.end()) {
        return invalid("the backup holds the positions 0 to " + std::to_string(manifest.end() - 1) + "; " +
                       std::to_string(size) + " records cannot be restored");
    }
    if (options.same_epoch && size < manifest.end()) {
        return refused("a restore to an earlier position makes a new epoch: " + std::to_string(manifest.end() - size) +
                       " records that followers may have seen are given up");
    }
    return size;
}

/// Fills an empty log from the segments.
class Restorer {
  public:
    Restorer(EventLog& log, RestoredCheckpoints checkpoints, const RestoreOptions& options, std::uint64_t size)
        : log_(log), checkpoints_(std::move(checkpoints)), options_(options), size_(size), writer_(log) {}

    /// The last order for a restored record; nothing when all of them are restored too.
    std::optional<Position> missing_order() const {
        return awaited_.empty() ? std::nullopt : std::optional(awaited_.rbegin()->first);
    }
    bool wants_more() const { return frontier_.size() < size_; }

    /// All of a segment is verified, also what stands in it behind the last record that is restored. Its records are
    /// written while the next ones are verified.
    Status take(const SegmentInfo& info, std::shared_ptr<const std::string> bytes, const Segment& segment,
                bool is_old) {
        group_ = FillGroup{.records = {}, .bytes = std::move(bytes), .last_recorded = {}, .is_old = is_old};
        group_.records.reserve(segment.records.size());
        for (const auto& record : segment.records) TZ_CHECK(take(record));
        if (frontier_.root() != info.root) return wrong_root(info, frontier_.root());
        group_.last_recorded = last_recorded_;
        TZ_CHECK(told(writer_.write(std::move(group_))));
        if (segment.checkpoints.empty()) return {};
        TZ_CHECK(told(writer_.wait()));
        return checkpoints_.carry_over(segment.checkpoints);
    }

    Result<RestoreReport> finish() {
        TZ_CHECK(told(writer_.finish()));
        TZ_CHECK(checkpoints_.finish());
        RestoreReport report;
        report.identity = log_.identity();
        report.size = log_.end();
        report.redacted = redacted_;
        TZ_TRY(report.root, tlog::tree_root(tlog::LogHashes(log_), size_));
        if (report.root != root_) return corrupt("the restored log does not have the root of the backup's records");
        checkpoints_.tell(report);
        return report;
    }

  private:
    Status take(std::string_view bytes) {
        const Position position = frontier_.size();
        const auto entry = entry_of(bytes);
        if (!entry) return log_layout::corrupt_at(position, entry.error().message);
        const auto leaf = leaf_hash(*entry);
        TZ_CHECK(read_verified(bytes, position, leaf.view(), record_));
        frontier_.push(leaf, completed_);
        completed_.clear();
        if (frontier_.size() == size_) root_ = frontier_.root();
        if (position < size_) return add(bytes, leaf);
        return position == size_ ? check_whole_command() : Status();
    }

    Status add(std::string_view bytes, const Digest& leaf) {
        const auto& header = record_.header;
        TZ_CHECK(check_order(header));
        if (const auto alone = check_alone(record_); !alone) return broken(alone.error());
        if (const auto time = check_time(record_, last_recorded_); !time) return broken(time.error());
        if (record_.redacted) {
            ++redacted_;
            awaited_.emplace(record_.redacted->by, header.position);
        }
        last_recorded_ = header.recorded;
        group_.records.push_back({.bytes = bytes,
                                  .leaf = leaf,
                                  .stream = header.stream,
                                  .version = header.stream_version,
                                  .command = header.command_id,
                                  .redacted = record_.redacted.has_value()});
        return {};
    }

    /// What a removed payload is said to have been removed by must at least be about it. More is for those to say who
    /// know events.
    Status check_order(const EventHeader& header) {
        const auto [begin, end] = awaited_.equal_range(header.position);
        for (auto it = begin; it != end; ++it) {
            if (header.stream.value == "redaction/" + std::to_string(it->second)) continue;
            return log_layout::corrupt_at(it->second, "its payload is said to have been removed by position " +
                                                          std::to_string(header.position) + ", which stands in " +
                                                          header.stream.value);
        }
        awaited_.erase(begin, end);
        return {};
    }

    Status told(const Status& written) const {
        if (!written) return broken(written.error());
        if (options_.progress) options_.progress(std::min(frontier_.size(), size_), size_);
        return {};
    }

    /// What the log refuses is a fault of the backup; a full disk is not.
    static Error broken(Error error) {
        if (error.code != ErrorCode::internal) return error;
        return corrupt("the backup's records break a rule of the log: " + error.message);
    }

    Status check_whole_command() const {
        const auto& records = group_.records;
        const auto& next = record_.header.command_id;
        if (records.empty() || next != records.back().command) return {};
        const auto begin = size_ - static_cast<std::uint64_t>(records.end() -
                                                              std::ranges::find(records, next, &FilledRecord::command));
        return refused("position " + std::to_string(size_ - 1) + " stands inside the command " + next.to_string() +
                       ", whose events begin at " + std::to_string(begin) +
                       " and go on behind it; a command is restored whole or not at all, so end " +
                       (begin > 0 ? "at " + std::to_string(begin - 1) + " or " : "") + "at its last event");
    }

    EventLog& log_;
    RestoredCheckpoints checkpoints_;
    const RestoreOptions& options_;
    const std::uint64_t size_;
    tlog::Frontier frontier_;  ///< over what was verified
    std::vector<tlog::Frontier::Completed> completed_;
    Digest root_;      ///< of what is restored
    Record record_;    ///< used again and again
    FillGroup group_;  ///< of the segment that is being verified
    Time last_recorded_{std::numeric_limits<std::int64_t>::min()};
    std::size_t redacted_ = 0;
    std::multimap<Position, Position> awaited_;  ///< redacted records, by the position of the order
    RestoreWriter writer_;
};

/// The least last position at which everything that is redacted before it has its order, from `order` on.
Result<Position> first_restorable(const fs::path& from, const Manifest& manifest, Position order) {
    for (const auto& info : manifest.segments) {
        TZ_TRY(const auto bytes, read_segment(from, info));
        TZ_TRY(const auto segment, parse_segment(bytes, info));
        for (std::size_t i = 0; i < segment.records.size() && segment.from + i <= order; ++i) {
            TZ_TRY(const auto record, decode_record(segment.records[i]));
            if (record.redacted) order = std::max(order, record.redacted->by);
        }
    }
    return order;
}

/// What was removed by law is not to be had back, and a log without the order for it would be damaged.
Status parted(const fs::path& from, const Manifest& manifest, std::uint64_t size, Position order) {
    TZ_TRY(const auto last, first_restorable(from, manifest, order));
    if (last >= manifest.end()) {
        return corrupt("position " + std::to_string(last) +
                       ", which redacted a record, is not in the backup, which "
                       "ends at " +
                       std::to_string(manifest.end()));
    }
    return refused("records before position " + std::to_string(size) +
                   " were redacted by later ones, and what was removed is not to be had back; restore up to position " +
                   std::to_string(last) + " (--to " + std::to_string(last) + ") or a later one");
}

Result<RestoreReport> fill(EventLog& log, const fs::path& from, const Manifest& manifest,
                           const RestoreOptions& options) {
    TZ_TRY(const auto size, size_to_restore(manifest, options));
    TZ_TRY(auto checkpoints, RestoredCheckpoints::make(log, manifest, options));
    Restorer restorer(log, std::move(checkpoints), options, size);
    // segments without records may follow the last one with some: they hold later checkpoints of the same size
    auto bytes_left = std::accumulate(manifest.segments.begin(), manifest.segments.end(), std::uint64_t{0},
                                      [](auto sum, const auto& info) { return sum + info.bytes; });
    for (const auto& info : manifest.segments) {
        if (!restorer.wants_more() && (info.from != size || info.to != size)) break;
        TZ_TRY(auto read, read_segment(from, info));
        const auto bytes = std::make_shared<const std::string>(std::move(read));
        TZ_TRY(const auto segment, parse_segment(*bytes, info));
        TZ_CHECK(restorer.take(info, bytes, segment, bytes_left > new_bytes));
        bytes_left -= info.bytes;
    }
    if (const auto order = restorer.missing_order()) return parted(from, manifest, size, *order).error();
    TZ_TRY(auto report, restorer.finish());
    report.backup_size = manifest.end();
    return report;
}

/// Where a log is made before it gets its name.
class Workshop {
  public:
    static Result<Workshop> open(const fs::path& data) {
        const fs::path place = data.string() + ".restoring";
        TZ_CHECK(check_ours(place));
        TZ_CHECK(make_private(place));
        TZ_TRY(auto lock, FileLock::take(place / marker_name));
        std::error_code problem;
        fs::remove_all(place / "log", problem);  // of a restore that was interrupted
        if (problem) return Error{ErrorCode::not_writable, "cannot empty " + place.string() + ": " + problem.message()};
        TZ_CHECK(write_whole(place / "README", readme));
        TZ_CHECK(make_private(place / "log"));
        return Workshop(place, std::move(lock));
    }

    std::string log_path() const { return (place_ / "log").string(); }
    void discard() const {
        std::error_code ignored;
        fs::remove_all(place_, ignored);
    }
    Status give_name(const fs::path& data) const {
        std::error_code problem;
        for (const char* name : {"README", marker_name}) fs::remove(place_ / name, problem);
        TZ_CHECK(sync_directory(place_ / "log"));
        TZ_CHECK(sync_directory(place_));
        return rename_durably(place_, data);
    }

  private:
    Workshop(fs::path place, FileLock lock) : place_(std::move(place)), lock_(std::move(lock)) {}

    static Status check_ours(const fs::path& place) {
        std::error_code problem;
        if (!fs::exists(place, problem)) return {};
        for (const auto& entry : fs::directory_iterator(place, problem)) {
            const auto name = entry.path().filename().string();
            if (name == marker_name || name == "log" || name.starts_with("README")) continue;
            return invalid(place.string() + " is needed for the restore, but holds " + name +
                           ", which no restore has put there; move it away");
        }
        if (problem) return invalid("cannot list " + place.string() + ": " + problem.message());
        return {};
    }

    fs::path place_;
    FileLock lock_;
};

Status check_free(const fs::path& data) {
    std::error_code problem;
    if (!fs::exists(data, problem)) return {};
    if (fs::is_directory(data, problem) && fs::is_empty(data, problem)) return {};
    return invalid(data.string() +
                   " is there already and not empty; a restore makes a directory of its own, and replaces "
                   "nothing: give another, or move that one away");
}

Result<RestoreReport> restore_to(const Workshop& workshop, const fs::path& from, const Manifest& manifest,
                                 const RestoreOptions& options) {
    const auto epoch = options.same_epoch ? manifest.identity.epoch : options.new_epoch;
    if (epoch == 0 || (!options.same_epoch && epoch == manifest.identity.epoch))
        return Error{ErrorCode::internal, "a restored log needs a new epoch that is not 0"};
    const auto& origin = manifest.identity.origin;
    TZ_TRY(auto log, open_rocks_log({.path = workshop.log_path(),
                                     .origin = options.same_epoch ? origin : origin_of_epoch(origin, epoch),
                                     .epoch = epoch}));
    return fill(*log, from, manifest, options);
}

}  // namespace

Result<RestoreReport> restore_into(EventLog& log, const fs::path& from, const RestoreOptions& options) {
    if (log.end() != 0)
        return invalid("a restore needs an empty log; this one has " + std::to_string(log.end()) + " records");
    TZ_TRY(const auto manifest, read_manifest(from));
    return fill(log, from, manifest, options);
}

Result<RestoreReport> restore(const fs::path& from, const fs::path& given, const RestoreOptions& options) {
    const auto data = given.has_filename() ? given : given.parent_path();
    TZ_CHECK(check_free(data));
    TZ_TRY(const auto manifest, read_manifest(from));
    if (const auto size = size_to_restore(manifest, options); !size) return size.error();
    if (data.has_parent_path()) TZ_CHECK(make_private(data.parent_path()));
    TZ_TRY(const auto workshop, Workshop::open(data));
    auto report = restore_to(workshop, from, manifest, options);
    if (!report) {
        workshop.discard();
        return report;
    }
    TZ_CHECK(workshop.give_name(data));
    return report;
}

}  // namespace taizhang::backup
