#include "src/log/backup.hpp"
#include "src/audit/key_history.hpp"
#include "tools/commands/backup_server.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/verification.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace taizhang {

namespace {

struct BackupFlags {
    TargetFlags target;
    std::string to;
    std::vector<std::string> keys;
    std::size_t segment_bytes = backup::BackupOptions().segment_bytes;
};

Result<std::vector<tlog::VerifierKey>> parse_keys(const std::vector<std::string>& texts) {
    std::vector<tlog::VerifierKey> keys;
    for (const auto& text : texts) {
        TZ_TRY(auto key, tlog::VerifierKey::parse(text));
        if (key.kind != tlog::KeyKind::ed25519)
            return invalid("--key expects a key of the log, got a witness's: " + text);
        keys.push_back(std::move(key));
    }
    return keys;
}

Result<backup::BackupReport> run(backup::BackupSource& source, const BackupFlags& flags,
                                 const std::vector<tlog::VerifierKey>& keys) {
    ProgressLine progress;
    backup::BackupOptions options{.segment_bytes = flags.segment_bytes};
    for (const auto& key : keys) options.keys.push_back(key.to_string());
    options.progress = [&](auto done, auto of) { progress.tell("events", done, of); };
    return backup::back_up(source, flags.to, options);
}

Result<backup::BackupReport> from_data(const BackupFlags& flags, std::vector<tlog::VerifierKey> keys) {
    TZ_TRY(const auto log, open_kept_log(flags.target.data));
    if (keys.empty()) {
        TZ_TRY(const auto own, own_key(flags.target.data));
        TZ_TRY(keys, audit::keys_told(*log, own));
    }
    backup::LogSource source(*log);
    return run(source, flags, keys);
}

Result<backup::BackupReport> from_server(const BackupFlags& flags, std::vector<tlog::VerifierKey> keys) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto source, ServerSource::open(target, std::move(keys), flags.to));
    return run(*source, flags, source->keys());
}

Status back_up(const BackupFlags& flags) {
    TZ_TRY(auto keys, parse_keys(flags.keys));
    const auto report =
        flags.target.server.empty() ? from_data(flags, std::move(keys)) : from_server(flags, std::move(keys));
    if (!report) return report.error();
    fmt::print("{} holds {} events, {} of them new, and {} new checkpoints ({} segments, {} bytes)\nroot {}\n",
               flags.to, report->to, report->to - report->from, report->checkpoints, report->segments, report->bytes,
               to_base64(report->root.view()));
    if (report->redacted > 0) {
        fmt::print("{} older events were redacted since, and are so in the backup now: their old files are removed\n",
                   report->redacted);
    }
    return {};
}

}  // namespace

void add_backup(CLI::App& app, Action& action) {
    auto flags = std::make_shared<BackupFlags>();
    auto* command = app.add_subcommand(
        "backup", "Copy the log into a directory, or what came since the last time; never keys or secrets");
    command->add_option("TO", flags->to, "the backup's directory; made if it is not there")
        ->type_name("DIR")
        ->required();
    add_target(*command, flags->target);
    command
        ->add_option("--key", flags->keys,
                     "the log's verifier key, to be noted in the backup, and with --server to be asked for; may be "
                     "repeated (default: that of --data, or those that the server names)")
        ->type_name("VKEY");
    command
        ->add_option("--segment-bytes", flags->segment_bytes,
                     "begin another file after as much; one is held in memory (default 33554432)")
        ->type_name("N")
        ->check(CLI::Range(std::size_t(1), std::size_t(1) << 30));
    command->callback([flags, &action] { action = [flags] { return back_up(*flags); }; });
}

}  // namespace taizhang
