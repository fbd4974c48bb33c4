// A running server as a source of backups: its records by log.record, each hashed again, and all of them held against
// the checkpoint that the server has signed.
//
//     TZ_TRY(auto source, ServerSource::open(target, keys, directory));
//     TZ_TRY(const auto report, backup::back_up(*source, directory));
//
// Who logs in must be allowed to read records about accounts (an auditor). One thread.
#pragma once

#include "src/log/backup.hpp"
#include "src/transparency/checkpoint.hpp"
#include "tools/client/client.hpp"

namespace taizhang {

class ServerSource final : public backup::BackupSource {
  public:
    /// What the server's newest checkpoint covers is backed up. It must be signed with one of `keys`; without any, with
    /// one of the server's own. `directory` is read again in a run that adds to it, since the tree is made from it.
    static Result<std::unique_ptr<ServerSource>> open(const ClientTarget& target, std::vector<tlog::VerifierKey> keys,
                                                      std::filesystem::path directory);

    /// The log's keys, in the order of their adoption.
    const std::vector<tlog::VerifierKey>& keys() const { return keys_; }

    const LogIdentity& identity() const override { return identity_; }
    tlog::TreeSize size() const override { return newest_.size; }
    Status check_root(tlog::TreeSize size, const Digest& root) override;
    Result<tlog::Frontier> frontier(tlog::TreeSize size) override;
    Result<std::vector<backup::StoredRecord>> read(Position from, std::size_t most) override;
    Result<std::vector<KeptCheckpoint>> checkpoints(std::uint64_t from, std::size_t limit) override;

  private:
    ServerSource() = default;
    Status ask_for_checkpoint();
    Status wait_for(Position order);

    std::unique_ptr<Client> client_;
    std::filesystem::path directory_;
    std::vector<tlog::VerifierKey> keys_;
    LogIdentity identity_;
    tlog::Checkpoint newest_;
    std::string note_;
};

}  // namespace taizhang
