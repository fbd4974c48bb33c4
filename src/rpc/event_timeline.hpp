// Where in time the events stand: what a time control draws, and the positions at which its steps read.
//
//     --> events.timeline {since?, until?, buckets?}
//     <-- {first: {position, time}, last: {position, time},
//          buckets: [{from_position, until_position, since, until, events}, …]}
//
// Each bucket holds the events recorded at since <= time < until, which stand at from_position <= position <
// until_position. So a view as of the bucket's end is read with as_of = until_position - 1 (nothing was there yet where
// that is 0). All events count, also those that the reader may not read. The times are looked for by halving the log,
// so an answer costs as much in a large log as in a small one, nearly.
#pragma once

#include "src/rpc/method.hpp"

namespace taizhang::rpc {

inline constexpr std::uint32_t max_timeline_buckets = 500;
inline constexpr std::uint32_t usual_timeline_buckets = 100;

struct EventsTimelineParams {
    std::optional<Time> since;  ///< the first event's where absent
    std::optional<Time> until;  ///< not included itself; just behind the last event where absent
    std::optional<std::uint32_t> buckets;
};
BOOST_DESCRIBE_STRUCT(EventsTimelineParams, (), (since, until, buckets))

struct LogMoment {
    Position position = 0;
    Time time;
};
BOOST_DESCRIBE_STRUCT(LogMoment, (), (position, time))

struct TimelineBucket {
    Position from_position = 0;
    Position until_position = 0;  ///< not included
    Time since;
    Time until;  ///< not included
    std::uint64_t events = 0;
};
BOOST_DESCRIBE_STRUCT(TimelineBucket, (), (from_position, until_position, since, until, events))

struct EventsTimelineAnswer {
    std::optional<LogMoment> first;  ///< of the whole log; absent while it is empty
    std::optional<LogMoment> last;
    std::vector<TimelineBucket> buckets;  ///< equally long, one after the other; none while the log is empty
};
BOOST_DESCRIBE_STRUCT(EventsTimelineAnswer, (), (first, last, buckets))

struct EventsTimeline {
    static constexpr const char* name = "events.timeline";
    static constexpr const char* summary =
        "How many events were recorded when: a stretch of time in equal parts, each with its positions.";
    static constexpr Access access = Access::reader;
    using Params = EventsTimelineParams;
    using Answer = EventsTimelineAnswer;
    static Result<Answer> run(Call call, Params params);
};

}  // namespace taizhang::rpc
