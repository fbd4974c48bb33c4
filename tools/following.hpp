// A data directory that is a replica's: how its log is made and read, who follows the leader, and how people log in.
//
//     TZ_TRY(auto following, Following::prepare(data, settings));       // nullptr: the directory is a ledger's own
//     … the log is opened under following->identity() …
//     TZ_CHECK(following->begin(*log, clock, handlers));
//     following->start();
//
// replica.json in the directory is the mark by which every command knows it (src/replica/mark.hpp): commands that would
// write find a read-only engine.
#pragma once

#include "src/engine/engine.hpp"
#include "src/replica/replica.hpp"
#include "src/rpc/replica_report.hpp"

#include <taizhang/event_log.hpp>

#include <filesystem>

namespace taizhang {

struct FollowSettings {
    std::string source;                   ///< the leader's bus, as it was given to its --bus
    std::string bus_key = {};             ///< the bus's public key; empty: without keys, on this machine alone
    std::vector<tlog::VerifierKey> keys;  ///< that sign the leader's checkpoints
    std::vector<tlog::VerifierKey> witnesses = {};
    std::size_t quorum = 0;       ///< cosignatures of them without which no checkpoint is believed
    std::string leader_url = {};  ///< where changes are made
};

class Following final : public rpc::ReplicaReporter {
  public:
    /// Without settings: nullptr unless the directory is a replica's, which is then only looked at. With settings asks
    /// the leader what its log is when there is no copy yet, and marks the directory. ErrorCode::refused for one that
    /// holds a ledger of its own.
    static Result<std::unique_ptr<Following>> prepare(const std::filesystem::path& data,
                                                      const std::optional<FollowSettings>& settings);
    ~Following() override { stop(); }

    /// Of the log that is to be opened; empty when it is there.
    const LogIdentity& identity() const { return identity_; }
    Status begin(EventLog& log, const Clock& clock, std::function<void(std::span<const Record>)> on_appended);
    EventLog& readable() { return *readable_; }
    /// Answers every command with where changes are made.
    std::unique_ptr<Engine> engine() const;
    /// nullptr where it is only looked at.
    notary::Notary* notary() { return replica_.get(); }

    /// The accounts' secrets came anew from the leader; called on the replica's thread. Set before start().
    void on_credentials(std::function<Status()> call) { on_credentials_ = std::move(call); }
    void start();
    void stop();

    rpc::ReplicaReport report() const override;

  private:
    Following(std::filesystem::path data, std::optional<FollowSettings> settings, replica::Mark mark)
        : data_(std::move(data)), settings_(std::move(settings)), mark_(std::move(mark)) {}
    static Result<replica::ReplicaOptions> options_of(const std::filesystem::path& data,
                                                      const FollowSettings& settings);
    Status ask_identity();
    void take_credentials(replica::BusLeader& leader);
    Status keep_credentials(replica::BusLeader& leader);

    const std::filesystem::path data_;
    const std::optional<FollowSettings> settings_;
    replica::Mark mark_;
    LogIdentity identity_;
    std::unique_ptr<replica::ReadableLog> readable_;
    std::unique_ptr<replica::Replica> replica_;
    std::function<Status()> on_credentials_;
    bool reload_due_ = false;  ///< the replica's thread's alone
    mutable std::mutex mutex_;
    std::string logins_ = "the accounts' secrets have not come from the leader yet";
};

/// The leader's side: the file of secrets' hashes, for a client on the list as a replica. The body is empty when
/// `inquiry.argument` is the file's digest.
Result<std::string> credentials_answer(const std::filesystem::path& data, const bus::Inquiry& inquiry);

}  // namespace taizhang
