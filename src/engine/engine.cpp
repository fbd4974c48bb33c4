#include "src/engine/engine.hpp"

#include "src/engine/decision.hpp"

#include <atomic>

namespace taizhang {

namespace {

constexpr int busy_retry_ms = 100;

/// About what a command takes while it waits.
std::size_t bytes_of(const CommandRequest& request) {
    constexpr std::size_t fixed = 512;
    return request.bytes + request.reason.size() + fixed;
}

class RunningEngine final : public Engine {
  public:
    RunningEngine(EngineOptions options, EventLog& log, const Clock& clock, Random& random,
                  std::vector<Listener> listeners)
        : options_(options),
          decider_(log, clock, random, options.cached_aggregates),
          committer_(options, log, std::move(listeners), decider_.unusable_because()),
          thread_([this] { run(); }) {}

    ~RunningEngine() override { stop(); }

    void submit(CommandRequest request, Answer answer) override {
        if (auto refusal = admit(request, answer)) answer(*refusal);
    }

    void stop() override {
        {
            std::lock_guard lock(mutex_);
            if (std::exchange(stopping_, true)) return;
        }
        filled_.notify_one();
        thread_.join();
        committer_.finish();
    }

    EngineCounters counters() const override {
        EngineCounters counters;
        counters.accepted = accepted_;
        counters.refused = refused_;
        counters.duplicates = duplicates_;
        counters.busy = busy_;
        counters.groups = committer_.groups();
        counters.events = committer_.events();
        counters.stopped_because = committer_.stopped_because();
        std::lock_guard lock(mutex_);
        counters.queued = queue_.size();
        counters.writable = counters.stopped_because.empty() && !stopping_;
        return counters;
    }

  private:
    struct Waiting {
        CommandRequest request;
        Answer answer;
    };

    /// Queues the command, or says why not; the answer is taken only when it was queued.
    std::optional<Error> admit(CommandRequest& request, Answer& answer) {
        if (auto why = committer_.stopped_because(); !why.empty()) {
            return Error{ErrorCode::not_writable,
                         "the log cannot be written since: " + why + "; mend the disk and restart the server"};
        }
        std::lock_guard lock(mutex_);
        if (stopping_) return Error{ErrorCode::not_writable, "the server is stopping"};
        const auto bytes = bytes_of(request);
        const bool no_room = !queue_.empty() && queued_bytes_ + bytes > options_.queue_bytes;
        if (no_room || queue_.size() >= options_.queue_limit) {
            ++busy_;
            return Error{ErrorCode::busy,
                         std::to_string(queue_.size()) + " commands are waiting; send it again a little later"}
                .with("retry_after_ms", busy_retry_ms);
        }
        queued_bytes_ += bytes;
        queue_.push_back({std::move(request), std::move(answer)});
        filled_.notify_one();
        return std::nullopt;
    }

    void run() {
        for (;;) {
            std::unique_lock lock(mutex_);
            filled_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty()) return;
            auto waiting = std::move(queue_.front());
            queue_.pop_front();
            queued_bytes_ -= bytes_of(waiting.request);
            lock.unlock();
            decide(std::move(waiting));
        }
    }

    void decide(Waiting waiting) {
        const auto& request = waiting.request;
        Answer later = same_command_only(request, counted(waiting.answer));
        if (committer_.join(request.id, later)) return;
        committer_.push(decider_.decide(std::move(waiting.request), counted(std::move(waiting.answer))));
        decider_.trim();
    }

    /// For a command that came while another with its id was under way: only if it is the same one.
    static Answer same_command_only(const CommandRequest& request, Answer answer) {
        return [stream = request.stream, id = request.id, event = info_of(request.proposal).name,
                answer = std::move(answer)](Result<CommandAnswer> result) {
            const bool same = !result || (result->stream == stream && result->events.front() == event);
            answer(same ? std::move(result) : Result<CommandAnswer>(command_id_taken(id)));
        };
    }

    Answer counted(Answer answer) {
        return [this, answer = std::move(answer)](Result<CommandAnswer> result) {
            ++(!result ? refused_ : result->duplicate ? duplicates_ : accepted_);
            answer(std::move(result));
        };
    }

    const EngineOptions options_;
    std::atomic<std::uint64_t> accepted_{0}, refused_{0}, duplicates_{0}, busy_{0};
    Decider decider_;
    Committer committer_;
    mutable std::mutex mutex_;
    std::condition_variable filled_;
    std::deque<Waiting> queue_;
    std::size_t queued_bytes_ = 0;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace

std::unique_ptr<Engine> Engine::start(EngineOptions options, EventLog& log, const Clock& clock, Random& random,
                                      std::vector<Listener> listeners) {
    return std::make_unique<RunningEngine>(options, log, clock, random, std::move(listeners));
}

}  // namespace taizhang
