#include "src/audit/redaction_check.hpp"

namespace taizhang::audit {

Status RedactionCheck::note(const Record& redacted) {
    const auto& header = redacted.header;
    const auto by = redacted.redacted->by;
    if (by <= header.position) return not_ordered(header.position, by, "that one is not after it");
    awaited_.emplace(by, header);
    ordered_.emplace(header.position, by);
    return {};
}

/// Of a part of a log, what is not in it is not known.
Status RedactionCheck::check_gone(const Removal& removal) {
    const auto found = ordered_.find(removal.position);
    const bool whole = found == ordered_.end();
    if (whole && (selection_.stream || removal.position < selection_.from)) return {};
    if (!whole && found->second >= removal.by) return {};
    if (removal.by < live_from_) return not_gone(removal);
    changed_.insert_or_assign(removal.position, removal);
    return {};
}

Status RedactionCheck::not_gone(const Removal& removal) const {
    const auto found = ordered_.find(removal.position);
    const auto by = std::to_string(removal.by);
    if (found == ordered_.end())
        return corrupt_at(removal.position, "position " + by + " ordered to remove its payload, but it is still there");
    return corrupt_at(removal.position, "it was redacted again by position " + by + ", but its record names position " +
                                            std::to_string(found->second));
}

Status RedactionCheck::again(const EventHeader& header, Position by) {
    const auto found = changed_.find(header.position);
    if (found == changed_.end()) return {};
    const auto removal = found->second;
    if (by < removal.by) return not_gone(removal);
    if (const auto left = substitute_of(header, removal); !left) return left.error();
    changed_.erase(found);
    // an order that is newer still stands behind all that is read
    ordered_.insert_or_assign(header.position, by);
    removals_.push_back(removal);
    return {};
}

Status RedactionCheck::check_ordered(const EventHeader& redacted, Position by,
                                     const Result<std::optional<Removal>>& removal) {
    const auto wrong = [&](const std::string& why) { return not_ordered(redacted.position, by, why); };
    if (!removal) return wrong(removal.error().message);
    if (!*removal) return wrong("what stands there is no approved redaction");
    if (const auto left = substitute_of(redacted, **removal); !left) return left.error();
    removals_.push_back(**removal);
    return {};
}

Status RedactionCheck::add(const Record& record) {
    const auto removal = removal_of(record);
    const auto here = record.header.position;
    const auto [begin, end] = awaited_.equal_range(here);
    for (auto redacted = begin; redacted != end; ++redacted) TZ_CHECK(check_ordered(redacted->second, here, removal));
    awaited_.erase(begin, end);
    if (!removal) return removal.error();
    if (*removal) TZ_CHECK(check_gone(**removal));
    return record.redacted ? note(record) : Status();
}

Status RedactionCheck::finish() const {
    if (!changed_.empty()) return not_gone(changed_.begin()->second);
    if (awaited_.empty()) return {};
    const auto& [by, redacted] = *awaited_.begin();
    return not_ordered(redacted.position, by, "that one is not there");
}

std::vector<Position> RedactionCheck::awaited() const {
    std::vector<Position> orders;
    for (const auto& [by, redacted] : awaited_)
        if (orders.empty() || orders.back() != by) orders.push_back(by);
    return orders;
}

}  // namespace taizhang::audit
