// A log as those read it who go on working with events: a redacted record has its substitute as payload, taken from the
// event that ordered the redaction.
//
//     SubstitutingLog log(*rocks_log);
//     TZ_TRY(const auto page, log.read(from, {}));
//     TZ_TRY(const auto event, event_of(page.front()));      // always works, redacted or not
//
// Who copies, proves or verifies reads the log beneath. Threads: as EventLog says.
#pragma once

#include "src/log/log_above.hpp"

namespace taizhang {

class SubstitutingLog final : public LogAbove {
  public:
    using LogAbove::LogAbove;

    /// ErrorCode::corrupt with details.position also when the payload of a record is gone without an order.
    Result<std::vector<Record>> read(Position from, ReadLimit limit) const override;
    Result<std::vector<Record>> read_stream(const StreamId& stream, Version from, ReadLimit limit) const override;
    Status scan(Position from, Position to, const RecordVisitor& visit) const override;

  private:
    Result<std::vector<Record>> substituted(Result<std::vector<Record>> page) const;
    Status fill(Record& redacted) const;
};

}  // namespace taizhang
