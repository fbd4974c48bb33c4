#include "src/rpc/health.hpp"

#include "src/engine/engine.hpp"
#include "src/keeper/keeper.hpp"
#include "src/notary/notary.hpp"
#include "src/rpc/errors.hpp"
#include "src/rpc/event_methods.hpp"
#include "src/rpc/replica_report.hpp"
#include "src/rpc/services.hpp"
#include "src/search/search.hpp"
#include "src/views/views.hpp"

#include <filesystem>

namespace taizhang::rpc {

namespace json = boost::json;

namespace {

/// Events that the view has yet to apply.
std::uint64_t lag(Position end, const std::optional<Position>& applied) {
    const auto done = applied ? *applied + 1 : 0;
    return end > done ? end - done : 0;
}

json::object building_state(const ViewBuilding& building) {
    json::object out{{"applied", building.next}, {"events_per_second", std::uint64_t(building.events_per_second)}};
    if (building.left) out["eta_s"] = std::uint64_t(*building.left);
    return out;
}

json::object view_state(const ViewState& state, Position end) {
    json::object out{{"view", state.name},
                     {"version", state.version},
                     {"applied", state.applied ? json::value(*state.applied) : json::value(nullptr)},
                     {"lag", lag(end, state.applied)},
                     {"rebuilding", state.rebuilding}};
    if (state.building) out["building"] = building_state(*state.building);
    if (!state.stopped_because.empty()) out["stopped_because"] = state.stopped_because;
    if (state.poison) out["poison"] = {{"position", state.poison->position}, {"event", state.poison->event}};
    if (!state.rebuild_failed.empty()) out["rebuild_failed"] = state.rebuild_failed;
    return out;
}

json::object writer_state(const EngineCounters& counters) {
    json::object out{{"writable", counters.writable},     {"queued", counters.queued},
                     {"accepted", counters.accepted},     {"refused", counters.refused},
                     {"duplicates", counters.duplicates}, {"busy", counters.busy},
                     {"groups", counters.groups},         {"events", counters.events}};
    if (!counters.stopped_because.empty()) out["stopped_because"] = counters.stopped_because;
    return out;
}

/// Null where none runs: nothing falls due by itself then.
json::value keeper_state(const keeper::Keeper* keeper) {
    if (!keeper) return nullptr;
    const auto status = keeper->status();
    json::object out{{"applied", status.applied}, {"acted", status.acted}, {"refused", status.refused}};
    out["next"] = status.next ? json::value(status.next->to_string()) : json::value(nullptr);
    if (!status.last_refusal.empty()) out["last_refusal"] = status.last_refusal;
    if (!status.stopped_because.empty()) out["stopped_because"] = status.stopped_because;
    return out;
}

/// Null where it is not known.
json::value disk_state(const std::string& data) {
    if (data.empty()) return nullptr;
    std::error_code problem;
    const auto space = std::filesystem::space(data, problem);
    if (problem) return nullptr;
    return {{"free_bytes", std::uint64_t(space.available)}, {"total_bytes", std::uint64_t(space.capacity)}};
}

/// Nothing while none is official.
std::optional<std::uint64_t> age_seconds(const notary::NotaryState& state, const Clock& clock) {
    if (!state.official_at) return std::nullopt;
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(clock.now() - *state.official_at).count();
    return age > 0 ? std::uint64_t(age) : 0;  // the clock may have been set back
}

/// Why no checkpoint is signed any more, which keys are missing, and what witnesses last answered instead of cosigning.
json::value checkpoint_problem(const notary::NotaryState& state) {
    std::string problem = state.stopped_because;
    for (const auto& key : state.key_problems) problem += (problem.empty() ? "" : "; ") + key;
    for (const auto& witness : state.witnesses) {
        if (witness.last_problem.empty()) continue;
        problem += (problem.empty() ? "" : "; ") + witness.name + ": " + witness.last_problem;
    }
    return problem.empty() ? json::value(nullptr) : json::value(problem);
}

/// Null where none are signed.
json::value checkpoint_state(const Services& services) {
    if (!services.notary) return nullptr;
    const auto state = services.notary->state();
    return {{"size", json::value_from(state.signed_size)},
            {"age_s", json::value_from(age_seconds(state, services.clock))},
            {"official_size", json::value_from(state.official_size)},
            {"problem", checkpoint_problem(state)}};
}

/// Null where this is the ledger itself.
json::value replica_state(const ReplicaReporter* replica) {
    return replica ? reflect::to_json(replica->report()) : json::value(nullptr);
}

/// A replica never writes; it is well as long as what it shows can be trusted to go on.
bool well(const Services& services, const EngineCounters& counters) {
    return services.replica ? !services.replica->report().problem_is_final() : counters.writable;
}

std::string status_of(const Services& services, const EngineCounters& counters) {
    if (services.replica) return services.replica->report().state;
    return counters.writable ? "ok" : "not writable";
}

/// Null where no index of words is kept.
json::value search_state(const Services& services, Position end) {
    if (!services.search) return nullptr;
    const auto state = services.search->state();
    return {{"position", json::value_from(state.position)},
            {"lag", lag(end, state.position)},
            {"documents", state.documents},
            {"problem", state.problem.empty() ? json::value(nullptr) : json::value(state.problem)}};
}

/// A label's value may be anything but these three.
std::string escaped(std::string_view label) {
    std::string out;
    for (char c : label) {
        if (c == '"' || c == '\\') out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out;
}

/// OpenMetrics text as it grows.
class Page {
  public:
    void family(const std::string& name, const char* type, const char* help) {
        name_ = "taizhang_" + name;
        suffix_ = std::string_view(type) == "counter" ? "_total" : "";
        text_ += "# TYPE " + name_ + " " + type + "\n# HELP " + name_ + " " + help + "\n";
    }
    void sample(std::uint64_t value, const std::string& label = {}, const std::string& of = {}) {
        text_ += name_ + suffix_;
        if (!label.empty()) text_ += "{" + label + "=\"" + of + "\"}";
        text_ += " " + std::to_string(value) + "\n";
    }
    void single(const char* name, const char* type, const char* help, std::uint64_t value) {
        family(name, type, help);
        sample(value);
    }
    std::string end() && { return std::move(text_) + "# EOF\n"; }

  private:
    std::string text_, name_, suffix_;
};

void print_engine(Page& page, const EngineCounters& c, Position end) {
    page.single("log_events", "gauge", "Events in the log.", end);
    page.single("writable", "gauge", "1 while the writer accepts commands.", c.writable ? 1 : 0);
    page.single("commands_queued", "gauge", "Commands waiting to be decided.", c.queued);
    page.family("commands", "counter", "Commands by what became of them.");
    page.sample(c.accepted, "outcome", "accepted");
    page.sample(c.refused, "outcome", "refused");
    page.sample(c.duplicates, "outcome", "duplicate");
    page.sample(c.busy, "outcome", "busy");
    page.single("commit_groups", "counter", "Groups made durable, with one sync each.", c.groups);
    page.single("events_committed", "counter", "Events made durable by this process.", c.events);
}

void print_views(Page& page, const Views& views, Position end) {
    page.family("view_lag_events", "gauge", "Events that a view has yet to apply.");
    for (const auto& state : views.states()) page.sample(lag(end, state.applied), "view", state.name);
    page.family("view_unbuilt_events", "gauge", "Events that a build beside what readers see has yet to take in.");
    for (const auto& state : views.states())
        page.sample(state.building ? end - std::min(end, state.building->next) : 0, "view", state.name);
    page.family("view_stopped", "gauge", "1 for a view that stopped at an event it could not apply.");
    for (const auto& state : views.states()) page.sample(state.stopped_because.empty() ? 0 : 1, "view", state.name);
}

void print_checkpoints(Page& page, const Services& services) {
    if (!services.notary) return;
    const auto state = services.notary->state();
    page.single("checkpoint_size", "gauge", "Records under the newest signed checkpoint.",
                state.signed_size.value_or(0));
    page.single("checkpoint_official_size", "gauge", "Records under the newest official checkpoint.",
                state.official_size.value_or(0));
    if (const auto age = age_seconds(state, services.clock))
        page.single("checkpoint_age_seconds", "gauge", "Since the newest official checkpoint became so.", *age);
    page.single("checkpoint_stopped", "gauge", "1 when no checkpoint is signed any more.",
                state.stopped_because.empty() ? 0 : 1);
    page.family("witness_problem", "gauge", "1 for a witness whose last answer was no cosignature.");
    for (const auto& witness : state.witnesses)
        page.sample(witness.last_problem.empty() ? 0 : 1, "witness", escaped(witness.name));
}

void print_replica(Page& page, const ReplicaReporter* replica) {
    if (!replica) return;
    const auto report = replica->report();
    page.single("replica_behind_events", "gauge", "Events that the leader has and this replica does not show yet.",
                report.behind);
    page.single("replica_silence_seconds", "gauge", "Since the leader last answered.", report.silent_ms / 1'000);
    page.family("replica_state", "gauge", "1 for the state that this replica is in.");
    for (const auto* state : replica_states) page.sample(report.state == state ? 1 : 0, "state", state);
}

void print_search(Page& page, const Services& services, Position end) {
    if (!services.search) return;
    const auto state = services.search->state();
    page.single("search_lag_events", "gauge", "Events whose words cannot be found yet.", lag(end, state.position));
    page.single("search_problem", "gauge", "1 while the index of words cannot be brought on.",
                state.problem.empty() ? 0 : 1);
}

void print_sessions(Page& page, const Metrics& m) {
    static constexpr const char* families[family_count] = {"auth", "account", "command", "events", "view",
                                                           "log",  "system",  "rpc",     "other"};
    page.family("requests", "counter", "Calls by family of methods.");
    for (std::size_t i = 0; i < family_count; ++i) page.sample(m.requests[i], "family", families[i]);
    page.family("errors", "counter", "Answers that were errors, by code.");
    for (std::size_t i = 0; i < error_slots; ++i) page.sample(m.errors[i], "code", std::to_string(all_codes()[i].code));
    page.single("sessions", "gauge", "Connections open now.", m.sessions_open);
    page.single("sessions_opened", "counter", "Connections opened so far.", m.sessions_opened);
    page.family("subscriptions", "gauge", "Subscriptions open now.");
    page.sample(m.event_subscriptions, "kind", "events");
    page.sample(m.view_subscriptions, "kind", "view");
    page.sample(m.presence_subscriptions, "kind", "presence");
    page.single("notifications", "counter", "Notifications sent.", m.notifications);
    page.single("fell_behind", "counter", "Times that a subscriber was too slow to be served live.", m.fell_behind);
    page.family("logins", "counter", "Attempts to log in, by what became of them.");
    page.sample(m.logins, "outcome", "accepted");
    page.sample(m.failed_logins, "outcome", "failed");
    page.sample(m.throttled_logins, "outcome", "throttled");
}

void print_refusals(Page& page, const Refusals& refusals) {
    page.family("refusals", "counter", "What was refused, by reason.");
    for (std::size_t i = 0; i < refusal_count; ++i) {
        const auto why = Refusal(i);
        page.sample(refusals.counted(why), "reason", reflect::enum_name(why));
    }
}

}  // namespace

Health health(Services& services) {
    const auto counters = services.engine.counters();
    const auto end = services.log.end();
    json::array views;
    for (const auto& state : services.views.states()) views.push_back(view_state(state, end));
    return {well(services, counters),
            {{"status", status_of(services, counters)},
             {"time", services.clock.now().to_string()},
             {"log", {{"origin", services.log.identity().origin}, {"epoch", epoch_text(services.log)}, {"end", end}}},
             {"writer", writer_state(counters)},
             {"views", std::move(views)},
             {"keeper", keeper_state(services.keeper)},
             {"replica", replica_state(services.replica)},
             {"disk", disk_state(services.data)},
             {"search", search_state(services, end)},
             {"checkpoint", checkpoint_state(services)},
             {"sessions", services.metrics.sessions_open.load()}}};
}

std::string open_metrics(Services& services) {
    Page page;
    const auto end = services.log.end();
    print_engine(page, services.engine.counters(), end);
    print_views(page, services.views, end);
    print_checkpoints(page, services);
    print_search(page, services, end);
    print_replica(page, services.replica);
    print_sessions(page, services.metrics);
    print_refusals(page, services.refusals);
    return std::move(page).end();
}

}  // namespace taizhang::rpc
