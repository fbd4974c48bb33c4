// The command line: each function adds one subcommand to the program and says what it does when chosen.
//
// An action returns a Status: an error becomes one line on stderr and exit code 1. Wrong usage is exit code 2, before
// any action runs.
#pragma once

#include <taizhang/result.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace taizhang {

struct ClientTarget;

using Action = std::function<Status()>;

void add_serve(CLI::App& app, Action& action);
void add_import(CLI::App& app, Action& action);
void add_export(CLI::App& app, Action& action);
void add_replay(CLI::App& app, Action& action);
void add_audit(CLI::App& app, Action& action);
void add_diff(CLI::App& app, Action& action);
void add_rebuild(CLI::App& app, Action& action);
void add_account(CLI::App& app, Action& action);
void add_regime(CLI::App& app, Action& action);
void add_simulate(CLI::App& app, Action& action);
void add_salvage(CLI::App& app, Action& action);
void add_verify(CLI::App& app, Action& action);
void add_bundle(CLI::App& app, Action& action);
void add_bench(CLI::App& app, Action& action);
void add_witness(CLI::App& app, Action& action);
void add_prove(CLI::App& app, Action& action);
void add_checkpoint(CLI::App& app, Action& action);
void add_backup(CLI::App& app, Action& action);
void add_restore(CLI::App& app, Action& action);
void add_redact(CLI::App& app, Action& action);
void add_key(CLI::App& app, Action& action);
void add_bus(CLI::App& app, Action& action);
void add_replica(CLI::App& app, Action& action);
void add_search(CLI::App& app, Action& action);

/// --data, --server, --account and --secret-stdin, which all commands that reach a ledger share.
struct TargetFlags {
    std::string data;
    std::string server;
    std::string account;
    std::string ca;
    bool secret_stdin = false;
};
/// One of --data and --server must be given; without, it is wrong usage. Returns the group that asks for it, for a
/// command that can also do without either.
CLI::App* add_target(CLI::App& command, TargetFlags& flags);
/// Reads the secret if the server is to be asked: from stdin, or from the environment's TAIZHANG_SECRET.
Result<ClientTarget> target_of(const TargetFlags& flags);

/// Text that somebody else wrote, for a terminal: control characters, line ends and marks that turn the direction of
/// writing are shown as \u001b and the like; everything else stays as it is.
std::string printable(std::string_view text);

/// The first line of standard input, without its line end.
Result<std::string> secret_from_stdin();
/// A whole file, or an error that says which and why. Files over `limit` bytes are refused unread.
Result<std::string> read_file(const std::string& path, std::size_t limit);

}  // namespace taizhang
