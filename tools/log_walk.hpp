// Walks a log on all processors at once and hands on, in the log's order, the text that was made of it.
//
//     LogWalk walk{.from = 0, .to = log.end()};
//     TZ_CHECK(walk_log(log, walk, print_line, [&](std::string_view text) { return write(text); }));
//
// Redacted records come with their substitutes (src/redaction/substituting_log.hpp). The caller's thread hands on; a
// part of some thousand records is made by one thread, and few parts are ahead of the one that is handed on.
#pragma once

#include <taizhang/event_log.hpp>

#include <functional>

namespace taizhang {

struct LogWalk {
    Position from = 0;
    Position to = 0;       ///< one past the last
    unsigned threads = 0;  ///< 0: one for each processor
};

/// Appends to `out` what the record comes to. Any thread; several at a time.
using RecordPrinter = std::function<Status(const Record& record, std::string& out)>;
/// Takes the text of one part; one call at a time, in order.
using TextTaker = std::function<Status(std::string_view text)>;

/// What was made before the first failure is handed on, then the failure is the result.
Status walk_log(EventLog& log, const LogWalk& walk, const RecordPrinter& print, const TextTaker& take);

}  // namespace taizhang
