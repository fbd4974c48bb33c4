#include "src/rpc/presence_methods.hpp"

#include "src/rpc/scope.hpp"

#include <taizhang/text.hpp>

namespace taizhang::rpc {

namespace {

/// Of accounts nobody hears who may not see them (access.hpp).
Status check_subject(const Account& reader, std::string_view subject) {
    if (!is_about_accounts(StreamId{std::string(subject)}) || sees_accounts(reader)) return {};
    return forbidden("accounts are seen by account_admin and auditor");
}

/// Whether the reader hears nothing of who is at the subject: it is a draft of other units.
Result<bool> is_hidden(const Services& services, const Account& reader, const StreamId& subject) {
    const auto scope = scope_of(reader);
    if (scope.drafts || subject.category() != "item") return false;
    TZ_TRY(const auto seen, services.drafts.look());
    return scope.hides(*seen.set, subject.id());
}

Status keep_seen(const Services& services, const Account& reader, std::vector<PresentAt>& at) {
    Status status;
    std::erase_if(at, [&](const PresentAt& one) {
        const auto hidden = is_hidden(services, reader, one.subject);
        if (!hidden) status = hidden.error();
        return !hidden || *hidden;
    });
    return status;
}

/// A connection's presence, as long as it holds this.
class Stay {
  public:
    Stay(Services& services, Presence::Key key) : services_(services), key_(key) {}
    ~Stay() {
        if (services_.presence.leave(key_)) services_.news.tell();
    }
    Stay(const Stay&) = delete;
    Stay& operator=(const Stay&) = delete;

  private:
    Services& services_;
    const Presence::Key key_;
};

/// Keeps no queue: what changed is asked for when there is room.
class PresenceSubscription final : public Subscription {
  public:
    PresenceSubscription(Services& services, std::string subject, std::uint64_t seen)
        : Subscription(services, services.metrics.presence_subscriptions), subject_(std::move(subject)), seen_(seen) {}

    std::string_view family() const override { return "presence"; }

    Result<bool> pump(Notifier& out, const Account& reader) override {
        TZ_CHECK(check_subject(reader, subject_));
        auto changes = services_.presence.since(subject_, seen_);
        TZ_CHECK(keep_seen(services_, reader, changes.at));
        if (!changes.at.empty()) {
            const auto params =
                R"({"subscription":")" + id + R"(","at":)" + boost::json::serialize(reflect::to_json(changes.at)) + "}";
            if (!out.notify("presence.changed", params)) return false;
        }
        seen_ = changes.number;
        return false;
    }

  private:
    const std::string subject_;
    std::uint64_t seen_;
};

Present present_of(const Call& call, Doing doing) {
    const auto& account = *call.who.account;
    return {account.id, account.state.name, account.state.unit, doing, call.services().clock.now()};
}

/// "item/" or "item/2014-009".
Result<std::string> wanted_subject(std::string subject) {
    const bool is_kind = subject.ends_with('/');
    const auto parsed = StreamId::parse(is_kind ? subject + "x" : subject);
    if (parsed) return subject;
    return invalid("/subject: expected a stream such as item/2014-009, or a kind such as item/, got " + quote(subject),
                   "/subject");
}

}  // namespace

Result<PresentAt> PresenceHere::run(Call call, Params params) {
    auto& services = call.services();
    TZ_CHECK(check_subject(*call.who.account, params.subject.value));
    TZ_TRY(const auto version, services.log.version(params.subject));
    TZ_TRY(const bool hidden, is_hidden(services, *call.who.account, params.subject));
    if (version == 0 || hidden) return not_found("there is no stream " + params.subject.value).with("path", "/subject");
    const auto key = call.connection.get();
    call.connection->keep_while_logged_in([&] { return std::make_shared<const Stay>(services, key); });
    TZ_TRY(const bool is_new,
           services.presence.here(key, params.subject, present_of(call, params.doing.value_or(Doing::looking))));
    if (is_new) services.news.tell();
    const auto at = services.presence.since(params.subject.value, std::nullopt).at;
    return at.empty() ? PresentAt{params.subject, {}, 0} : at.front();
}

Result<Nothing> PresenceGone::run(Call call, Params params) {
    if (call.services().presence.gone(call.connection.get(), params.subject)) call.services().news.tell();
    return Nothing{};
}

void PresenceSubscribe::run(Call call, Params params) {
    auto& services = call.services();
    const auto subject = wanted_subject(std::move(params.subject));
    if (!subject) return call.reply.fail(subject.error());
    if (const auto may = check_subject(*call.who.account, *subject); !may) return call.reply.fail(may.error());
    auto now = services.presence.since(*subject, std::nullopt);
    if (const auto kept = keep_seen(services, *call.who.account, now.at); !kept) return call.reply.fail(kept.error());
    const auto id = call.connection->subscribe(std::make_unique<PresenceSubscription>(services, *subject, now.number));
    if (!id) return call.reply.fail(id.error());
    call.reply.answer(boost::json::serialize(reflect::to_json(Answer{*id, std::move(now.at)})),
                      [weak = std::weak_ptr(call.connection), id = *id] {
                          if (const auto connection = weak.lock()) connection->activate(id);
                      });
}

Result<Nothing> PresenceUnsubscribe::run(Call call, Params params) {
    TZ_CHECK(call.connection->unsubscribe(params.subscription, "presence"));
    return Nothing{};
}

}  // namespace taizhang::rpc
