// The part of a connection that knows who speaks, and what it has subscribed to.
#include "src/rpc/authenticator.hpp"
#include "src/rpc/connection.hpp"

#include <taizhang/reflect/json.hpp>
#include <taizhang/text.hpp>

#include <algorithm>
#include <limits>

namespace taizhang::rpc {

namespace {

/// The system account has no stream to be read from.
Principal trusted_principal(const AccountId& id) {
    Account account{id, {}, 0};
    account.state.name = id.value;
    account.state.roles = {Role::system};
    return {std::make_shared<const Account>(std::move(account)), {}, {std::numeric_limits<std::int64_t>::max()}};
}

}  // namespace

Result<std::shared_ptr<const Account>> account_of(const Services& services, const Grant& grant) {
    TZ_TRY(auto account, services.accounts.find(grant.account));
    if (!account || !account->may_log_in())
        return not_logged_in("account " + grant.account.value + " is closed or has no role left");
    if (grant.revocations == account->state.revocations) return account;
    return not_logged_in("the sessions of account " + grant.account.value + " were ended; log in again");
}

void Connection::log_in(const AccountId& account, std::string token) {
    const std::lock_guard pump_lock(pump_mutex_);
    const std::lock_guard lock(mutex_);
    if (login_ && login_->account != account) subscriptions_.clear(), held_.reset();
    login_ = Login{account, std::move(token)};
    reader_.account.reset();
}

void Connection::log_out() {
    const std::lock_guard pump_lock(pump_mutex_);
    subscriptions_.clear();
    held_.reset();
    reader_.account.reset();
    const std::lock_guard lock(mutex_);
    login_.reset();
}

bool Connection::logged_in() const {
    const std::lock_guard lock(mutex_);
    return peer.trusted || login_;
}

Result<Principal> Connection::principal(Access access, std::string_view method, Use use) const {
    if (access == Access::open) return Principal{};
    if (peer.trusted) return trusted_principal(*peer.trusted);
    std::string token;
    {
        const std::lock_guard lock(mutex_);
        if (!login_) return not_logged_in(std::string(method) + ": log in first, with auth.login or auth.token");
        token = login_->token;
    }
    TZ_TRY(const auto grant, services.authenticator.check(token, use));
    TZ_TRY(auto account, account_of(services, grant));
    TZ_CHECK(check_access(*account, access, method));
    return Principal{std::move(account), std::move(token), grant.expires, grant.session};
}

Result<std::string> Connection::subscribe(std::unique_ptr<Subscription> subscription) {
    const std::lock_guard pump_lock(pump_mutex_);
    if (subscriptions_.size() >= services.limits.subscriptions) {
        const auto limit = services.limits.subscriptions;
        return over_limit("this connection has " + std::to_string(limit) + " subscriptions; end one first",
                          std::int64_t(limit));
    }
    subscription->id = std::string(subscription->family()) + "-" + std::to_string(++last_subscription_);
    follows_ = follows_ | subscription->waits_for();
    subscriptions_.push_back(std::move(subscription));
    return subscriptions_.back()->id;
}

/// Runs as AfterSent, under pump_mutex_.
void Connection::activate(const std::string& id) {
    for (auto& subscription : subscriptions_) {
        if (subscription->id == id) subscription->active = true;
    }
    const std::lock_guard lock(mutex_);
    if (outlet_) outlet_->wake();
}

Status Connection::unsubscribe(const std::string& id, std::string_view family) {
    const std::lock_guard pump_lock(pump_mutex_);
    const auto erased =
        std::erase_if(subscriptions_, [&](const auto& kept) { return kept->id == id && kept->family() == family; });
    if (erased == 0) return not_found("this connection has no " + std::string(family) + " subscription " + quote(id));
    return {};
}

void Connection::keep_while_logged_in(const std::function<std::shared_ptr<const void>()>& make) {
    const std::lock_guard pump_lock(pump_mutex_);
    if (!held_) held_ = make();
    follows_ = NewsOf::all;
}

bool Connection::pump() {
    const auto due = flush();
    if (due == Due::later) return run_later(), true;
    if (due == Due::nothing) return false;
    const std::lock_guard pump_lock(pump_mutex_);
    const auto wants = wanted();
    if (follows_ != wants) follows_ = wants;
    if (wants == NewsOf::nothing) return false;
    const auto account = reader();
    if (!account) return end_subscriptions(account.error()), false;
    return pump_subscriptions(**account);
}

/// What is held ends with the login, too.
NewsOf Connection::wanted() const {
    auto wanted = held_ ? NewsOf::all : NewsOf::nothing;
    for (const auto& subscription : subscriptions_) wanted = wanted | subscription->waits_for();
    return wanted;
}

/// Asked for each time that there is news, for each of thousands of connections: so what ended is looked for, and what
/// is over by itself only now and then.
Result<const Account*> Connection::reader() {
    constexpr std::chrono::seconds now_and_then{1};
    const auto ended = services.authenticator.ended();
    TZ_TRY(const auto number, services.recent.look());
    const auto now = services.clock.now();
    if (reader_.account && reader_.number == number && reader_.ended == ended && now < reader_.until)
        return reader_.account.get();
    TZ_TRY(auto who, principal(Access::reader, "subscriptions", Use::look));
    reader_ = {std::move(who.account), number, ended, now + now_and_then};
    return reader_.account.get();
}

/// In turn: whoever was first is last the next time, so that a full queue starves nobody.
bool Connection::pump_subscriptions(const Account& reader) {
    bool more = false;
    std::vector<const Subscription*> ended;
    const auto count = subscriptions_.size();
    ++turn_;
    for (std::size_t i = 0; i < count; ++i) {
        auto& subscription = *subscriptions_[(turn_ + i) % count];
        if (!subscription.active) continue;
        const auto pumped = subscription.pump(*this, reader);
        if (pumped) {
            more = more || *pumped;
            continue;
        }
        tell_ended(subscription, pumped.error());
        ended.push_back(&subscription);
    }
    if (ended.empty()) return more;
    std::erase_if(subscriptions_,
                  [&](const auto& kept) { return std::find(ended.begin(), ended.end(), kept.get()) != ended.end(); });
    return more;
}

void Connection::end_subscriptions(const Error& why) {
    for (const auto& subscription : subscriptions_) tell_ended(*subscription, why);
    subscriptions_.clear();
    held_.reset();
}

/// Not held back by a full queue: it is small, and there are at most as many as subscriptions.
void Connection::tell_ended(const Subscription& subscription, const Error& why) {
    const auto wire = to_wire(why);
    boost::json::object error{{"code", wire.code}, {"message", wire.message}};
    if (!wire.data.empty()) error.emplace("data", wire.data);
    const boost::json::object frame{{"jsonrpc", "2.0"},
                                    {"method", "subscription.ended"},
                                    {"params", {{"subscription", subscription.id}, {"error", std::move(error)}}}};
    transmit(boost::json::serialize(frame), {});
}

}  // namespace taizhang::rpc
