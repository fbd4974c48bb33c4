// Collects what the engine answers, and counts how often it does.
#pragma once

#include "src/engine/engine.hpp"
#include "tests/unit/engine/gate.hpp"

#include <map>

namespace taizhang {

inline void PrintTo(const Result<CommandAnswer>& result, std::ostream* out) {
    if (!result) {
        *out << result.error().message << " " << boost::json::serialize(result.error().details);
        return;
    }
    *out << result->stream.value << " version " << result->version << " at " << result->position
         << (result->duplicate ? ", a duplicate" : "");
}

class Answers {
  public:
    /// The callback for the command that the test calls `number`.
    Engine::Answer take(std::size_t number) {
        return [this, number](Result<CommandAnswer> answer) {
            {
                const std::lock_guard lock(mutex_);
                order_.push_back(number);
                given_.insert_or_assign(number, std::move(answer));
            }
            changed_.notify_all();
        };
    }

    Result<CommandAnswer> await(std::size_t number) {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, patience, [&] { return given_.contains(number); })) {
            ADD_FAILURE() << "command " << number << " was not answered";
            return Error{ErrorCode::internal, "not answered"};
        }
        return given_.at(number);
    }

    void await_all(std::size_t count) {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, patience, [&] { return given_.size() >= count; }))
            ADD_FAILURE() << "only " << given_.size() << " of " << count << " commands were answered";
    }

    /// The commands in the order of their answers; one that is answered twice is there twice.
    std::vector<std::size_t> order() const {
        const std::lock_guard lock(mutex_);
        return order_;
    }
    bool none() const { return order().empty(); }

  private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::size_t> order_;
    std::map<std::size_t, Result<CommandAnswer>> given_;
};

}  // namespace taizhang
