#include "tools/commands/verification.hpp"

#include "src/audit/bundle.hpp"
#include "src/audit/key_history.hpp"
#include "src/audit/log_audit.hpp"
#include "src/log/rocks_log.hpp"
#include "src/notary/key_file.hpp"
#include "src/redaction/substituting_log.hpp"
#include "tools/client/files.hpp"
#include "tools/commands/commands.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace taizhang {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr const char* given_keys = "checked with the keys that were given";
constexpr const char* none_checked =
    "not checked, for want of a key: records and checkpoints agree, but who signed them is not known; give --key";

std::string own_keys(const char* whose) {
    return fmt::format(
        "checked with the keys that {} itself holds: this proves that it agrees with itself, and not who "
        "signed; give --key",
        whose);
}

std::string signatures_of(bool given, const audit::Verifier& verifier, const char* whose) {
    if (verifier.checkpoints_held() == 0) return "there is no checkpoint, so nobody has signed for any of this";
    return given ? given_keys : verifier.checks_signatures() ? own_keys(whose) : none_checked;
}

Status announce(audit::Verifier& verifier, const std::vector<SignedFile>& files) {
    for (const auto& file : files) TZ_CHECK(verifier.expect(file.note, "the checkpoint in " + file.path));
    return {};
}

Verification told_by(const audit::Verifier& verifier, const tlog::TrustPolicy& policy) {
    Verification found;
    found.records = verifier.size();
    found.streams = verifier.order().versions().size();
    found.commands = verifier.order().commands();
    found.checkpoints = verifier.checkpoints_held();
    found.covered = verifier.covered();
    found.official = verifier.official_held();
    found.official_size = verifier.official_size();
    found.quorum = policy.quorum;
    found.root = verifier.root();
    found.removals = verifier.redactions().removals();
    if (found.covered.value_or(0) < found.records) {
        found.remarks.push_back(fmt::format("records {} to {} are under no checkpoint yet: nobody has signed for them",
                                            found.covered.value_or(0), found.records - 1));
    }
    return found;
}

Status check_quorum(const Verification& found) {
    if (found.quorum == 0 || found.official > 0) return {};
    return corrupt(fmt::format("none of {} checkpoints has been cosigned by {} of the given witnesses",
                               found.checkpoints, found.quorum));
}

/// Lines of a file, none longer than a bundle's may be.
audit::NextLine lines_of(std::ifstream& file, const std::string& path) {
    return [&file, path]() -> Result<std::optional<std::string>> {
        std::string line;
        for (int c = file.get(); c != std::char_traits<char>::eof(); c = file.get()) {
            if (c == '\n') return std::optional(std::move(line));
            line += static_cast<char>(c);
            if (line.size() > audit::max_bundle_line_bytes)
                return Error{ErrorCode::over_limit, fmt::format("{} has a line of more than {} bytes: it is no bundle",
                                                                path, audit::max_bundle_line_bytes)};
        }
        if (file.bad()) return invalid("cannot read " + path + " to its end: " + std::strerror(errno));
        return line.empty() ? std::nullopt : std::optional(std::move(line));
    };
}

/// Reads records of a server into the verifier, up to `end`, or to where the server has no more.
class RemoteRecords {
  public:
    RemoteRecords(Client& client, audit::Verifier& verifier) : client_(client), verifier_(verifier) {}

    Status read(std::uint64_t end) {
        while (verifier_.size() < end && !ended_) {
            TZ_CHECK(read_page(end));
            progress_.tell("records", verifier_.size(), end);
        }
        // what has been redacted a moment ago was so by a record that is under no checkpoint yet
        const auto orders = verifier_.redactions().awaited();
        return orders.empty() || ended_ ? ask_again() : read(orders.back() + 1);
    }

  private:
    static constexpr std::uint64_t page = 1'024;

    Status read_page(std::uint64_t end) {
        std::vector<Client::Call> calls;
        for (auto position = verifier_.size(); position < end && calls.size() < page; ++position)
            calls.push_back({"log.record", {{"position", position}}});
        TZ_TRY(const auto answers, client_.call_all(calls));
        for (const auto& answer : answers) {
            ended_ = !answer && answer.error().code == ErrorCode::not_found;
            if (ended_) return {};  // the verifier tells which checkpoint it is that covers more
            if (!answer) return refusal(answer.error());
            TZ_CHECK(take(*answer));
        }
        return {};
    }

    /// What was whole when it was read and was ordered to go since: by now it must be gone.
    Status ask_again() {
        const auto changed = verifier_.redactions().changed();
        for (const auto& [position, removal] : changed) {
            const auto answer = client_.call("log.record", {{"position", position}});
            if (!answer) return refusal(answer.error());
            const auto* by = answer->as_object().if_contains("redacted_by");
            if (!by || by->is_null()) continue;  // the verifier tells that it is still there
            TZ_TRY(const auto order, reflect::from_json<Position>(*by));
            TZ_TRY(const auto entry, bytes_of_base64(answer->at("entry").as_string()));
            TZ_CHECK(verifier_.again(position, entry, order));
        }
        return {};
    }

    /// Only what the server itself calls damaged is a fault of the record.
    Error refusal(const Error& told) const {
        if (told.code == ErrorCode::corrupt || told.code == ErrorCode::internal)
            return audit::corrupt_at(verifier_.size(), "the server says: " + told.message);
        const std::string advice =
            told.code == ErrorCode::forbidden ? "; log in as an auditor, who may read everything" : "";
        return Error{told.code, "record " + std::to_string(verifier_.size()) +
                                    " was not read, so nothing is proven: " + told.message + advice};
    }

    Status take(const json::value& answer) {
        const auto bytes = [&](const char* member) { return bytes_of_base64(answer.at(member).as_string()); };
        TZ_TRY(const auto entry, bytes("entry"));
        if (const auto* by = answer.as_object().if_contains("redacted_by"); by && !by->is_null()) {
            TZ_TRY(const auto order, reflect::from_json<Position>(*by));
            return verifier_.add_redacted(entry, order);
        }
        TZ_TRY(const auto salt_bytes, bytes("salt"));
        TZ_TRY(const auto payload, bytes("payload"));
        Salt salt{};
        if (salt_bytes.size() != salt.size()) return audit::corrupt_at(verifier_.size(), "its salt is not of 16 bytes");
        std::ranges::copy(salt_bytes, salt.begin());
        return verifier_.add(entry, salt, payload);
    }

    Client& client_;
    audit::Verifier& verifier_;
    ProgressLine progress_;
    bool ended_ = false;
};

Result<std::uint64_t> size_of(const std::string& note) {
    TZ_TRY(const auto parsed, tlog::parse_note(note));
    TZ_TRY(const auto checkpoint, tlog::Checkpoint::parse(parsed.text));
    return checkpoint.size;
}

/// The server's own keys, for who has brought none.
Status ask_for_keys(Client& client, tlog::TrustPolicy& policy) {
    TZ_TRY(const auto answer, client.call("log.keys", {}));
    for (const auto& text : answer.at("keys").as_array()) {
        TZ_TRY(const auto key, tlog::VerifierKey::parse(text.as_string()));
        policy.log_keys.push_back(key);
    }
    return {};
}

/// For each key that the log adopted the first checkpoint that covers this, so that an older key can vouch for it. What
/// was adopted, or signed, after the checkpoint that is verified is not looked at: `end` is how many records that
/// covers.
Status announce_adoptions(Client& client, audit::Verifier& verifier, std::uint64_t end) {
    const auto type = json::array{"log.key_adopted"};
    for (std::uint64_t from = 0;;) {
        TZ_TRY(const auto page, client.call("events.read", {{"from", from}, {"filter", {{"types", type}}}}));
        for (const auto& event : page.at("events").as_array()) {
            const auto position = std::stoull(std::string(event.at("sequence").as_string()));
            if (position >= end) return {};
            TZ_TRY(const auto kept, client.call("log.checkpoints", {{"from", position + 1}, {"limit", 1}}));
            for (const auto& note : kept.at("notes").as_array()) {
                TZ_TRY(const auto size, size_of(std::string(note.as_string())));
                if (size <= end) TZ_CHECK(verifier.expect(note.as_string(), "a checkpoint that the server keeps"));
            }
        }
        from = page.at("next").to_number<std::uint64_t>();
        if (from >= page.at("end").to_number<std::uint64_t>()) return {};
    }
}

std::string shown(const std::optional<std::uint64_t>& size) {
    return size ? fmt::format("; the largest covers {} records", *size) : "";
}

json::array told(const std::vector<Removal>& removals) {
    json::array all;
    for (const auto& removal : removals) {
        all.push_back(json::object{{"position", removal.position},
                                   {"by", removal.by},
                                   {"requested_by", removal.execution.requested_by.value},
                                   {"approved_by", removal.approved_by.value},
                                   {"approved", removal.approved.to_string()},
                                   {"rule", removal.execution.rule},
                                   {"text", removal.text()}});
    }
    return all;
}

json::value or_null(const std::optional<std::uint64_t>& number) {
    return number ? json::value(*number) : json::value();
}

}  // namespace

Result<std::unique_ptr<EventLog>> open_kept_log(const std::string& data) {
    const auto path = fs::path(data) / "log";
    if (!fs::exists(path)) return not_found("there is no ledger in " + data + "; give another --data");
    return open_rocks_log({.path = path.string(), .create_if_missing = false});
}

Result<std::optional<tlog::VerifierKey>> own_key(const std::string& data) {
    const auto key = notary::load_key(fs::path(data) / "checkpoint.key", tlog::KeyKind::ed25519);
    if (key) return std::optional(key->verifier());
    if (key.error().code == ErrorCode::not_found) return std::optional<tlog::VerifierKey>();
    return key.error();
}

Result<Verification> verify_data(const std::string& data, VerifyOptions options) {
    TZ_TRY(const auto log, open_kept_log(data));
    const bool given = !options.policy.log_keys.empty();
    if (!given) {
        TZ_TRY(const auto own, own_key(data));
        TZ_TRY(options.policy.log_keys, audit::keys_told(*log, own));
    }
    options.policy.origin = log->identity().origin;
    audit::Verifier verifier(options.policy);
    TZ_CHECK(announce(verifier, options.checkpoints));
    ProgressLine progress;
    TZ_TRY(const auto found, audit::audit_log(*log, verifier, [&](auto done, auto of) {
               progress.tell("records, read along the log and along their streams", done, of);
           }));
    auto told = told_by(verifier, options.policy);
    TZ_CHECK(check_quorum(told));
    told.checked = fmt::format(
        "every payload, header and place; the whole index of streams and of commands; {} kept "
        "hashes of the tree; {} kept checkpoints and {} given ones",
        found.tree_hashes, found.checkpoints, options.checkpoints.size());
    told.signatures = signatures_of(given, verifier, "the data directory");
    if (!options.views) {
        told.remarks.emplace_back("views were not compared (--no-views)");
        return told;
    }
    TZ_TRY(told.views, compare_views(data, SubstitutingLog(*log), told.remarks));
    return told;
}

Result<Verification> verify_server(const ClientTarget& target, const VerifyOptions& options) {
    TZ_TRY(const auto client, Client::open(target));
    TZ_TRY(const auto newest, client->call("log.checkpoint", {}));
    const std::string note(newest.at("note").as_string());
    auto policy = options.policy;
    policy.origin = newest.at("origin").as_string();
    if (policy.log_keys.empty()) TZ_CHECK(ask_for_keys(*client, policy));
    audit::Verifier verifier(policy);
    TZ_CHECK(verifier.expect(note, "the checkpoint that the server shows"));
    TZ_CHECK(announce(verifier, options.checkpoints));
    TZ_TRY(auto end, size_of(note));
    TZ_CHECK(announce_adoptions(*client, verifier, end));
    verifier.live_from(end);  // what the server is told meanwhile stands behind the checkpoint
    for (const auto& file : options.checkpoints) {
        TZ_TRY(const auto size, size_of(file.note));
        end = std::max(end, size);
    }
    TZ_CHECK(RemoteRecords(*client, verifier).read(end));
    TZ_CHECK(verifier.finish());
    auto told = told_by(verifier, policy);
    TZ_CHECK(check_quorum(told));
    told.checked =
        fmt::format("every payload, header and place up to the server's newest checkpoint, and {} given ones",
                    options.checkpoints.size());
    told.signatures = signatures_of(!options.policy.log_keys.empty(), verifier, "the server");
    told.remarks.emplace_back("views, indexes and kept hashes are the server's own: verify its --data to compare them");
    return told;
}

Result<Verification> verify_bundle_file(const std::string& path, const VerifyOptions& options) {
    std::ifstream file(path, std::ios::binary);
    if (!file || fs::is_directory(path)) return not_found("cannot open " + path + "; name a bundle's file");
    TZ_TRY(const auto report, audit::verify_bundle(lines_of(file, path), options.policy));
    Verification told;
    const auto& checkpoint = report.checkpoint.checkpoint;
    told.checked = fmt::format(
        "every payload, header, place and proof of positions {} to {} (exclusive){}, and that each "
        "readable event is what they say",
        report.from, report.to, report.stream ? " of " + report.stream->value : "");
    told.records = report.records;
    told.removals = report.removals;
    told.checkpoints = 1;
    told.quorum = options.policy.quorum;
    told.covered = checkpoint.size;
    told.official = told.quorum > 0 && report.checkpoint.official ? 1 : 0;
    if (told.official) told.official_size = checkpoint.size;
    told.root = checkpoint.root;
    TZ_CHECK(check_quorum(told));
    told.signatures = report.own_keys ? own_keys("the file") : given_keys;
    for (const auto& change : report.keys) {
        told.remarks.push_back(fmt::format("the key {} was {} by position {}", change.key.to_string(),
                                           change.what == tlog::KeyChange::adopted ? "adopted" : "retired",
                                           change.position));
    }
    if (report.stream && report.last_version) {
        told.remarks.push_back(
            fmt::format("versions {} to {} are there without a gap; that no later one was left out "
                        "is proven by the log alone, or by a bundle of the whole range",
                        *report.first_version, *report.last_version));
    }
    return told;
}

void Verification::print() const {
    fmt::print("holds        {} records", records);
    if (streams) fmt::print(" of {} streams, by {} commands", streams, commands);
    fmt::print("\nchecked      {}\n", printable(checked));
    if (root) fmt::print("root         {}\n", to_base64(root->view()));
    fmt::print("checkpoints  {} held{}\n", checkpoints, shown(covered));
    if (quorum)
        fmt::print("official     {} of them, by {} witnesses or more{}\n", official, quorum, shown(official_size));
    fmt::print("signatures   {}\n", signatures);
    if (!removals.empty()) fmt::print("redacted     {} records, each by an approved order\n", removals.size());
    for (const auto& removal : removals)
        fmt::print("             position {}: {}\n", removal.position, printable(removal.text()));
    if (views) fmt::print("views        {} equal what the log gives, row by row\n", *views);
    for (const auto& remark : remarks) fmt::print("but          {}\n", printable(remark));
}

json::object Verification::to_json() const {
    return {{"holds", true},
            {"checked", checked},
            {"records", records},
            {"streams", streams},
            {"commands", commands},
            {"root", root ? json::value(to_base64(root->view())) : json::value()},
            {"checkpoints", checkpoints},
            {"covered", or_null(covered)},
            {"quorum", quorum},
            {"official", official},
            {"official_size", or_null(official_size)},
            {"signatures", signatures},
            {"redacted", told(removals)},
            {"views", views ? json::value(*views) : json::value()},
            {"remarks", json::array(remarks.begin(), remarks.end())}};
}

ProgressLine::ProgressLine() : shown_(isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
    if (begun_) fmt::print(stderr, "\r\x1b[K");
}

void ProgressLine::tell(const std::string& what, std::uint64_t done, std::uint64_t of) {
    const auto now = std::chrono::steady_clock::now();
    if (!shown_ || now < next_) return;
    next_ = now + std::chrono::milliseconds(200);
    begun_ = true;
    fmt::print(stderr, "\r\x1b[K{} of {} {}", done, of, what);
    std::fflush(stderr);
}

}  // namespace taizhang
