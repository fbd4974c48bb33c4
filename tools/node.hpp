// The composition root: one data directory's log, views and engine, wired together, with the notary, the bus and the
// deadline keeper if they are asked for.
//
//     TZ_TRY(auto node, Node::open({.data = "data"}, clock, random));
//     node->engine().submit(...);
//
// Layout of a data directory: log/ (the truth), views/ and search/ (may be deleted), credentials.json (argon2id hashes,
// mode 0600), checkpoint.key (signs checkpoints, mode 0600; docs/transparency.md says how to keep it). Directories that
// the node makes have mode 0700; one that was there before keeps its own. One process at a time has it open.
#pragma once

#include "src/bus/publisher.hpp"
#include "src/engine/engine.hpp"
#include "src/keeper/keeper.hpp"
#include "src/notary/notary.hpp"
#include "src/redaction/substituting_log.hpp"
#include "src/search/search.hpp"
#include "src/views/views.hpp"
#include "tools/following.hpp"
#include "tools/witness_channel.hpp"

#include <taizhang/clock.hpp>
#include <taizhang/random.hpp>

#include <atomic>
#include <filesystem>

namespace taizhang {

struct NotarySettings {
    std::vector<WitnessAddress> witnesses = {};
    std::size_t quorum = 0;
    std::chrono::milliseconds every{1000};
    bool every_given = false;  ///< false: a bus, whose replicas wait for each checkpoint, shortens it
    std::function<void(const std::string&)> on_stopped = {};  ///< as in notary::NotaryOptions
};

struct NodeOptions {
    std::filesystem::path data;
    std::string origin = "taizhang.local/ledger";  ///< used when the log is made (checkpoint origin)
    bool create = true;                            ///< false: the log must be there
    std::optional<bus::PublisherOptions> bus = {};
    bool keeper =
        false;  ///< record what time brings (domain.md, rule 5), beginning with what fell due while nobody ran
    std::optional<NotarySettings> notary = {};  ///< sign checkpoints; the key is made when nothing was signed before
    bool search = false;                        ///< keep an index of the views' words
    std::optional<FollowSettings> follow = {};  ///< be a read-only copy of another ledger
    /// As in RocksLogOptions; absent: failures are told on standard error.
    std::function<void(const Status&)> on_erased = {};
};

class Node {
  public:
    /// Clock and random outlive the node.
    static Result<std::unique_ptr<Node>> open(NodeOptions options, const Clock& clock, Random& random);
    ~Node();

    /// Redacted events come with what is left of them.
    EventLog& log() { return *log_; }
    Views& views() { return *views_; }
    Engine& engine() { return *engine_; }
    const Clock& clock() const { return clock_; }
    const std::filesystem::path& data() const { return options_.data; }
    std::filesystem::path credentials() const { return options_.data / "credentials.json"; }
    /// nullptr without a bus.
    bus::Publisher* publisher() { return publisher_.get(); }
    /// nullptr without one.
    keeper::Keeper* keeper() { return keeper_.get(); }
    /// nullptr without one. It runs from open() to stop(). A replica's hands on what the leader has signed.
    notary::Notary* notary() { return following_ ? following_->notary() : notary_.get(); }
    /// nullptr unless the directory is a replica's; then the engine refuses every command.
    Following* following() { return following_.get(); }

    /// nullptr without one. It follows the views from start_search() to stop(); before, it can be brought on by hand.
    search::Search* search() { return search_.get(); }
    void start_search();

    /// Called after every durable group, on the thread that carries out commands; set before the first command, and
    /// before the keeper is started.
    void on_commit(std::function<void()> call) { on_commit_ = std::move(call); }

    /// Follows the leader from now on; nothing where there is none.
    void start_following();
    /// Lets the keeper act from now on, in a thread of its own; nothing without one.
    void start_keeper();

    /// Submits and waits for the durable answer.
    Result<CommandAnswer> execute(CommandRequest request);
    /// Waits until the views show everything that is durable now.
    Status settle();

    /// Finishes what was accepted, then ends all threads; idempotent.
    void stop();

  private:
    Node(NodeOptions options, const Clock& clock) : options_(std::move(options)), clock_(clock) {}
    Status open_log(Random& random);
    Status open_notary();
    std::unique_ptr<Engine> open_engine(Random& random);
    Status open_search();
    Status start_bus();
    void committed(std::span<const Record> group);

    const NodeOptions options_;
    const Clock& clock_;
    std::unique_ptr<EventLog> kept_;
    std::unique_ptr<Following> following_;
    std::unique_ptr<SubstitutingLog> log_;
    std::unique_ptr<notary::Notary> notary_;
    std::unique_ptr<Views> views_;
    std::unique_ptr<search::Search> search_;
    std::unique_ptr<bus::Publisher> publisher_;
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<keeper::Keeper> keeper_;
    std::atomic<keeper::Keeper*> woken_{
        nullptr};  ///< for the thread of the commands, which may run before there is one
    std::function<void()> on_commit_;
};

}  // namespace taizhang
