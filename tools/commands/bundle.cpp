#include "src/audit/bundle.hpp"
#include "src/audit/key_history.hpp"
#include "src/redaction/substituting_log.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/verification.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace taizhang {

namespace fs = std::filesystem;

namespace {

struct BundleFlags {
    std::string data, item, stream, checkpoint, output;
    std::vector<std::string> keys, witnesses;
    std::uint64_t from = 0;
    std::optional<std::uint64_t> last;
    bool force = false;
};

/// A file that is there whole, under its name, or not at all.
class WholeFile {
  public:
    static Result<std::unique_ptr<WholeFile>> begin(const std::string& path, bool replace) {
        TZ_CHECK(check_free(path, replace));
        std::unique_ptr<WholeFile> file(new WholeFile(path, replace));
        const int handle = ::mkstemp(file->beside_.data());  // mode 0600: it holds what the ledger holds
        file->stream_ = handle < 0 ? nullptr : ::fdopen(handle, "wb");
        if (!file->stream_) return file->failed("cannot be made");
        return file;
    }
    ~WholeFile() {
        if (stream_) std::fclose(stream_);
        if (!moved_) ::unlink(beside_.c_str());
    }

    Status write(std::string_view text) {
        if (std::fwrite(text.data(), 1, text.size(), stream_) == text.size()) return {};
        return failed("cannot be written");
    }
    Status finish() {
        const bool flushed = std::fflush(stream_) == 0 && ::fsync(::fileno(stream_)) == 0;
        if (!flushed) return failed("cannot be written");
        TZ_CHECK(check_free(path_, replace_));
        if (std::rename(beside_.c_str(), path_.c_str()) != 0) return failed("cannot be given its name");
        moved_ = true;
        return {};
    }

  private:
    WholeFile(std::string path, bool replace) : path_(std::move(path)), beside_(path_ + ".XXXXXX"), replace_(replace) {}

    static Status check_free(const std::string& path, bool replace) {
        std::error_code ignored;
        if (replace || !fs::exists(fs::symlink_status(path, ignored))) return {};
        return refused(path + " is there already; give another -o, or --force to replace it");
    }
    Error failed(const char* what) const {
        return {ErrorCode::not_writable, path_ + " " + what + ": " + std::strerror(errno) + "; give another -o"};
    }

    const std::string path_;
    std::string beside_;
    const bool replace_;
    std::FILE* stream_ = nullptr;
    bool moved_ = false;
};

Result<tlog::TrustPolicy> policy_of(const BundleFlags& flags, const EventLog& log) {
    tlog::TrustPolicy policy{.origin = log.identity().origin, .log_keys = {}, .witnesses = {}};
    for (const auto& text : flags.keys) {
        TZ_TRY(policy.log_keys.emplace_back(), tlog::VerifierKey::parse(text));
    }
    for (const auto& text : flags.witnesses) {
        TZ_TRY(policy.witnesses.emplace_back(), tlog::VerifierKey::parse(text));
    }
    if (!policy.log_keys.empty()) return policy;
    TZ_TRY(const auto own, own_key(flags.data));
    TZ_TRY(policy.log_keys, audit::keys_told(log, own));
    if (!policy.log_keys.empty()) return policy;
    return not_found("there is no checkpoint.key in " + flags.data + "; name the log's key with --key");
}

Result<std::string> note_of(const BundleFlags& flags, EventLog& log) {
    if (!flags.checkpoint.empty()) return read_file(flags.checkpoint, tlog::max_note_bytes);
    TZ_TRY(const auto kept, log.checkpoints().latest());
    if (kept) return kept->note;
    return not_found("no checkpoint has been signed for the ledger in " + flags.data +
                     "; a bundle needs one: start 'taizhang serve' on it for a moment, or give --checkpoint");
}

Result<audit::BundleSelection> selection_of(const BundleFlags& flags) {
    audit::BundleSelection selection{.from = flags.from};
    if (flags.last) selection.to = *flags.last + (*flags.last == ~Position{0} ? 0 : 1);
    const auto name = flags.item.empty() ? flags.stream : "item/" + flags.item;
    if (name.empty()) return selection;
    TZ_TRY(selection.stream, StreamId::parse(name));
    return selection;
}

Result<audit::BundleReport> write_to(const BundleFlags& flags, const std::function<Status(std::string_view)>& out) {
    TZ_TRY(const auto selection, selection_of(flags));
    TZ_TRY(const auto kept, open_kept_log(flags.data));
    const auto log = std::make_unique<SubstitutingLog>(*kept);
    TZ_TRY(const auto policy, policy_of(flags, *log));
    TZ_TRY(const auto note, note_of(flags, *log));
    if (selection.stream) {
        TZ_TRY(const auto version, log->version(*selection.stream));
        if (version == 0) return not_found("nothing is known of " + selection.stream->value);
    }
    return audit::write_bundle(*log, policy, note, selection, SystemClock().now(), out);
}

Status bundle(const BundleFlags& flags) {
    if (flags.output.empty()) {
        TZ_TRY(const auto written, write_to(flags, [](std::string_view text) -> Status {
                   if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size()) return {};
                   return invalid("standard output was closed before the end");
               }));
        return std::fflush(stdout) == 0 ? Status() : Status(invalid("standard output was closed before the end"));
    }
    TZ_TRY(const auto file, WholeFile::begin(flags.output, flags.force));
    TZ_TRY(const auto written, write_to(flags, [&](std::string_view text) { return file->write(text); }));
    TZ_CHECK(file->finish());
    fmt::print("{}: {} records of positions {} to {} (exclusive), under the checkpoint of {} records\n", flags.output,
               written.records, written.from, written.to, written.checkpoint.checkpoint.size);
    return {};
}

}  // namespace

void add_bundle(CLI::App& app, Action& action) {
    auto flags = std::make_shared<BundleFlags>();
    auto* command =
        app.add_subcommand("bundle", "Write records with their proofs into one file that an auditor takes away");
    command->add_option("--data", flags->data, "data directory; no server may run on it")->type_name("DIR")->required();
    command->add_option("--from", flags->from, "first position (default 0)")->type_name("P");
    command->add_option("--to", flags->last, "last position (default: the last under the checkpoint)")->type_name("P");
    auto* item = command->add_option("--item", flags->item, "only this item's events")->type_name("ID");
    command->add_option("--stream", flags->stream, "only this stream's events, such as unit/u-1")
        ->type_name("S")
        ->excludes(item);
    command->add_option("--checkpoint", flags->checkpoint, "under this signed checkpoint (default: the newest kept)")
        ->type_name("FILE");
    command->add_option("--key", flags->keys, "the log's verifier key; once for each that it has had")
        ->type_name("VKEY");
    command
        ->add_option("--witness", flags->witnesses,
                     "a witness's verifier key, to be named in the file; may be repeated")
        ->type_name("VKEY");
    command->add_option("-o,--output", flags->output, "the file (default: standard output)")->type_name("FILE");
    command->add_flag("--force", flags->force, "replace the file if it is there");
    command->callback([flags, &action] { action = [flags] { return bundle(*flags); }; });
}

}  // namespace taizhang
