#include "src/rpc/services.hpp"

#include "src/engine/engine.hpp"
#include "src/rpc/discover.hpp"
#include "src/views/views.hpp"

#include <boost/json.hpp>

namespace taizhang::rpc {

namespace {

constexpr std::size_t max_burst_bytes = 64 << 10;

}  // namespace

Services::Services(Parts parts)
    : engine(parts.engine),
      log(parts.log),
      views(parts.views),
      clock(parts.clock),
      authenticator(parts.authenticator),
      limits(parts.limits),
      data(std::move(parts.data)),
      keeper(parts.keeper),
      replica(parts.replica),
      notary(parts.notary),
      search(parts.search),
      accounts(parts.log),
      drafts(parts.log, parts.views),
      recent(parts.log, {.events = parts.limits.recent_events, .bytes = parts.limits.recent_bytes}),
      topics(parts.log, recent, drafts, parts.views, std::min(parts.limits.queued_bytes, max_burst_bytes)),
      budgets(parts.limits.budget),
      views_handle_(parts.views.listen([this](Position) {
          topics.applied();
          news.tell(NewsOf::views);
      })) {}

Services::~Services() {
    views.unlisten(views_handle_);
}

void Services::lend(std::function<void()> soon) {
    engine.lend(std::move(soon));
}

void Services::work() {
    engine.work();
}

std::shared_ptr<const std::string> Services::discovered() {
    std::call_once(discover_once_, [this] {
        discover_ = std::make_shared<const std::string>(boost::json::serialize(open_rpc(views)));
    });
    return discover_;
}

}  // namespace taizhang::rpc
