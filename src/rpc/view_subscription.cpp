#include "src/rpc/access.hpp"
#include "src/rpc/subscription.hpp"
#include "src/views/views.hpp"

namespace taizhang::rpc {

ViewSubscription::ViewSubscription(Services& services, const std::string& view, const boost::json::object& filter,
                                   std::uint32_t version, Position cursor)
    : Subscription(services, services.metrics.view_subscriptions),
      topic_(services.topics.view(view, filter)),
      version_(version),
      cursor_(cursor) {}

Result<bool> ViewSubscription::pump(Notifier& out, const Account& reader) {
    TZ_CHECK(check_view(reader, topic_->view()));
    const auto applied = services_.topics.applied_so_far();
    if (applied_ == applied + 1) return false;
    const auto shown = services_.views.shown_version(topic_->view());
    if (shown != version_) return built_anew(topic_->view(), shown);
    TZ_TRY(const auto owed, topic_->after(cursor_, id, applied));
    if (owed.burst && !out.send(owed.burst)) return false;
    const bool was_all = owed.next == cursor_;
    cursor_ = owed.next;
    if (was_all) applied_ = applied + 1;
    return !was_all;  // it may have been a part of what there is, or have been made for others some time ago
}

Error built_anew(std::string_view view, std::uint32_t version) {
    return Error{ErrorCode::gone, "the view " + std::string(view) + " was built anew by version " +
                                      std::to_string(version) + " of it: forget its rows, and subscribe without `from`"}
        .with("version", std::int64_t(version));
}

}  // namespace taizhang::rpc
