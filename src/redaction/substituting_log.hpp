// A log as those read it who go on working with events: a redacted record has its substitute as payload, taken from the
// event that ordered the redaction.
//
//     SubstitutingLog log(*rocks_log);
//     TZ_TRY(const auto page, log.read(from, {}));
//     TZ_TRY(const auto event, event_of(page.front()));      // always works, redacted or not
//
// Who copies, proves or verifies reads the log beneath. Threads: as EventLog says.
#pragma once

#include "src/log/record_scan.hpp"

namespace taizhang {

class SubstitutingLog final : public ScanningLog {
  public:
    /// The log beneath outlives it.
    explicit SubstitutingLog(EventLog& beneath) : beneath_(beneath) {}

    const LogIdentity& identity() const override { return beneath_.identity(); }
    Position end() const override { return beneath_.end(); }
    Status append(std::span<const Record> group) override { return beneath_.append(group); }
    /// ErrorCode::corrupt with details.position also when the payload of a record is gone without an order.
    Result<std::vector<Record>> read(Position from, ReadLimit limit) const override;
    Result<std::vector<Record>> read_stream(const StreamId& stream, Version from, ReadLimit limit) const override;
    Status scan(Position from, Position to, const RecordVisitor& visit) const override;
    Result<Version> version(const StreamId& stream) const override { return beneath_.version(stream); }
    Result<std::optional<CommandOutcome>> find_command(const CommandId& id) const override {
        return beneath_.find_command(id);
    }
    Result<std::vector<Digest>> tree_hashes(unsigned level, std::uint64_t first, std::size_t count) const override {
        return beneath_.tree_hashes(level, first, count);
    }
    CheckpointStore& checkpoints() override { return beneath_.checkpoints(); }

  private:
    Result<std::vector<Record>> substituted(Result<std::vector<Record>> page) const;
    Status fill(Record& redacted) const;

    EventLog& beneath_;
};

}  // namespace taizhang
