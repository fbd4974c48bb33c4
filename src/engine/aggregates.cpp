#include "src/engine/aggregates.hpp"

#include <algorithm>

namespace taizhang {

namespace {

constexpr int redacting_retry_ms = 100;

}  // namespace

const Aggregate& Aggregates::get(const StreamId& stream) const {
    return entry(stream).aggregate;
}

Status Aggregates::advance(const Event& event, const EventHeader& header) {
    auto& at = entry(header.stream);
    const bool is_new = !at.aggregate.exists();
    TZ_CHECK(apply(at.aggregate, event, header));
    at.last = header.position;
    if (indexed_ && is_new) join_index(header.stream, at.aggregate, true);
    return {};
}

std::optional<Error> Aggregates::take_failure() {
    for (const auto& stream : std::exchange(unread_, {})) forget(entries_.find(stream));
    return std::exchange(failure_, std::nullopt);
}

std::vector<ItemId> Aggregates::items_of(const LedgerId& ledger) const {
    need_index();
    const auto found = items_.find(ledger);
    return found == items_.end() ? std::vector<ItemId>() : found->second;
}

std::vector<AdmissionId> Aggregates::admissions_of(const UnitId& enterprise) const {
    need_index();
    const auto found = admissions_.find(enterprise);
    return found == admissions_.end() ? std::vector<AdmissionId>() : found->second;
}

void Aggregates::need_index() const {
    if (indexed_) return;
    if (auto indexed = index_streams(); !indexed && !failure_) failure_ = indexed.error();
}

/// `is_new`: cannot be there yet, so that nobody looks through a ledger of a hundred thousand items for it.
void Aggregates::join_index(const StreamId& stream, const Aggregate& aggregate, bool is_new) const {
    const auto join = [&](auto& known, auto id) {
        if (is_new || std::ranges::find(known, id) == known.end()) known.push_back(std::move(id));
    };
    const std::string id(stream.id());
    if (const auto* item = std::get_if<ItemState>(&aggregate.state)) join(items_[item->ledger], ItemId{id});
    if (const auto* file = std::get_if<AdmissionState>(&aggregate.state))
        join(admissions_[file->file.enterprise], AdmissionId{id});
}

/// Once, through the whole log; what begins later joins in advance().
Status Aggregates::index_streams() const {
    constexpr auto entered = event_line<item::Entered>::number;
    constexpr auto filed = event_line<admission::Filed>::number;
    items_.clear();
    admissions_.clear();
    Position next = 0;
    for (;;) {
        TZ_TRY(const auto page, log_.read(next, {}));
        if (page.empty()) break;
        for (const auto& record : page) {
            const auto& header = record.header;
            if (header.type != entered && header.type != filed) continue;
            TZ_TRY(const auto event, event_of(record));
            const std::string id(header.stream.id());
            if (header.type == entered) items_[std::get<item::Entered>(event).ledger].push_back(ItemId{id});
            if (header.type == filed)
                admissions_[std::get<admission::Filed>(event).enterprise].push_back(AdmissionId{id});
        }
        next += page.size();
    }
    for (const auto& [stream, one] : entries_) {
        if (one.last >= next) join_index(stream, one.aggregate, false);
    }
    indexed_ = next;
    return {};
}

Result<PlacedEvent> Aggregates::event_at(Position position) const {
    for (const auto& redacted : redacted_) {
        // the log would still give the text that was removed a moment ago
        if (redacted.target == position && redacted.by >= log_.end()) {
            return Error{ErrorCode::busy,
                         "event " + std::to_string(position) + " is just being redacted; send it again a little later"}
                .with("retry_after_ms", redacting_retry_ms);
        }
    }
    TZ_TRY(const auto page, log_.read(position, {.count = 1}));
    if (page.empty()) return Directory::event_at(position);
    TZ_TRY(auto event, event_of(page.front()));
    return PlacedEvent{page.front().header, std::move(event)};
}

void Aggregates::trim_redacted(Position durable) {
    std::erase_if(redacted_, [&](const auto& redacted) {
        const auto& [stream, target, by] = redacted;
        const auto found = entries_.find(stream);
        if (found == entries_.end()) return by < durable;
        if (by >= durable || found->second.last >= durable) return false;  // the log could not bring it back
        forget(found);
        return true;
    });
}

void Aggregates::trim() {
    const auto durable = log_.end();
    if (!redacted_.empty()) trim_redacted(durable);
    for (auto use = uses_.end(); entries_.size() > limit_ && use != uses_.begin();) {
        --use;
        const auto found = entries_.find(*use);
        // not durable yet: the log could not bring it back
        if (found->second.aggregate.exists() && found->second.last >= durable) continue;
        use = forget(found);
    }
}

/// The next one in the order of use.
std::list<StreamId>::iterator Aggregates::forget(Entries::iterator found) const {
    if (last_ == &*found) last_ = nullptr;
    const auto next = uses_.erase(found->second.use);
    entries_.erase(found);
    return next;
}

Aggregates::Entry& Aggregates::entry(const StreamId& stream) const {
    if (last_ && last_->first == stream) return last_->second;
    if (const auto found = entries_.find(stream); found != entries_.end()) {
        uses_.splice(uses_.begin(), uses_, found->second.use);
        last_ = &*found;
        return found->second;
    }
    Entry made{Aggregate{stream, 0, {}}, 0, {}};
    if (auto folded = fold(made.aggregate, made.last); !folded) {
        if (!failure_) failure_ = folded.error();
        unread_.push_back(stream);
        made.aggregate = Aggregate{stream, 0, {}};
    }
    uses_.push_front(stream);
    made.use = uses_.begin();
    last_ = &*entries_.emplace(stream, std::move(made)).first;
    return last_->second;
}

Status Aggregates::fold(Aggregate& aggregate, Position& last) const {
    for (;;) {
        TZ_TRY(const auto page, log_.read_stream(aggregate.stream, aggregate.version + 1, {}));
        if (page.empty()) return {};
        for (const auto& record : page) {
            const auto& header = record.header;
            TZ_TRY(const auto event, event_of(record));
            TZ_CHECK(apply(aggregate, event, header));
            last = header.position;
        }
    }
}

}  // namespace taizhang
