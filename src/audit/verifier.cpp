#include "src/audit/verifier.hpp"

#include "src/audit/key_history.hpp"

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

Result<tlog::Checkpoint> Verifier::read(const tlog::Note& note) const {
    TZ_TRY(auto checkpoint, tlog::Checkpoint::parse(note.text));
    if (policy_.origin.empty() || checkpoint.origin == policy_.origin) return checkpoint;
    return corrupt("expected a checkpoint of '" + policy_.origin + "', got one of another log");
}

/// It bears the name of the log's keys, but is none of those that are known from the beginning.
bool Verifier::may_be_of_later_key(const tlog::Note& note) const {
    return std::ranges::any_of(note.signatures, [&](const tlog::NoteSignature& signature) {
        const auto known = tlog::key_of(signature, policy_.log_keys);
        return known && !*known &&
               std::ranges::find(policy_.log_keys, signature.name, &tlog::VerifierKey::name) != policy_.log_keys.end();
    });
}

Status Verifier::expect(std::string_view text, const std::string& from_where) {
    const auto note = tlog::parse_note(text);
    if (!note) return about(from_where, note.error());
    const auto checkpoint = read(*note);
    if (!checkpoint) return about(from_where, checkpoint.error());
    if (checks_signatures() && !may_be_of_later_key(*note)) {
        const auto opened = tlog::open_checkpoint(text, policy_);
        if (!opened) return about(from_where, opened.error());
    }
    if (checkpoint->size < size()) {
        return about(from_where, invalid("it must be announced before its " + std::to_string(checkpoint->size) +
                                         " records have gone by, but " + std::to_string(size()) + " have"));
    }
    expected_.emplace(checkpoint->size, Expected{checkpoint->root, std::string(text), from_where});
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
    TZ_CHECK(note_key_change(record));
    if (kept_leaf && *kept_leaf != leaf) {
        return corrupt_at(header.position, "its header hashes to " + leaf.to_string() +
                                               ", but the leaf kept for it is " + kept_leaf->to_string());
    }
    completed_.clear();
    frontier_.push(leaf, completed_);
    return check_roots();
}

/// Events of keys are never redacted.
Status Verifier::note_key_change(const Record& record) {
    if (record.header.stream.value != keys_stream) return {};
    TZ_TRY(const auto event, event_of(record));
    TZ_TRY(auto change, key_change(record.header, event));
    const bool own = change && (policy_.origin.empty() || change->key.name == policy_.origin);
    if (own) trust_.add(std::move(*change));
    return {};
}

/// Of several of one size, each may vouch for a key that another one is signed with.
Status Verifier::check_roots() {
    const auto [first, last] = expected_.equal_range(size());
    if (first == last) return {};
    for (auto it = first; it != last; ++it) TZ_CHECK(check_root(it->second));
    for (auto it = first; it != last; ++it) (void)trust_.open(it->second.note, policy_);
    for (auto it = first; it != last; ++it) TZ_CHECK(check_signatures(it->second));
    expected_.erase(first, last);
    return {};
}

Status Verifier::check_signatures(const Expected& expected) {
    ++held_;
    covered_ = std::max(covered_.value_or(0), size());
    if (!checks_signatures()) return {};
    const auto opened = trust_.open(expected.note, policy_);
    if (!opened) return about(expected.from_where, opened.error()).with("checkpoint", size());
    if (policy_.quorum == 0 || !opened->official) return {};
    ++official_;
    official_size_ = std::max(official_size_.value_or(0), size());
    return {};
}

Status Verifier::check_root(const Expected& expected) const {
    const Digest found = root();
    if (found == expected.root) return {};
    const Position doubted = covered_.value_or(0);
    const std::string records = size() == 0 ? "no records" : "records 0 to " + std::to_string(size() - 1);
    return corrupt_at(doubted, records + " hash to the root " + to_base64(found.view()) + ", but " +
                                   expected.from_where + " says " + to_base64(expected.root.view()) +
                                   "; the first that differs stands at or after this position");
}

Status Verifier::again(Position position, std::string_view entry, Position by) {
    TZ_TRY(const auto header, parse_entry(entry, position));
    if (header.position != position) return corrupt_at(position, "asked for again, it is another record");
    return redactions_.again(header, by);
}

Status Verifier::finish() const {
    TZ_CHECK(redactions_.finish());
    const auto missing = std::ranges::min_element(expected_, {}, [](const auto& entry) { return entry.first; });
    if (missing == expected_.end()) return {};
    return corrupt_at(size(), "the log ends here, but " + missing->second.from_where + " covers " +
                                  std::to_string(missing->first) + " records: those after it have been lost");
}

}  // namespace taizhang::audit
