// What a client is owed from now on. A subscription holds a cursor and no queue: when it is pumped it takes what comes
// after its cursor from the log or the views, as much as the connection has room for.
#pragma once

#include "src/rpc/event_filter.hpp"
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
    /// True when there is more to look at right away. An error ends the subscription.
    virtual Result<bool> pump(Notifier& out, const Account& reader) = 0;

    std::string id;       ///< given by the connection
    bool active = false;  ///< once its own answer is on the way

  protected:
    Services& services_;

  private:
    Metrics::Counter& open_;
};

class EventSubscription final : public Subscription {
  public:
    EventSubscription(Services& services, EventFilter filter, Position cursor);
    std::string_view family() const override { return "events"; }
    Result<bool> pump(Notifier& out, const Account& reader) override;

  private:
    enum class Sent { all, no_room };
    Result<Sent> send_some(Notifier& out, const Account& reader);
    bool tell(Notifier& out, std::string_view method) const;

    const EventFilter filter_;
    Position cursor_;
    bool live_ = false;
};

/// Brings a reader from `cursor` (before_first: it has seen nothing) to what is applied.
class ViewSubscription final : public Subscription {
  public:
    ViewSubscription(Services& services, std::string view, boost::json::object filter, Position cursor);
    std::string_view family() const override { return "view"; }
    Result<bool> pump(Notifier& out, const Account& reader) override;

  private:
    Result<std::shared_ptr<const ViewDelta>> next_delta() const;

    const std::string view_;
    const boost::json::object filter_;
    const std::string filter_text_;
    Position cursor_;
};

}  // namespace taizhang::rpc
