#include "tools/following.hpp"

#include "src/replica/read_only_engine.hpp"
#include "src/rpc/credential_file.hpp"
#include "tools/bus_keys.hpp"

#include <taizhang/durable_file.hpp>
#include <taizhang/text.hpp>

namespace taizhang {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds first_answer{8};
constexpr std::size_t max_credentials_bytes = 64 << 20;

fs::path mark_file(const fs::path& data) {
    return data / "replica.json";
}
fs::path credentials_file(const fs::path& data) {
    return data / "credentials.json";
}

bool holds_log(const fs::path& data) {
    std::error_code none;
    const auto log = data / "log";
    return fs::exists(log, none) && !fs::is_empty(log, none);
}

Result<std::string> read_credentials(const fs::path& data) {
    auto text = read_private_file(credentials_file(data), max_credentials_bytes);
    if (!text && text.error().code == ErrorCode::not_found) return std::string();
    return text;
}

Status make_directory(const fs::path& given) {
    const auto path = given.has_filename() ? given : given.parent_path();
    std::error_code problem;
    const bool made = fs::create_directories(path, problem);
    if (!problem && made) fs::permissions(path, fs::perms::owner_all, problem);
    if (!problem) return {};
    return Error{ErrorCode::not_writable, "cannot make the directory " + path.string() + ": " + problem.message()};
}

}  // namespace

Result<replica::ReplicaOptions> Following::options_of(const fs::path& data, const FollowSettings& settings) {
    replica::ReplicaOptions options;
    TZ_TRY(options.leader, bus::Endpoints::from_base(settings.source));
    options.policy = {.origin = settings.keys.front().name,
                      .log_keys = settings.keys,
                      .witnesses = settings.witnesses,
                      .quorum = settings.quorum};
    if (settings.bus_key.empty()) {
        if (!bus::leaves_the_machine(options.leader.replay)) return options;
        return invalid("the bus at " + settings.source + " is on another machine: name its key with --follow-key " +
                       "(taizhang bus key show --data DIR tells it there)");
    }
    TZ_TRY(const auto mine, BusKeys(data).pair());
    if (!mine) {
        return not_found("this replica has no key for the bus yet; make one: taizhang bus key new --data " +
                         data.string() + ", and have the leader allow it: taizhang bus key allow NAME KEY --replica");
    }
    options.curve = bus::ClientKeys{.server_public_key = settings.bus_key, .mine = *mine};
    return options;
}

Result<std::unique_ptr<Following>> Following::prepare(const fs::path& data,
                                                      const std::optional<FollowSettings>& settings) {
    TZ_TRY(auto mark, replica::Mark::open(mark_file(data)));
    if (!settings && !mark) return std::unique_ptr<Following>();
    if (settings) TZ_CHECK(options_of(data, *settings));  // before anything is made
    if (!mark && holds_log(data)) {
        return refused(data.string() +
                       " holds a ledger of its own, which cannot become a copy of another; give --follow "
                       "a new directory with --data");
    }
    if (!mark) {
        TZ_CHECK(make_directory(data));
        TZ_TRY(mark, replica::Mark::make(mark_file(data), settings->source));
    }
    if (settings) TZ_CHECK(mark->follow(settings->source));
    std::unique_ptr<Following> following(new Following(data, settings, std::move(*mark)));
    if (settings && !holds_log(data)) TZ_CHECK(following->ask_identity());
    return following;
}

Status Following::ask_identity() {
    TZ_TRY(const auto options, options_of(data_, *settings_));
    auto leader = replica::identity_of(options, first_answer);
    if (!leader) {
        auto error = leader.error();
        error.message = "the first start of a replica needs its leader: " + error.message +
                        "; look at --follow, at the leader's --bus, and whether it allows this replica's key";
        return error;
    }
    identity_ = {leader->origin, leader->epoch};
    if (identity_.origin == settings_->keys.front().name) return {};
    return invalid("the leader at " + settings_->source + " has the log " + quote(identity_.origin) +
                   ", and --leader-key is of " + quote(settings_->keys.front().name));
}

Status Following::begin(EventLog& log, const Clock& clock, std::function<void(std::span<const Record>)> on_appended) {
    readable_ = std::make_unique<replica::ReadableLog>(log);
    readable_->show_below(mark_.hold().from);
    if (!settings_) return {};
    TZ_TRY(auto options, options_of(data_, *settings_));
    options.on_appended = std::move(on_appended);
    options.also = [this](replica::BusLeader& leader) { take_credentials(leader); };
    TZ_TRY(replica_, replica::Replica::open(std::move(options), log, *readable_, mark_, clock));
    return {};
}

std::unique_ptr<Engine> Following::engine() const {
    return std::make_unique<replica::ReadOnlyEngine>(settings_ ? settings_->leader_url : "");
}

void Following::start() {
    if (replica_) replica_->start();
}

void Following::stop() {
    if (replica_) replica_->stop();
}

void Following::take_credentials(replica::BusLeader& leader) {
    const auto taken = keep_credentials(leader);
    const std::lock_guard lock(mutex_);
    logins_ = taken ? "" : taken.error().message;
}

/// The file is replaced first, by what can be read; who is logged in with a secret that is no longer valid is logged
/// out then, which is tried again until it is done.
Status Following::keep_credentials(replica::BusLeader& leader) {
    TZ_TRY(const auto mine, read_credentials(data_));
    TZ_TRY(const auto news, leader.credentials(sha256({mine})));
    if (news) {
        const auto file = credentials_file(data_);
        const auto readable = rpc::CredentialFile::check(file, *news);
        if (!readable) {
            return invalid("the accounts' secrets that the leader sent cannot be read, those that are here stay: " +
                           readable.error().message);
        }
        TZ_CHECK(replace_file(file, *news));
        reload_due_ = true;
    }
    if (!reload_due_ || !on_credentials_) return {};
    TZ_CHECK(on_credentials_());
    reload_due_ = false;
    return {};
}

rpc::ReplicaReport Following::report() const {
    if (!replica_)
        return {
            .state = "stopped", .leader = {}, .source = {}, .since = {}, .problem = {}, .position = {}, .logins = {}};
    auto status = replica_->status();
    const std::lock_guard lock(mutex_);
    return {.state = std::move(status.state),
            .leader = settings_->leader_url,
            .source = settings_->source,
            .end = status.end,
            .behind = status.behind,
            .silent_ms = status.silent_ms,
            .since = status.since,
            .problem = std::move(status.problem),
            .position = status.position,
            .logins = logins_};
}

Result<std::string> credentials_answer(const fs::path& data, const bus::Inquiry& inquiry) {
    TZ_TRY(const auto clients, BusKeys(data).clients());
    const auto allowed = std::ranges::any_of(
        clients, [&](const BusClient& one) { return one.replica && !inquiry.user.empty() && one.key == inquiry.user; });
    if (!allowed) {
        return forbidden(
            "the accounts' secrets go only to a client whose key was allowed with --replica (taizhang bus "
            "key allow)");
    }
    TZ_TRY(auto text, read_credentials(data));
    return sha256({text}).view() == inquiry.argument ? std::string() : std::move(text);
}

}  // namespace taizhang
