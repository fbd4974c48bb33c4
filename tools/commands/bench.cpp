#include "tools/bench/bench.hpp"
#include "tools/bench/growth.hpp"
#include "tools/bench/past.hpp"
#include "tools/commands/commands.hpp"

#include <CLI/CLI.hpp>

namespace taizhang {

void add_bench(CLI::App& app, Action& action) {
    auto options = std::make_shared<bench::Options>();
    auto grow_to = std::make_shared<std::uint64_t>(0);
    auto past = std::make_shared<bool>(false);
    auto* command = app.add_subcommand(
        "bench", "Measure durable appends and replay on this machine; prints one JSON line a measurement");
    command
        ->add_option("--data", options->data,
                     "an empty directory on the disk to be measured (not tmpfs); removed afterwards. With --past a "
                     "ledger's own, which stays")
        ->type_name("DIR")
        ->required();
    command
        ->add_option("--clients", options->clients,
                     "numbers of clients, each with one command under way (default 1,16,64,256)")
        ->delimiter(',')
        ->type_name("N,…");
    command->add_option("--in-flight", options->in_flight, "commands under way on each WebSocket (default 1)")
        ->check(CLI::Range(1, 900))
        ->type_name("N");
    command->add_option("--seconds", options->seconds, "of measuring for each number, after one of warm-up (default 5)")
        ->check(CLI::Range(1, 3'600))
        ->type_name("S");
    command->add_option("--bytes", options->bytes, "of text in each event (default 300)")
        ->check(CLI::Range(1, 100'000))
        ->type_name("N");
    command
        ->add_option("--over", options->over, "engine (in process) or ws (JSON-RPC over a WebSocket for each client)")
        ->check(CLI::IsMember({"engine", "ws"}));
    command
        ->add_option("--grow-to", *grow_to,
                     "measure instead what the log itself costs at 100,000 events and at each tenfold up to N")
        ->check(CLI::Range(1, 1'000'000'000))
        ->type_name("N");
    command->add_flag("--appends-only", options->appends_only, "measure neither replay nor the rebuild of the views");
    command
        ->add_option("--fan-out", options->fan_out,
                     "measure instead how fast events reach these numbers of subscribers: with one event under way, "
                     "with many, and at 20 events a second")
        ->delimiter(',')
        ->type_name("N,…");
    command->add_flag("--past", *past,
                      "measure instead what reading the views of the ledger in DIR as of the past costs beside now");
    command->callback([options, grow_to, past, &action] {
        action = [options, grow_to, past] {
            if (*past) return bench::run_past(options->data);
            if (*grow_to == 0) return bench::run(*options);
            return bench::run_growth({.data = options->data, .events = *grow_to, .bytes = options->bytes});
        };
    });
}

}  // namespace taizhang
