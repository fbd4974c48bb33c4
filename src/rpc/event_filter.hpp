// Which events a reader asked for (contract.md, events.read and events.subscribe). What is not named is not restricted.
//
//     TZ_TRY(EventFilter filter, EventFilter::make(params));
//     if (filter.matches(record.header)) ...
#pragma once

#include <taizhang/record.hpp>

#include <set>
#include <vector>

namespace taizhang::rpc {

/// As it comes in.
struct EventFilterParams {
    std::vector<std::string> streams;  ///< prefixes, such as "item/" or "item/2014-009"
    std::vector<std::string> types;    ///< item.progress_reported; also as CloudEvents write it
    std::vector<UnitId> units;         ///< of who acted, or whose own stream it is
    std::vector<AccountId> actors;
    std::optional<Time> since;  ///< recorded at or after
    std::optional<Time> until;  ///< recorded at or before
};
BOOST_DESCRIBE_STRUCT(EventFilterParams, (), (streams, types, units, actors, since, until))

/// Pure; any thread.
class EventFilter {
  public:
    /// ErrorCode::invalid names the member: an unknown type, or too many values in one list (over_limit).
    static Result<EventFilter> make(const EventFilterParams& params);

    bool matches(const EventHeader& header) const;

  private:
    std::vector<std::string> streams_;
    std::set<std::uint16_t> types_;
    std::set<UnitId> units_;
    std::set<AccountId> actors_;
    std::optional<Time> since_;
    std::optional<Time> until_;
};

}  // namespace taizhang::rpc
