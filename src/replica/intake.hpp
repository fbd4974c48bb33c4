// What a replica takes from its leader: records wait here until a checkpoint that the leader has signed proves them,
// and only then stand in the log. So nothing forged ever reaches the disk, a view or a reader.
//
//     TZ_TRY(Intake intake, Intake::open(log, policy, remember_hold));
//     TZ_CHECK(intake.stage(stream, position, bytes));        // from the bus, in order
//     TZ_TRY(const auto appended, intake.advance(leader));    // asks for a checkpoint, verifies, appends
//
// An error for which forged() holds is final: what came is not what the leader's key vouches for. `details.position`
// names the record where that is known. Others may go better later. No sockets, clock or threads in here; one thread.
#pragma once

#include "src/replica/leader.hpp"

#include <deque>
#include <functional>
#include <limits>

namespace taizhang::replica {

/// Records that were redacted at the leader come without payload, before what ordered it. Until the order is there too
/// nobody can be shown what is left of them, so readers see the log as far as `from`, until it reaches `until`.
struct Hold {
    Position from = std::numeric_limits<Position>::max();
    Position until = 0;
};

Error forged(std::string what, std::optional<Position> position = {});
bool is_forged(const Error& error);

class Intake {
  public:
    struct Options {
        /// `origin` is the log's; `log_keys` those that were given, which vouch for what the log adopts.
        tlog::TrustPolicy policy;
        Hold hold = {};  ///< as it was remembered last
        /// Must be durable when it returns, and readers held back: what it covers is appended next.
        std::function<Status(const Hold&)> remember = {};
    };
    /// The log outlives it, and nobody else appends.
    static Result<Intake> open(EventLog& log, Options options);

    /// The next record as the bus carries it.
    Status stage(std::string_view stream, Position position, std::string_view bytes);
    /// What was appended, in order; may be empty. Everything appended is in the log when it returns.
    Result<std::vector<Record>> advance(Leader& leader);

    Position next() const { return log_->end() + staged_.size(); }
    std::size_t staged() const { return staged_.size(); }
    std::size_t staged_bytes() const { return bytes_; }
    /// Records under the newest checkpoint that was verified.
    tlog::TreeSize signed_size() const { return goal_.size; }
    const Hold& hold() const { return options_.hold; }
    tlog::TrustPolicy policy() const;
    /// Nothing while there is none.
    Result<std::optional<KeptCheckpoint>> newest() const;

  private:
    struct Staged {
        Record record;
        Digest leaf;
        std::size_t bytes = 0;
    };
    struct Signed {
        tlog::OpenedCheckpoint opened;
        std::string note;
    };

    Intake(EventLog& log, Options options) : log_(&log), options_(std::move(options)) {}
    Result<Signed> open_note(std::string note) const;
    Result<Signed> fetch(Leader& leader) const;
    Error unsigned_by(Leader& leader, const Error& why) const;
    Status check_past(const tlog::Checkpoint& checkpoint) const;
    std::size_t whole_commands(std::size_t count) const;
    Result<std::size_t> with_orders(std::size_t count, Leader& leader) const;
    Result<std::size_t> with_proven_orders(std::size_t count, Leader& leader) const;
    Status check_order(const Record& redacted, std::size_t count, Leader& leader) const;
    Result<Record> order_of(const Record& redacted, std::size_t count, Leader& leader) const;
    tlog::Frontier frontier_after(std::size_t count) const;
    Status provable(std::size_t count, Leader& leader) const;
    Error locate(std::size_t count, Leader& leader, const Error& why) const;
    Result<std::vector<Record>> append(std::size_t count);
    Status note_hold(std::size_t count);
    Status keep(const std::string& note) const;
    Status learn_keys();

    EventLog* log_;
    Options options_;
    tlog::KeyChain keys_;
    tlog::Frontier frontier_;
    std::deque<Staged> staged_;
    std::size_t bytes_ = 0;
    tlog::Checkpoint goal_;  ///< the newest that was verified
    std::string last_note_;  ///< which needs no second look
};

}  // namespace taizhang::replica
