#include "src/replica/intake.hpp"

#include "src/audit/key_history.hpp"
#include "src/bus/wire.hpp"
#include "src/log/record_codec.hpp"
#include "src/redaction/removal.hpp"
#include "src/transparency/log_hashes.hpp"

namespace taizhang::replica {

namespace {

constexpr const char* forged_detail = "forged";

std::string records(std::uint64_t count) {
    return std::to_string(count) + (count == 1 ? " record" : " records");
}

/// Of how many records a note says it is, whoever signed it; 0 for one that says nothing.
tlog::TreeSize claimed_size(std::string_view note) {
    const auto parsed = tlog::parse_note(note);
    if (!parsed) return 0;
    const auto checkpoint = tlog::Checkpoint::parse(parsed->text);
    return checkpoint ? checkpoint->size : 0;
}

}  // namespace

Error forged(std::string what, std::optional<Position> position) {
    auto error = corrupt(std::move(what)).with(forged_detail, true);
    if (position) error.details["position"] = *position;
    return error;
}

bool is_forged(const Error& error) {
    return error.details.contains(forged_detail);
}

Result<Intake> Intake::open(EventLog& log, Options options) {
    Intake intake(log, std::move(options));
    TZ_TRY(intake.frontier_, tlog::Frontier::load(tlog::LogHashes(log), log.end()));
    TZ_CHECK(intake.learn_keys());
    TZ_TRY(const auto newest, log.checkpoints().latest());
    if (newest) intake.goal_.size = newest->size;
    return intake;
}

/// What stands in the log was verified, so the keys that it adopted are trusted as those are that adopted them.
Status Intake::learn_keys() {
    keys_ = tlog::KeyChain(options_.policy.log_keys);
    TZ_TRY(auto changes, audit::key_changes(*log_, log_->end()));
    for (auto& change : changes) keys_.add(std::move(change));
    return {};
}

tlog::TrustPolicy Intake::policy() const {
    auto policy = options_.policy;
    policy.log_keys = keys_.ever(log_->end());
    return policy;
}

Result<std::optional<KeptCheckpoint>> Intake::newest() const {
    return log_->checkpoints().latest();
}

Status Intake::stage(std::string_view stream, Position position, std::string_view bytes) {
    const auto bad = [&](const std::string& why) {
        return forged("position " + std::to_string(position) + ": what came from the leader is not a record: " + why,
                      position);
    };
    if (position != next())
        return Error{ErrorCode::internal, "expected the record for position " + std::to_string(next()) + ", got " +
                                              std::to_string(position)};
    auto record = decode_record(bytes);
    if (!record) return bad(record.error().message);
    const auto entry = header_entry(record->header);
    if (entry != *entry_of(bytes)) return bad("its header is not in the form in which headers are written");
    if (record->header.position != position)
        return bad("it says that its position is " + std::to_string(record->header.position));
    if (record->header.stream.value != stream) return bad("it is of another stream than it was sent for");
    if (const auto sound = verify_payload(*record); !sound) return bad(sound.error().message);
    const auto removal = removal_of(*record);
    if (!removal) return bad(removal.error().message);
    if (*removal) record->erases = (*removal)->position;
    bytes_ += bytes.size();
    staged_.push_back({std::move(*record), leaf_hash(entry), bytes.size()});
    return {};
}

Result<Intake::Signed> Intake::open_note(std::string note) const {
    auto policy = options_.policy;
    policy.log_keys = keys_.in_force(log_->end());
    TZ_TRY(auto opened, tlog::open_checkpoint(note, policy));
    return Signed{std::move(opened), std::move(note)};
}

/// Why it is not signed as it must be: mostly because it is of another log.
Error Intake::unsigned_by(Leader& leader, const Error& why) const {
    const auto& ours = log_->identity();
    const auto theirs = leader.identity();
    if (theirs && (theirs->epoch != ours.epoch || theirs->origin != ours.origin)) {
        return forged("the leader now has another log, " + theirs->origin + " with the epoch " +
                      to_hex(bus::wire::big_endian(theirs->epoch)) + ", and " + ours.origin + " with the epoch " +
                      to_hex(bus::wire::big_endian(ours.epoch)) +
                      " is followed here: it was restored to an earlier state, or is another one");
    }
    return forged("the leader's checkpoint is not signed as it must be: " + why.message);
}

/// The newest; where that bears only keys that are adopted further on than this copy has come, the next one that it
/// can verify. One of no more than is here has no such excuse: whoever may sign it is known.
Result<Intake::Signed> Intake::fetch(Leader& leader) const {
    const bool witnessed = options_.policy.quorum > 0;
    TZ_TRY(auto note, leader.checkpoint(witnessed ? Wanted::official : Wanted::newest));
    const bool ahead = claimed_size(note) > log_->end();
    auto opened = open_note(std::move(note));
    if (!opened && ahead) {
        TZ_TRY(auto next, leader.checkpoint_from(log_->end() + 1));
        if (auto earlier = open_note(std::move(next))) opened = std::move(earlier);
    }
    if (!opened) return unsigned_by(leader, opened.error());
    if (witnessed && !opened->opened.official) {
        return Error{ErrorCode::busy, "the leader's checkpoint of " + records(opened->opened.checkpoint.size) +
                                          " has too few cosignatures of the witnesses that are trusted here"};
    }
    return opened;
}

/// Of records that are here already the leader must have signed the same history.
Status Intake::check_past(const tlog::Checkpoint& checkpoint) const {
    TZ_TRY(const auto root, tlog::tree_root(tlog::LogHashes(*log_), checkpoint.size));
    if (root == checkpoint.root) return {};
    return forged(
        "the leader has signed another history than the one that this replica verified before: of the first " +
        records(checkpoint.size) + " the root is " + root.to_string() + " here, and " + checkpoint.root.to_string() +
        " in its checkpoint");
}

Result<std::vector<Record>> Intake::advance(Leader& leader) {
    TZ_TRY(const auto fetched, fetch(leader));
    const auto& checkpoint = fetched.opened.checkpoint;
    const auto end = log_->end();
    if (checkpoint.size <= end) {
        if (fetched.note == last_note_) return std::vector<Record>();
        TZ_CHECK(check_past(checkpoint));
        if (checkpoint.size == end) TZ_CHECK(keep(fetched.note));
        last_note_ = fetched.note;
        goal_ = checkpoint;
        return std::vector<Record>();
    }
    goal_ = checkpoint;
    auto count = std::min<std::size_t>(staged_.size(), checkpoint.size - end);
    if (end + count < checkpoint.size) count = whole_commands(count);
    TZ_TRY(count, with_proven_orders(count, leader));
    if (count == 0) return std::vector<Record>();
    if (const auto proven = provable(count, leader); !proven) {
        const auto why = proven.error();
        return is_forged(why) ? locate(count, leader, why) : why;
    }
    TZ_TRY(auto appended, append(count));
    if (log_->end() == checkpoint.size) TZ_CHECK(keep(fetched.note));
    return appended;
}

/// A command's records are appended together or not at all, as they were at the leader.
std::size_t Intake::whole_commands(std::size_t count) const {
    const auto cut = [&](std::size_t at) {  // whether a command may end there
        if (at == staged_.size()) return false;
        return staged_[at].record.header.command_id != staged_[at - 1].record.header.command_id;
    };
    while (count > 0 && !cut(count)) --count;
    return count;
}

tlog::Frontier Intake::frontier_after(std::size_t count) const {
    auto frontier = frontier_;
    std::vector<tlog::Frontier::Completed> completed;
    for (std::size_t i = 0; i < count; ++i) frontier.push(staged_[i].leaf, completed);
    return frontier;
}

/// That the log with `count` of what is staged is the beginning of the one that was signed.
Status Intake::provable(std::size_t count, Leader& leader) const {
    const auto frontier = frontier_after(count);
    std::vector<Digest> path;
    if (frontier.size() < goal_.size) {
        TZ_TRY(path, leader.consistency(frontier.size(), goal_.size));
    }
    const auto holds = tlog::verify_consistency(frontier.size(), frontier.root(), goal_.size, goal_.root, path);
    if (holds) return {};
    return forged("what came from the leader up to position " + std::to_string(frontier.size() - 1) +
                  " is not in the tree of " + records(goal_.size) + " that it has signed: " + holds.error().message);
}

/// The first record for which the leader has no proof; it is the leader that is asked, so the answer may be no better
/// than the leader. Where it does not answer at all no record is named: that something is forged is known already.
Error Intake::locate(std::size_t count, Leader& leader, const Error& why) const {
    const auto end = log_->end();
    const auto began = end > 0 ? provable(0, leader) : Status();
    if (!began) {
        if (!is_forged(began.error())) return why;
        return forged("the leader has signed a history of " + records(goal_.size) + " that does not continue the " +
                      records(end) + " that this replica verified before");
    }
    std::size_t good = 0, bad = count;
    while (bad - good > 1) {
        const auto middle = good + (bad - good) / 2;
        const auto holds = provable(middle, leader);
        if (!holds && !is_forged(holds.error())) return why;
        (holds ? good : bad) = middle;
    }
    const auto position = end + bad - 1;
    return forged("position " + std::to_string(position) +
                      ": the record that came is not the one that the leader has signed (leaf " +
                      staged_[bad - 1].leaf.to_string() + ", stream " + staged_[bad - 1].record.header.stream.value +
                      "). " + why.message,
                  position);
}

/// How many can be appended: of what was redacted its order must be proven, and until it is signed we wait.
Result<std::size_t> Intake::with_orders(std::size_t count, Leader& leader) const {
    for (std::size_t i = 0; i < count; ++i) {
        const auto& record = staged_[i].record;
        if (!record.redacted) continue;
        if (record.redacted->by >= goal_.size) {
            while (i > 0 && staged_[i].record.header.command_id == staged_[i - 1].record.header.command_id) --i;
            return i;
        }
        TZ_CHECK(check_order(record, count, leader));
    }
    return count;
}

/// An order that is staged counts only while it is proven together with what it redacts: where fewer records can be
/// appended than were looked at, it may be beyond them, and is then looked for at the leader.
Result<std::size_t> Intake::with_proven_orders(std::size_t count, Leader& leader) const {
    for (;;) {
        TZ_TRY(const auto fewer, with_orders(count, leader));
        if (fewer == count) return count;
        count = fewer;
    }
}

Status Intake::check_order(const Record& redacted, std::size_t count, Leader& leader) const {
    const auto position = redacted.header.position;
    TZ_TRY(const auto order, order_of(redacted, count, leader));
    const auto removal = removal_of(order);
    if (removal && *removal && substitute_of(redacted.header, **removal)) return {};
    return forged("position " + std::to_string(position) + ": the leader has left its payload out, and position " +
                      std::to_string(order.header.position) + ", which it names for that, does not order it",
                  position);
}

/// From what is staged, which is proven together with the redacted one, or from the leader with a proof.
Result<Record> Intake::order_of(const Record& redacted, std::size_t count, Leader& leader) const {
    const auto by = redacted.redacted->by;
    if (by - log_->end() < count) return staged_[by - log_->end()].record;
    TZ_TRY(const auto bytes, leader.record(by));
    TZ_TRY(const auto path, leader.inclusion(by, goal_.size));
    const auto entry = entry_of(bytes);
    const auto leaf = entry ? leaf_hash(*entry) : Digest{};
    const auto held = tlog::verify_inclusion(leaf, by, goal_.size, path, goal_.root);
    auto order = decode_verified(bytes, by, leaf);
    if (entry && held && order) return order;
    return forged("position " + std::to_string(redacted.header.position) +
                      ": the leader has left its payload out, and what it shows as the order for that, position " +
                      std::to_string(by) + ", is not what it has signed",
                  redacted.header.position);
}

Status Intake::note_hold(std::size_t count) {
    auto hold = options_.hold;
    const auto end = log_->end();
    for (std::size_t i = 0; i < count; ++i) {
        const auto& record = staged_[i].record;
        if (!record.redacted || record.redacted->by < end + count) continue;
        hold.from = std::min(hold.from, record.header.position);
        hold.until = std::max(hold.until, record.redacted->by + 1);
    }
    if (hold.until == options_.hold.until && hold.from == options_.hold.from) return {};
    if (options_.remember) TZ_CHECK(options_.remember(hold));
    options_.hold = hold;
    return {};
}

Result<std::vector<Record>> Intake::append(std::size_t count) {
    TZ_CHECK(note_hold(count));
    auto frontier = frontier_after(count);
    std::vector<Record> group;
    group.reserve(count);
    for (std::size_t i = 0; i < count; ++i) group.push_back(std::move(staged_[i].record));
    const auto first = log_->end();
    const auto written = log_->append(group);
    if (!written && written.error().code == ErrorCode::internal) {  // signed, and still no log of this kind
        return forged("what the leader has signed from position " + std::to_string(first) +
                      " on breaks the rules of the log: " + written.error().message);
    }
    if (!written) return written.error();
    frontier_ = std::move(frontier);
    bool keys = false;
    for (std::size_t i = 0; i < count; ++i) {
        keys |= group[i].header.stream.value == audit::keys_stream;
        bytes_ -= staged_.front().bytes;
        staged_.pop_front();
    }
    if (keys) TZ_CHECK(learn_keys());
    if (options_.hold.until > 0 && log_->end() >= options_.hold.until) {
        options_.hold = {};
        if (options_.remember) TZ_CHECK(options_.remember(options_.hold));
    }
    return group;
}

/// A checkpoint is kept when all of its records are here, so that what is served is what was signed.
Status Intake::keep(const std::string& note) const {
    TZ_TRY(const auto latest, log_->checkpoints().latest());
    const auto before = latest ? std::optional(latest->size) : std::nullopt;
    if (latest && latest->note == note) return {};
    return log_->checkpoints().advance(before, {log_->end(), note});
}

}  // namespace taizhang::replica
