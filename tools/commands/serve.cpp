#include "tools/commands/serve.hpp"

#include "src/rpc/authenticator.hpp"
#include "src/server/server.hpp"
#include "tools/bus_keys.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/end_signals.hpp"
#include "tools/node.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <CLI/CLI.hpp>
#include <iostream>

namespace taizhang {

namespace fs = std::filesystem;

namespace {

/// The page beside the program as it is built: <root>/build/<preset>/taizhang serves <root>/web/dist.
fs::path page_beside_program() {
    std::error_code problem;
    const auto program = fs::read_symlink("/proc/self/exe", problem);
    return problem ? fs::path() : program.parent_path().parent_path().parent_path() / "web" / "dist";
}

/// Raises the limit of open files as far as we may, and leaves the log and the views their share of it: a flood of
/// connections must not keep RocksDB from opening its next file.
void settle_file_limit(ServerLimits& limits) {
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    getrlimit(RLIMIT_NOFILE, &files);
    const auto all = static_cast<std::size_t>(files.rlim_cur);
    const auto spare = std::min(limits.spare_files, all / 2);
    limits.connections = std::min(limits.connections, all - spare);
    limits.connections_per_address = std::min(limits.connections_per_address,
                                              std::max<std::size_t>(1, limits.connections - limits.connections / 10));
}

Result<ServerOptions> server_options(const ServeSettings& settings) {
    ServerOptions options;
    apply_exposure(settings.exposure, options);
    settle_file_limit(options.limits);
    TZ_TRY(const auto at, parse_listen(settings.listen));
    options.address = at.address;
    options.port = at.port;
    options.page = settings.page.empty() ? page_beside_program() : fs::path(settings.page);
    options.allowed_origins = settings.allowed_origins;
    options.public_entries = settings.public_entries;
    return options;
}

Result<NodeOptions> node_options(const ServeSettings& settings) {
    NodeOptions options{.data = settings.data, .origin = settings.origin, .keeper = settings.keeper, .search = true};
    if (!settings.bus.empty()) {
        TZ_TRY(const auto endpoints, bus::Endpoints::from_base(settings.bus));
        options.bus = bus::PublisherOptions{.endpoints = endpoints};
        TZ_TRY(options.bus->curve, BusKeys(settings.data).for_server());
        if (!options.bus->curve && bus::leaves_the_machine(endpoints.events)) {
            return invalid("the bus address " + settings.bus +
                           " can be reached from other machines, and there are no keys for it: make one with taizhang "
                           "bus key new --data " +
                           settings.data +
                           ", then let others in with taizhang bus key allow; or use tcp://127.0.0.1:PORT");
        }
    }
    options.notary = settings.notary;
    options.follow = settings.follow;
    options.on_erased = [](const Status& erased) {
        if (erased) return spdlog::info("what was redacted is gone from the log's files");
        spdlog::error("what was redacted is not gone from the log's files yet: {}; it is tried again",
                      erased.error().message);
    };
    options.notary->on_stopped = [](const std::string& why) {
        spdlog::error("notary: no checkpoints are signed any more: {}", why);
    };
    return options;
}

void say_what_runs(Node& node, const Server& server, const ServerOptions& options) {
    spdlog::info("ledger {} holds {} events", node.log().identity().origin, node.log().end());
    if (const auto* following = node.following()) {
        const auto report = following->report();
        spdlog::info("a read-only copy, which follows {}", report.source);
        if (report.problem_is_final()) spdlog::error("nothing more is taken from the leader: {}", report.problem);
    } else if (const auto* notary = node.notary()) {
        spdlog::info("checkpoints are signed with {}", notary->key().to_string());
        spdlog::info("witnesses: {}, of which {} make a checkpoint official", notary->policy().witnesses.size(),
                     notary->policy().quorum);
    }
    if (const auto* publisher = node.publisher()) {
        const auto& at = publisher->endpoints();
        spdlog::info("bus: events {}, records {}, replay {}", at.events, at.records, at.replay);
    }
    const auto& address = options.address;
    const bool v6 = address.find(':') != std::string::npos;
    // the contract's line: whoever started us waits for it
    std::cout << "listening on " << (options.tls ? "https://" : "http://") << (v6 ? "[" + address + "]" : address)
              << ":" << server.port() << std::endl;
}

void say_what_was_kept(const keeper::KeeperStatus& kept) {
    spdlog::info("deadline keeper: {} duties recorded, {} refused, {} events seen", kept.acted, kept.refused,
                 kept.applied);
    if (kept.refused > 0) spdlog::warn("deadline keeper: last refused was {}", kept.last_refusal);
    if (!kept.stopped_because.empty()) spdlog::error("deadline keeper: stopped acting: {}", kept.stopped_because);
}

void say_what_was_signed(const notary::NotaryState& state) {
    const auto told = [](const std::optional<tlog::TreeSize>& size) {
        return size ? std::to_string(*size) + " events" : "nothing";
    };
    spdlog::info("notary: {} signed, {} official", told(state.signed_size), told(state.official_size));
    for (const auto& witness : state.witnesses) {
        if (witness.last_problem.empty()) continue;
        spdlog::warn("witness {} ({}) has cosigned {}; last: {}", witness.name, witness.address,
                     told(witness.cosigned_size), printable(witness.last_problem));
    }
}

Status serve(const ServeSettings& settings) {
    if (settings.data.empty())
        return invalid("name the data directory with --data DIR (or data = \"DIR\" in the configuration file)");
    const EndSignals signals(EndSignals::Hangup::told);
    SystemClock clock;
    SystemRandom random;
    TZ_TRY(const auto server_given, server_options(settings));
    TZ_TRY(auto node_given, node_options(settings));
    TZ_TRY(auto node, Node::open(std::move(node_given), clock, random));
    TZ_TRY(auto authenticator, rpc::Authenticator::open({.path = node->credentials(),
                                                         .token_life = settings.exposure.session_life,
                                                         .token_idle = settings.exposure.session_idle},
                                                        clock));
    // a replica's accounts come from its leader, and until they are there nobody can log in
    if (!node->following() || !server_given.tls) TZ_CHECK(check_exposure(server_given, node->log(), *authenticator));
    {
        rpc::Services services({node->engine(), node->log(), node->views(), clock, *authenticator,
                                settings.exposure.calls, node->data().string(), node->keeper(), node->notary(),
                                node->search(), node->following()});
        if (auto* following = node->following())
            following->on_credentials([&authenticator] { return authenticator->reload(); });
        node->on_commit([&services] { services.news.tell(rpc::NewsOf::log); });
        TZ_TRY(auto server, Server::start(server_given, services));
        node->start_following();
        node->start_keeper();
        node->start_search();
        say_what_runs(*node, *server, server_given);
        spdlog::info("{}: finishing what was accepted", signals.wait([&server] { server->reload_certificates(); }));
        server->stop();
        node->stop();
        if (const auto* keeper = node->keeper()) say_what_was_kept(keeper->status());
        if (const auto* notary = node->notary(); notary && !node->following()) say_what_was_signed(notary->state());
    }
    spdlog::info("stopped cleanly at {} events", node->log().end());
    return {};
}

}  // namespace

void add_serve(CLI::App& app, Action& action) {
    auto flags = std::make_shared<ServeFlags>();
    auto* command = app.add_subcommand("serve", "Run the server: WebSocket /ws, the page, /healthz, /metrics");
    command->add_option("--data", flags->data, "data directory; made if it is not there")->type_name("DIR");
    command->add_option("--listen", flags->listen, "address and port (default 127.0.0.1:8080; port 0: a free one)")
        ->type_name("ADDRESS:PORT");
    command
        ->add_option("--bus", flags->bus,
                     "broadcast events, such as tcp://127.0.0.1:5550 (takes three ports from there)")
        ->type_name("ENDPOINT");
    command
        ->add_option("--origin", flags->origin,
                     "name of a new log, a URL without scheme (default taizhang.local/ledger)")
        ->type_name("NAME");
    command->add_option("--page", flags->page, "the built page (default: web/dist of the source tree)")
        ->type_name("DIR");
    command
        ->add_option("--allow-origin", flags->allowed_origins,
                     "a web origin besides our own that may connect, may be repeated")
        ->type_name("ORIGIN");
    add_follow_flags(*command, flags->follow);
    add_exposure_flags(*command, flags->exposure);
    command->add_flag("--no-keeper", flags->no_keeper,
                      "record nothing that falls due: to look at an old ledger without judging it by today");
    command->add_option("--config", flags->config, "TOML file with the same settings; flags win")->type_name("FILE");
    command->callback([flags, &action] {
        action = [flags]() -> Status {
            // stdout carries the contract's one line; everything else is for the operator, on stderr
            spdlog::set_default_logger(spdlog::stderr_color_mt("taizhang"));
            TZ_TRY(const auto settings, settle(*flags));
            return serve(settings);
        };
    });
}

}  // namespace taizhang
