#include "src/views/log_pages.hpp"

namespace taizhang {

void LogPage::cut(std::size_t count) {
    records.erase(records.begin() + static_cast<std::ptrdiff_t>(count), records.end());
    events.erase(events.begin() + static_cast<std::ptrdiff_t>(count), events.end());
}

Result<LogPage> LogPages::take(Position from) {
    auto ahead = std::exchange(ahead_, std::nullopt);
    if (ahead && ahead->records.front().header.position == from) return std::move(*ahead);
    return read(from);
}

void LogPages::read_ahead(Position from) {
    ahead_.reset();
    if (from >= log_.end()) return;
    auto page = read(from);
    if (page && !page->records.empty()) ahead_ = std::move(*page);
}

Result<LogPage> LogPages::read(Position from) const {
    LogPage page;
    TZ_TRY(page.records, log_.read(from, {.count = events_}));
    page.events.reserve(page.records.size());
    for (const auto& record : page.records) page.events.push_back(event_of(record));
    return page;
}

}  // namespace taizhang
