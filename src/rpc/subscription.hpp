// What a client is owed from now on. A subscription holds a cursor and no queue: when it is pumped it takes what comes
// after its cursor from the log or the views, as much as the connection has room for. What is sent is made by topics,
// which all who ask for the same share (topics.hpp).
#pragma once

#include "src/rpc/event_filter.hpp"
#include "src/rpc/scope.hpp"
#include "src/rpc/services.hpp"

#include <boost/json.hpp>
#include <string>
#include <string_view>

namespace taizhang::rpc {

/// The way of notifications to one client.
class Notifier {
  public:
    virtual ~Notifier() = default;
    /// `params` is JSON text. False, and nothing is sent, when there is no room: try again when pumped anew.
    virtual bool notify(std::string_view method, std::string_view params) = 0;
    /// Notifications that others may be owed too. All or none, as above.
    virtual bool send(const std::shared_ptr<const Burst>& burst) = 0;
};

/// One thread at a time; the connection sees to it.
class Subscription {
  public:
    Subscription(Services& services, Metrics::Counter& open) : services_(services), open_(open) { ++open_; }
    virtual ~Subscription() { --open_; }
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;

    /// "events" or "view": which unsubscribe takes it.
    virtual std::string_view family() const = 0;
    /// Which news may bring it something to send.
    virtual NewsOf waits_for() const { return NewsOf::all; }
    /// True when there is more to look at right away. An error ends the subscription.
    virtual Result<bool> pump(Notifier& out, const Account& reader) = 0;

    std::string id;       ///< given by the connection
    bool active = false;  ///< once its own answer is on the way

  protected:
    Services& services_;

  private:
    Metrics::Counter& open_;
};

/// As whom a subscription reads: Scope::shared() of its reader, made anew only when the account or the drafts have
/// become others.
class SharedScope {
  public:
    /// True when it is another one than before. `until`: which topic is the reader's is known up to there; what goes
    /// beyond it may be another one's.
    Result<bool> look(const Drafts& drafts, const Account& reader);
    const Scope& scope() const { return scope_; }
    Position until() const { return until_; }
    std::uint64_t drafts_number() const { return number_; }

  private:
    Scope scope_;
    Position until_ = 0;
    std::uint64_t number_ = 0;
    std::optional<Version> version_;  ///< of the account
};

class EventSubscription final : public Subscription {
  public:
    /// `text` tells the filter from others.
    EventSubscription(Services& services, EventFilter filter, std::string text, Position cursor);
    std::string_view family() const override { return "events"; }
    NewsOf waits_for() const override { return NewsOf::log; }
    Result<bool> pump(Notifier& out, const Account& reader) override;

  private:
    enum class Sent { all, no_room };
    Result<Sent> send_some(Notifier& out, const Account& reader);
    bool tell(Notifier& out, std::string_view method) const;

    const EventFilter filter_;
    const std::string text_;
    Position cursor_;
    bool live_ = false;
    SharedScope reading_;  ///< of topic_
    std::shared_ptr<EventTopic> topic_;
};

/// Brings a reader from `cursor` (before_first: it has seen nothing) to what is applied.
class ViewSubscription final : public Subscription {
  public:
    /// `version` and `scope`: of the rows that the reader has.
    ViewSubscription(Services& services, std::string view, boost::json::object filter, std::uint32_t version,
                     Scope scope, Position cursor);
    std::string_view family() const override { return "view"; }
    NewsOf waits_for() const override { return NewsOf::views; }
    Result<bool> pump(Notifier& out, const Account& reader) override;

  private:
    Result<Owed> owed(const Account& reader, std::uint64_t applied);

    const std::string view_;
    const boost::json::object filter_;
    const std::uint32_t version_;
    const Scope scope_;
    SharedScope reading_;  ///< of topic_
    std::shared_ptr<ViewTopic> topic_;
    Position cursor_;
    std::optional<Version> looked_at_;  ///< of the account: it had scope_
    std::uint64_t applied_ = 0;         ///< what was looked at already (Topics::applied_so_far), plus one
};

/// Why a reader of a view cannot go on from where it is: its rows were made by another version than `version`.
Error built_anew(std::string_view view, std::uint32_t version);

}  // namespace taizhang::rpc
