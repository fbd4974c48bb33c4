// A replica's log as far as readers may see it: while the order for a redacted record is not there yet, they see what
// stands before that record (intake.hpp, Hold).
//
//     ReadableLog log(*rocks_log);
//     log.show_below(hold.from);
//     log.end();                        // the log's, or hold.from
//
// Threads: as EventLog says; show_below() is called by the one that appends.
#pragma once

#include "src/log/log_above.hpp"

#include <atomic>
#include <limits>

namespace taizhang::replica {

class ReadableLog final : public LogAbove {
  public:
    using LogAbove::LogAbove;

    void show_below(Position limit) { limit_ = limit; }

    Position end() const override { return std::min<Position>(beneath_.end(), limit_); }
    Result<std::vector<Record>> read(Position from, ReadLimit limit) const override {
        return shown(beneath_.read(from, limit));
    }
    Result<std::vector<Record>> read_stream(const StreamId& stream, Version from, ReadLimit limit) const override {
        return shown(beneath_.read_stream(stream, from, limit));
    }
    Status scan(Position from, Position to, const RecordVisitor& visit) const override {
        return taizhang::scan(beneath_, from, std::min(to, end()), visit);
    }

  private:
    Result<std::vector<Record>> shown(Result<std::vector<Record>> page) const {
        const Position limit = limit_;
        if (page) std::erase_if(*page, [&](const Record& record) { return record.header.position >= limit; });
        return page;
    }

    std::atomic<Position> limit_{std::numeric_limits<Position>::max()};
};

}  // namespace taizhang::replica
