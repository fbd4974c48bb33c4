#include "src/log/restore.hpp"

#include "src/transparency/note.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/verification.hpp"
#include "tools/epoch.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <limits>

namespace taizhang {

namespace {

struct RestoreFlags {
    std::string from, data;
    std::optional<std::uint64_t> last;
    std::vector<std::string> keys, checkpoints;
    bool same_epoch = false;
};

Result<backup::RestoreOptions> options_of(const RestoreFlags& flags) {
    SystemRandom random;
    backup::RestoreOptions options{.same_epoch = flags.same_epoch, .new_epoch = random_epoch(random)};
    if (flags.last) options.size = *flags.last + 1;
    for (const auto& text : flags.keys) {
        TZ_TRY(auto key, tlog::VerifierKey::parse(text));
        if (key.kind != tlog::KeyKind::ed25519)
            return invalid("--key expects a key of the log, got a witness's: " + text);
        options.keys.push_back(std::move(key));
    }
    for (const auto& path : flags.checkpoints) {
        TZ_TRY(auto note, read_file(path, tlog::max_note_bytes));
        options.expected.push_back({"the checkpoint in " + path, std::move(note)});
    }
    return options;
}

/// What can be done about damage: everything before it is still good.
Error advised(Error error) {
    const auto* position = error.details.if_contains("position");
    error.message += "; nothing was restored";
    boost::system::error_code none;
    if (const auto first = position ? position->to_number<std::uint64_t>(none) : 0; first > 0)
        error.message += ". What stands before it can be restored with --to " + std::to_string(first - 1);
    return error;
}

void print_signatures(const backup::RestoreReport& report, bool given) {
    if (!report.signed_size) {
        fmt::print("signatures not checked: the backup holds no checkpoint whose key is known\n");
        return;
    }
    fmt::print("signatures hold for the first {} events, {}\n", *report.signed_size,
               given ? "by a key that was given"
                     : "by a key that the backup itself names: this proves that it agrees with itself; give --key");
    if (*report.signed_size < report.size)
        fmt::print("nobody has signed for the {} events behind them\n", report.size - *report.signed_size);
}

void print(const backup::RestoreReport& report, const RestoreFlags& flags) {
    fmt::print("restored {} of {} events into {}: {}, {} epoch {:016x}\nroot {}\n{} checkpoints carried over\n",
               report.size, report.backup_size, flags.data, report.identity.origin,
               flags.same_epoch ? "the same" : "the new", report.identity.epoch, to_base64(report.root.view()),
               report.checkpoints);
    if (report.redacted > 0) {
        fmt::print("{} of them were redacted; 'taizhang verify' looks at the orders for it\n", report.redacted);
    }
    print_signatures(report, !flags.keys.empty());
    if (report.expected_size && *report.expected_size > report.size) {
        fmt::print("but a given checkpoint speaks of {} events: {} of them are not restored\n", *report.expected_size,
                   *report.expected_size - report.size);
    }
    if (flags.same_epoch) {
        fmt::print(
            "Before serving it, put checkpoint.key and credentials.json there; views are built at the first start.\n");
        return;
    }
    fmt::print(
        "Before serving it, put credentials.json there, but not the old checkpoint.key: positions may be given out "
        "again, "
        "so this log has a new name, and serve makes a new key for it. Give that to whoever verifies, and to the "
        "witnesses. Views are built at the first start.\n");
}

Status restore(const RestoreFlags& flags) {
    TZ_TRY(auto options, options_of(flags));
    ProgressLine progress;
    options.progress = [&](auto done, auto of) { progress.tell("events", done, of); };
    const auto report = backup::restore(flags.from, flags.data, options);
    if (!report) return report.error().code == ErrorCode::corrupt ? advised(report.error()) : report.error();
    print(*report, flags);
    return {};
}

}  // namespace

void add_restore(CLI::App& app, Action& action) {
    auto flags = std::make_shared<RestoreFlags>();
    auto* command = app.add_subcommand(
        "restore", "Make a data directory from a backup, after verifying every byte; all of it or up to a position");
    command->add_option("FROM", flags->from, "the backup's directory")->type_name("DIR")->required();
    command->add_option("--data", flags->data, "the data directory to be made; empty or not there")
        ->type_name("DIR")
        ->required();
    auto* to = command->add_option("--to", flags->last, "last position to restore (default: the backup's last)")
                   ->type_name("P")
                   ->check(CLI::Range(std::uint64_t(0), std::numeric_limits<std::uint64_t>::max() - 1));
    command->add_option("--key", flags->keys, "the log's verifier key; once for each that it has had")
        ->type_name("VKEY");
    command
        ->add_option("--checkpoint", flags->checkpoints,
                     "a signed checkpoint from elsewhere; a backup of another history is refused; may be repeated")
        ->type_name("FILE");
    command
        ->add_flag("--same-epoch", flags->same_epoch,
                   "the old log is gone for good and acknowledged nothing after this backup: followers go on as if "
                   "nothing had happened")
        ->excludes(to);
    command->callback([flags, &action] { action = [flags] { return restore(*flags); }; });
}

}  // namespace taizhang
