#include "src/rpc/projection_methods.hpp"

#include "src/rpc/services.hpp"
#include "src/views/views.hpp"

#include <algorithm>
#include <cmath>

namespace taizhang::rpc {

namespace {

Status check_role(const Account& account, std::string_view method, std::initializer_list<Role> roles) {
    std::string names;
    for (const auto role : roles) {
        if (account.has(role)) return {};
        names += (names.empty() ? "" : ", ") + std::string(reflect::enum_name(role));
    }
    return account.has(Role::system) ? Status() : forbidden(std::string(method) + " takes one of the roles: " + names);
}

Time ago(const Clock& clock, double seconds) {
    return Time{clock.now().milliseconds - static_cast<std::int64_t>(seconds * 1'000)};
}

/// Never 100 before the end.
std::uint32_t percent_of(Position done, Position all) {
    return all == 0 || done >= all ? 100 : static_cast<std::uint32_t>(done * 100 / all);
}

ProjectionBuilding building_answer(const ViewBuilding& building, Position end, const Clock& clock) {
    ProjectionBuilding answer{.applied = building.next,
                              .percent = percent_of(building.next, end),
                              .events_per_second = static_cast<std::uint64_t>(building.events_per_second),
                              .since = ago(clock, building.seconds),
                              .beside = building.beside};
    if (building.left) answer.eta_s = static_cast<std::uint64_t>(std::ceil(*building.left));
    return answer;
}

ProjectionStopped stopped_answer(const ViewState& state, const Clock& clock) {
    ProjectionStopped answer{.because = state.stopped_because, .since = ago(clock, state.stopped_seconds)};
    if (!state.poison) return answer;
    answer.position = state.poison->position;
    answer.stream = state.poison->stream;
    if (!state.poison->event.empty()) answer.event = state.poison->event;
    return answer;
}

ProjectionAnswer projection_answer(const ViewState& state, Position end, const Clock& clock) {
    ProjectionAnswer answer{.view = state.name, .version = state.version, .applied = state.applied, .lag = state.lag};
    if (state.building) {
        answer.state = ProjectionPhase::building;
        answer.building = building_answer(*state.building, end, clock);
    }
    if (!state.stopped_because.empty()) {
        answer.state = ProjectionPhase::stopped;
        answer.stopped = stopped_answer(state, clock);
    }
    if (!state.rebuild_failed.empty()) answer.rebuild_failed = state.rebuild_failed;
    return answer;
}

ProjectionsListAnswer list(const Services& services) {
    ProjectionsListAnswer answer{.end = services.log.end()};
    for (const auto& state : services.views.states())
        answer.views.push_back(projection_answer(state, answer.end, services.clock));
    return answer;
}

/// Rows are told by what other streams said (a ledger's rules, a unit's successor), and a row that is written over
/// would change what was answered as of the past. So a view is built whole or not at all (docs/decisions/034).
Error only_whole(const std::string& stream) {
    return invalid("/stream: the rows of " + stream +
                       " cannot be built alone: they follow from events of other streams as well, and what was "
                       "answered as of the past must stay; leave it out and name the view",
                   "/stream");
}

}  // namespace

Result<ProjectionsListAnswer> ProjectionsList::run(Call call, Params) {
    TZ_CHECK(check_role(*call.who.account, name, {Role::operations, Role::auditor, Role::account_admin}));
    return list(call.services());
}

Result<ProjectionsListAnswer> ProjectionsRebuild::run(Call call, Params params) {
    TZ_CHECK(check_role(*call.who.account, name, {Role::operations}));
    if (params.stream) return only_whole(*params.stream);
    TZ_CHECK(call.services().views.begin_rebuild(params.views.value_or(std::vector<std::string>())));
    return list(call.services());
}

Result<ProjectionsListAnswer> ProjectionsRetry::run(Call call, Params params) {
    TZ_CHECK(check_role(*call.who.account, name, {Role::operations}));
    TZ_CHECK(call.services().views.retry(params.view));
    return list(call.services());
}

}  // namespace taizhang::rpc
