// taizhang checkpoint: the newest official signed note, for a verifier or for the records of another office.
#include "tools/client/client.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/kept_checkpoint.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

namespace taizhang {

namespace json = boost::json;

namespace {

struct CheckpointFlags {
    TargetFlags target;
    TrustFlags trust;
    bool as_json = false;
};

/// As log.checkpoint answers.
json::object told(const LogIdentity& log, const KeptChecked& found) {
    const auto& checkpoint = found.opened.checkpoint;
    std::string epoch(8, '\0');
    for (std::size_t i = 0; i < 8; ++i) epoch[i] = static_cast<char>(log.epoch >> (56 - 8 * i));
    json::array cosigners;
    for (const auto& one : found.opened.cosigners)
        cosigners.push_back({{"name", one.key.name}, {"at", one.at.to_string()}});
    return {{"origin", checkpoint.origin},       {"epoch", to_hex(epoch)},
            {"size", checkpoint.size},           {"root", checkpoint.root.to_string()},
            {"note", found.kept.note},           {"official", found.opened.official},
            {"cosigners", std::move(cosigners)}, {"key", found.opened.signed_with.to_string()}};
}

Result<json::object> kept_in(Node& node, const TrustFlags& trust) {
    TZ_TRY(const auto policy, trust_of(trust, node.data(), node.log()));
    TZ_TRY(const auto found, newest_official(node.log(), policy));
    return told(node.log().identity(), found);
}

Result<json::object> asked_of(Client& client) {
    TZ_TRY(const auto answer, client.call("log.checkpoint", {}));
    return answer.as_object();
}

Status run(const CheckpointFlags& flags) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    TZ_TRY(const auto found, client->node() ? kept_in(*client->node(), flags.trust) : asked_of(*client));
    if (!found.at("official").as_bool())
        std::cerr << "taizhang: this checkpoint is signed, but not yet cosigned by enough witnesses\n";
    if (flags.as_json)
        std::cout << found << '\n';
    else
        std::cout << std::string_view(found.at("note").as_string());
    std::cout.flush();
    return std::cout ? Status() : Status(invalid("standard output was closed before the end"));
}

}  // namespace

void add_checkpoint(CLI::App& app, Action& action) {
    auto flags = std::make_shared<CheckpointFlags>();
    auto* command = app.add_subcommand("checkpoint", "Print the newest official checkpoint, a signed note");
    command->add_flag("--json", flags->as_json, "with its parts beside it, as log.checkpoint answers");
    add_trust(*command, flags->trust);
    add_target(*command, flags->target);
    command->callback([flags, &action] { action = [flags] { return run(*flags); }; });
}

}  // namespace taizhang
