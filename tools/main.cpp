// taizhang: the record of account for government key work, as one program (docs/architecture.md).
#include "tools/commands/commands.hpp"

#include <boost/json.hpp>

#include <CLI/CLI.hpp>
#include <iostream>

namespace {

constexpr int done = 0, failed = 1, wrong_usage = 2;

/// One line that says what, where and what to do: scripts read it.
void tell(const taizhang::Error& error) {
    std::cerr << "taizhang: " << taizhang::printable(error.message);
    if (const auto* clause = error.details.if_contains("clause"))
        std::cerr << " (" << boost::json::serialize(*clause) << ")";
    std::cerr << std::endl;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("taizhang 台账: the record of account for government key work", "taizhang");
    app.require_subcommand(1);
    app.set_version_flag("--version", "taizhang " TAIZHANG_VERSION);
    taizhang::Action action;
    for (auto* add : {taizhang::add_serve,      taizhang::add_import,   taizhang::add_export,  taizhang::add_replay,
                      taizhang::add_audit,      taizhang::add_diff,     taizhang::add_rebuild, taizhang::add_account,
                      taizhang::add_regime,     taizhang::add_witness,  taizhang::add_salvage, taizhang::add_verify,
                      taizhang::add_bundle,     taizhang::add_simulate, taizhang::add_bench,   taizhang::add_prove,
                      taizhang::add_checkpoint, taizhang::add_backup,   taizhang::add_restore, taizhang::add_redact,
                      taizhang::add_key,        taizhang::add_search,   taizhang::add_bus,     taizhang::add_replica}) {
        add(app, action);
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& asked) {  // --help, --version
        return app.exit(asked);
    } catch (const CLI::ParseError& usage) {
        app.exit(usage, std::cerr, std::cerr);
        return wrong_usage;
    }
    try {
        const auto status = action();
        if (status) return done;
        tell(status.error());
    } catch (const std::exception& problem) {
        std::cerr << "taizhang: " << problem.what() << std::endl;
    }
    return failed;
}
