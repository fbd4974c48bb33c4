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

struct KeyFlags {
    TargetFlags target;
    std::string data, key, reason;
    bool though_none_signs = false;  ///< of retire: not looked for
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

Status make(const KeyFlags& flags) {
    TZ_TRY(const auto origin, origin_of(flags.data));
    TZ_TRY(const auto key, make_next_key(flags.data, origin));
    fmt::print("{}\n", key.to_string());
    fmt::print(stderr, "made {}; keep a copy elsewhere, then: taizhang key adopt {} --server URL --reason TEXT\n",
               key_file(flags.data, key).string(), key.to_string());
    return {};
}

Status send(Client& client, const KeyFlags& flags, const char* method) {
    SystemRandom random;
    TZ_TRY(const auto answer, client.call(method, {{"log", "keys"},
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

/// The keys that go on signing once this one is retired, as far as events tell.
Result<std::vector<tlog::VerifierKey>> staying(Client& client, const tlog::VerifierKey& retired) {
    TZ_TRY(const auto events, history(client));
    std::vector<tlog::VerifierKey> keys;
    for (const auto& event : events) {
        TZ_TRY(const auto key, tlog::VerifierKey::parse(event.at("data").at("key").as_string()));
        std::erase(keys, key);
        const bool adopted = event.at("type").as_string().starts_with("taizhang.log.key_adopted");
        if (adopted && key.name == retired.name && key != retired) keys.push_back(key);
    }
    return keys;
}

/// Where the key's secret lies; nothing where it does not.
std::optional<fs::path> secret_of(const fs::path& data, const tlog::VerifierKey& key) {
    for (const auto& file : {key_file(data, key), first_key_file(data)}) {
        const auto secret = notary::load_key(file, tlog::KeyKind::ed25519);
        if (secret && secret->verifier() == key) return file;
    }
    return std::nullopt;
}

/// In a directory on which no server runs: a key that stays in force, and where its secret lies.
Result<std::string> other_in_ring(Client& client, const KeyFlags& flags, const tlog::VerifierKey& retired) {
    TZ_TRY(const auto keys, staying(client, retired));
    for (const auto& key : keys) {
        if (const auto file = secret_of(flags.target.data, key))
            return key.to_string() + " stays in force, its secret is in " + file->string();
    }
    return not_found(
        fmt::format("{} holds the secret of none of the {} keys that stay in force", flags.target.data, keys.size()));
}

/// On a running server: a key that has signed the newest checkpoint beside the one that goes, so its secret is there.
Result<std::string> other_that_signs(Client& client, const tlog::VerifierKey& retired) {
    TZ_TRY(const auto told, client.call("log.keys", {}));
    std::vector<tlog::VerifierKey> keys;
    for (const auto& text : told.at("keys").as_array()) {
        TZ_TRY(const auto key, tlog::VerifierKey::parse(text.as_string()));
        if (key != retired) keys.push_back(key);
    }
    TZ_TRY(const auto newest, client.call("log.checkpoint", {}));
    TZ_TRY(const auto note, tlog::parse_note(newest.at("note").as_string()));
    TZ_TRY(const auto signers, tlog::verified_by(note, keys));
    if (!signers.empty()) return signers.front().to_string() + " stays in force, it has signed the newest checkpoint";
    return not_found("no other key has signed the server's newest checkpoint");
}

/// Without another secret in the key ring nobody would sign any more.
Status check_others_sign(Client& client, const KeyFlags& flags) {
    TZ_TRY(const auto retired, tlog::VerifierKey::parse(flags.key));
    const auto other = client.node() ? other_in_ring(client, flags, retired) : other_that_signs(client, retired);
    if (other) {
        fmt::print(stderr, "{}\n", *other);
        return {};
    }
    if (flags.though_none_signs) {
        fmt::print(stderr, "taizhang: warning: {}; where none is there, checkpoints are signed no more\n",
                   other.error().message);
        return {};
    }
    return refused("nothing was retired: " + other.error().message +
                   ". Put the next key's file there, wait for its first checkpoint, or say --though-none-signs");
}

Status adopt(const KeyFlags& flags) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    return send(*client, flags, "log.adopt_key");
}

Status retire(const KeyFlags& flags) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    TZ_CHECK(check_others_sign(*client, flags));
    return send(*client, flags, "log.retire_key");
}

Status list(const KeyFlags& flags) {
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

CLI::App* add_change(CLI::App& key, const std::shared_ptr<KeyFlags>& flags, const char* name, const char* help) {
    auto* command = key.add_subcommand(name, help);
    command->add_option("KEY", flags->key, "the verifier key, <origin>+<8 hex digits>+<base64>")->required();
    command->add_option("--reason", flags->reason, "why; kept with the event")->type_name("TEXT")->required();
    add_target(*command, flags->target);
    return command;
}

}  // namespace

void add_key(CLI::App& app, Action& action) {
    auto flags = std::make_shared<KeyFlags>();
    auto* key = app.add_subcommand("key", "Make, adopt and retire the keys that sign checkpoints");
    key->require_subcommand(1);

    auto* made =
        key->add_subcommand("new", "Make the next key's file and print its verifier key; it signs nothing yet");
    made->add_option("--data", flags->data, "data directory; a server may run on it")->type_name("DIR")->required();
    made->callback([flags, &action] { action = [flags] { return make(*flags); }; });

    auto* adopted = add_change(*key, flags, "adopt",
                               "From here on checkpoints are signed by this key, too (an account of operations)");
    adopted->callback([flags, &action] { action = [flags] { return adopt(*flags); }; });

    auto* retired = add_change(*key, flags, "retire", "From here on checkpoints are not signed by this key any more");
    retired->add_flag("--though-none-signs", flags->though_none_signs,
                      "retire it though no other key's secret was found");
    retired->callback([flags, &action] { action = [flags] { return retire(*flags); }; });

    auto* listed = key->add_subcommand("list", "What the log says of its keys: when, what, which, who, why");
    add_target(*listed, flags->target);
    listed->callback([flags, &action] { action = [flags] { return list(*flags); }; });
}

}  // namespace taizhang
