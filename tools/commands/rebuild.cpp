#include "tools/client/client.hpp"
#include "tools/commands/commands.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <future>
#include <thread>

namespace taizhang {

namespace json = boost::json;

namespace {

constexpr std::chrono::seconds progress_pause{1};

struct Flags {
    TargetFlags target;
    std::vector<std::string> views;
};

bool is_named(const Flags& flags, std::string_view view) {
    return flags.views.empty() || std::ranges::find(flags.views, view) != flags.views.end();
}

/// What a build that goes on says of itself, wherever it runs.
struct Progress {
    std::size_t views = 0;  ///< that are being built
    std::string slowest;
    Position applied = 0;
    double events_per_second = 0;

    void add(std::string_view view, Position next, double rate) {
        if (views++ > 0 && next >= applied) return;
        slowest = view;
        applied = next;
        events_per_second = rate;
    }
    void print(Position end) const {
        if (views == 0) return;
        const auto left = events_per_second > 0 ? double(end - std::min(applied, end)) / events_per_second : 0;
        fmt::print(stderr, "building {} view{}: {} at {} of {} events ({:.0f} %), {:.0f} events/s{}\n", views,
                   views == 1 ? "" : "s", slowest, applied, end, end ? 100.0 * double(applied) / double(end) : 100.0,
                   events_per_second, left > 0 ? fmt::format(", {:.0f} s left", left) : std::string());
    }
};

// ---- in a data directory -------------------------------------------------------------------------------------------

void print_progress(Node& node) {
    Progress progress;
    for (const auto& state : node.views().states()) {
        if (state.building) progress.add(state.name, state.building->next, state.building->events_per_second);
    }
    progress.print(node.log().end());
}

/// Of the building alone: what opening the directory and the digests take is not in it.
void print_rate(Node& node, std::chrono::duration<double> took) {
    const auto events = node.log().end();
    fmt::print(stderr, "built in {:.1f} s: {} events, {:.0f} events/s; digests follow\n", took.count(), events,
               double(events) / std::max(took.count(), 0.001));
}

Status print_digests(Node& node) {
    for (const auto& state : node.views().states()) {
        TZ_TRY(const auto digest, node.views().digest(state.name));
        fmt::print("{:<24} version {}  {} events  sha256 {}\n", state.name, state.version,
                   state.applied ? *state.applied + 1 : 0, digest.to_string());
    }
    return {};
}

Status rebuild_here(const Flags& flags) {
    SystemClock clock;
    SystemRandom random;
    TZ_TRY(const auto node, Node::open({.data = flags.target.data, .create = false}, clock, random));
    const auto begun = std::chrono::steady_clock::now();
    auto done = std::async(std::launch::async, [&] { return node->views().rebuild(flags.views); });
    while (done.wait_for(progress_pause) != std::future_status::ready) print_progress(*node);
    TZ_CHECK(done.get());
    print_rate(*node, std::chrono::steady_clock::now() - begun);
    TZ_CHECK(node->settle());
    return print_digests(*node);
}

// ---- on a server ---------------------------------------------------------------------------------------------------

/// Where one was given up or stopped, why.
Status check_outcome(const Flags& flags, const json::array& views) {
    for (const auto& value : views) {
        const auto& view = value.as_object();
        const std::string name(view.at("view").as_string());
        if (!is_named(flags, name)) continue;
        const auto* failed = view.if_contains("rebuild_failed");
        const auto* stopped = view.if_contains("stopped");
        if (failed) return Error{ErrorCode::internal, name + " was not rebuilt: " + std::string(failed->as_string())};
        if (stopped)
            return Error{ErrorCode::internal, name + " stopped: " + std::string(stopped->at("because").as_string())};
        fmt::print("{:<24} version {}  applied {}\n", name, view.at("version").to_number<std::uint32_t>(),
                   json::serialize(view.at("applied")));
    }
    return {};
}

Status rebuild_there(const Flags& flags) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    json::object wanted;
    if (!flags.views.empty()) wanted["views"] = json::value_from(flags.views);
    TZ_TRY(auto answer, client->call("projections.rebuild", std::move(wanted)));
    for (;;) {
        std::this_thread::sleep_for(progress_pause);
        TZ_TRY(answer, client->call("projections.list", {}));
        Progress progress;
        for (const auto& value : answer.at("views").as_array()) {
            const auto& view = value.as_object();
            const auto* building = view.if_contains("building");
            if (!building || view.contains("stopped") || !is_named(flags, view.at("view").as_string())) continue;
            progress.add(view.at("view").as_string(), building->at("applied").to_number<Position>(),
                         building->at("events_per_second").to_number<double>());
        }
        if (progress.views == 0) return check_outcome(flags, answer.at("views").as_array());
        progress.print(answer.at("end").to_number<Position>());
    }
}

}  // namespace

void add_rebuild(CLI::App& app, Action& action) {
    auto flags = std::make_shared<Flags>();
    auto* command = app.add_subcommand("rebuild",
                                       "Build views anew from the log beside the rows that readers see; tells how it "
                                       "goes, and with --data each view's digest in the end");
    command->add_option("VIEW", flags->views, "views to rebuild (default: all)");
    add_target(*command, flags->target);
    command->callback([flags, &action] {
        action = [flags] { return flags->target.server.empty() ? rebuild_here(*flags) : rebuild_there(*flags); };
    });
}

}  // namespace taizhang
