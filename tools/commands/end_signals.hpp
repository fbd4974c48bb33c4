// How a command that serves is ended: by SIGTERM or SIGINT, seen by whoever waits for them and by nobody else.
//
//     const EndSignals signals;              // before any thread is started
//     spdlog::info("{}: ending", signals.wait());
#pragma once

#include <csignal>
#include <functional>

namespace taizhang {

/// Blocks the signals that end the server, in this thread and all that it starts, so that only wait() sees them.
class EndSignals {
  public:
    /// SIGHUP ends the program, too, unless it is `told` to wait().
    enum class Hangup { ends, told };
    explicit EndSignals(Hangup hangup = Hangup::ends) {
        sigemptyset(&signals_);
        if (hangup == Hangup::told) sigaddset(&signals_, SIGHUP);
        sigaddset(&signals_, SIGTERM);
        sigaddset(&signals_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
        std::signal(SIGPIPE, SIG_IGN);  // a peer that is gone is an error of the write, not the end of the server
    }
    const char* wait(const std::function<void()>& on_hangup = {}) const {
        int which = 0;
        while (sigwait(&signals_, &which) != 0 || which == SIGHUP) {
            if (which == SIGHUP && on_hangup) on_hangup();
            which = 0;
        }
        return which == SIGTERM ? "SIGTERM" : "SIGINT";
    }

  private:
    sigset_t signals_{};
};

}  // namespace taizhang
