#include "src/rpc/event_timeline.hpp"

namespace taizhang::rpc {

namespace {

Result<LogMoment> moment_at(const EventLog& log, Position position) {
    TZ_TRY(const auto records, log.read(position, {.count = 1}));
    if (records.empty())
        return Error{ErrorCode::internal, "the log has no record at its position " + std::to_string(position)};
    return LogMoment{position, records.front().header.recorded};
}

/// The first position in [from, until) whose event was recorded at `time` or later, or `until`.
Result<Position> first_since(const EventLog& log, Time time, Position from, Position until) {
    while (from < until) {
        const auto middle = from + (until - from) / 2;
        TZ_TRY(const auto moment, moment_at(log, middle));
        if (moment.time < time)
            from = middle + 1;
        else
            until = middle;
    }
    return from;
}

/// Where the parts of a stretch of time begin, in time and in the log; one more than there are parts.
class Bounds {
  public:
    Bounds(const EventLog& log, Time since, std::int64_t length, std::uint32_t parts) : log_(log) {
        for (std::uint32_t i = 0; i <= parts; ++i) {
            const auto whole = length / parts * i, rest = length % parts * i / parts;
            bounds_.push_back({0, since + std::chrono::milliseconds(whole + rest)});
        }
    }
    /// Those in the middle first: they tell all others how little of the log is left to be searched.
    Status find(Position end) { return find(0, bounds_.size(), 0, end); }
    std::vector<TimelineBucket> buckets() const {
        std::vector<TimelineBucket> found;
        for (std::size_t i = 0; i + 1 < bounds_.size(); ++i) {
            const auto& [from, since] = bounds_[i];
            const auto& [until_position, until] = bounds_[i + 1];
            found.push_back({from, until_position, since, until, until_position - from});
        }
        return found;
    }

  private:
    Status find(std::size_t first, std::size_t last, Position from, Position until) {
        if (first == last) return {};
        const auto middle = first + (last - first) / 2;
        TZ_TRY(bounds_[middle].position, first_since(log_, bounds_[middle].time, from, until));
        const auto there = bounds_[middle].position;
        TZ_CHECK(find(first, middle, from, there));
        return find(middle + 1, last, there, until);
    }

    const EventLog& log_;
    std::vector<LogMoment> bounds_;
};

Result<std::uint32_t> parts_of(const EventsTimelineParams& params) {
    const auto parts = params.buckets.value_or(usual_timeline_buckets);
    const auto most = std::to_string(max_timeline_buckets);
    if (parts == 0) return invalid("/buckets: expected 1 to " + most + ", got 0", "/buckets");
    if (parts <= max_timeline_buckets) return parts;
    return over_limit("/buckets: at most " + most + " are counted at once, got " + std::to_string(parts) +
                          "; ask for a shorter stretch of time to see it closer",
                      max_timeline_buckets, "/buckets");
}

}  // namespace

Result<EventsTimelineAnswer> EventsTimeline::run(Call call, Params params) {
    const auto& log = call.services().log;
    TZ_TRY(const auto parts, parts_of(params));
    const auto end = log.end();
    if (end == 0) return EventsTimelineAnswer{};
    TZ_TRY(const auto first, moment_at(log, 0));
    TZ_TRY(const auto last, moment_at(log, end - 1));
    const auto since = params.since.value_or(first.time);
    const auto until = params.until.value_or(std::max(since, last.time) + std::chrono::milliseconds(1));
    if (since >= until)
        return invalid("/until: expected a time after " + since.to_string() + ", where the stretch begins, got " +
                           until.to_string(),
                       "/until");
    const auto length = (until - since).count();
    Bounds bounds(log, since, length, std::uint32_t(std::min<std::int64_t>(parts, length)));
    TZ_CHECK(bounds.find(end));
    return EventsTimelineAnswer{first, last, bounds.buckets()};
}

}  // namespace taizhang::rpc
