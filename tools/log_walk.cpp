#include "tools/log_walk.hpp"

#include "src/log/record_scan.hpp"
#include "src/redaction/substituting_log.hpp"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace taizhang {

namespace {

constexpr std::size_t part_records = 4'096;
constexpr std::size_t parts_ahead = 2;  ///< for each thread

struct Part {
    std::string text;
    Status status;
};

/// Gives out the numbers of parts, and puts what comes back into their order.
class Parts {
  public:
    Parts(std::size_t count, std::size_t ahead) : count_(count), ahead_(ahead) {}

    /// The next one to be made; nothing when there is none, or nobody wants it any more.
    std::optional<std::size_t> claim() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return stopped_ || claimed_ == count_ || claimed_ < taken_ + ahead_; });
        if (stopped_ || claimed_ == count_) return std::nullopt;
        return claimed_++;
    }
    void give(std::size_t number, Part part) {
        const std::lock_guard lock(mutex_);
        made_.emplace(number, std::move(part));
        changed_.notify_all();
    }
    /// The parts in their order, each when it is there.
    Part take() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return made_.contains(taken_); });
        auto part = std::move(made_.extract(taken_++).mapped());
        changed_.notify_all();
        return part;
    }
    void stop() {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        changed_.notify_all();
    }

  private:
    const std::size_t count_, ahead_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::size_t, Part> made_;
    std::size_t claimed_ = 0, taken_ = 0;
    bool stopped_ = false;
};

/// Tells the threads that nobody waits for them, whichever way the walk ends.
class Stopping {
  public:
    explicit Stopping(Parts& parts) : parts_(parts) {}
    ~Stopping() { parts_.stop(); }
    Stopping(const Stopping&) = delete;
    Stopping& operator=(const Stopping&) = delete;

  private:
    Parts& parts_;
};

Part make_part(EventLog& log, Position from, Position to, const RecordPrinter& print) {
    Part part;
    part.status = scan(log, from, to, [&](const Record& record) -> Status {
        if (!record.redacted) return print(record, part.text);
        TZ_TRY(const auto filled, SubstitutingLog(log).read(record.header.position, {.count = 1}));
        return print(filled.front(), part.text);
    });
    return part;
}

}  // namespace

Status walk_log(EventLog& log, const LogWalk& walk, const RecordPrinter& print, const TextTaker& take) {
    const auto to = std::min(walk.to, log.end());
    if (walk.from >= to) return {};
    const auto threads = walk.threads > 0 ? walk.threads : std::max(1u, std::thread::hardware_concurrency());
    const std::size_t count = (to - walk.from + part_records - 1) / part_records;
    Parts parts(count, parts_ahead * threads);
    std::vector<std::jthread> workers;
    const Stopping stopping(parts);  // before the workers are joined
    for (unsigned i = 0; i < threads; ++i) {
        workers.emplace_back([&] {
            while (const auto number = parts.claim()) {
                const auto from = walk.from + *number * part_records;
                parts.give(*number, make_part(log, from, std::min(to, from + part_records), print));
            }
        });
    }
    for (std::size_t i = 0; i < count; ++i) {
        const auto part = parts.take();
        TZ_CHECK(take(part.text));
        TZ_CHECK(part.status);
    }
    return {};
}

}  // namespace taizhang
