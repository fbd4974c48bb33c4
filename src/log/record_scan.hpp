// Walking a log from one position to another, record by record: for whoever wants all of a long range and keeps none
// of it. Every record is verified as read() verifies it, but no page is built, and nothing read is kept in the cache.
//
//     TZ_CHECK(scan(log, 0, log.end(), [&](const Record& record) { return print(record); }));
//
// Any thread.
#pragma once

#include <taizhang/event_log.hpp>

#include <functional>

namespace taizhang {

/// The record is there during the call only. A failure ends the walk and is its result.
using RecordVisitor = std::function<Status(const Record& record)>;

/// A log that can do it better than page by page.
class ScanningLog : public EventLog {
  public:
    virtual Status scan(Position from, Position to, const RecordVisitor& visit) const = 0;
};

/// [from, to), or as far as the log goes.
Status scan(const EventLog& log, Position from, Position to, const RecordVisitor& visit);

}  // namespace taizhang
