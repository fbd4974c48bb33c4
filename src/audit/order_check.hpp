// What must hold between the records of one log, one after the other: nothing left out, nothing twice, no way back.
//
//     OrderCheck order;                                   // a whole log, from position 0
//     OrderCheck order({.from = 1'000});                  // a range of it
//     OrderCheck order({.stream = StreamId{"item/1"}});   // the events of one stream
//     for (const EventHeader& header : headers) TZ_CHECK(order.add(header));
//
// Pure; one thread. Memory grows with the number of streams (about 120 bytes each) and of commands (about 40).
#pragma once

#include <taizhang/record.hpp>

#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace taizhang::audit {

/// ErrorCode::corrupt that names the position, in words and in details.position.
Error corrupt_at(Position position, const std::string& what);

struct Selection {
    Position from = 0;
    std::optional<StreamId> stream = {};  ///< that stream's events only
};

class OrderCheck {
  public:
    explicit OrderCheck(Selection selection = {}) : selection_(std::move(selection)), next_(selection_.from) {}

    /// ErrorCode::corrupt, with details.position, unless: the position is the next one (of a stream: a later one); the
    /// stream's version is the next one; the command is that of the event before, or has not been seen; recorded does
    /// not go back; the cause stands before.
    Status add(const EventHeader& header);

    const std::unordered_map<StreamId, Version>& versions() const { return versions_; }
    std::size_t commands() const { return commands_.size(); }

  private:
    Status check_position(const EventHeader& header) const;
    Status check_version(const EventHeader& header);
    Status check_command(const EventHeader& header);
    Status check_times(const EventHeader& header) const;

    const Selection selection_;
    Position next_;
    std::unordered_map<StreamId, Version> versions_;
    std::unordered_set<CommandId> commands_;
    std::optional<CommandId> last_command_;
    std::optional<Time> last_recorded_;
};

}  // namespace taizhang::audit
