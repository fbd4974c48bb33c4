// taizhang prove: a proof to take away that a record stands in the log (C2SP tlog-proof).
#include "src/rpc/proofs.hpp"
#include "tools/client/client.hpp"
#include "tools/client/files.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/kept_checkpoint.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

namespace taizhang {

namespace {

struct ProveFlags {
    TargetFlags target;
    TrustFlags trust;
    Position position = 0;
    std::optional<tlog::TreeSize> size;
    std::string output;
};

Result<std::string> proof_in(Node& node, const ProveFlags& flags) {
    TZ_TRY(const auto policy, trust_of(flags.trust, node.data(), node.log()));
    TZ_TRY(const auto record, rpc::checked_record(node.log(), flags.position));
    TZ_TRY(const auto under,
           flags.size ? kept_of_size(node.log(), policy, *flags.size) : newest_official(node.log(), policy));
    return rpc::proof_file(node.log(), record, under.kept);
}

Result<std::string> proof_from(Client& client, const ProveFlags& flags) {
    boost::json::object params{{"position", flags.position}};
    if (flags.size) params["size"] = *flags.size;
    TZ_TRY(const auto answer, client.call("log.proof", std::move(params)));
    return std::string(answer.at("text").as_string());
}

Status run(const ProveFlags& flags) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    TZ_TRY(const auto text, client->node() ? proof_in(*client->node(), flags) : proof_from(*client, flags));
    if (!flags.output.empty()) return write_file(flags.output, text);
    std::cout << text << std::flush;
    return std::cout ? Status() : Status(invalid("standard output was closed before the end"));
}

}  // namespace

void add_prove(CLI::App& app, Action& action) {
    auto flags = std::make_shared<ProveFlags>();
    auto* command = app.add_subcommand("prove", "Print a proof that a record stands under a checkpoint (tlog-proof)");
    command->add_option("POSITION", flags->position, "of the record in the log, from 0")->required();
    command
        ->add_option("--size", flags->size,
                     "under the kept checkpoint of so many records (default: the newest official)")
        ->type_name("N");
    command->add_option("-o,--output", flags->output, "write it there")->type_name("FILE");
    add_trust(*command, flags->trust);
    add_target(*command, flags->target);
    command->callback([flags, &action] { action = [flags] { return run(*flags); }; });
}

}  // namespace taizhang
