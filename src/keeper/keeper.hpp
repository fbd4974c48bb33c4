// The deadline keeper (domain.md, rule 5): records what time brings, each once and in order, whether it was awake at
// that moment or only starts again a week later.
//
//     Keeper keeper(log, engine, clock);
//     keeper.start();                    // a thread that waits for the next deadline, or for wake()
//     …
//     keeper.stop();                     // before the engine
//
// or, for simulations and tests with a virtual clock, without the thread:
//
//     clock.advance(days(7));
//     TZ_CHECK(keeper.catch_up());       // acts until nothing is due at clock.now()
//
// or, where the engine answers later on this very thread, bit by bit:
//
//     TZ_TRY(const bool worked, keeper.step());
//
// Duties are given to the engine as commands of the system account, in the order in which they fell due; those of the
// same moment go together, so that a month's reports cost one sync and not hundreds. Recorded is the engine's clock,
// effective the moment at which it fell due. A command that the rules refuse is counted, told in the status, and not
// given again until something else happens in its stream. When the engine writes no more, the keeper stops acting and
// says so.
//
// Any thread may call anything. wake() returns at once and may be called from the engine's listeners.
#pragma once

#include "src/engine/engine.hpp"
#include "src/keeper/agenda.hpp"

#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

namespace taizhang::keeper {

struct KeeperStatus {
    Position applied = 0;         ///< how much of the log it has seen: the position of the next record
    std::optional<Time> next;     ///< when something may fall due next
    std::uint64_t acted = 0;      ///< duties that were recorded
    std::uint64_t refused = 0;    ///< duties that the rules refused
    std::string last_refusal;     ///< what, where and why
    std::string stopped_because;  ///< why it acts no more; empty while all is well
};

class Keeper {
  public:
    /// All outlive the keeper. `log` is the engine's.
    Keeper(const EventLog& log, Engine& engine, const Clock& clock)
        : log_(log), engine_(engine), clock_(clock), begun_(log.end()) {}
    ~Keeper() { stop(); }
    Keeper(const Keeper&) = delete;
    Keeper& operator=(const Keeper&) = delete;

    /// Reads what is new in the log and acts until nothing is due. ErrorCode::not_writable or corrupt when it cannot.
    Status catch_up();

    /// Hears what was answered to the duties that it gave last, once all of them are; or else reads what is new in the
    /// log and gives those that are due first. False when there was nothing to do yet. Not together with catch_up().
    Result<bool> step();

    /// The thread; once.
    void start();
    /// Something was recorded, or the clock was set.
    void wake();
    /// Lets what was submitted finish, then ends the thread; idempotent.
    void stop();

    KeeperStatus status() const;

  private:
    /// Duties under way.
    struct Given {
        std::vector<Duty> duties;
        std::vector<std::future<Result<CommandAnswer>>> answers;
    };
    Status read_log();
    void begin_anew();
    Result<bool> give();
    void submit(std::vector<Duty> duties);
    bool answered() const;
    Status hear();
    Status hear(const Duty& duty, const Result<CommandAnswer>& answer);
    void pause_if_busy();
    std::vector<Duty> due_together(Time now);
    Error stop_acting(const Error& why);
    Time now() const;
    void run();
    bool is_stopping() const;
    void tell();

    const EventLog& log_;
    Engine& engine_;
    const Clock& clock_;

    std::mutex acting_;  ///< over the next five
    Agenda agenda_;
    Position applied_ = 0;
    Position begun_ = 0;  ///< the log's end as reading began: what was redacted before that was never read
    std::optional<Given> given_;
    bool engine_was_busy_ = false;

    mutable std::mutex mutex_;  ///< over all below
    std::condition_variable woken_;
    bool wake_ = false;
    bool stopping_ = false;
    KeeperStatus status_;
    std::thread thread_;
};

}  // namespace taizhang::keeper
