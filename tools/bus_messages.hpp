// Records as the bus carries them, and the log as the bus's source of replay.
#pragma once

#include "src/bus/message.hpp"

#include <taizhang/event_log.hpp>

namespace taizhang {

/// Both encodings of one record.
Result<bus::Message> bus_message(const LogIdentity& log, const Record& record);

class LogReplay final : public bus::ReplaySource {
  public:
    /// The log outlives this.
    explicit LogReplay(const EventLog& log) : log_(log) {}

    Result<std::vector<bus::Message>> read(Position from, std::size_t count, bus::Kind kind) const override;
    Position end() const override { return log_.end(); }

  private:
    const EventLog& log_;
};

}  // namespace taizhang
