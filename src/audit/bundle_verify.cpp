#include "src/audit/bundle.hpp"
#include "src/audit/bundle_keys.hpp"
#include "src/audit/bundle_lines.hpp"

#include "events/cloud_event.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <map>

namespace taizhang::audit {

namespace {

/// The line, and the position if there is one, before what is wrong with it.
Error at_line(std::uint64_t line, const Error& error, std::optional<Position> position = {}) {
    Error located{ErrorCode::corrupt, error.message, error.details};
    if (located.details.contains("line")) return located;
    if (position && !located.details.contains("position")) {
        located.message = "position " + std::to_string(*position) + ": " + located.message;
        located.details["position"] = *position;
    }
    located.message = "line " + std::to_string(line) + ": " + located.message;
    located.details["line"] = line;
    return located;
}

class BundleCheck {
  public:
    BundleCheck(const NextLine& next, const tlog::TrustPolicy& policy) : next_(next), policy_(policy) {}

    Result<BundleReport> run() {
        TZ_CHECK(open());
        redactions_ = RedactionCheck({head_.from, head_.stream});
        OrderCheck order({head_.from, head_.stream});
        for (;;) {
            TZ_TRY(const auto line, take("a record, or the last line {\"end\":…}: the file has been cut short"));
            const auto end = BundleEnd::parse(line);
            if (!end) return at_line(line_, end.error());
            if (*end) return finish(**end);
            TZ_CHECK(check_record(line, order));
        }
    }

  private:
    Result<std::string> take(std::string_view expected) {
        if (ahead_) {
            ++line_;
            return *std::exchange(ahead_, std::nullopt);
        }
        TZ_TRY(auto line, next_());
        ++line_;
        if (line) return std::move(*line);
        return at_line(line_, corrupt("the file ends here; expected " + std::string(expected)), next_position());
    }

    std::optional<Position> next_position() const {
        if (line_ <= 1 || head_.stream) return std::nullopt;
        return head_.from + report_.records;
    }

    Status open() {
        TZ_TRY(const auto line, take("the first line, {\"bundle\":…}"));
        auto head = BundleHead::parse(line);
        if (!head) return at_line(line_, head.error());
        head_ = std::move(*head);
        BundleKeys keys(head_, own_policy());
        TZ_CHECK(add_keys(keys));
        const auto opened = keys.open();
        if (!opened) return at_line(1, opened.error());
        report_.keys = keys.changes();
        report_.checkpoint = *opened;
        report_.from = head_.from;
        report_.to = head_.to;
        report_.stream = head_.stream;
        report_.own_keys = policy_.log_keys.empty();
        return check_head();
    }

    /// The line behind the keys' is kept for who takes the next one.
    Status add_keys(BundleKeys& keys) {
        for (;;) {
            TZ_TRY(ahead_, next_());
            if (!ahead_) return {};
            const auto key = BundleKey::parse(*ahead_);
            if (!key) return at_line(line_ + 1, key.error());
            if (!*key) return {};
            ++line_;
            if (const auto added = keys.add(**key); !added) return at_line(line_, added.error(), (*key)->position);
        }
    }

    /// Without a key to go by, those of the file; what cannot be read among them is told by what then is missing.
    tlog::TrustPolicy own_policy() const {
        auto policy = policy_;
        for (const auto& text : head_.keys) {
            const auto key = tlog::VerifierKey::parse(text);
            if (policy_.log_keys.empty() && key && key->kind == tlog::KeyKind::ed25519) policy.log_keys.push_back(*key);
        }
        return policy;
    }

    Status check_head() const {
        const auto& checkpoint = report_.checkpoint.checkpoint;
        if (head_.origin != checkpoint.origin) {
            return at_line(1, corrupt("it says that it is of " + quote(head_.origin) + ", but its checkpoint is of " +
                                      quote(checkpoint.origin)));
        }
        if (head_.size != checkpoint.size) {
            return at_line(1, corrupt("it says size " + std::to_string(head_.size) + ", but its checkpoint covers " +
                                      std::to_string(checkpoint.size) + " records"));
        }
        for (const auto& key : head_.keys) {
            if (const auto parsed = tlog::VerifierKey::parse(key); !parsed) return at_line(1, parsed.error());
        }
        if (head_.from <= head_.to && head_.to <= head_.size) return {};
        return at_line(1, corrupt("it says that it holds positions " + std::to_string(head_.from) + " to " +
                                  std::to_string(head_.to) + " of " + std::to_string(head_.size)));
    }

    Status check_record(const std::string& line, OrderCheck& order) {
        const auto record = BundleRecord::parse(line);
        if (!record) return at_line(line_, record.error(), next_position());
        const auto checked = record->order ? check_order(*record) : check(*record, order);
        if (!checked) return at_line(line_, checked.error(), record->position);
        if (!record->order) ++report_.records;
        return {};
    }

    Result<Record> read(const BundleRecord& line) const {
        TZ_TRY(auto header, parse_entry(line.entry, line.position));
        if (header.position != line.position)
            return corrupt("its header is that of position " + std::to_string(header.position));
        return line.record_of(std::move(header));
    }

    Status check(const BundleRecord& line, OrderCheck& order) {
        if (line.position >= head_.to)
            return corrupt("the bundle says that it ends at " + std::to_string(head_.to) + " (exclusive)");
        if (last_order_) return corrupt("a record stands behind what ordered redactions");
        TZ_TRY(const auto record, read(line));
        TZ_CHECK(order.add(record.header));
        TZ_CHECK(check_proven(line, record));
        remember_version(record.header);
        return take(line, record);
    }

    /// Behind the records, each once, and only those that are needed.
    Status check_order(const BundleRecord& line) {
        const auto awaited = redactions_.awaited();
        if (std::ranges::find(awaited, line.position) == awaited.end())
            return corrupt("no record of the bundle says that this one has redacted it");
        if (last_order_ && line.position <= *last_order_) return corrupt("the orders do not stand in their places");
        last_order_ = line.position;
        TZ_TRY(const auto record, read(line));
        TZ_CHECK(check_proven(line, record));
        return take(line, record);
    }

    Status check_proven(const BundleRecord& line, const Record& record) const {
        const auto& checkpoint = report_.checkpoint.checkpoint;
        TZ_CHECK(
            tlog::verify_inclusion(leaf_hash(line.entry), line.position, checkpoint.size, line.path, checkpoint.root));
        TZ_CHECK(check_payload(record));
        if (line.payload.size() > max_payload_bytes) return corrupt("its payload is longer than a payload may be");
        return {};
    }

    /// The readable event of a redacted record is looked at when its order comes.
    Status take(const BundleRecord& line, const Record& record) {
        const auto known = redactions_.removals().size();
        TZ_CHECK(redactions_.add(record));
        if (record.redacted)
            redacted_.emplace(line.position, Redacted{line_, record, line.event});
        else
            TZ_CHECK(check_event(line.event, record));
        for (auto i = known; i < redactions_.removals().size(); ++i)
            TZ_CHECK(check_redacted(redactions_.removals()[i], record));
        return {};
    }

    Status check_redacted(const Removal& removal, const Record& order) {
        auto& [line, record, event] = redacted_.at(removal.position);
        TZ_CHECK(substitute(record, order));
        const auto same = check_event(event, record);
        if (!same) return at_line(line, same.error(), removal.position);
        redacted_.erase(removal.position);
        return {};
    }

    void remember_version(const EventHeader& header) {
        if (!head_.stream) return;
        if (!report_.first_version) report_.first_version = header.stream_version;
        report_.last_version = header.stream_version;
    }

    /// What people read must be what was proven.
    Status check_event(const std::string& shown, const Record& record) const {
        TZ_TRY(const auto event, cloud_event({head_.origin, head_.epoch}, record));
        const auto expected = boost::json::serialize(event);
        if (shown == expected) return {};
        return corrupt("the readable event is not what header and payload say: " + difference(expected, shown));
    }

    Result<BundleReport> finish(const BundleEnd& end) {
        if (end.records != report_.records) {
            return at_line(line_,
                           corrupt("it says that " + std::to_string(end.records) + " records stand before it, but " +
                                   std::to_string(report_.records) + " do"),
                           next_position());
        }
        if (!head_.stream && head_.from + report_.records != head_.to)
            return at_line(line_, corrupt("the bundle should go on to " + std::to_string(head_.to) + " (exclusive)"),
                           next_position());
        if (const auto ordered = redactions_.finish(); !ordered) return at_line(line_, ordered.error());
        TZ_TRY(const auto more, next_());
        if (more) return at_line(line_ + 1, corrupt("expected nothing after the last line, got " + quote(*more)));
        report_.whole = !head_.stream;
        report_.removals = redactions_.removals();
        return report_;
    }

    const NextLine& next_;
    const tlog::TrustPolicy& policy_;
    BundleHead head_;
    BundleReport report_;
    std::uint64_t line_ = 0;
    std::optional<std::string> ahead_;  ///< read, and not taken yet
    struct Redacted {
        std::uint64_t line = 0;
        Record record;
        std::string event;
    };
    RedactionCheck redactions_;
    std::map<Position, Redacted> redacted_;  ///< whose orders have not come yet
    std::optional<Position> last_order_;
};

}  // namespace

Result<BundleReport> verify_bundle(const NextLine& next, const tlog::TrustPolicy& policy) {
    return BundleCheck(next, policy).run();
}

}  // namespace taizhang::audit
