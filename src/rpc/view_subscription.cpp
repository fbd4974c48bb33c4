#include "src/rpc/access.hpp"
#include "src/rpc/subscription.hpp"
#include "src/rpc/view_text.hpp"
#include "src/views/views.hpp"

namespace taizhang::rpc {

namespace {

std::shared_ptr<const ViewDelta> delta_of(const ViewChanges& changes) {
    auto delta = std::make_shared<ViewDelta>();
    delta->position = changes.position;
    delta->is_empty = changes.upserts.empty() && changes.removals.empty();
    if (!delta->is_empty)
        delta->text = R"("upserts":)" + rows_text(changes.upserts) + R"(,"removals":)" + keys_text(changes.removals);
    return delta;
}

bool is_further(Position than, Position position) {
    if (position == before_first) return false;
    return than == before_first || position > than;
}

}  // namespace

ViewSubscription::ViewSubscription(Services& services, std::string view, boost::json::object filter, Position cursor)
    : Subscription(services, services.metrics.view_subscriptions),
      view_(std::move(view)),
      filter_(std::move(filter)),
      filter_text_(boost::json::serialize(filter_)),
      cursor_(cursor) {}

Result<bool> ViewSubscription::pump(Notifier& out, const Account& reader) {
    TZ_CHECK(check_view(reader, view_));
    TZ_TRY(const auto delta, next_delta());
    if (!is_further(cursor_, delta->position)) return false;
    if (!delta->is_empty) {
        const auto params = R"({"subscription":")" + id + R"(","position":)" + std::to_string(delta->position) + "," +
                            delta->text + "}";
        if (!out.notify("view.changed", params)) return false;
    }
    cursor_ = delta->position;
    return true;  // it may be a part of what there is, or have been made for others some time ago
}

Result<std::shared_ptr<const ViewDelta>> ViewSubscription::next_delta() const {
    ViewDeltas::Key key{view_, filter_text_, cursor_, services_.views.redacted(view_)};
    if (auto known = services_.deltas.find(key)) return known;
    TZ_TRY(const auto changes, services_.views.changes_since(view_, filter_, cursor_));
    auto delta = delta_of(changes);
    if (!delta->is_empty) services_.deltas.keep(std::move(key), delta);
    return delta;
}

}  // namespace taizhang::rpc
