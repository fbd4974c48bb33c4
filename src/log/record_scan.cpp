#include "src/log/record_scan.hpp"

#include <algorithm>

namespace taizhang {

namespace {

constexpr std::size_t page_records = 256;

Status scan_pages(const EventLog& log, Position from, Position to, const RecordVisitor& visit) {
    while (from < to) {
        TZ_TRY(const auto page, log.read(from, {.count = std::min<std::size_t>(page_records, to - from)}));
        if (page.empty()) return {};
        for (const auto& record : page) TZ_CHECK(visit(record));
        from += page.size();
    }
    return {};
}

}  // namespace

Status scan(const EventLog& log, Position from, Position to, const RecordVisitor& visit) {
    if (const auto* able = dynamic_cast<const ScanningLog*>(&log)) return able->scan(from, to, visit);
    return scan_pages(log, from, to, visit);
}

}  // namespace taizhang
