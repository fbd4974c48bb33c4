#include "tools/commands/serve_follow.hpp"

#include "tools/commands/serve_notary.hpp"

#include <CLI/CLI.hpp>

namespace taizhang {

namespace {

Status take_text(const std::string& file, std::string_view key, const toml::node& node, std::string& out) {
    if (!node.is_string()) return wrong_setting(file, node, "expected a string for " + std::string(key));
    out = *node.value<std::string>();
    return {};
}

Status take_keys(const std::string& file, const toml::node& node, std::vector<std::string>& out) {
    const auto* array = node.as_array();
    if (!array) return take_text(file, "leader_key", node, out.emplace_back());
    for (const auto& element : *array) TZ_CHECK(take_text(file, "leader_key", element, out.emplace_back()));
    return {};
}

void prefer(std::string& setting, const std::string& flag) {
    if (!flag.empty()) setting = flag;
}

Result<std::vector<tlog::VerifierKey>> parse_keys(const std::vector<std::string>& texts) {
    std::vector<tlog::VerifierKey> keys;
    for (const auto& text : texts) {
        TZ_TRY(auto key, tlog::VerifierKey::parse(text));
        if (key.kind != tlog::KeyKind::ed25519)
            return invalid("--leader-key: expected the key of a log, got that of a witness, " + text);
        if (!keys.empty() && keys.front().name != key.name)
            return invalid("--leader-key: expected keys of one log, got one of " + keys.front().name + " and one of " +
                           key.name);
        keys.push_back(std::move(key));
    }
    return keys;
}

}  // namespace

void add_follow_flags(CLI::App& command, FollowText& flags) {
    command
        .add_option("--follow", flags.from,
                    "be a read-only copy of the ledger whose --bus this is, such as tcp://10.20.0.2:5550 "
                    "(docs/replicas.md)")
        ->type_name("ENDPOINT");
    command.add_option("--follow-key", flags.key, "public key of the leader's bus: taizhang bus key show, there")
        ->type_name("KEY");
    command
        .add_option("--leader-key", flags.leader_keys,
                    "key that signs the leader's checkpoints; nothing is shown that it does not cover; may be repeated")
        ->type_name("VKEY");
    command
        .add_option("--leader-url", flags.leader_url, "page of the leader, told to whoever wants to change something")
        ->type_name("URL");
}

Status read_follow(const std::string& file, const toml::node& node, FollowText& out) {
    const auto* table = node.as_table();
    if (!table) return wrong_setting(file, node, "expected a table [follow]");
    for (const auto& [key, value] : *table) {
        if (key == "from") {
            TZ_CHECK(take_text(file, "from", value, out.from));
        } else if (key == "key") {
            TZ_CHECK(take_text(file, "key", value, out.key));
        } else if (key == "leader_url") {
            TZ_CHECK(take_text(file, "leader_url", value, out.leader_url));
        } else if (key == "leader_key") {
            TZ_CHECK(take_keys(file, value, out.leader_keys));
        } else {
            return wrong_setting(file, value,
                                 "unknown key '" + std::string(key.str()) +
                                     "' in [follow]; known are from, key, leader_key, leader_url");
        }
    }
    return {};
}

Result<std::optional<FollowSettings>> settle_follow(const FollowText& flags, FollowText file,
                                                    const NotarySettings& notary) {
    prefer(file.from, flags.from);
    prefer(file.key, flags.key);
    prefer(file.leader_url, flags.leader_url);
    if (!flags.leader_keys.empty()) file.leader_keys = flags.leader_keys;
    if (file.from.empty()) {
        if (file.key.empty() && file.leader_keys.empty() && file.leader_url.empty())
            return std::optional<FollowSettings>();
        return invalid("--follow-key, --leader-key and --leader-url go with --follow, which is missing");
    }
    if (file.leader_keys.empty()) {
        return invalid(
            "--follow needs --leader-key, the key that signs the leader's checkpoints: taizhang serve tells it there "
            "when it starts; bring it here in a way that you trust");
    }
    FollowSettings settings{.source = file.from, .bus_key = file.key, .keys = {}, .leader_url = file.leader_url};
    TZ_TRY(settings.keys, parse_keys(file.leader_keys));
    for (const auto& witness : notary.witnesses) settings.witnesses.push_back(witness.key);
    settings.quorum = notary.quorum;
    return std::optional(std::move(settings));
}

}  // namespace taizhang
