// A replica's log as far as readers may see it: while the order for a redacted record is not there yet, they see what
// stands before that record (intake.hpp, Hold).
//
//     ReadableLog log(*rocks_log);
//     log.show_below(hold.from);
//     log.end();                        // the log's, or hold.from
//
// Threads: as EventLog says; show_below() is called by the one that appends.
#pragma once

#include "src/log/record_scan.hpp"

#include <atomic>
#include <limits>

namespace taizhang::replica {

class ReadableLog final : public ScanningLog {
  public:
    /// The log beneath outlives it.
    explicit ReadableLog(EventLog& beneath) : beneath_(beneath) {}

    void show_below(Position limit) { limit_ = limit; }

    const LogIdentity& identity() const override { return beneath_.identity(); }
    Position end() const override { return std::min<Position>(beneath_.end(), limit_); }
    Status append(std::span<const Record> group) override { return beneath_.append(group); }
    Result<std::vector<Record>> read(Position from, ReadLimit limit) const override {
        return shown(beneath_.read(from, limit));
    }
    Result<std::vector<Record>> read_stream(const StreamId& stream, Version from, ReadLimit limit) const override {
        return shown(beneath_.read_stream(stream, from, limit));
    }
    Status scan(Position from, Position to, const RecordVisitor& visit) const override {
        return taizhang::scan(beneath_, from, std::min(to, end()), visit);
    }
    Result<Version> version(const StreamId& stream) const override { return beneath_.version(stream); }
    Result<std::optional<CommandOutcome>> find_command(const CommandId& id) const override {
        return beneath_.find_command(id);
    }
    Result<std::vector<Digest>> tree_hashes(unsigned level, std::uint64_t first, std::size_t count) const override {
        return beneath_.tree_hashes(level, first, count);
    }
    CheckpointStore& checkpoints() override { return beneath_.checkpoints(); }

  private:
    Result<std::vector<Record>> shown(Result<std::vector<Record>> page) const {
        const Position limit = limit_;
        if (page) std::erase_if(*page, [&](const Record& record) { return record.header.position >= limit; });
        return page;
    }

    EventLog& beneath_;
    std::atomic<Position> limit_{std::numeric_limits<Position>::max()};
};

}  // namespace taizhang::replica
