#include "src/log/rocks_log.hpp"
#include "tools/commands/commands.hpp"
#include "tools/epoch.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <filesystem>

namespace taizhang {

namespace {

/// The old key has signed the old log; whoever holds checkpoints of that must not be shown other ones by the same key.
Status set_key_aside(const std::filesystem::path& data, const LogIdentity& now) {
    const auto key = data / "checkpoint.key";
    std::error_code problem;
    if (std::filesystem::exists(key, problem)) {
        std::filesystem::rename(key, data / fmt::format("checkpoint.key.before-{:016x}", now.epoch), problem);
        if (problem)
            return Error{ErrorCode::not_writable,
                         "move " + key.string() + " away before serving: " + problem.message()};
    }
    fmt::print(
        "the log is called {} from now on; its checkpoints will be signed by a new key, which serve makes and tells. "
        "Give it to whoever verifies, and to the witnesses\n",
        now.origin);
    return {};
}

Status salvage(const std::string& data) {
    const auto path = (std::filesystem::path(data) / "log").string();
    const auto opened = open_rocks_log({.path = path, .create_if_missing = false});
    if (opened) {
        return refused("the log in " + data + " opens as it is, with " + std::to_string((*opened)->end()) +
                       " events; there is nothing to salvage");
    }
    if (opened.error().code != ErrorCode::corrupt) return opened.error();
    fmt::print("damage: {}\n", opened.error().message);
    SystemRandom random;
    TZ_TRY(const auto log,
           open_rocks_log({.path = path, .create_if_missing = false, .salvage = Salvage{random_epoch(random)}}));
    fmt::print(
        "kept {} events, in epoch {:016x}; what came after the damage is given up. Views are built anew at the next "
        "start. "
        "Compare with a replica, a backup or the last checkpoint\n",
        log->end(), log->identity().epoch);
    return set_key_aside(data, log->identity());
}

}  // namespace

void add_salvage(CLI::App& app, Action& action) {
    auto data = std::make_shared<std::string>();
    auto* command = app.add_subcommand(
        "salvage",
        "After damage that serve refuses to open: keep everything before it, give up the rest, begin a new epoch");
    command->add_option("--data", *data, "data directory; make a copy of it first")->type_name("DIR")->required();
    command->callback([data, &action] { action = [data] { return salvage(*data); }; });
}

}  // namespace taizhang
