#include "src/audit/verifier.hpp"

#include <taizhang/reflect/storage.hpp>

#include <algorithm>

namespace taizhang::audit {

namespace {

Error about(const std::string& from_where, Error error) {
    error.message = from_where + ": " + error.message;
    return error;
}

}  // namespace

Status check_payload(const Record& record) {
    if (record.redacted) return {};
    const auto& header = record.header;
    const Digest found = payload_digest(record.salt, record.payload);
    if (found == header.payload_digest) return {};
    return corrupt_at(header.position, "its salt and payload hash to " + found.to_string() + ", but its header says " +
                                           header.payload_digest.to_string());
}

Result<EventHeader> parse_entry(std::string_view entry, Position here) {
    if (entry.size() > max_header_bytes) {
        return corrupt_at(here, "its header has " + std::to_string(entry.size()) + " bytes; at most " +
                                    std::to_string(max_header_bytes) + " are allowed");
    }
    auto header = reflect::load<EventHeader>(entry);
    if (!header) return corrupt_at(here, "its header cannot be read: " + header.error().message);
    return std::move(*header);
}

Result<tlog::OpenedCheckpoint> Verifier::open(std::string_view text) const {
    if (checks_signatures()) return tlog::open_checkpoint(text, policy_);
    TZ_TRY(const tlog::Note note, tlog::parse_note(text));
    tlog::OpenedCheckpoint opened;
    TZ_TRY(opened.checkpoint, tlog::Checkpoint::parse(note.text));
    if (policy_.origin.empty() || opened.checkpoint.origin == policy_.origin) return opened;
    return corrupt("expected a checkpoint of '" + policy_.origin + "', got one of another log");
}

Status Verifier::expect(std::string_view note, const std::string& from_where) {
    auto opened = open(note);
    if (!opened) return about(from_where, opened.error());
    const auto& checkpoint = opened->checkpoint;
    if (checkpoint.size < size()) {
        return about(from_where, invalid("it must be announced before its " + std::to_string(checkpoint.size) +
                                         " records have gone by, but " + std::to_string(size()) + " have"));
    }
    const bool official = policy_.quorum > 0 && opened->official;
    expected_.emplace(checkpoint.size, Expected{checkpoint.root, checkpoint.origin, from_where, official});
    return check_roots();
}

Status Verifier::add(const Record& record, const std::optional<Digest>& kept_leaf) {
    return add_checked(record, leaf_hash(header_entry(record.header)), kept_leaf);
}

Status Verifier::add(std::string_view entry, const Salt& salt, std::string_view payload) {
    Record record{{}, salt, std::string(payload)};
    TZ_TRY(record.header, parse_entry(entry, size()));
    return add_checked(record, leaf_hash(entry), {});
}

Status Verifier::add_redacted(std::string_view entry, Position by) {
    Record record;
    TZ_TRY(record.header, parse_entry(entry, size()));
    record.redacted = Redacted{.by = by};
    return add_checked(record, leaf_hash(entry), {});
}

Status Verifier::add_checked(const Record& record, const Digest& leaf, const std::optional<Digest>& kept_leaf) {
    const auto& header = record.header;
    TZ_CHECK(order_.add(header));
    TZ_CHECK(check_payload(record));
    TZ_CHECK(redactions_.add(record));
    if (kept_leaf && *kept_leaf != leaf) {
        return corrupt_at(header.position, "its header hashes to " + leaf.to_string() +
                                               ", but the leaf kept for it is " + kept_leaf->to_string());
    }
    completed_.clear();
    frontier_.push(leaf, completed_);
    return check_roots();
}

Status Verifier::check_roots() {
    for (auto found = expected_.find(size()); found != expected_.end(); found = expected_.find(size())) {
        TZ_CHECK(check_root(found->second));
        expected_.erase(found);
    }
    return {};
}

Status Verifier::check_root(const Expected& expected) {
    const Digest found = root();
    if (found != expected.root) {
        const Position doubted = covered_.value_or(0);
        const std::string records = size() == 0 ? "no records" : "records 0 to " + std::to_string(size() - 1);
        return corrupt_at(doubted, records + " hash to the root " + to_base64(found.view()) + ", but " +
                                       expected.from_where + " says " + to_base64(expected.root.view()) +
                                       "; the first that differs stands at or after this position");
    }
    ++held_;
    covered_ = std::max(covered_.value_or(0), size());
    if (expected.official) {
        ++official_;
        official_size_ = std::max(official_size_.value_or(0), size());
    }
    return {};
}

Status Verifier::finish() const {
    TZ_CHECK(redactions_.finish());
    const auto missing = std::ranges::min_element(expected_, {}, [](const auto& entry) { return entry.first; });
    if (missing == expected_.end()) return {};
    return corrupt_at(size(), "the log ends here, but " + missing->second.from_where + " covers " +
                                  std::to_string(missing->first) + " records: those after it have been lost");
}

}  // namespace taizhang::audit
