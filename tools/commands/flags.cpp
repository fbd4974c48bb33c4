#include "tools/client/client.hpp"
#include "tools/commands/commands.hpp"

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace taizhang {

CLI::App* add_target(CLI::App& command, TargetFlags& flags) {
    auto* where = command.add_option_group("target", "Where the ledger is");
    auto* data = where->add_option("--data", flags.data, "data directory; no server may run on it")->type_name("DIR");
    auto* server =
        where->add_option("--server", flags.server, "a running server, such as http://127.0.0.1:8080 or https://NAME")
            ->type_name("URL");
    data->excludes(server);
    where->require_option(1);
    auto* login = command.add_option("--login", flags.account, "with --server: the account to log in with")
                      ->type_name("ACCOUNT")
                      ->needs(server);
    server->needs(login);
    command
        .add_option("--ca", flags.ca,
                    "with an https server: PEM file of the CA that vouches for it (default: those of this machine)")
        ->type_name("FILE")
        ->needs(server);
    command.add_flag("--secret-stdin", flags.secret_stdin,
                     "read the secret from the first line of standard input (otherwise from TAIZHANG_SECRET)");
    return where;
}

Result<ClientTarget> target_of(const TargetFlags& flags) {
    ClientTarget target{flags.data, flags.server, flags.account, {}, flags.ca};
    if (flags.server.empty()) return target;
    if (flags.account.empty()) return invalid("with --server, name the account with --login");
    if (flags.secret_stdin) {
        TZ_TRY(target.secret, secret_from_stdin());
    } else if (const char* secret = std::getenv("TAIZHANG_SECRET")) {
        target.secret = secret;
    } else {
        return invalid("the account's secret is missing: pipe it in with --secret-stdin, or set TAIZHANG_SECRET");
    }
    return target;
}

Result<std::string> secret_from_stdin() {
    std::string line;
    if (!std::getline(std::cin, line) || line.empty())
        return invalid("expected a secret on the first line of standard input, got nothing");
    if (line.back() == '\r') line.pop_back();
    return line;
}

Result<std::string> read_file(const std::string& path, std::size_t limit) {
    std::error_code problem;
    if (std::filesystem::is_directory(path, problem)) return invalid(path + " is a directory; name a file");
    std::ifstream in(path, std::ios::binary);
    if (!in) return not_found("cannot open " + path + ": " + std::strerror(errno));
    const auto size = std::filesystem::file_size(path, problem);
    if (!problem && size > limit) {
        return Error{ErrorCode::over_limit,
                     path + " has " + std::to_string(size) + " bytes; at most " + std::to_string(limit) + " are read"}
            .with("limit", limit);
    }
    std::string content{std::istreambuf_iterator<char>(in), {}};
    if (in.bad()) return invalid("cannot read " + path);
    return content;
}

}  // namespace taizhang
