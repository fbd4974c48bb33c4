// Reading the history and following it.
#pragma once

#include "src/rpc/event_filter.hpp"
#include "src/rpc/method.hpp"

namespace taizhang::rpc {

struct EventsReadParams {
    std::optional<Position> from;  ///< 0 where absent
    std::optional<std::uint32_t> limit;
    std::optional<EventFilterParams> filter;
};
BOOST_DESCRIBE_STRUCT(EventsReadParams, (), (from, limit, filter))

struct EventsReadAnswer {
    std::vector<Json> events;  ///< CloudEvents
    Position next = 0;         ///< where to go on; everything before it was looked at
    Position end = 0;          ///< of the log: there is more as long as next < end
    std::string epoch;
};
BOOST_DESCRIBE_STRUCT(EventsReadAnswer, (), (events, next, end, epoch))

struct EventsSubscribeParams {
    StartAt from;
    std::optional<EventFilterParams> filter;
    std::optional<std::string> epoch;  ///< that `from` is of: refused where the log has become another one
};
BOOST_DESCRIBE_STRUCT(EventsSubscribeParams, (), (from, filter, epoch))

struct EventsSubscribeAnswer {
    std::string subscription;
    std::string epoch;
    Position position = 0;  ///< of the first event that may come
};
BOOST_DESCRIBE_STRUCT(EventsSubscribeAnswer, (), (subscription, epoch, position))

struct UnsubscribeParams {
    std::string subscription;
};
BOOST_DESCRIBE_STRUCT(UnsubscribeParams, (), (subscription))

struct EventsRead {
    static constexpr const char* name = "events.read";
    static constexpr const char* summary =
        "Events from a position on, in order. Looks at a bounded number; go on at `next` while it is below `end`.";
    static constexpr Access access = Access::reader;
    using Params = EventsReadParams;
    using Answer = EventsReadAnswer;
    static void run(Call call, Params params);
};

struct EventsSubscribe {
    static constexpr const char* name = "events.subscribe";
    static constexpr const char* summary =
        "Every event from a position, or from now on, exactly once and in order, as events.event notifications.";
    static constexpr Access access = Access::reader;
    using Params = EventsSubscribeParams;
    using Answer = EventsSubscribeAnswer;
    static void run(Call call, Params params);
};

struct EventsUnsubscribe {
    static constexpr const char* name = "events.unsubscribe";
    static constexpr const char* summary = "Ends a subscription of this connection.";
    static constexpr Access access = Access::logged_in;
    using Params = UnsubscribeParams;
    using Answer = Nothing;
    static Result<Answer> run(Call call, Params params);
};

/// The log's epoch, as CloudEvents' ids begin.
std::string epoch_text(const EventLog& log);
/// ErrorCode::gone for one who goes on from a position of another epoch: the log was restored to an earlier state.
Status check_epoch(const EventLog& log, const std::optional<std::string>& epoch);

}  // namespace taizhang::rpc
