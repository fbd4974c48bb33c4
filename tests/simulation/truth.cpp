#include "tests/simulation/truth.hpp"

#include "src/transparency/checkpoint.hpp"
#include "src/transparency/log_hashes.hpp"
#include "tests/simulation/journal.hpp"
#include "tests/unit/transparency/small_tree.hpp"

#include "events/catalogue.hpp"

#include <algorithm>
#include <set>

namespace taizhang::simulation {

namespace {

[[noreturn]] void broken(const std::string& what) {
    throw Violation(what);
}

void check(bool holds, const std::string& otherwise) {
    if (!holds) broken(otherwise);
}

std::string at(Position position) {
    return "position " + std::to_string(position);
}

/// The name of the event behind a record's number.
std::string event_name(const Record& record) {
    return std::string(find_event(record.header.type)->name);
}

}  // namespace

Digest leaf_of(const Record& record) {
    return leaf_hash(header_entry(record.header));
}

void Truth::take(const Record& record) {
    const auto& header = record.header;
    check(header.position == end(), "a gap: expected " + at(end()) + " to be written, got " + at(header.position));
    check(records_.empty() || header.recorded >= records_.back().header.recorded,
          at(header.position) + " was recorded before the one in front of it");
    auto& version = versions_[header.stream];
    check(header.stream_version == version + 1, at(header.position) + " is version " +
                                                    std::to_string(header.stream_version) + " of " +
                                                    header.stream.value + ", after " + std::to_string(version));
    ++version;
    check(header.payload_digest == payload_digest(record.salt, record.payload),
          at(header.position) + ": the payload is not the one that the header names");
    auto& outcome = commands_.try_emplace(header.command_id, CommandOutcome{header.position, 0}).first->second;
    check(outcome.first + outcome.count == header.position,
          "the command " + header.command_id.to_string() + " acted a second time, at " + at(header.position));
    ++outcome.count;
    leaves_.push_back(leaf_of(record));
    records_.push_back(record);
}

void Truth::tried(std::span<const Record> group) {
    check(in_flight_.empty(), "the log was written to after a write that had failed");
    in_flight_.assign(group.begin(), group.end());
}

void Truth::appended(std::span<const Record> group) {
    check(group.size() == in_flight_.size(), "another group was written than was tried");
    for (const auto& record : group) take(record);
    in_flight_.clear();
}

void Truth::recovered(const EventLog& log) {
    const auto flying = std::exchange(in_flight_, {});
    check(log.end() >= end(), "acknowledged records are lost: the log ends at " + std::to_string(log.end()) +
                                  " after the crash, and at " + std::to_string(end()) + " before");
    check(log.end() == end() || log.end() == end() + flying.size(),
          "of a group of " + std::to_string(flying.size()) + " records " + std::to_string(log.end() - end()) +
              " are there after the crash: it must be whole or absent");
    const auto before = end();
    if (log.end() > before) {
        for (const auto& record : flying) take(record);
    }
    const auto leaves = log.tree_hashes(0, 0, leaves_.size());
    check(leaves && *leaves == leaves_, "after the crash the log holds other records than before");
}

void Truth::accepted(const CommandRequest& request, const CommandAnswer& answer) {
    const auto id = request.id.to_string();
    const auto found = commands_.find(request.id);
    check(found != commands_.end(), "the command " + id + " was acknowledged, and is not durable");
    const auto& [first, count] = found->second;
    check(answer.position + 1 == first + count, "the command " + id + " was told " + at(answer.position) +
                                                    " and stands at " + at(first) + ", " + std::to_string(count) +
                                                    " events");
    check(answer.stream == request.stream && records_[first].header.stream == request.stream,
          "the command " + id + " was told that it acted in another stream");
    check(answer.events.size() == count, "the command " + id + " was told other events than it brought about");
    Version version = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto& header = records_[first + i].header;
        check(event_name(records_[first + i]) == answer.events[i], "the command " + id + " was told other events");
        check(header.actor.account == request.account, at(header.position) + " has another author");
        if (header.stream == request.stream) version = header.stream_version;
    }
    check(version == answer.version, "the command " + id + " was told another version");
    check(answer.events.front() == info_of(request.proposal).name,
          "the command " + id + " was accepted, and another one had this id");
    accepted_.try_emplace(request.id, answer);
}

bool Truth::stands_refused(const CommandId& id, const StreamId& stream) const {
    const auto found = refused_.find(id);
    if (found == refused_.end()) return false;
    return std::none_of(records_.begin() + static_cast<std::ptrdiff_t>(found->second), records_.end(),
                        [&](const Record& record) { return record.header.stream == stream; });
}

void Truth::shown(const KeptCheckpoint& checkpoint, EventLog& log, Dice& dice) {
    const auto note = tlog::parse_note(checkpoint.note);
    check(note.has_value(), "a checkpoint cannot be read");
    const auto parsed = tlog::Checkpoint::parse(note->text);
    check(parsed && parsed->size == checkpoint.size && parsed->origin == log.identity().origin,
          "a checkpoint speaks of another tree");
    const auto size = parsed->size;
    const auto said = "the checkpoint of " + std::to_string(size) + " records ";
    check(size <= end(), said + "covers what is not durable");
    if (notes_[size] == checkpoint.note) return;
    check_kept({{size, checkpoint.note}}, log);
    const auto known = roots_.find(size);
    check(known == roots_.end() || known->second == parsed->root, said + "contradicts an earlier one");
    check(parsed->root == tlog::mth(tlog::Leaves(leaves_).first(size)), said + "has a wrong root");
    const tlog::LogHashes hashes(log);
    for (const auto& [earlier, root] : roots_) {
        if (earlier >= size || (dice.below(4) != 0 && earlier != roots_.begin()->first)) continue;
        const auto path = tlog::consistency_path(hashes, earlier, size);
        check(path && tlog::verify_consistency(earlier, root, size, parsed->root, *path),
              said + "does not continue that of " + std::to_string(earlier));
    }
    for (int i = 0; size > 0 && i < 3; ++i) {
        const auto leaf = dice.below(size);
        const auto path = tlog::inclusion_path(hashes, leaf, size);
        check(path && tlog::verify_inclusion(leaves_[leaf], leaf, size, *path, parsed->root),
              said + "does not prove " + at(leaf));
    }
    roots_[size] = parsed->root;
    notes_[size] = checkpoint.note;
}

void Truth::check_kept(const std::map<std::uint64_t, std::string>& notes, EventLog& log) const {
    for (const auto& [size, note] : notes) {
        const auto kept = log.checkpoints().at_most(size);
        check(kept && *kept && (*kept)->size == size,
              "a checkpoint of " + std::to_string(size) + " records was shown, and is not kept");
    }
}

void Truth::audit(EventLog& log) const {
    check(log.end() == end(), "the log ends at " + std::to_string(log.end()) + " instead of " + std::to_string(end()));
    Position next = 0;
    while (next < end()) {
        const auto page = log.read(next, {.count = 100});
        check(page && !page->empty(), at(next) + " cannot be read");
        for (const auto& record : *page) {
            check(record.header.position == next, "the log shows a gap before " + at(record.header.position));
            check(leaf_of(record) == leaves_[next] && record.payload == records_[next].payload,
                  at(next) + " is not what was written there");
            ++next;
        }
    }
    for (const auto& [stream, version] : versions_)
        check(log.version(stream).value() == version, stream.value + " has another version in the log");
    for (const auto& [id, answer] : accepted_) {
        const auto outcome = log.find_command(id);
        check(outcome && *outcome && (*outcome)->first + (*outcome)->count == answer.position + 1,
              "the acknowledged command " + id.to_string() + " is not found in the log");
    }
    check_kept(notes_, log);
}

void Truth::audit_duties() const {
    std::set<std::string> seen;
    constexpr unsigned hashed_id = 8;  // the version of the UUIDs that the keeper gives
    for (const auto& record : records_) {
        const auto& header = record.header;
        if (header.command_id.bytes[6] >> 4 != hashed_id) continue;
        check(header.effective <= header.recorded, at(header.position) + " came before its time");
        const auto event = event_of(record);
        check(event.has_value(), at(header.position) + " cannot be read");
        const auto duty = header.stream.value + " " + event_name(record) + " " + header.effective.to_string() + " " +
                          boost::json::serialize(event_to_json(*event));
        check(seen.insert(duty).second, "a duty was done twice: " + duty);
    }
}

}  // namespace taizhang::simulation
