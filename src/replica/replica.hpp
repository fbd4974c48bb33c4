// A replica at work: follows a leader's bus, appends what is proven, and tells how it does.
//
//     TZ_TRY(auto replica, Replica::open(options, log, readable, std::move(mark), clock));
//     replica->start();
//     replica->status().state;             // following, catching_up, cut_off, refused, stopped
//
// It is a notary that signs nothing: its newest official checkpoint is the newest of the leader's under which every
// record is here. Two threads: one receives, one verifies and appends. Handlers are called on the latter.
#pragma once

#include "src/bus/endpoints.hpp"
#include "src/bus/keys.hpp"
#include "src/replica/mark.hpp"
#include "src/replica/readable_log.hpp"

#include <taizhang/clock.hpp>

#include <span>

namespace taizhang::replica {

struct ReplicaOptions {
    bus::Endpoints leader;
    std::optional<bus::ClientKeys> curve = {};
    tlog::TrustPolicy policy;              ///< the leader's keys, and the witnesses without which nothing is believed
    std::size_t waiting_bytes = 16 << 20;  ///< received and not proven yet; the bus waits beyond
    std::chrono::milliseconds quiet{500};  ///< between two looks at the leader while nothing comes in
    std::chrono::milliseconds eager{20};   ///< the same while records wait for a checkpoint
    std::chrono::milliseconds cut_off_after{4000};
    /// Records that stand in the log and may be shown from now on, in order.
    std::function<void(std::span<const Record>)> on_appended = {};
    /// Every `every_so_often` while the leader answers.
    std::function<void(BusLeader&)> also = {};
    std::chrono::milliseconds every_so_often{2000};
};

struct ReplicaStatus {
    std::string state;
    std::string source;
    Position end = 0, behind = 0;
    std::uint64_t silent_ms = 0;
    std::optional<Time> since;
    std::string problem;
    std::optional<Position> position;
};

class Replica : public notary::Notary {
  public:
    /// `log` is what is appended to, `readable` what readers have of it; both outlive the replica. ErrorCode::invalid
    /// when the log is not of the origin whose keys are trusted.
    static Result<std::unique_ptr<Replica>> open(ReplicaOptions options, EventLog& log, ReadableLog& readable,
                                                 Mark mark, const Clock& clock);

    virtual ReplicaStatus status() const = 0;
};

/// What an intake does with a hold: remembers it, and shows readers nothing of what it covers before that is in the
/// log.
std::function<Status(const Hold&)> holding(std::shared_ptr<Mark> mark, ReadableLog& readable);

/// Epoch and origin of the leader's log, waiting for it for so long: a copy that is made must have both.
Result<LeaderIdentity> identity_of(const ReplicaOptions& options, std::chrono::milliseconds patience);

}  // namespace taizhang::replica
