// The log in pages of decoded events, of which one may be read while the one before it is projected.
//
//     LogPages pages(log, 4'000);
//     TZ_TRY(const auto page, pages.take(from));
//     ...pages.read_ahead(from + page.records.size());     // on another thread, until the next take()
//
// One thread at a time for each function; read_ahead() beside whatever uses a page that was taken.
#pragma once

#include "projections/projection.hpp"

#include <taizhang/event_log.hpp>

#include <optional>

namespace taizhang {

struct LogPage {
    std::vector<Record> records;
    std::vector<Result<Event>> events;  ///< of each record; an error where it cannot be decoded

    /// Leaves the first so many.
    void cut(std::size_t count);
};

class LogPages {
  public:
    LogPages(const EventLog& log, std::size_t events) : log_(log), events_(events) {}

    /// Empty at the log's end.
    Result<LogPage> take(Position from);
    /// What goes wrong is told when it is taken.
    void read_ahead(Position from);
    /// Where the log may give other events by now.
    void forget() { ahead_.reset(); }

  private:
    Result<LogPage> read(Position from) const;

    const EventLog& log_;
    const std::size_t events_;
    std::optional<LogPage> ahead_;
};

}  // namespace taizhang
