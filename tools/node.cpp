#include "tools/node.hpp"

#include "tools/bus_messages.hpp"
#include "tools/epoch.hpp"
#include "tools/key_ring.hpp"

#include "src/log/rocks_log.hpp"

#include <fmt/format.h>

#include <future>

namespace taizhang {

namespace fs = std::filesystem;

namespace {

/// Makes a directory that only its owner may look into: it holds who did what and the hashes of secrets. One that is
/// there already keeps the permissions that somebody gave it.
Status make_private(const fs::path& given) {
    const auto path = given.has_filename() ? given : given.parent_path();  // "data/" is never told to be new
    const auto failed = [&](const char* what, const std::error_code& problem) {
        return Error{ErrorCode::not_writable, std::string("cannot ") + what + " the directory " + path.string() + ": " +
                                                  problem.message() + "; choose another with --data"};
    };
    std::error_code problem;
    const bool made = fs::create_directories(path, problem);
    if (problem) return failed("make", problem);
    if (made) fs::permissions(path, fs::perms::owner_all, problem);
    if (problem) return failed("close to others", problem);
    return {};
}

void tell_failure(const Status& erased) {
    if (erased) return;
    fmt::print(stderr, "what was redacted is not gone from the log's files yet: {}; it is tried again\n",
               erased.error().message);
}

}  // namespace

Result<std::unique_ptr<Node>> Node::open(NodeOptions options, const Clock& clock, Random& random) {
    std::unique_ptr<Node> node(new Node(std::move(options), clock));
    TZ_CHECK(node->open_log(random));
    TZ_CHECK(node->open_notary());
    TZ_CHECK(make_private(node->options_.data / "views"));
    TZ_TRY(node->views_,
           Views::open({.path = (node->options_.data / "views").string()}, *node->log_, all_projections()));
    TZ_CHECK(node->open_search());
    TZ_CHECK(node->start_bus());
    node->engine_ = node->open_engine(random);
    if (node->options_.keeper && !node->following_) {
        node->keeper_ = std::make_unique<keeper::Keeper>(*node->log_, *node->engine_, clock);
        node->woken_ = node->keeper_.get();
    }
    if (node->notary_) node->notary_->start();
    return node;
}

Node::~Node() {
    stop();
}

std::unique_ptr<Engine> Node::open_engine(Random& random) {
    if (following_) return following_->engine();
    return Engine::start({}, *log_, clock_, random, {[this](std::span<const Record> group) { committed(group); }});
}

Status Node::open_log(Random& random) {
    TZ_TRY(following_, Following::prepare(options_.data, options_.follow));
    if (following_ && !options_.follow && (options_.notary || options_.bus)) {
        return refused(options_.data.string() +
                       " is a replica's copy: serve it with --follow. To go on from it without its leader, back it up "
                       "and restore that into another directory, as another log (docs/replicas.md)");
    }
    if (options_.create) {
        TZ_CHECK(make_private(options_.data));
        TZ_CHECK(make_private(options_.data / "log"));
    } else if (!fs::exists(options_.data / "log")) {
        return not_found("there is no ledger in " + options_.data.string() +
                         "; import a document or open an account there first, or give another --data");
    }
    TZ_TRY(kept_, open_rocks_log({.path = (options_.data / "log").string(),
                                  .origin = following_ ? following_->identity().origin : options_.origin,
                                  .epoch = following_ ? following_->identity().epoch : random_epoch(random),
                                  .create_if_missing = options_.create,
                                  .on_erased = options_.on_erased ? options_.on_erased : tell_failure}));
    if (following_)
        TZ_CHECK(following_->begin(*kept_, clock_, [this](std::span<const Record> group) { committed(group); }));
    log_ = std::make_unique<SubstitutingLog>(following_ ? following_->readable() : *kept_);
    return {};
}

Status Node::open_notary() {
    if (!options_.notary || following_) return {};
    const auto& settings = *options_.notary;
    notary::NotaryOptions options{.quorum = settings.quorum,
                                  .every = settings.every,
                                  .keys = std::make_shared<DataKeys>(options_.data, *log_),
                                  .on_stopped = settings.on_stopped};
    for (const auto& witness : settings.witnesses) {
        TZ_TRY(auto channel, open_witness_channel(witness));
        options.witnesses.push_back(std::move(channel));
    }
    TZ_TRY(auto key, signing_key(options_.data, *log_));
    TZ_TRY(notary_, notary::Notary::open(*log_, std::move(key), std::move(options), clock_));
    return {};
}

Status Node::open_search() {
    if (!options_.search) return {};
    const auto& log = log_->identity();
    TZ_TRY(search_, search::Search::open({options_.data / "search", *views_, {log.origin, log.epoch}}));
    return {};
}

void Node::start_search() {
    if (search_) search_->start();
}

Status Node::start_bus() {
    if (!options_.bus) return {};
    auto options = *options_.bus;
    options.epoch = log_->identity().epoch;
    const LogReplay::Others others{
        .notary = notary(),
        .credentials = [data = options_.data](const bus::Inquiry& asked) { return credentials_answer(data, asked); }};
    TZ_TRY(publisher_, bus::Publisher::start(std::move(options), std::make_shared<LogReplay>(*log_, others)));
    return {};
}

void Node::committed(std::span<const Record> group) {
    views_->wake();
    if (notary_) notary_->wake();
    if (publisher_) {
        for (const auto& record : group) {
            if (record.header.position >= log_->end()) break;  // a replica's, held back from readers
            // an event that was just decided can be decoded; if not, the log is still right, and replay tells of it
            if (auto message = bus_message(log_->identity(), record)) publisher_->publish(std::move(*message));
        }
    }
    if (auto* keeper = woken_.load()) keeper->wake();
    if (on_commit_) on_commit_();
}

void Node::start_following() {
    if (following_) following_->start();
}

void Node::start_keeper() {
    if (keeper_) keeper_->start();
}

Result<CommandAnswer> Node::execute(CommandRequest request) {
    // shared: the waiter may be gone while the other thread is still inside set_value()
    const auto promise = std::make_shared<std::promise<Result<CommandAnswer>>>();
    auto answer = promise->get_future();
    engine_->submit(std::move(request),
                    [promise](Result<CommandAnswer> result) { promise->set_value(std::move(result)); });
    return answer.get();
}

Status Node::settle() {
    const auto end = log_->end();
    if (end == 0) return {};
    const auto promise = std::make_shared<std::promise<bool>>();
    auto done = promise->get_future();
    views_->when_applied(end - 1, [promise](bool applied) { promise->set_value(applied); });
    if (done.get()) return {};
    for (const auto& state : views_->states()) {
        if (!state.stopped_because.empty()) {
            return Error{ErrorCode::internal, "the view " + state.name + " stopped: " + state.stopped_because};
        }
    }
    return Error{ErrorCode::internal, "the views stopped before they had caught up"};
}

void Node::stop() {
    if (keeper_) keeper_->stop();  // first: it waits for the engine's answers
    if (following_) following_->stop();
    if (engine_) engine_->stop();
    if (notary_) notary_->stop();  // after the last commit, which it signs
    if (publisher_) publisher_->stop();
    if (search_) search_->stop();
    if (views_) views_->stop();
}

}  // namespace taizhang
