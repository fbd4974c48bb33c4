// Who is connected: counts against the limits, and what to call when there is news or when the server stops.
//
// News goes to followers in rounds, a few connections at a time, by whichever of the server's threads is free; between
// two steps others have the thread. News that comes during a round makes it go on until everybody was asked once more.
// Who follows views only is not asked when the log has grown, and the other way round.
#pragma once

#include "src/rpc/news.hpp"

#include <array>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace taizhang {

/// An open connection as the server sees it. Any thread, but for abandon().
class LiveConnection {
  public:
    virtual ~LiveConnection() = default;
    /// Its turn comes soon: what it will look at may be brought nearer. Does nothing else.
    virtual void prepare() const {}
    virtual void news(rpc::NewsOf) = 0;  ///< there may be something to send; on one of the server's threads
    virtual void goodbye() = 0;          ///< the server stops: say so and close
    virtual void abandon() = 0;          ///< the I/O threads have ended; what is still held is let go
};

/// Any thread.
class Connections {
  public:
    Connections(std::size_t limit, std::size_t limit_per_address)
        : limit_(limit), limit_per_address_(limit_per_address) {}

    /// False when there are too many, in all or from this address. Every true needs one leave().
    bool enter(const std::string& address);
    void leave(const std::string& address);
    std::size_t count() const;

    void add(std::weak_ptr<LiveConnection> connection);
    /// It is told of such news from now on, on the threads of `executor`.
    void follow(const std::weak_ptr<LiveConnection>& connection, const boost::asio::io_context::executor_type& executor,
                rpc::NewsOf what);
    void wake_all(rpc::NewsOf what);
    void goodbye_all();
    void abandon_all();

  private:
    using Executor = boost::asio::io_context::executor_type;

    /// Some of the followers; each has its own place among them until it ends.
    struct Round {
        explicit Round(rpc::NewsOf of) : what(of) {}

        const rpc::NewsOf what;
        std::mutex mutex;
        std::vector<std::weak_ptr<LiveConnection>> followers;
        std::optional<Executor> executor;
        std::size_t next = 0, left = 0;  ///< who is asked next, and how many are still to be asked
        bool under_way = false;
        std::vector<std::shared_ptr<LiveConnection>> step;  ///< of the thread that takes it
    };
    void take_step(Round& round);
    static void fill_step(Round& round);

    /// The living ones; the dead are dropped on the way.
    std::vector<std::shared_ptr<LiveConnection>> living();

    const std::size_t limit_, limit_per_address_;
    mutable std::mutex mutex_;
    std::size_t count_ = 0;
    std::map<std::string, std::size_t> by_address_;
    std::list<std::weak_ptr<LiveConnection>> live_;
    std::array<Round, 4> rounds_{Round{rpc::NewsOf::log}, Round{rpc::NewsOf::log}, Round{rpc::NewsOf::views},
                                 Round{rpc::NewsOf::views}};  ///< two of a kind, for two threads
};

}  // namespace taizhang
