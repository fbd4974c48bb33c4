#include "src/audit/bundle_keys.hpp"

#include "events/cloud_event.hpp"
#include "src/audit/key_history.hpp"
#include "src/audit/verifier.hpp"
#include "src/transparency/log_hashes.hpp"

#include <boost/json.hpp>

namespace taizhang::audit {

namespace {

/// Size and root; who signed it is asked later, under what is trusted then.
Result<tlog::Checkpoint> told_by(std::string_view note) {
    TZ_TRY(const auto parsed, tlog::parse_note(note));
    return tlog::Checkpoint::parse(parsed.text);
}

/// The smallest kept one that covers the position, as long as it is not larger than the bundle's.
Result<std::string> note_over(EventLog& log, Position position, const tlog::Checkpoint& newest,
                              const std::string& note) {
    TZ_TRY(auto kept, log.checkpoints().list(position + 1, 1));
    if (kept.empty() || kept.front().size > newest.size) return note;
    return std::move(kept.front().note);
}

Result<BundleKey> line_of(EventLog& log, const Record& record, const tlog::Checkpoint& newest,
                          const std::string& note) {
    const tlog::LogHashes hashes(log);
    BundleKey line{.position = record.header.position,
                   .entry = header_entry(record.header),
                   .salt = record.salt,
                   .payload = record.payload,
                   .size = 0,
                   .checkpoint = {},
                   .path = {},
                   .consistency = {},
                   .event = {}};
    TZ_TRY(line.checkpoint, note_over(log, line.position, newest, note));
    TZ_TRY(const auto vouching, told_by(line.checkpoint));
    line.size = vouching.size;
    TZ_TRY(line.path, tlog::inclusion_path(hashes, line.position, line.size));
    TZ_TRY(line.consistency, tlog::consistency_path(hashes, line.size, newest.size));
    TZ_TRY(const auto event, cloud_event({newest.origin, log.identity().epoch}, record));
    line.event = boost::json::serialize(event);
    return line;
}

}  // namespace

Result<std::vector<BundleKey>> key_lines(EventLog& log, const tlog::Checkpoint& checkpoint, const std::string& note) {
    std::vector<BundleKey> lines;
    for (Version from = 1;;) {
        TZ_TRY(const auto page, log.read_stream(StreamId{std::string(keys_stream)}, from, {}));
        if (page.empty()) return lines;
        for (const auto& record : page) {
            if (record.header.position >= checkpoint.size) return lines;
            TZ_TRY(auto line, line_of(log, record, checkpoint, note));
            lines.push_back(std::move(line));
        }
        from += page.size();
    }
}

Status BundleKeys::add(const BundleKey& line) {
    TZ_TRY(const auto vouching, told_by(line.checkpoint));
    TZ_TRY(auto header, parse_entry(line.entry, line.position));
    TZ_CHECK(check_place(line, header, vouching));
    TZ_CHECK(check_proven(line, vouching));
    const Record record{std::move(header), line.salt, line.payload};
    TZ_CHECK(check_payload(record));
    TZ_TRY(auto change, change_of(line, record));
    // a log that was restored has another name than before: keys of its old name sign nothing here
    if (change.key.name == head_.origin) changes_.push_back(std::move(change));
    vouching_.push_back(line.checkpoint);
    last_size_ = line.size;
    last_ = line.position;
    ++versions_;
    return {};
}

Status BundleKeys::check_place(const BundleKey& line, const EventHeader& header,
                               const tlog::Checkpoint& vouching) const {
    if (header.position != line.position)
        return corrupt("its header is that of position " + std::to_string(header.position));
    if (header.stream.value != keys_stream)
        return corrupt("it stands in " + header.stream.value + ", not in " + std::string(keys_stream));
    if (header.stream_version != versions_ + 1 || (last_ && line.position <= *last_))
        return corrupt("expected the event of the log's keys that comes next, version " +
                       std::to_string(versions_ + 1) + ", got version " + std::to_string(header.stream_version));
    if (vouching.origin != head_.origin || vouching.size != line.size)
        return corrupt("the checkpoint that it names is of " + std::to_string(vouching.size) + " records of " +
                       vouching.origin);
    if (line.position < line.size && line.size <= head_.size && line.size >= last_size_) return {};
    return corrupt("a checkpoint of " + std::to_string(line.size) + " records cannot vouch for it here");
}

Status BundleKeys::check_proven(const BundleKey& line, const tlog::Checkpoint& vouching) const {
    TZ_TRY(const auto newest, told_by(head_.checkpoint));
    TZ_CHECK(tlog::verify_inclusion(leaf_hash(line.entry), line.position, line.size, line.path, vouching.root));
    return tlog::verify_consistency(line.size, vouching.root, newest.size, newest.root, line.consistency);
}

Result<tlog::KeyChange> BundleKeys::change_of(const BundleKey& line, const Record& record) const {
    TZ_TRY(const auto shown, cloud_event({head_.origin, head_.epoch}, record));
    if (const auto expected = boost::json::serialize(shown); line.event != expected)
        return corrupt("the readable event is not what header and payload say: " + difference(expected, line.event));
    TZ_TRY(const auto event, event_of(record));
    TZ_TRY(auto change, key_change(record.header, event));
    if (!change) return corrupt("it neither adopts nor retires a key");
    return std::move(*change);
}

Result<tlog::OpenedCheckpoint> BundleKeys::open() const {
    tlog::KeyTrust trust(policy_.log_keys, changes_);
    for (const auto& note : vouching_) {
        // one that nobody who is trusted has signed vouches for nothing
        [[maybe_unused]] const auto vouched = trust.open(note, policy_);
    }
    return trust.open(head_.checkpoint, policy_);
}

}  // namespace taizhang::audit
