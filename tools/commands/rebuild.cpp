#include "tools/commands/commands.hpp"
#include "tools/node.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace taizhang {

namespace {

struct Flags {
    std::string data;
    std::vector<std::string> views;
};

Status rebuild(const Flags& flags) {
    SystemClock clock;
    SystemRandom random;
    TZ_TRY(const auto node, Node::open({.data = flags.data, .create = false}, clock, random));
    TZ_CHECK(node->views().rebuild(flags.views));
    TZ_CHECK(node->settle());
    for (const auto& state : node->views().states()) {
        TZ_TRY(const auto digest, node->views().digest(state.name));
        fmt::print("{:<24} version {}  {} events  sha256 {}\n", state.name, state.version,
                   state.applied ? *state.applied + 1 : 0, digest.to_string());
    }
    return {};
}

}  // namespace

void add_rebuild(CLI::App& app, Action& action) {
    auto flags = std::make_shared<Flags>();
    auto* command =
        app.add_subcommand("rebuild", "Delete views and build them anew from the log; prints each view's digest");
    command->add_option("VIEW", flags->views, "views to rebuild (default: all)");
    command->add_option("--data", flags->data, "data directory; no server may run on it")->type_name("DIR")->required();
    command->callback([flags, &action] { action = [flags] { return rebuild(*flags); }; });
}

}  // namespace taizhang
