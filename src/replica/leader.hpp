// What a replica asks of its leader besides the records, and what a leader answers (docs/formats/bus.md, "Questions").
//
//     BusLeader leader(*asker);                                    // at the replica
//     TZ_TRY(const std::string note, leader.checkpoint(Wanted::newest));
//
//     return answer_question(log, notary, inquiry);                // at the leader, in its ReplaySource
//
// Nothing that comes from a leader is believed; src/replica/intake.hpp verifies it. An error means that there was no
// answer, or not now.
#pragma once

#include "src/bus/asker.hpp"
#include "src/bus/message.hpp"
#include "src/notary/notary.hpp"

namespace taizhang::replica {

enum class Wanted {
    newest,   ///< signed by the leader, whether or not witnesses have seen it
    official  ///< with the leader's quorum
};

struct LeaderIdentity {
    std::uint64_t epoch = 0;
    std::string origin;
};

class Leader {
  public:
    virtual ~Leader() = default;
    virtual Result<LeaderIdentity> identity() = 0;
    virtual Result<std::string> checkpoint(Wanted which) = 0;
    /// The smallest one that it keeps of `size` records or more.
    virtual Result<std::string> checkpoint_from(tlog::TreeSize size) = 0;
    virtual Result<std::vector<Digest>> consistency(tlog::TreeSize from, tlog::TreeSize to) = 0;
    virtual Result<std::vector<Digest>> inclusion(Position position, tlog::TreeSize size) = 0;
    /// As the bus carries it.
    virtual Result<std::string> record(Position position) = 0;
};

class BusLeader final : public Leader {
  public:
    /// The asker outlives it.
    explicit BusLeader(bus::Asker& asker) : asker_(asker) {}
    Result<LeaderIdentity> identity() override;
    Result<std::string> checkpoint(Wanted which) override;
    Result<std::string> checkpoint_from(tlog::TreeSize size) override;
    Result<std::vector<Digest>> consistency(tlog::TreeSize from, tlog::TreeSize to) override;
    Result<std::vector<Digest>> inclusion(Position position, tlog::TreeSize size) override;
    Result<std::string> record(Position position) override;
    /// The file of secrets' hashes; nothing when `have` is its digest.
    Result<std::optional<std::string>> credentials(const Digest& have);

  private:
    Result<std::vector<Digest>> hashes(std::string_view topic, std::uint64_t first, std::uint64_t second);
    bus::Asker& asker_;
};

/// Every topic but `credentials`, which is not for everybody. `notary`: nullptr where none signs here. Any thread.
Result<std::string> answer_question(EventLog& log, const notary::Notary* notary, const bus::Inquiry& inquiry);

inline constexpr std::string_view credentials_topic = "credentials";

}  // namespace taizhang::replica
