#include "src/rpc/recent_events.hpp"

#include "events/cloud_event.hpp"
#include "src/rpc/scope.hpp"

namespace taizhang::rpc {

namespace {

constexpr std::size_t page_records = 1'000;

constexpr std::size_t usual_bytes = 1'024;

/// The record is of no use afterwards.
Result<std::shared_ptr<const EncodedEvent>> encode(const LogIdentity& log, Record& record) {
    auto event = std::make_shared<EncodedEvent>();
    event->json.reserve(usual_bytes);
    TZ_CHECK(write_cloud_event(event->json, log, record));
    if (holds_telephone(event->json, exact_members())) mask_telephones(event->masked = event->json, exact_members());
    event->header = std::move(record.header);
    return std::shared_ptr<const EncodedEvent>(std::move(event));
}

EventScan wanted_of(EncodedPage page, Position from, const RecentEvents::Wanted& wanted) {
    EventScan scan{{}, from + page.size()};
    for (auto& event : page) {
        if (wanted(event->header)) scan.events.push_back(std::move(event));
    }
    return scan;
}

}  // namespace

bool RecentEvents::is_behind(Position position) const {
    return log_.end() > position + limits_.events;
}

Result<EventScan> RecentEvents::scan(Position from, std::size_t count, const Wanted& wanted) const {
    TZ_CHECK(catch_up(from));
    if (auto page = cached(from, count); !page.empty()) return wanted_of(std::move(page), from, wanted);
    if (from >= log_.end()) return EventScan{{}, from};
    if (is_behind(from)) return scan_log(from, count, wanted);
    EncodedPage page;
    TZ_CHECK(keep_page(from, count, &page));
    return wanted_of(std::move(page), from, wanted);
}

/// Nothing is given from memory before what came after it was looked at: it may have been redacted.
Status RecentEvents::catch_up(Position from) const {
    for (;;) {
        Position next = 0;
        {
            const std::lock_guard lock(mutex_);
            if (kept_.empty() || from < kept_.front()->header.position) return {};
            next = kept_.back()->header.position + 1;
            if (is_behind(next)) kept_.clear(), kept_bytes_ = 0;
        }
        if (from >= next || next >= log_.end()) return {};
        TZ_CHECK(keep_page(next, page_records));
    }
}

Result<std::uint64_t> RecentEvents::look() const {
    for (;;) {
        if (looked_ >= log_.end())
            return number_.load();  // asked for each of thousands of connections: without the lock
        Position next = 0;
        {
            const std::lock_guard lock(mutex_);
            const auto end = log_.end();
            if (looked_ >= end) return number_.load();
            next = kept_.empty() ? end : kept_.back()->header.position + 1;
            if (kept_.empty() || is_behind(next)) {
                kept_.clear(), kept_bytes_ = 0;
                const auto number = ++number_;
                looked_ = end;
                return number;
            }
        }
        TZ_CHECK(keep_page(next, page_records));
    }
}

Status RecentEvents::keep_page(Position from, std::size_t count, EncodedPage* page) const {
    TZ_TRY(auto records, log_.read(from, {.count = std::min(count, page_records)}));
    for (auto& record : records) {
        TZ_TRY(auto event, encode(log_.identity(), record));
        keep(event);
        if (page) page->push_back(std::move(event));
    }
    return {};
}

EncodedPage RecentEvents::cached(Position from, std::size_t count) const {
    const std::lock_guard lock(mutex_);
    if (kept_.empty() || from < kept_.front()->header.position) return {};
    const auto skip = from - kept_.front()->header.position;
    if (skip >= kept_.size()) return {};
    const auto first = kept_.begin() + static_cast<std::ptrdiff_t>(skip);
    const auto size = std::min<std::size_t>(count, kept_.size() - skip);
    return {first, first + static_cast<std::ptrdiff_t>(size)};
}

Result<EventScan> RecentEvents::scan_log(Position from, std::size_t count, const Wanted& wanted) const {
    TZ_TRY(auto records, log_.read(from, {.count = std::min(count, page_records)}));
    EventScan scan{{}, from + records.size()};
    for (auto& record : records) {
        if (!wanted(record.header)) continue;
        TZ_TRY(auto event, encode(log_.identity(), record));
        scan.events.push_back(std::move(event));
    }
    return scan;
}

/// Only what continues the kept ones is kept; after a hole the newer part starts anew.
void RecentEvents::keep(const std::shared_ptr<const EncodedEvent>& event) const {
    const std::lock_guard lock(mutex_);
    const auto next = kept_.empty() ? event->header.position : kept_.back()->header.position + 1;
    if (event->header.position < next) return;
    if (event->header.position > next) kept_.clear(), kept_bytes_ = 0;
    kept_.push_back(event);
    kept_bytes_ += event->json.size();
    look_at(event->header);
    looked_ = std::max(looked_.load(), event->header.position + 1);
    while (kept_.size() > 1 && (kept_.size() > limits_.events || kept_bytes_ > limits_.bytes)) drop_first();
}

/// A redaction's target goes with all before it, so that what is kept stays without gaps; its stream is
/// redaction/<position>.
void RecentEvents::look_at(const EventHeader& header) const {
    static const auto approved = find_event_by_name("redaction.approved")->number;
    if (header.stream.category() == "account") ++number_;
    if (header.type != approved) return;
    ++number_;
    const std::string target(header.stream.id());
    while (!kept_.empty() && kept_.front()->header.position <= std::stoull(target)) drop_first();
}

void RecentEvents::drop_first() const {
    kept_bytes_ -= kept_.front()->json.size();
    kept_.pop_front();
}

}  // namespace taizhang::rpc
