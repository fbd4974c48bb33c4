// Asks a publisher questions, one at a time (docs/formats/bus.md, "Questions").
//
//     TZ_TRY(auto asker, bus::Asker::connect({.replay = at.replay}));
//     TZ_TRY(const std::string note, asker->ask("checkpoint", ""));
//
// ask() waits for the answer; one thread at a time. stop() may be called from any other.
#pragma once

#include "src/bus/keys.hpp"
#include "src/bus/limits.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string_view>

namespace taizhang::bus {

struct AskerOptions {
    std::string replay;  ///< the publisher's replay endpoint
    std::optional<ClientKeys> curve = {};
    std::chrono::milliseconds timeout = default_question_timeout;
};

class Asker {
  public:
    /// Returns before anybody has answered; the publisher may come later.
    static Result<std::unique_ptr<Asker>> connect(AskerOptions options);
    ~Asker();

    /// ErrorCode::busy when nobody answered in time, or stop() was called; invalid and forbidden as the publisher says;
    /// not_found for what it does not have now.
    Result<std::string> ask(std::string_view topic, std::string_view argument);
    /// Every ask() returns at once from now on.
    void stop();

  private:
    class Line;
    explicit Asker(std::unique_ptr<Line> line);
    std::unique_ptr<Line> line_;
};

}  // namespace taizhang::bus
