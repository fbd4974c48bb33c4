#include "tools/commands/commands.hpp"
#include "tools/commands/verification.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

namespace taizhang {

namespace json = boost::json;

namespace {

struct VerifyFlags {
    TargetFlags target;
    std::string bundle;
    std::vector<std::string> keys, witnesses, checkpoints;
    std::size_t quorum = 0;
    bool no_views = false, as_json = false;
};

Result<std::vector<tlog::VerifierKey>> keys_of(const std::vector<std::string>& texts, tlog::KeyKind kind,
                                               const char* option) {
    std::vector<tlog::VerifierKey> keys;
    for (const auto& text : texts) {
        TZ_TRY(auto key, tlog::VerifierKey::parse(text));
        if (key.kind != kind) {
            return invalid(std::string(option) + " expects a key of " +
                           (kind == tlog::KeyKind::ed25519 ? "the log, got a witness's" : "a witness, got a log's") +
                           ": " + text);
        }
        keys.push_back(std::move(key));
    }
    return keys;
}

Result<VerifyOptions> options_of(const VerifyFlags& flags) {
    VerifyOptions options{.policy = {}, .checkpoints = {}, .views = !flags.no_views};
    TZ_TRY(options.policy.log_keys, keys_of(flags.keys, tlog::KeyKind::ed25519, "--key"));
    TZ_TRY(options.policy.witnesses, keys_of(flags.witnesses, tlog::KeyKind::cosignature_v1, "--witness"));
    options.policy.quorum = flags.quorum;
    if (flags.quorum > options.policy.witnesses.size()) {
        return invalid("--quorum " + std::to_string(flags.quorum) + " cannot be reached with " +
                       std::to_string(options.policy.witnesses.size()) + " witnesses; give more of --witness");
    }
    if (!flags.bundle.empty() && !flags.checkpoints.empty())
        return invalid("--checkpoint needs all records: give it with --data or --server, not with --bundle");
    for (const auto& path : flags.checkpoints) {
        TZ_TRY(auto note, read_file(path, tlog::max_note_bytes));
        options.checkpoints.push_back({path, std::move(note)});
    }
    return options;
}

Result<Verification> look(const VerifyFlags& flags) {
    TZ_TRY(auto options, options_of(flags));
    if (!flags.bundle.empty()) return verify_bundle_file(flags.bundle, options);
    if (!flags.target.data.empty()) return verify_data(flags.target.data, std::move(options));
    TZ_TRY(const auto target, target_of(flags.target));
    return verify_server(target, options);
}

json::object told(const Error& error) {
    json::object object{{"holds", false}, {"fault", printable(error.message)}, {"position", nullptr}};
    for (const char* name : {"position", "line", "checkpoint"})
        if (const auto* value = error.details.if_contains(name)) object[name] = *value;
    return object;
}

Status verify(const VerifyFlags& flags) {
    const auto found = look(flags);
    if (!flags.as_json) {
        if (found) found->print();
    } else {
        std::cout << (found ? found->to_json() : told(found.error())) << std::endl;
    }
    return found ? Status() : Status(found.error());
}

}  // namespace

void add_verify(CLI::App& app, Action& action) {
    auto flags = std::make_shared<VerifyFlags>();
    auto* command = app.add_subcommand(
        "verify", "Recompute the record without trusting it; exit code 1 names the first position that does not hold");
    add_target(*command, flags->target)
        ->add_option("--bundle", flags->bundle, "a file that 'taizhang bundle' has written")
        ->type_name("FILE");
    command->add_option("--key", flags->keys, "the log's verifier key; once for each that it has had")
        ->type_name("VKEY");
    command->add_option("--witness", flags->witnesses, "a witness's verifier key; may be repeated")->type_name("VKEY");
    command
        ->add_option("--quorum", flags->quorum,
                     "how many witnesses make a checkpoint official; none that is official is then a fault")
        ->type_name("N");
    command
        ->add_option("--checkpoint", flags->checkpoints,
                     "an older checkpoint, which this record must continue; may be repeated")
        ->type_name("FILE");
    command->add_flag("--no-views", flags->no_views, "with --data: do not build the views anew and compare them");
    command->add_flag("--json", flags->as_json, "one object instead of lines");
    command->callback([flags, &action] { action = [flags] { return verify(*flags); }; });
}

}  // namespace taizhang
