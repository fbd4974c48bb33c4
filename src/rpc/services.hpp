// What sessions work with. Made once by the composition root, shared by all sessions, outlives them.
//
//     auto authenticator = Authenticator::open({.path = dir / "credentials.jsonl"}, clock);
//     Services services({*engine, *log, *views, clock, **authenticator});
//     // the engine's listener, after each durable group:
//     views->wake(); services.news.tell(NewsOf::log);
//     // the server, once:
//     services.news.listen([&](NewsOf what) { post to every session that follows it: pump() });
//
// Thread-safe throughout.
#pragma once

#include "src/rpc/accounts.hpp"
#include "src/rpc/budget.hpp"
#include "src/rpc/drafts.hpp"
#include "src/rpc/limits.hpp"
#include "src/rpc/metrics.hpp"
#include "src/rpc/news.hpp"
#include "src/rpc/presence.hpp"
#include "src/rpc/recent_events.hpp"
#include "src/rpc/refusals.hpp"
#include "src/rpc/topics.hpp"

#include <taizhang/clock.hpp>
#include <taizhang/event_log.hpp>

#include <memory>
#include <mutex>
#include <string>

namespace taizhang {
class Engine;
class Views;
}  // namespace taizhang
namespace taizhang::keeper {
class Keeper;
}
namespace taizhang::notary {
class Notary;
}
namespace taizhang::search {
class Search;
}

namespace taizhang::rpc {

class Authenticator;
class ReplicaReporter;

/// What the composition root gives; all of it outlives the Services, and the authenticator outlives the engine's last
/// answer (stop the engine first).
struct Parts {
    Engine& engine;
    EventLog& log;  ///< its checkpoints are asked for; appending is the engine's
    Views& views;
    const Clock& clock;
    Authenticator& authenticator;
    Limits limits = {};
    std::string data = {};                   ///< the log's directory, for health to tell the disk's free bytes
    const keeper::Keeper* keeper = nullptr;  ///< for health to tell what it does; nullptr: none runs
    notary::Notary* notary = nullptr;        ///< signs checkpoints; nullptr: none are signed here
    search::Search* search = nullptr;        ///< finds words in the views; nullptr: none are kept for it here
    const ReplicaReporter* replica =
        nullptr;  ///< of a read-only copy (replica_report.hpp); nullptr: this is the ledger
};

class Services {
  public:
    /// Listens to the views, so that `news` tells of what they have applied.
    explicit Services(Parts parts);
    ~Services();
    Services(const Services&) = delete;
    Services& operator=(const Services&) = delete;

    Engine& engine;
    EventLog& log;
    Views& views;
    const Clock& clock;
    Authenticator& authenticator;
    const Limits limits;
    const std::string data;
    const keeper::Keeper* const keeper;
    const ReplicaReporter* const replica;
    notary::Notary* const notary;
    search::Search* const search;

    Accounts accounts;    ///< who has which roles now
    Drafts drafts;        ///< what not every reader may see yet
    RecentEvents recent;  ///< encoded once, shared by all who are owed them
    Topics topics;        ///< what subscriptions are sent, made once for all who ask for the same
    Presence presence;    ///< who looks at what now; in memory alone
    Metrics metrics;
    Refusals refusals;
    Budgets budgets;  ///< of accounts
    News news;

    /// Lends the engine threads, and does its work on one of them (src/engine/engine.hpp).
    void lend(std::function<void()> soon);
    void work();

    /// The OpenRPC document, made at the first call.
    std::shared_ptr<const std::string> discovered();

  private:
    std::uint64_t views_handle_ = 0;
    std::once_flag discover_once_;
    std::shared_ptr<const std::string> discover_;
};

}  // namespace taizhang::rpc
