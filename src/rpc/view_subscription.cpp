#include "src/rpc/access.hpp"
#include "src/rpc/subscription.hpp"
#include "src/views/views.hpp"

namespace taizhang::rpc {

namespace {

Error other_scope(std::string_view view) {
    return {ErrorCode::gone, "what this account may read of the view " + std::string(view) +
                                 " has become something else: forget its rows, and subscribe without `from`"};
}

}  // namespace

ViewSubscription::ViewSubscription(Services& services, std::string view, boost::json::object filter,
                                   std::uint32_t version, Scope scope, Position cursor)
    : Subscription(services, services.metrics.view_subscriptions),
      view_(std::move(view)),
      filter_(std::move(filter)),
      version_(version),
      scope_(std::move(scope)),
      cursor_(cursor) {}

Result<bool> ViewSubscription::pump(Notifier& out, const Account& reader) {
    TZ_CHECK(check_view(reader, view_));
    const auto applied = services_.topics.applied_so_far();
    if (applied_ == applied + 1) return false;
    if (looked_at_ != reader.version && scope_of(reader) != scope_) return other_scope(view_);
    looked_at_ = reader.version;
    const auto shown = services_.views.shown_version(view_);
    if (shown != version_) return built_anew(view_, shown);
    TZ_TRY(const auto next, owed(reader, applied));
    if (next.burst && !out.send(next.burst)) return false;
    const bool was_all = next.next == cursor_;
    cursor_ = next.next;
    if (was_all) applied_ = applied + 1;
    return !was_all;  // it may have been a part of what there is, or have been made for others some time ago
}

Result<Owed> ViewSubscription::owed(const Account& reader, std::uint64_t applied) {
    for (int tries = 1;; ++tries) {
        TZ_TRY(const bool other, reading_.look(services_.drafts, reader));
        if (!topic_ || other) topic_ = services_.topics.view(view_, filter_, reading_.scope());
        TZ_TRY(auto owed, topic_->after(cursor_, id, number_of(applied, reading_.drafts_number())));
        if (owed.next == cursor_ || owed.next < reading_.until() || tries == 8) return owed;
    }
}

Error built_anew(std::string_view view, std::uint32_t version) {
    return Error{ErrorCode::gone, "the view " + std::string(view) + " was built anew by version " +
                                      std::to_string(version) + " of it: forget its rows, and subscribe without `from`"}
        .with("version", std::int64_t(version));
}

}  // namespace taizhang::rpc
