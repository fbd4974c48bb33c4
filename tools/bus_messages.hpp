// Records as the bus carries them, and the log as the bus's source of replay.
#pragma once

#include "src/bus/message.hpp"
#include "src/notary/notary.hpp"

#include <taizhang/event_log.hpp>

namespace taizhang {

/// Both encodings of one record.
Result<bus::Message> bus_message(const LogIdentity& log, const Record& record);

class LogReplay final : public bus::ReplaySource {
  public:
    /// What the bus answers about besides the log's own questions (src/replica/leader.hpp); the bus's thread.
    struct Others {
        const notary::Notary* notary = nullptr;
        std::function<Result<std::string>(const bus::Inquiry&)> credentials = {};
    };
    /// The log, and the notary, outlive this.
    explicit LogReplay(EventLog& log) : log_(log) {}
    LogReplay(EventLog& log, Others others) : log_(log), others_(std::move(others)) {}

    Result<std::vector<bus::Message>> read(Position from, std::size_t count, bus::Kind kind) const override;
    Position end() const override { return log_.end(); }
    Result<std::string> tell(const bus::Inquiry& inquiry) const override;

  private:
    EventLog& log_;
    const Others others_;
};

}  // namespace taizhang
