// The one implementation of Session, with what the methods need of it.
//
// Two locks, always taken in this order: pump_mutex_ over the subscriptions and the order of their notifications;
// mutex_ over the login, the answers that wait, and the outlet. Methods are called with neither.
#pragma once

#include "src/rpc/access.hpp"
#include "src/rpc/authenticator.hpp"
#include "src/rpc/message.hpp"
#include "src/rpc/reply.hpp"
#include "src/rpc/session.hpp"
#include "src/rpc/subscription.hpp"

#include <atomic>
#include <deque>
#include <mutex>

namespace taizhang::rpc {

struct Method;

/// The account that a token speaks for. ErrorCode::not_logged_in where it may not any more, or where its sessions were
/// ended since.
Result<std::shared_ptr<const Account>> account_of(const Services& services, const Grant& grant);

class Connection final : public Session, private Notifier, public std::enable_shared_from_this<Connection> {
  public:
    Connection(Services& all, PeerInfo from, std::shared_ptr<Outlet> outlet);
    ~Connection() override;

    void receive(std::string_view text) override;
    bool accepts_input() const override;
    bool logged_in() const override;
    NewsOf follows() const override { return follows_; }
    bool pump() override;
    void close() override;

    Services& services;
    const PeerInfo peer;

    /// Another account's login ends the subscriptions of the one before.
    void log_in(const AccountId& account, std::string token);
    void log_out();
    /// Who speaks, if it may: asked anew for every call, so that what is revoked ends at once.
    Result<Principal> principal(Access access, std::string_view method, Use use) const;

    /// ErrorCode::over_limit beyond max_subscriptions. Nothing is sent before activate(), which the caller makes run
    /// after its answer (Reply::answer).
    Result<std::string> subscribe(std::unique_ptr<Subscription> subscription);
    void activate(const std::string& id);
    Status unsubscribe(const std::string& id, std::string_view family);

    /// Makes something that is kept until the connection ends, or its login; the first one alone.
    void keep_while_logged_in(const std::function<std::shared_ptr<const void>()>& make);

    /// Runs it when pumped, with room for an answer: for what becomes possible on a thread that must not be held up.
    void later(std::function<void()> work);

  private:
    struct Login {
        AccountId account;
        std::string token;
    };

    /// A batch whose calls are not all started yet.
    struct Underway {
        std::vector<Part> parts;
        std::shared_ptr<Batch> batch;
        std::size_t next = 0;
    };

    void start_batch(std::vector<Part> parts);
    void start_next(const std::shared_ptr<Underway>& underway);
    void start(Part part, const std::shared_ptr<Batch>& batch, std::size_t index);
    void carry_out(Request request, const Method* method, Reply reply);
    Status check_room(const std::shared_ptr<Batch>& batch) const;
    void finished(Finished finished, const std::shared_ptr<Batch>& batch, std::size_t index);
    void note_refusal(int code, const Method* method);
    void transmit(std::string frame, const std::vector<AfterSent>& after_sent);
    bool notify(std::string_view method, std::string_view params) override;
    bool send(const std::shared_ptr<const Burst>& burst) override;
    enum class Due { nothing, later, subscriptions };
    Due flush();
    void run_later();
    bool has_room() const;
    NewsOf wanted() const;
    Result<const Account*> reader();
    bool pump_subscriptions(const Account& reader);
    void end_subscriptions(const Error& why);
    void tell_ended(const Subscription& subscription, const Error& why);

    mutable std::mutex pump_mutex_;
    std::vector<std::unique_ptr<Subscription>> subscriptions_;
    std::atomic<NewsOf> follows_{NewsOf::nothing};  ///< more with each subscription, what is left by pump()
    std::shared_ptr<const void> held_;
    struct {
        std::shared_ptr<const Account> account;
        std::uint64_t number = 0,
                      ended = 0;  ///< RecentEvents::look() and Authenticator::ended() before it was asked for
        Time until;
    } reader_;  ///< who the subscriptions are for, as long as nothing can have changed that
    std::uint64_t last_subscription_ = 0;
    std::size_t turn_ = 0;  ///< whose turn it is to be pumped first

    mutable std::mutex mutex_;
    std::shared_ptr<Outlet> outlet_;  ///< empty once closed
    std::optional<Login> login_;
    std::deque<std::shared_ptr<const std::string>> waiting_;  ///< answers that did not fit
    std::deque<std::function<void()>> later_;
    std::shared_ptr<Batch> underway_;  ///< the one with calls that wait in later_; no other call is taken meanwhile
    std::size_t outstanding_ = 0;
};

}  // namespace taizhang::rpc
