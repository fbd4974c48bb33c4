// Who is connected: counts against the limits, and what to call when there is news or when the server stops.
#pragma once

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace taizhang {

/// An open connection as the server sees it. Any thread, but for abandon().
class LiveConnection {
  public:
    virtual ~LiveConnection() = default;
    virtual void news() = 0;     ///< there may be something to send
    virtual void goodbye() = 0;  ///< the server stops: say so and close
    virtual void abandon() = 0;  ///< the I/O threads have ended; what is still held is let go
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
    void wake_all();
    void goodbye_all();
    void abandon_all();

  private:
    /// The living ones; the dead are dropped on the way.
    std::vector<std::shared_ptr<LiveConnection>> living();

    const std::size_t limit_, limit_per_address_;
    mutable std::mutex mutex_;
    std::size_t count_ = 0;
    std::map<std::string, std::size_t> by_address_;
    std::list<std::weak_ptr<LiveConnection>> live_;
};

}  // namespace taizhang
