#include "tools/commands/commands.hpp"
#include "tools/commands/end_signals.hpp"
#include "tools/commands/serve.hpp"
#include "tools/witness_server.hpp"
#include "tools/witness_store.hpp"

#include "src/notary/key_file.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

namespace taizhang {

namespace fs = std::filesystem;

namespace {

struct WitnessFlags {
    std::string key, name, state;
    std::string listen = "127.0.0.1:7480";
    std::vector<std::string> logs;
};

using Logs = std::map<std::string, std::vector<tlog::VerifierKey>>;

/// A log's key bears the name of its origin; one that is given twice has had two keys.
Result<Logs> logs_of(const std::vector<std::string>& texts) {
    Logs logs;
    for (const auto& text : texts) {
        auto key = tlog::VerifierKey::parse(text);
        if (!key) return invalid("--log " + text + ": " + key.error().message);
        if (key->kind != tlog::KeyKind::ed25519)
            return invalid("--log " + text +
                           ": this is a witness's key; taizhang serve tells the log's when it starts");
        auto& keys = logs[key->name];
        keys.push_back(std::move(*key));
    }
    return logs;
}

/// The state is made before the key: a key without a state means that the state was lost.
Result<std::unique_ptr<FileWitnessStore>> open_store(const WitnessFlags& flags) {
    std::error_code problem;
    const bool signed_before = fs::exists(flags.key, problem);
    if (problem) {
        return Error{ErrorCode::forbidden,
                     "cannot tell whether " + flags.key + " is there (" + problem.message() +
                         "): a witness that has signed before must not begin anew; let it read that directory"};
    }
    return FileWitnessStore::open(flags.state,
                                  signed_before ? FileWitnessStore::Missing::refused : FileWitnessStore::Missing::made);
}

Status run_witness(const WitnessFlags& flags) {
    const EndSignals signals;
    SystemClock clock;
    TZ_TRY(const auto at, parse_listen(flags.listen));
    TZ_TRY(auto logs, logs_of(flags.logs));
    TZ_TRY(const auto store, open_store(flags));
    TZ_TRY(auto key, notary::load_or_make_key(flags.key, flags.name, tlog::KeyKind::cosignature_v1));
    tlog::Witness witness(std::move(key), logs, *store, clock);
    TZ_TRY(const auto server, WitnessServer::start({.address = at.address, .port = at.port}, witness));
    for (const auto& [origin, keys] : logs) {
        TZ_TRY(const auto known, store->latest(origin));
        spdlog::info("follows {}, {}", origin,
                     known ? "of which it has cosigned " + std::to_string(known->size) + " events" : "not seen yet");
    }
    spdlog::info("its key: {}", witness.verifier().to_string());
    const bool v6 = at.address.find(':') != std::string::npos;
    std::cout << "witness " << flags.name << " listening on http://" << (v6 ? "[" + at.address + "]" : at.address)
              << ":" << server->port() << std::endl;
    spdlog::info("{}: ending", signals.wait());
    server->stop();
    return {};
}

}  // namespace

void add_witness(CLI::App& app, Action& action) {
    auto flags = std::make_shared<WitnessFlags>();
    auto* command = app.add_subcommand(
        "witness", "Cosign the checkpoints of logs that one does not run, if each continues the one before");
    command->add_option("--key", flags->key, "the witness's own key; made at the first start")
        ->type_name("FILE")
        ->required();
    command->add_option("--name", flags->name, "the witness's name, such as audit.example.gov")
        ->type_name("NAME")
        ->required();
    command->add_option("--log", flags->logs, "the verifier key of a log to follow, may be repeated")
        ->type_name("KEY")
        ->required();
    command->add_option("--state", flags->state, "what was cosigned; made at the first start")
        ->type_name("FILE")
        ->required();
    command->add_option("--listen", flags->listen, "address and port (default 127.0.0.1:7480; port 0: a free one)")
        ->type_name("ADDRESS:PORT");
    command->callback([flags, &action] {
        action = [flags]() -> Status {
            // stdout carries one line, for whoever started us; everything else goes to the operator, on stderr
            spdlog::set_default_logger(spdlog::stderr_color_mt("taizhang-witness"));
            return run_witness(*flags);
        };
    });
}

}  // namespace taizhang
