// What a read-only replica tells of itself in system.health, /healthz and /metrics (docs/replicas.md).
//
//     class Following final : public rpc::ReplicaReporter { … };
//     rpc::Services services({…, .replica = &following});
//
// Any thread.
#pragma once

#include <taizhang/ids.hpp>
#include <taizhang/reflect/concepts.hpp>
#include <taizhang/time.hpp>

#include <array>
#include <optional>
#include <string>

namespace taizhang::rpc {

struct ReplicaReport {
    std::string state;            ///< one of replica_states
    std::string leader;           ///< URL where changes are made; empty where nobody has told it
    std::string source;           ///< address of the bus that is followed
    Position end = 0;             ///< records that are verified and shown
    Position behind = 0;          ///< records that the leader has, as far as it was heard, and that are not shown here
    std::uint64_t silent_ms = 0;  ///< since the leader last answered
    std::optional<Time> since;    ///< of "cut_off" and "refused": since when
    std::string problem;          ///< what is wrong, for people; empty while nothing is
    std::optional<Position> position;  ///< of "refused": the first record that does not fit, where it is known
    std::string logins;  ///< why people may not be able to log in here as they do at the leader; empty: they can

    /// Nothing more will be taken from the leader until an operator has looked.
    bool problem_is_final() const { return state == "refused" || state == "stopped"; }
};
BOOST_DESCRIBE_STRUCT(ReplicaReport, (),
                      (state, leader, source, end, behind, silent_ms, since, problem, position, logins))

inline constexpr std::array<const char*, 5> replica_states{"following", "catching_up", "cut_off", "refused", "stopped"};

class ReplicaReporter {
  public:
    virtual ~ReplicaReporter() = default;
    virtual ReplicaReport report() const = 0;
};

}  // namespace taizhang::rpc
