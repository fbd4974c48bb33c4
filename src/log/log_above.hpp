// A log that stands above another and answers as that one does, but for what a class made of it says otherwise.
//
//     class ReadableLog final : public LogAbove { Position end() const override; … };
//
// Threads: as EventLog says.
#pragma once

#include "src/log/record_scan.hpp"

namespace taizhang {

class LogAbove : public ScanningLog {
  public:
    /// The log beneath outlives it.
    explicit LogAbove(EventLog& beneath) : beneath_(beneath) {}

    const LogIdentity& identity() const override { return beneath_.identity(); }
    Position end() const override { return beneath_.end(); }
    Status append(std::span<const Record> group) override { return beneath_.append(group); }
    Result<std::vector<Record>> read(Position from, ReadLimit limit) const override {
        return beneath_.read(from, limit);
    }
    Result<std::vector<Record>> read_stream(const StreamId& stream, Version from, ReadLimit limit) const override {
        return beneath_.read_stream(stream, from, limit);
    }
    Status scan(Position from, Position to, const RecordVisitor& visit) const override {
        return taizhang::scan(beneath_, from, to, visit);
    }
    Result<Version> version(const StreamId& stream) const override { return beneath_.version(stream); }
    Result<std::optional<CommandOutcome>> find_command(const CommandId& id) const override {
        return beneath_.find_command(id);
    }
    Result<std::vector<Digest>> tree_hashes(unsigned level, std::uint64_t first, std::size_t count) const override {
        return beneath_.tree_hashes(level, first, count);
    }
    CheckpointStore& checkpoints() override { return beneath_.checkpoints(); }

  protected:
    EventLog& beneath_;
};

}  // namespace taizhang
