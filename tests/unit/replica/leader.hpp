// A leader without a network: a log whose checkpoints are signed on demand, and that can be made to lie.
//
//     HonestLeader leader;
//     leader.write("unit/a", 3);
//     leader.sign();
//     EXPECT_THAT(take_all(intake, leader), …);
#pragma once

#include "src/log/record_codec.hpp"
#include "src/log/simulated_log.hpp"
#include "src/replica/intake.hpp"
#include "src/transparency/log_hashes.hpp"
#include "tests/unit/redaction/orders.hpp"
#include "tests/unit/transparency/small_tree.hpp"

#include <gmock/gmock.h>

namespace taizhang::replica {

inline const LogIdentity followed{"test.example/log", 7};

class FakeLeader : public Leader {
  public:
    explicit FakeLeader(LogIdentity identity = followed) : log(std::move(identity)) {}

    /// One command for each event.
    void write(const std::string& stream, int count) {
        for (int i = 0; i < count; ++i) {
            const auto done = log.append(test::GroupBuilder(log).event(stream).take());
            ASSERT_TRUE(done) << done.error().message;
        }
    }
    std::string note(tlog::TreeSize size) const {
        const tlog::Checkpoint now{
            .origin = log.identity().origin, .size = size, .root = *tlog::tree_root(tlog::LogHashes(log), size)};
        return tlog::signed_with(now.text(), key);
    }
    void sign() {
        const auto before = log.checkpoints().latest().value();
        const auto done = log.checkpoints().advance(before ? std::optional(before->size) : std::nullopt,
                                                    {log.end(), note(log.end())});
        ASSERT_TRUE(done) << done.error().message;
    }

    Result<LeaderIdentity> identity() override { return LeaderIdentity{log.identity().epoch, log.identity().origin}; }
    Result<std::string> checkpoint(Wanted) override {
        ++asked;
        TZ_TRY(const auto latest, log.checkpoints().latest());
        if (latest) return latest->note;
        return not_found("nothing is signed");
    }
    Result<std::string> checkpoint_from(tlog::TreeSize size) override {
        if (cut_off) return Error{ErrorCode::busy, "nobody answers"};
        TZ_TRY(const auto kept, log.checkpoints().list(size, 1));
        if (!kept.empty()) return kept.front().note;
        return not_found("nothing is signed");
    }
    Result<std::vector<Digest>> consistency(tlog::TreeSize from, tlog::TreeSize to) override {
        if (cut_off || (proofs && (*proofs)-- == 0)) return Error{ErrorCode::busy, "nobody answers"};
        return tlog::consistency_path(tlog::LogHashes(log), from, to);
    }
    Result<std::vector<Digest>> inclusion(Position position, tlog::TreeSize size) override {
        return tlog::inclusion_path(tlog::LogHashes(log), position, size);
    }
    Result<std::string> record(Position position) override { return bytes(position); }

    std::string bytes(Position position) const { return encode_record(log.read(position, {.count = 1}).value().at(0)); }

    SimulatedLog log;
    tlog::SigningKey key = tlog::test_key(followed.origin, 'k');
    bool cut_off = false;
    std::optional<int> proofs = {};  ///< that it gives before one that does not come
    int asked = 0;
};

inline tlog::TrustPolicy trusting(const FakeLeader& leader) {
    return {.origin = followed.origin, .log_keys = {leader.key.verifier()}};
}

inline Intake intake_over(EventLog& log, const tlog::TrustPolicy& policy, std::vector<Hold>* holds = nullptr) {
    return Intake::open(log, {.policy = policy,
                              .hold = {},
                              .remember = [holds](const Hold& hold) -> Status {
                                  if (holds) holds->push_back(hold);
                                  return {};
                              }})
        .value();
}

/// As the bus would: everything from where the copy is up to `end`.
inline Status stage_up_to(Intake& intake, const FakeLeader& leader, Position end) {
    while (intake.next() < end) {
        const auto record = leader.log.read(intake.next(), {.count = 1}).value().at(0);
        TZ_CHECK(intake.stage(record.header.stream.value, intake.next(), encode_record(record)));
    }
    return {};
}

}  // namespace taizhang::replica
