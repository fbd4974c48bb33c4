#include "src/audit/bundle.hpp"
#include "src/audit/bundle_keys.hpp"
#include "src/audit/bundle_lines.hpp"
#include "src/audit/key_history.hpp"
#include "src/transparency/log_hashes.hpp"

#include "events/cloud_event.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace taizhang::audit {

namespace {

constexpr std::size_t bundle_page_records = 256;
constexpr std::size_t remembered_reads = 64;

/// Paths of neighbouring records are made of the same hashes, so what was read last is read again.
class RememberedHashes final : public tlog::HashReader {
  public:
    explicit RememberedHashes(const EventLog& log) : hashes_(log) {}

    Result<std::vector<Digest>> hashes(unsigned level, std::uint64_t first, std::size_t count) const override {
        const auto key = std::tuple(level, first, count);
        if (const auto known = known_.find(key); known != known_.end()) return known->second;
        TZ_TRY(auto found, hashes_.hashes(level, first, count));
        if (known_.size() == remembered_reads) known_.clear();
        return known_.emplace(key, std::move(found)).first->second;
    }

  private:
    const tlog::LogHashes hashes_;
    mutable std::map<std::tuple<unsigned, std::uint64_t, std::size_t>, std::vector<Digest>> known_;
};

class Writer {
  public:
    Writer(const EventLog& log, const std::function<Status(std::string_view)>& out, BundleReport& report)
        : log_(log), hashes_(log), out_(out), report_(report) {}

    Status open(const tlog::TrustPolicy& keys, const std::string& note, Time made) {
        const auto& checkpoint = report_.checkpoint.checkpoint;
        TZ_TRY(const Digest root, tlog::tree_root(hashes_, checkpoint.size));
        if (root != checkpoint.root) {
            return corrupt("the log's first " + std::to_string(checkpoint.size) + " records hash to " +
                           to_base64(root.view()) + ", but the checkpoint says " + to_base64(checkpoint.root.view()) +
                           "; run 'taizhang verify', which finds out more");
        }
        BundleHead head{.origin = checkpoint.origin,
                        .epoch = log_.identity().epoch,
                        .from = report_.from,
                        .to = report_.to,
                        .stream = report_.stream,
                        .size = checkpoint.size,
                        .made = made,
                        .keys = {},
                        .checkpoint = note};
        for (const auto& key : keys.log_keys) head.keys.push_back(key.to_string());
        for (const auto& key : keys.witnesses) head.keys.push_back(key.to_string());
        return out_(head.text() + "\n");
    }

    Status write_range() {
        for (Position from = report_.from; from < report_.to;) {
            TZ_TRY(const auto page, log_.read(from, {std::min<std::uint64_t>(bundle_page_records, report_.to - from)}));
            if (page.empty()) return corrupt_at(from, "the log gives no record here");
            for (const auto& record : page) TZ_CHECK(write(record));
            from += page.size();
        }
        return {};
    }

    Status write_stream(const StreamId& stream) {
        for (Version from = 1;;) {
            TZ_TRY(const auto page, log_.read_stream(stream, from, {bundle_page_records}));
            if (page.empty()) return {};
            for (const auto& record : page) {
                if (record.header.position >= report_.to) return {};
                if (record.header.position >= report_.from) TZ_CHECK(write(record));
            }
            from += page.size();
        }
    }

    /// What ordered the redactions and is not among the records.
    Status write_orders() {
        for (const auto position : orders_) {
            if (written_order(position)) continue;
            TZ_TRY(const auto page, log_.read(position, {1}));
            if (page.empty()) return corrupt_at(position, "the log gives no record here");
            TZ_CHECK(write(page.front(), true));
        }
        return {};
    }

    Status close() { return out_(BundleEnd{report_.records}.text() + "\n"); }

  private:
    bool written_order(Position order) const { return !report_.stream && order >= report_.from && order < report_.to; }

    Status note_order(const Record& redacted) {
        const auto by = redacted.redacted->by;
        orders_.insert(by);
        if (by < report_.checkpoint.checkpoint.size) return {};
        return invalid("position " + std::to_string(redacted.header.position) + " was redacted by position " +
                       std::to_string(by) + ", which the checkpoint of " +
                       std::to_string(report_.checkpoint.checkpoint.size) +
                       " records does not cover; take a newer checkpoint");
    }

    Status write(const Record& record, bool order = false) {
        const auto position = record.header.position;
        const auto& checkpoint = report_.checkpoint.checkpoint;
        BundleRecord line{.position = position,
                          .order = order,
                          .entry = header_entry(record.header),
                          .redacted_by = {},
                          .salt = record.salt,
                          .payload = record.payload,
                          .path = {},
                          .event = {}};
        if (record.redacted) {
            TZ_CHECK(note_order(record));
            line.redacted_by = record.redacted->by;
        }
        TZ_TRY(line.path, tlog::inclusion_path(hashes_, position, checkpoint.size));
        // nothing leaves this house that its receiver will refuse
        const auto proven =
            tlog::verify_inclusion(leaf_hash(line.entry), position, checkpoint.size, line.path, checkpoint.root);
        if (!proven) return corrupt_at(position, proven.error().message);
        TZ_TRY(const auto event, cloud_event({checkpoint.origin, log_.identity().epoch}, record));
        line.event = boost::json::serialize(event);
        if (report_.stream && !order) {
            if (!report_.first_version) report_.first_version = record.header.stream_version;
            report_.last_version = record.header.stream_version;
        }
        if (!order) ++report_.records;
        return out_(line.text() + "\n");
    }

    const EventLog& log_;
    const RememberedHashes hashes_;
    const std::function<Status(std::string_view)>& out_;
    BundleReport& report_;
    std::set<Position> orders_;
};

Status check_selection(const BundleReport& report, Position log_end) {
    const auto size = report.checkpoint.checkpoint.size;
    if (size > log_end) {
        return corrupt("the checkpoint covers " + std::to_string(size) + " records, but the log ends at " +
                       std::to_string(log_end) + ": those after it have been lost");
    }
    if (report.from <= report.to && report.to <= size) return {};
    return invalid("expected --from and --to within the checkpoint's records, 0 to " + std::to_string(size) +
                   " (exclusive), got " + std::to_string(report.from) + " to " + std::to_string(report.to) +
                   "; sign a newer checkpoint first if later records are wanted");
}

}  // namespace

Result<BundleReport> write_bundle(EventLog& log, const tlog::TrustPolicy& keys, const std::string& checkpoint_note,
                                  const BundleSelection& selection, Time made,
                                  const std::function<Status(std::string_view)>& out) {
    BundleReport report;
    TZ_TRY(report.checkpoint, tlog::open_checkpoint(checkpoint_note, keys));
    report.from = selection.from;
    report.to = selection.to.value_or(report.checkpoint.checkpoint.size);
    report.stream = selection.stream;
    report.whole = !selection.stream;
    TZ_CHECK(check_selection(report, log.end()));
    Writer writer(log, out, report);
    TZ_CHECK(writer.open(keys, checkpoint_note, made));
    TZ_TRY(const auto history, key_lines(log, report.checkpoint.checkpoint, checkpoint_note));
    for (const auto& line : history) TZ_CHECK(out(line.text() + "\n"));
    TZ_TRY(report.keys, key_changes(log, report.checkpoint.checkpoint.size));
    TZ_CHECK(report.stream ? writer.write_stream(*report.stream) : writer.write_range());
    TZ_CHECK(writer.write_orders());
    TZ_CHECK(writer.close());
    return report;
}

}  // namespace taizhang::audit
