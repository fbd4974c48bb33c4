#include "src/audit/log_audit.hpp"

#include <algorithm>

namespace taizhang::audit {

namespace {

constexpr std::size_t page_records = 1'024;
constexpr std::size_t page_checkpoints = 256;

std::optional<Position> position_in(const Error& error) {
    const auto* at = error.details.if_contains("position");
    if (!at) return std::nullopt;
    boost::system::error_code failed;
    const auto position = at->to_number<Position>(failed);
    return failed ? std::nullopt : std::optional(position);
}

Error about_checkpoint(std::uint64_t size, const std::string& what) {
    return corrupt("the checkpoint kept for " + std::to_string(size) + " records " + what).with("checkpoint", size);
}

class Audit {
  public:
    Audit(EventLog& log, Verifier& verifier, const Progress& progress)
        : log_(log), verifier_(verifier), progress_(progress), end_(log.end()) {}

    Result<LogAudit> run() {
        TZ_CHECK(announce(0));
        do {
            while (verifier_.size() < end_) TZ_CHECK(take_page());
        } while (goes_on());
        TZ_CHECK(check_command());
        TZ_CHECK(announce_what_is_beyond());
        TZ_CHECK(verifier_.finish());
        TZ_CHECK(check_streams());
        out_.records = end_;
        out_.streams = verifier_.order().versions().size();
        out_.commands = verifier_.order().commands();
        return out_;
    }

  private:
    /// What has been redacted while this was reading was so by what came meanwhile.
    bool goes_on() {
        const auto awaited = verifier_.redactions().awaited();
        if (awaited.empty() || log_.end() == end_) return false;
        end_ = log_.end();
        return true;
    }

    /// A page with damage in it is read up to the damage first, which may not be the first thing that does not hold.
    Result<std::vector<Record>> read(Position from) const {
        const auto count = std::min<std::uint64_t>(page_records, end_ - from);
        auto page = log_.read(from, {.count = count});
        if (page) return page;
        const auto damaged = position_in(page.error());
        if (!damaged || *damaged <= from) return page;
        return log_.read(from, {.count = *damaged - from});
    }

    Status take_page() {
        const Position from = verifier_.size();
        TZ_TRY(const auto page, read(from));
        if (page.empty())
            return corrupt_at(from,
                              "the log says that it ends at " + std::to_string(end_) + ", but gives no record here");
        TZ_TRY(const auto leaves, log_.tree_hashes(0, from, page.size()));
        if (leaves.size() != page.size())
            return corrupt_at(from + leaves.size(), "no leaf hash is kept for this record");
        TZ_CHECK(announce(from + page.size()));
        for (std::size_t i = 0; i < page.size(); ++i) TZ_CHECK(take(page[i], leaves[i]));
        out_.tree_hashes += leaves.size();
        tell(verifier_.size());
        return {};
    }

    Status take(const Record& record, const Digest& leaf) {
        TZ_CHECK(verifier_.add(record, leaf));
        for (const auto& node : verifier_.completed()) TZ_CHECK(check_node(node));
        const auto& header = record.header;
        if (command_ && command_->first == header.command_id) {
            ++command_->second.count;
            return {};
        }
        TZ_CHECK(check_command());
        command_.emplace(header.command_id, CommandOutcome{header.position, 1});
        return {};
    }

    Status check_node(const tlog::Frontier::Completed& node) {
        TZ_TRY(const auto kept, log_.tree_hashes(node.level, node.index, 1));
        ++out_.tree_hashes;
        if (kept.size() == 1 && kept.front() == node.hash) return {};
        const Position first = node.index << (tlog::tile_height * node.level);
        return corrupt_at(first, "the records from here to " + std::to_string(verifier_.size() - 1) +
                                     " do not hash to hash " + std::to_string(node.index) + " of level " +
                                     std::to_string(node.level) + " that is kept of the tree");
    }

    /// The command whose last event has gone by.
    Status check_command() const {
        if (!command_) return {};
        const auto& [id, counted] = *command_;
        TZ_TRY(const auto kept, log_.find_command(id));
        if (kept && kept->first == counted.first && kept->count == counted.count) return {};
        return corrupt_at(counted.first, "the index of commands says " + told(kept) + " of command " + id.to_string() +
                                             ", but its events are " + told(counted));
    }

    static std::string told(const std::optional<CommandOutcome>& outcome) {
        if (!outcome) return "nothing";
        return std::to_string(outcome->count) + " from position " + std::to_string(outcome->first) + " on";
    }

    /// Kept checkpoints of up to `size` records, which have not gone by yet.
    Status announce(std::uint64_t size) {
        while (!announced_all_) {
            if (window_.empty()) {
                TZ_TRY(window_, log_.checkpoints().list(next_checkpoint_, page_checkpoints));
                announced_all_ = window_.empty();
                std::ranges::reverse(window_);
            }
            if (window_.empty() || window_.back().size > size) return {};
            TZ_CHECK(announce_one(window_.back()));
            next_checkpoint_ = window_.back().size + 1;
            window_.pop_back();
        }
        return {};
    }

    Status announce_one(const KeptCheckpoint& kept) {
        const auto note = tlog::parse_note(kept.note);
        const auto checkpoint = note ? tlog::Checkpoint::parse(note->text) : Result<tlog::Checkpoint>(note.error());
        if (!checkpoint) return about_checkpoint(kept.size, "cannot be read: " + checkpoint.error().message);
        if (checkpoint->size != kept.size)
            return about_checkpoint(kept.size, "covers " + std::to_string(checkpoint->size));
        auto expected =
            verifier_.expect(kept.note, "the checkpoint kept for " + std::to_string(kept.size) + " records");
        if (!expected) return expected.error().with("checkpoint", kept.size);
        ++out_.checkpoints;
        return {};
    }

    /// What was signed after this began belongs to records that came after it; anything else covers lost records.
    Status announce_what_is_beyond() {
        if (log_.end() == end_) return announce(~std::uint64_t{0});
        return {};
    }

    /// A version of a stream to which the index of streams does not lead as it should.
    struct Misled {
        Version version = 0;
        std::string why;
    };

    Status check_streams() {
        std::unordered_map<StreamId, Misled> misled;
        std::uint64_t done = 0;
        for (const auto& [stream, version] : verifier_.order().versions()) {
            if (auto found = check_stream(stream, version)) misled.emplace(stream, std::move(*found));
            tell(end_ + (done += version));
        }
        return misled.empty() ? Status() : Status(first_of(misled));
    }

    /// Records come out of the index only if they are of that stream and version, so that counting them is enough.
    std::optional<Misled> check_stream(const StreamId& stream, Version expected) const {
        Version next = 1;
        while (next <= expected) {
            const auto page = log_.read_stream(stream, next, {.count = page_records});
            if (!page) return check_one_by_one(stream, next, expected);
            if (page->empty()) return Misled{next, "the index of this stream ends before it"};
            next += page->size();
        }
        if (next - 1 == expected || log_.end() > end_) return std::nullopt;
        return Misled{expected, "it is the last, but the index of this stream goes on to " + std::to_string(next - 1)};
    }

    Misled check_one_by_one(const StreamId& stream, Version from, Version expected) const {
        for (Version version = from; version <= expected; ++version) {
            const auto one = log_.read_stream(stream, version, {.count = 1});
            if (!one) return {version, one.error().message};
            if (one->empty()) return {version, "the index of this stream ends before it"};
        }
        return {from,
                "the index of this stream could not be read from here on at first, and then could: mend the disk"};
    }

    /// Along the log, which is not the way that anything is usually found.
    Error first_of(const std::unordered_map<StreamId, Misled>& misled) const {
        for (Position from = 0; from < end_;) {
            const auto page = log_.read(from, {.count = page_records});
            if (!page || page->empty()) break;
            for (const auto& record : *page) {
                const auto& header = record.header;
                const auto found = misled.find(header.stream);
                if (found != misled.end() && found->second.version == header.stream_version) {
                    return corrupt_at(header.position, "version " + std::to_string(header.stream_version) + " of " +
                                                           header.stream.value + ": " + found->second.why);
                }
            }
            from += page->size();
        }
        return corrupt("the index of " + misled.begin()->first.value + ": " + misled.begin()->second.why);
    }

    /// Each record is read twice: along the log, and along its stream.
    void tell(std::uint64_t done) const {
        if (progress_) progress_(done, 2 * end_);
    }

    EventLog& log_;
    Verifier& verifier_;
    const Progress& progress_;
    Position end_;
    LogAudit out_;
    std::optional<std::pair<CommandId, CommandOutcome>> command_;
    std::vector<KeptCheckpoint> window_;  ///< not announced yet, smallest last
    std::uint64_t next_checkpoint_ = 0;
    bool announced_all_ = false;
};

}  // namespace

Result<LogAudit> audit_log(EventLog& log, Verifier& verifier, const Progress& progress) {
    return Audit(log, verifier, progress).run();
}

}  // namespace taizhang::audit
