// From which position a view is to be read, and waiting until it is there.
//
//     when_readable(call, {"current_ledger", as_of, at_least}, [params](const Call& call, Moment moment) { ... });
#pragma once

#include "src/rpc/method.hpp"
#include "src/rpc/scoped_views.hpp"

namespace taizhang::rpc {

struct MomentWanted {
    std::string view;  ///< empty: all views, for what is made of several
    std::optional<AsOf> as_of;
    std::optional<Position> at_least;
    const char* as_of_path = "/as_of";  ///< what the parameter is called
};

struct Moment {
    bool before_all = false;        ///< a time before the first event: nothing was there
    std::optional<Position> as_of;  ///< absent: now
};

/// Checks that the view is there and may be read, and runs `read` at once, or, when the view has yet to be brought to
/// the position that was asked for, later, from pump(). Fails the call with not_found for a position beyond the log's
/// end.
void when_readable(Call call, const MomentWanted& wanted, std::function<void(const Call&, Moment)> read);

/// The views as far as whoever calls may read them: what an answer is made of.
ScopedViews views_for(const Call& call);

/// Now where nothing is said.
Result<Moment> moment_of(const EventLog& log, const std::optional<AsOf>& as_of);

/// As of which position something is made of several views: what was asked for, or what all of them show.
/// ErrorCode::not_found for a time before everything: it must not be answered with today instead.
Result<std::optional<Position>> shown_by_all(const Services& services, const Moment& moment);

/// Last position that this view shows.
std::optional<Position> applied_by(const Views& views, std::string_view view);
Result<std::optional<Time>> time_of(const EventLog& log, std::optional<Position> position);

}  // namespace taizhang::rpc
