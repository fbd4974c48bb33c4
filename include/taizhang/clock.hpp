// The only source of time. Deciders and projections never ask it; the engine does, once for each command.
#pragma once

#include <taizhang/time.hpp>

#include <atomic>

namespace taizhang {

/// Any thread may call now().
class Clock {
  public:
    virtual ~Clock() = default;
    virtual Time now() const = 0;
};

class SystemClock final : public Clock {
  public:
    Time now() const override;
};

/// Stands still until told otherwise: for tests, demos and simulation. Any thread may set it.
class VirtualClock final : public Clock {
  public:
    explicit VirtualClock(Time start) : now_(start.milliseconds) {}
    Time now() const override { return {now_.load()}; }
    void set(Time time) { now_ = time.milliseconds; }
    void advance(std::chrono::milliseconds by) { now_ += by.count(); }

  private:
    std::atomic<std::int64_t> now_;
};

}  // namespace taizhang
