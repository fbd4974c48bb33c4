// A notary that signs when a test tells it to, with fixed keys and two witnesses of which one must have cosigned.
//
//     notary.sign(10);                         // kept, not official
//     notary.make_official(10, {"audit"});     // cosigned by the audit bureau
#pragma once

#include "fakes.hpp"

#include "src/notary/notary.hpp"

namespace taizhang::rpc::test {

class FakeNotary final : public notary::Notary {
  public:
    FakeNotary(MemoryLog& log, const Clock& clock);

    void start() override {}
    void wake() override {}
    void stop() override {}
    Result<KeptCheckpoint> sign_now() override { return sign(log_.end()); }
    void gather_now() override {}
    Result<KeptCheckpoint> official() const override;
    notary::NotaryState state() const override { return state_now; }
    const tlog::VerifierKey& key() const override { return key_.verifier(); }
    tlog::TrustPolicy policy() const override;

    /// Over the log's own records as they are.
    KeptCheckpoint sign(std::uint64_t size);
    KeptCheckpoint make_official(std::uint64_t size, const std::vector<std::string>& witnesses = {"audit"});

    notary::NotaryState state_now;
    std::optional<Error> trouble;  ///< what official() answers, if any

  private:
    MemoryLog& log_;
    const Clock& clock_;
    tlog::SigningKey key_;
    std::vector<tlog::SigningKey> witnesses_;
    std::optional<KeptCheckpoint> official_;
};

}  // namespace taizhang::rpc::test
