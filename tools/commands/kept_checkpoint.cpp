#include "tools/commands/kept_checkpoint.hpp"

#include "src/audit/key_history.hpp"
#include "src/transparency/log_hashes.hpp"
#include "tools/commands/verification.hpp"

#include <CLI/CLI.hpp>

namespace taizhang {

namespace {

Result<std::vector<tlog::VerifierKey>> parse_keys(const std::vector<std::string>& texts, const char* option) {
    std::vector<tlog::VerifierKey> keys;
    for (const auto& text : texts) {
        auto key = tlog::VerifierKey::parse(text);
        if (!key) return invalid(std::string(option) + ": " + key.error().message);
        keys.push_back(std::move(*key));
    }
    return keys;
}

/// Its signatures hold, and the log still leads to its root.
Result<KeptChecked> checked(EventLog& log, const tlog::TrustPolicy& policy, KeptCheckpoint kept) {
    TZ_TRY(const auto trusted, audit::followed(log, policy, kept.size));
    TZ_TRY(auto opened, tlog::open_checkpoint(kept.note, trusted));
    const auto size = opened.checkpoint.size;
    if (size != kept.size || size > log.end()) {
        return corrupt("the checkpoint kept for " + std::to_string(kept.size) + " records speaks of " +
                       std::to_string(size) + ", and the log holds " + std::to_string(log.end()));
    }
    TZ_TRY(const auto root, tlog::tree_root(tlog::LogHashes(log), size));
    if (root == opened.checkpoint.root) return KeptChecked{std::move(kept), std::move(opened)};
    return corrupt("the log's first " + std::to_string(size) + " records have the root " + root.to_string() + ", but " +
                   opened.checkpoint.root.to_string() +
                   " was signed: the history has been changed; run taizhang verify");
}

}  // namespace

void add_trust(CLI::App& command, TrustFlags& flags) {
    command
        .add_option("--key", flags.keys,
                    "with --data: the log's verifier key (default: that of DIR/checkpoint.key); may be repeated")
        ->type_name("VKEY");
    command.add_option("--witness", flags.witnesses, "with --data: a witness's verifier key; may be repeated")
        ->type_name("VKEY");
    command
        .add_option("--quorum", flags.quorum,
                    "with --data: how many of these witnesses make a checkpoint official (default 0)")
        ->type_name("N");
}

Result<tlog::TrustPolicy> trust_of(const TrustFlags& flags, const std::filesystem::path& data, const EventLog& log) {
    tlog::TrustPolicy policy;
    policy.quorum = flags.quorum;
    TZ_TRY(policy.log_keys, parse_keys(flags.keys, "--key"));
    TZ_TRY(policy.witnesses, parse_keys(flags.witnesses, "--witness"));
    if (policy.quorum > policy.witnesses.size()) {
        return invalid("--quorum " + std::to_string(policy.quorum) + " cannot be reached with " +
                       std::to_string(policy.witnesses.size()) + " witnesses; name them with --witness");
    }
    if (!policy.log_keys.empty()) return policy;
    TZ_TRY(const auto own, own_key(data.string()));
    TZ_TRY(policy.log_keys, audit::keys_told(log, own));
    if (!policy.log_keys.empty()) return policy;
    return not_found("there is no " + (data / "checkpoint.key").string() +
                     ": nothing was signed there yet (taizhang serve does), or the key is kept elsewhere: then name "
                     "the verifier key with --key");
}

Result<KeptChecked> newest_official(EventLog& log, const tlog::TrustPolicy& policy) {
    TZ_TRY(auto found, log.checkpoints().latest());
    while (found) {
        TZ_TRY(auto newest, checked(log, policy, *found));
        if (newest.opened.official) return newest;
        if (found->size == 0) break;
        TZ_TRY(found, log.checkpoints().at_most(found->size - 1));
    }
    return not_found("no kept checkpoint has been cosigned by " + std::to_string(policy.quorum) +
                     " witnesses; start the server (taizhang serve), and its witnesses");
}

Result<KeptChecked> kept_of_size(EventLog& log, const tlog::TrustPolicy& policy, tlog::TreeSize size) {
    TZ_TRY(auto found, log.checkpoints().at_most(size));
    if (found && found->size == size) return checked(log, policy, std::move(*found));
    return not_found("there is no checkpoint of " + std::to_string(size) + " records; " +
                     (found ? "the nearest below is of " + std::to_string(found->size) : "there is none below either"));
}

}  // namespace taizhang
