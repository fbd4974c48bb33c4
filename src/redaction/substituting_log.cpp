#include "src/redaction/substituting_log.hpp"

#include "src/redaction/removal.hpp"

namespace taizhang {

Status SubstitutingLog::fill(Record& redacted) const {
    const auto by = redacted.redacted->by;
    TZ_TRY(const auto order, beneath_.read(by, {.count = 1}));
    if (order.empty()) {
        return not_ordered(redacted.header.position, by,
                           "the log ends at " + std::to_string(beneath_.end()) + " before it");
    }
    return substitute(redacted, order.front());
}

Result<std::vector<Record>> SubstitutingLog::substituted(Result<std::vector<Record>> page) const {
    if (!page) return page;
    for (auto& record : *page)
        if (record.redacted) TZ_CHECK(fill(record));
    return page;
}

Result<std::vector<Record>> SubstitutingLog::read(Position from, ReadLimit limit) const {
    return substituted(beneath_.read(from, limit));
}

Result<std::vector<Record>> SubstitutingLog::read_stream(const StreamId& stream, Version from, ReadLimit limit) const {
    return substituted(beneath_.read_stream(stream, from, limit));
}

Status SubstitutingLog::scan(Position from, Position to, const RecordVisitor& visit) const {
    return taizhang::scan(beneath_, from, to, [&](const Record& record) -> Status {
        if (!record.redacted) return visit(record);
        auto whole = record;
        TZ_CHECK(fill(whole));
        return visit(whole);
    });
}

}  // namespace taizhang
