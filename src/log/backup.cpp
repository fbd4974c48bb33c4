#include "src/log/backup.hpp"

#include "src/log/backup_directory.hpp"
#include "src/log/backup_files.hpp"
#include "src/log/layout.hpp"
#include "src/log/record_codec.hpp"
#include "src/transparency/log_hashes.hpp"

#include <charconv>

namespace taizhang::backup {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t checkpoint_page = 1'000;
constexpr std::size_t page_records = 1'000;
constexpr std::uint64_t progress_steps = 4'096;

Error other_history(const fs::path& directory, const std::string& what) {
    return refused("the backup in " + directory.string() + " " + what +
                   "; nothing was written. If this log is the right one, begin another backup in a new directory, and "
                   "keep the old one");
}

Status check_identity(const LogIdentity& log, const Manifest& manifest, const fs::path& directory) {
    const auto& kept = manifest.identity;
    if (kept.origin == log.origin && kept.epoch == log.epoch) return {};
    return other_history(directory, "is of the log " + kept.origin + ", epoch " + epoch_text(kept.epoch) +
                                        ", but this is " + log.origin + ", epoch " + epoch_text(log.epoch));
}

Status check_not_shorter(BackupSource& source, const Manifest& manifest, const fs::path& directory) {
    if (source.size() >= manifest.end()) return {};
    return other_history(directory, "holds " + std::to_string(manifest.end()) + " records, but the log only " +
                                        std::to_string(source.size()) + ": it lost some, or is an older copy");
}

/// One run of a backup: what it has gathered since the last whole segment.
class Run {
  public:
    Run(BackupSource& source, BackupDirectory& directory, const BackupOptions& options)
        : source_(source), directory_(directory), options_(options), next_(directory.manifest().end()) {
        report_.from = next_.from();
    }

    /// The backup must be the beginning of the source's history.
    Status begin() {
        const auto& manifest = directory_.manifest();
        TZ_CHECK(check_identity(source_.identity(), manifest, directory_.path()));
        TZ_CHECK(check_not_shorter(source_, manifest, directory_.path()));
        TZ_TRY(frontier_, source_.frontier(manifest.end()));
        const auto same = frontier_.root() == manifest.root() ? source_.check_root(manifest.end(), manifest.root())
                                                              : Status(corrupt("the roots differ"));
        if (same) return {};
        if (same.error().code != ErrorCode::corrupt) return same;
        return other_history(directory_.path(), "is of a forked history: its " + std::to_string(manifest.end()) +
                                                    " records are not the first of this log (" + same.error().message +
                                                    ")");
    }

    Status copy() {
        while (next_.to() < source_.size()) {
            TZ_TRY(const auto page, source_.read(next_.to(), page_records));
            if (page.empty()) return corrupt_end();
            for (const auto& record : page) TZ_CHECK(take(record));
        }
        return close_segment();
    }

    BackupReport report() const {
        auto report = report_;
        report.to = directory_.manifest().end();
        report.root = directory_.manifest().root();
        return report;
    }

  private:
    Status take(const StoredRecord& record) {
        // a segment cuts no command in two, so that a restore may end where a segment ends without reading the next
        if (next_.bytes() >= options_.segment_bytes && record.command != last_command_) TZ_CHECK(close_segment());
        last_command_ = record.command;
        if (record.redacts) TZ_CHECK(take_redaction(*record.redacts));
        next_.add(record.redacted_by ? encode_redacted(record.entry, *record.redacted_by)
                                     : encode_record(record.entry, record.salt, record.payload));
        frontier_.push(record.leaf, completed_);
        completed_.clear();
        if (options_.progress && next_.to() % progress_steps == 0) options_.progress(next_.to(), source_.size());
        return {};
    }

    /// What the backup holds of that record, it may hold from before.
    Status take_redaction(Position target) {
        if (target >= next_.to()) return {};
        TZ_TRY(const auto page, source_.read(target, 1));
        if (!page.empty() && page.front().redacted_by) redactions_[target] = *page.front().redacted_by;
        return {};
    }

    /// Those up to the end of this segment, from the newest that the backup has: its note may have been cosigned since.
    Status take_checkpoints() {
        auto from = newest_ ? newest_->size : 0;
        for (;;) {
            TZ_TRY(const auto page, source_.checkpoints(from, checkpoint_page));
            for (const auto& checkpoint : page) {
                if (checkpoint.size > next_.to()) return {};
                keep(checkpoint);
                from = checkpoint.size + 1;
            }
            if (page.size() < checkpoint_page) return {};
        }
    }

    void keep(const KeptCheckpoint& checkpoint) {
        if (newest_ && newest_->size == checkpoint.size && newest_->note == checkpoint.note) return;
        newest_ = checkpoint;
        next_.add(checkpoint);
        ++report_.checkpoints;
    }

    /// Nothing when there is nothing new.
    Status close_segment() {
        TZ_CHECK(take_checkpoints());
        if (next_.empty()) return {};
        const auto root = frontier_.root();
        TZ_CHECK(source_.check_root(next_.to(), root));
        const auto to = next_.to();
        if (const auto redacted = next_.redact(redactions_); !redacted) return redacted.error();
        TZ_TRY(const auto added, directory_.add(std::move(next_), root, newest_, options_.keys, redactions_));
        next_ = SegmentBuilder(to);
        redactions_.clear();
        ++report_.segments;
        report_.bytes += added.bytes;
        report_.redacted += added.redacted;
        return {};
    }

    Error corrupt_end() const {
        return log_layout::corrupt_at(
            next_.to(), "it is missing: " + std::to_string(source_.size()) + " records were to be backed up");
    }

    BackupSource& source_;
    BackupDirectory& directory_;
    const BackupOptions& options_;
    SegmentBuilder next_;
    tlog::Frontier frontier_;
    std::vector<tlog::Frontier::Completed> completed_;
    std::optional<KeptCheckpoint> newest_ = directory_.manifest().checkpoint;
    CommandId last_command_;
    Redactions redactions_;  ///< that this segment orders
    BackupReport report_;
};

}  // namespace

Status LogSource::check_root(tlog::TreeSize size, const Digest& root) {
    TZ_TRY(const auto own, tlog::tree_root(tlog::LogHashes(log_), size));
    if (own == root) return {};
    return corrupt("the log's first " + std::to_string(size) + " records have the root " + own.to_string() + ", not " +
                   root.to_string());
}

Result<tlog::Frontier> LogSource::frontier(tlog::TreeSize size) {
    return tlog::Frontier::load(tlog::LogHashes(log_), size);
}

StoredRecord stored_record(const Record& record) {
    StoredRecord stored{.entry = header_entry(record.header),
                        .salt = record.salt,
                        .payload = record.payload,
                        .leaf = {},
                        .command = record.header.command_id};
    stored.leaf = leaf_hash(stored.entry);
    if (record.redacted) stored.redacted_by = record.redacted->by;
    if (record.header.stream.category() == "redaction") {
        const auto id = record.header.stream.id();
        Position target = 0;
        const auto [end, failed] = std::from_chars(id.data(), id.data() + id.size(), target);
        if (failed == std::errc() && end == id.data() + id.size()) stored.redacts = target;
    }
    return stored;
}

Result<std::vector<StoredRecord>> LogSource::read(Position from, std::size_t most) {
    std::vector<StoredRecord> stored;
    if (from >= size_) return stored;
    TZ_TRY(const auto page, log_.read(from, {.count = std::min<std::size_t>(most, size_ - from)}));
    TZ_TRY(const auto leaves, log_.tree_hashes(0, from, page.size()));
    for (std::size_t i = 0; i < page.size() && i < leaves.size(); ++i) {
        // read() has hashed the bytes that are kept; these are made anew
        stored.push_back(stored_record(page[i]));
        if (stored.back().leaf != leaves[i])
            return log_layout::corrupt_at(from + i, "its header, written again, does not hash to its leaf");
        if (stored.back().redacted_by.value_or(0) >= size_) size_ = log_.end();
    }
    return stored;
}

Result<std::vector<KeptCheckpoint>> LogSource::checkpoints(std::uint64_t from, std::size_t limit) {
    return log_.checkpoints().list(from, limit);
}

Result<BackupReport> back_up(BackupSource& source, const fs::path& path, const BackupOptions& options) {
    TZ_TRY(auto directory, BackupDirectory::open_to_write(path, source.identity()));
    Run run(source, directory, options);
    TZ_CHECK(run.begin());
    TZ_CHECK(run.copy());
    return run.report();
}

Result<tlog::Frontier> rehash(const fs::path& path) {
    tlog::Frontier frontier;
    std::vector<tlog::Frontier::Completed> completed;
    TZ_TRY(const auto manifest, read_manifest(path));
    for (const auto& info : manifest.segments) {
        TZ_TRY(const auto bytes, read_segment(path, info));
        TZ_TRY(const auto segment, parse_segment(bytes, info));
        for (const auto& record : segment.records) {
            TZ_TRY(const auto entry, entry_of(record));
            frontier.push(leaf_hash(entry), completed);
            completed.clear();
        }
        if (frontier.root() != info.root) return wrong_root(info, frontier.root());
    }
    return frontier;
}

}  // namespace taizhang::backup
