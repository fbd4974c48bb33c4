// The engine of a copy that nobody writes to: every command is answered with where changes are made.
//
//     ReadOnlyEngine engine("https://ledger.example.gov");
//     engine.submit(request, answer);                        // not_writable, details.leader
//
// Any thread.
#pragma once

#include "src/engine/engine.hpp"

#include <atomic>

namespace taizhang::replica {

class ReadOnlyEngine final : public Engine {
  public:
    /// `leader`: its page's URL; empty where it is not known.
    explicit ReadOnlyEngine(std::string leader) : leader_(std::move(leader)) {}

    void submit(CommandRequest, Answer answer) override {
        ++refused_;
        answer(error());
    }
    void stop() override {}
    EngineCounters counters() const override {
        return {.refused = refused_, .writable = false, .stopped_because = error().message};
    }

  private:
    Error error() const {
        Error error{ErrorCode::not_writable, "this is a read-only replica; make changes at the leader" +
                                                 (leader_.empty() ? "" : ", " + leader_)};
        if (!leader_.empty()) error.details["leader"] = leader_;
        return error;
    }

    const std::string leader_;
    std::atomic<std::uint64_t> refused_{0};
};

}  // namespace taizhang::replica
