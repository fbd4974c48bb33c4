#include "src/rpc/access.hpp"
#include "src/rpc/subscription.hpp"
#include "src/rpc/view_text.hpp"

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

}  // namespace

ViewSubscription::ViewSubscription(Services& services, std::string view, boost::json::object filter,
                                   std::optional<Position> cursor)
    : Subscription(services, services.metrics.view_subscriptions),
      view_(std::move(view)),
      filter_(std::move(filter)),
      filter_text_(boost::json::serialize(filter_)),
      cursor_(cursor) {}

Result<bool> ViewSubscription::pump(Notifier& out, const Account& reader) {
    TZ_CHECK(check_view(reader, view_));
    TZ_TRY(const auto delta, next_delta());
    if (!delta || (cursor_ && delta->position <= *cursor_)) return false;
    if (!delta->is_empty) {
        const auto params = R"({"subscription":")" + id + R"(","position":)" + std::to_string(delta->position) + "," +
                            delta->text + "}";
        if (!out.notify("view.changed", params)) return false;
    }
    cursor_ = delta->position;
    return !delta->is_empty;  // others may have made it some time ago: look whether there is more
}

/// Nothing while the log is still empty.
Result<std::shared_ptr<const ViewDelta>> ViewSubscription::next_delta() const {
    if (!cursor_) {
        TZ_TRY(auto page, services_.views.snapshot(view_, filter_));
        if (!page.position) return std::shared_ptr<const ViewDelta>();
        return delta_of({*page.position, std::move(page.rows), {}});
    }
    ViewDeltas::Key key{view_, filter_text_, *cursor_};
    if (auto known = services_.deltas.find(key)) return known;
    TZ_TRY(const auto changes, services_.views.changes_since(view_, filter_, *cursor_));
    auto delta = delta_of(changes);
    if (!delta->is_empty) services_.deltas.keep(std::move(key), delta);
    return delta;
}

}  // namespace taizhang::rpc
