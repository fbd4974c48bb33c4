#include "src/rpc/view_moment.hpp"

#include "src/views/views.hpp"

#include <taizhang/text.hpp>

namespace taizhang::rpc {

namespace {

Status check_readable(const Call& call, const std::string& view) {
    if (view.empty()) return {};
    TZ_CHECK(check_view(*call.who.account, view));
    if (call.services().views.find(view)) return {};
    std::string names;
    for (const auto& state : call.services().views.states()) names += (names.empty() ? "" : ", ") + state.name;
    return not_found("there is no view " + quote(view) + "; there are " + names).with("path", "/view");
}

/// The position that the view must have reached, if any; the path is that of the parameter which asks for it.
struct Needed {
    std::optional<Position> position;
    const char* path = "/at_least";
};

Needed needed_of(const MomentWanted& wanted, const Moment& moment) {
    if (moment.as_of && (!wanted.at_least || *moment.as_of > *wanted.at_least))
        return {moment.as_of, wanted.as_of_path};
    return {wanted.at_least, "/at_least"};
}

Status check_in_log(const EventLog& log, const Needed& needed) {
    const auto end = log.end();
    if (!needed.position || *needed.position < end) return {};
    const auto last = end == 0 ? std::string("it is empty") : "its last one is " + std::to_string(end - 1);
    return not_found("position " + std::to_string(*needed.position) + " is not in the log yet; " + last)
        .with("path", needed.path);
}

Error stopped(Position position) {
    return {ErrorCode::internal,
            "the views stopped before position " + std::to_string(position) + " was applied; see system.health",
            {}};
}

/// The views call back on the projector's thread, which must not be held up: the reading itself is left to pump().
/// They say false also when another view has stopped, so this one is asked.
void wait_for(Call call, std::string view, Position position, std::function<void(const Call&)> read) {
    auto& views = call.services().views;
    const std::weak_ptr<Connection> weak = call.connection;
    call.connection.reset();
    auto resume = [weak, call = std::move(call), view = std::move(view), read = std::move(read), position] {
        auto back = call;
        back.connection = weak.lock();
        if (!back.connection) return;
        const auto applied = applied_by(back.services().views, view);
        if (!applied || *applied < position) return back.reply.fail(stopped(position));
        read(back);
    };
    views.when_applied(position, [weak, resume = std::move(resume)](bool) {
        if (const auto connection = weak.lock()) connection->later(resume);
    });
}

}  // namespace

ScopedViews views_for(const Call& call) {
    auto& services = call.services();
    return {services.views, services.drafts, scope_of(*call.who.account)};
}

Result<Moment> moment_of(const EventLog& log, const std::optional<AsOf>& as_of) {
    if (!as_of) return Moment{};
    if (const auto* position = std::get_if<Position>(&as_of->value)) return Moment{false, *position};
    TZ_TRY(const auto position, position_at(log, std::get<Time>(as_of->value)));
    return Moment{!position.has_value(), position};
}

Result<std::optional<Position>> shown_by_all(const Services& services, const Moment& moment) {
    if (moment.before_all)
        return not_found("/as_of: nothing was recorded by then; name a later time").with("path", "/as_of");
    return moment.as_of ? moment.as_of : services.views.applied();
}

std::optional<Position> applied_by(const Views& views, std::string_view view) {
    if (view.empty()) return views.applied();
    for (const auto& state : views.states()) {
        if (state.name == view) return state.applied;
    }
    return std::nullopt;
}

Result<std::optional<Time>> time_of(const EventLog& log, std::optional<Position> position) {
    if (!position) return std::optional<Time>();
    TZ_TRY(const auto records, log.read(*position, {.count = 1}));
    if (records.empty()) return std::optional<Time>();
    return std::optional<Time>(records.front().header.recorded);
}

void when_readable(Call call, const MomentWanted& wanted, std::function<void(const Call&, Moment)> read) {
    auto& services = call.services();
    if (auto good = check_readable(call, wanted.view); !good) return call.reply.fail(good.error());
    const auto moment = moment_of(services.log, wanted.as_of);
    if (!moment) return call.reply.fail(moment.error());
    const auto needed = needed_of(wanted, *moment);
    if (auto good = check_in_log(services.log, needed); !good) return call.reply.fail(good.error());
    const auto applied = applied_by(services.views, wanted.view);
    if (!needed.position || (applied && *applied >= *needed.position)) return read(call, *moment);
    wait_for(std::move(call), wanted.view, *needed.position,
             [read = std::move(read), moment = *moment](const Call& later) { read(later, moment); });
}

}  // namespace taizhang::rpc
