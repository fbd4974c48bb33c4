// Wakes one coroutine: any thread raises, the coroutine on the strand waits. Raising twice before it has looked wakes
// it once. Raising costs nothing while one raise is still on its way.
#pragma once

#include "src/server/asio.hpp"

#include <atomic>
#include <boost/asio/defer.hpp>
#include <memory>

namespace taizhang {

class Signal {
  public:
    explicit Signal(Strand strand) : strand_(strand), timer_(strand) { timer_.expires_at(Timer::time_point::max()); }

    /// Any thread. `owner` keeps the signal alive until the wake has arrived.
    template <class Owner>
    void raise(std::shared_ptr<Owner> owner) {
        if (on_its_way_.exchange(true)) return;
        asio::defer(strand_, [this, owner = std::move(owner)] {
            on_its_way_ = false;
            raised_ = true;
            timer_.cancel();
        });
    }

    /// On the strand. Returns at once if it was raised since the last wait.
    Task wait() {
        while (!raised_) co_await timer_.async_wait(token);
        raised_ = false;
    }

  private:
    Strand strand_;
    Timer timer_;
    std::atomic<bool> on_its_way_{false};
    bool raised_ = false;
};

}  // namespace taizhang
