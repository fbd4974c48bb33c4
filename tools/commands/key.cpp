// taizhang key: the next key that signs checkpoints, made beside the first, adopted and retired by events of the log
// (docs/formats/transparency.md).
#include "src/notary/key_file.hpp"
#include "tools/client/client.hpp"
#include "tools/commands/commands.hpp"
#include "tools/key_ring.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace taizhang {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

struct Flags {
    TargetFlags target;
    std::string data, key, reason;
};

/// The log's origin is the name of every key that signs for it.
Result<std::string> origin_of(const fs::path& data) {
    const auto first = notary::load_key(first_key_file(data), tlog::KeyKind::ed25519);
    if (first) return first->verifier().name;
    if (first.error().code != ErrorCode::not_found) return first.error();
    std::error_code problem;
    for (const auto& file : fs::directory_iterator(data / "keys", problem)) {
        const auto next = notary::load_key(file.path(), tlog::KeyKind::ed25519);
        if (next) return next->verifier().name;
    }
    return not_found("there is no " + first_key_file(data).string() +
                     "; start taizhang serve on this directory once, which makes it");
}

Status make(const Flags& flags) {
    TZ_TRY(const auto origin, origin_of(flags.data));
    TZ_TRY(const auto key, make_next_key(flags.data, origin));
    fmt::print("{}\n", key.to_string());
    fmt::print(stderr, "made {}; keep a copy elsewhere, then: taizhang key adopt {} --server URL --reason TEXT\n",
               key_file(flags.data, key).string(), key.to_string());
    return {};
}

Status send(const Flags& flags, const char* method) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    SystemRandom random;
    TZ_TRY(const auto answer, client->call(method, {{"log", "keys"},
                                                    {"key", flags.key},
                                                    {"reason", flags.reason},
                                                    {"command_id", make_command_id(random).to_string()}}));
    fmt::print("{} {}: position {}\n", method, flags.key, json::serialize(answer.at("position")));
    return {};
}

/// What the log says, in its order: "812  log.key_adopted  <key>  why".
Result<json::array> history(Client& client) {
    json::array events;
    for (std::uint64_t from = 0;;) {
        TZ_TRY(const auto page,
               client.call("events.read", {{"from", from}, {"filter", {{"streams", json::array{"log/keys"}}}}}));
        for (const auto& event : page.at("events").as_array()) events.push_back(event);
        from = page.at("next").to_number<std::uint64_t>();
        if (from >= page.at("end").to_number<std::uint64_t>()) return events;
    }
}

Status list(const Flags& flags) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    TZ_TRY(const auto events, history(*client));
    for (const auto& event : events) {
        const auto& about = event.as_object();
        const bool adopted = about.at("type").as_string().starts_with("taizhang.log.key_adopted");
        const auto* reason = about.if_contains("reason");
        fmt::print("{} {} {}  {}  {}\n", std::string_view(about.at("time").as_string()),
                   adopted ? "adopted" : "retired", std::string_view(about.at("data").at("key").as_string()),
                   printable(about.at("actorname").as_string()),
                   reason ? printable(reason->as_string()) : std::string());
    }
    if (events.empty()) fmt::print("no key was adopted; the first one signs\n");
    return {};
}

void add_change(CLI::App& key, const std::shared_ptr<Flags>& flags, Action& action, const char* name,
                const char* method, const char* help) {
    auto* command = key.add_subcommand(name, help);
    command->add_option("KEY", flags->key, "the verifier key, <origin>+<8 hex digits>+<base64>")->required();
    command->add_option("--reason", flags->reason, "why; kept with the event")->type_name("TEXT")->required();
    add_target(*command, flags->target);
    command->callback([flags, &action, method] { action = [flags, method] { return send(*flags, method); }; });
}

}  // namespace

void add_key(CLI::App& app, Action& action) {
    auto flags = std::make_shared<Flags>();
    auto* key = app.add_subcommand("key", "Make, adopt and retire the keys that sign checkpoints");
    key->require_subcommand(1);

    auto* made =
        key->add_subcommand("new", "Make the next key's file and print its verifier key; it signs nothing yet");
    made->add_option("--data", flags->data, "data directory; a server may run on it")->type_name("DIR")->required();
    made->callback([flags, &action] { action = [flags] { return make(*flags); }; });

    add_change(*key, flags, action, "adopt", "log.adopt_key",
               "From here on checkpoints are signed by this key, too (an account of operations)");
    add_change(*key, flags, action, "retire", "log.retire_key",
               "From here on checkpoints are not signed by this key any more");

    auto* listed = key->add_subcommand("list", "What the log says of its keys: when, what, which, who, why");
    add_target(*listed, flags->target);
    listed->callback([flags, &action] { action = [flags] { return list(*flags); }; });
}

}  // namespace taizhang
