#include "src/engine/engine.hpp"

#include "src/engine/core.hpp"

#include <condition_variable>
#include <thread>

namespace taizhang {

namespace {

class RunningEngine final : public Engine {
  public:
    RunningEngine(const EngineOptions& options, EventLog& log, const Clock& clock, Random& random,
                  std::vector<Listener> listeners)
        : core_(options, log, clock, random, std::move(listeners)), thread_([this] { run(); }) {}

    ~RunningEngine() override { stop(); }

    void submit(CommandRequest request, Answer answer) override {
        if (core_.submit(std::move(request), std::move(answer))) call();
    }

    void lend(std::function<void()> soon) override {
        const std::lock_guard lock(mutex_);
        soon_ = std::move(soon);
        if (soon_) return;
        called_ = true;  // the lender may have been called and not have come
        wake_.notify_one();
    }

    void work() override {
        step();
        if (!core_.leave()) call();
    }

    void stop() override {
        core_.close();
        lend({});
        {
            const std::lock_guard lock(mutex_);
            if (std::exchange(stopping_, true)) return;
        }
        wake_.notify_one();
        thread_.join();
    }

    EngineCounters counters() const override { return core_.counters(); }

  private:
    void call() {
        const std::lock_guard lock(mutex_);
        try {
            if (soon_) return soon_();
        } catch (const std::exception&) {
            // such as no memory: nobody will come, so the engine's own thread does
        }
        called_ = true;
        wake_.notify_one();
    }

    void run() {
        std::unique_lock lock(mutex_);
        for (;;) {
            wake_.wait(lock, [this] { return called_ || stopping_; });
            if (!std::exchange(called_, false)) return;
            lock.unlock();
            while (step() || !core_.leave()) {
            }
            lock.lock();
        }
    }

    bool step() {
        const std::lock_guard lock(working_);
        return core_.step();
    }

    Core core_;
    std::mutex working_;  // held by whoever steps: when threads are taken back, two may be at it for a moment
    std::mutex mutex_;    // over what follows
    std::condition_variable wake_;
    std::function<void()> soon_;
    bool called_ = false, stopping_ = false;
    std::thread thread_;
};

class EngineByHand final : public SteppedEngine {
  public:
    EngineByHand(const EngineOptions& options, EventLog& log, const Clock& clock, Random& random,
                 std::vector<Listener> listeners)
        : core_(options, log, clock, random, std::move(listeners)) {}

    ~EngineByHand() override { stop(); }

    void submit(CommandRequest request, Answer answer) override { core_.submit(std::move(request), std::move(answer)); }
    bool step() override { return core_.step(); }
    void stop() override {
        core_.close();
        while (step()) {
        }
    }
    EngineCounters counters() const override { return core_.counters(); }

  private:
    Core core_;
};

}  // namespace

std::unique_ptr<Engine> Engine::start(EngineOptions options, EventLog& log, const Clock& clock, Random& random,
                                      std::vector<Listener> listeners) {
    return std::make_unique<RunningEngine>(options, log, clock, random, std::move(listeners));
}

std::unique_ptr<SteppedEngine> Engine::stepped(EngineOptions options, EventLog& log, const Clock& clock, Random& random,
                                               std::vector<Listener> listeners) {
    return std::make_unique<EngineByHand>(options, log, clock, random, std::move(listeners));
}

}  // namespace taizhang
