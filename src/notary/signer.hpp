// What the notary signs and keeps: the newest checkpoint, and the newest that is official. Private to this folder.
//
//     Signer signer(log, std::move(key), policy, clock, on_stopped);
//     TZ_CHECK(signer.load());
//     TZ_TRY(auto checkpoint, signer.sign());
//     TZ_CHECK(signer.add(checkpoint, cosignature));
//
// Thread-safe. Nothing here waits for anybody but the disk.
#pragma once

#include "src/notary/keys.hpp"
#include "src/notary/notary.hpp"
#include "src/transparency/log_hashes.hpp"

#include <map>
#include <mutex>

namespace taizhang::notary {

class Signer {
  public:
    /// The policy's keys are those that are in force at a checkpoint's size.
    Signer(EventLog& log, std::unique_ptr<Keys> keys, tlog::TrustPolicy policy, const Clock& clock,
           std::function<void(const std::string&)> on_stopped);

    /// Reads and checks what was kept; before anything else. Errors as of Notary::open().
    Status load();
    /// A checkpoint of the log's end, kept; the newest if nothing was added since. Any error stops signing for good.
    Result<KeptCheckpoint> sign();
    /// Puts a cosignature that holds under a checkpoint that sign() returned, and keeps it with it if that is still the
    /// newest.
    Status add(KeptCheckpoint& checkpoint, const tlog::NoteSignature& cosignature);
    /// Signs nothing from now on, because of this; the first reason stays.
    Error stop(const Error& why);

    std::optional<KeptCheckpoint> newest() const;
    std::optional<KeptCheckpoint> official() const;
    std::optional<Time> official_at() const;
    std::string stopped_because() const;
    const Keys& keys() const { return *keys_; }
    /// For checkpoints of that size.
    tlog::TrustPolicy policy(tlog::TreeSize size) const;
    /// By the name of the witness, the largest checkpoint that is known to bear its cosignature, from load() on.
    const std::map<std::string, tlog::TreeSize>& cosigned_before() const { return cosigned_before_; }

  private:
    Result<tlog::OpenedCheckpoint> open(const KeptCheckpoint& kept) const;
    Status check_root(const tlog::Checkpoint& then) const;
    Status find_official(KeptCheckpoint from);
    Result<tlog::Checkpoint> next(tlog::TreeSize end) const;
    Result<std::string> sign(const tlog::Checkpoint& checkpoint);
    /// Under signing_: what anybody may see from now on.
    void publish(const KeptCheckpoint& kept, bool newest);

    EventLog& log_;
    const tlog::LogHashes hashes_;
    const std::unique_ptr<Keys> keys_;
    const tlog::TrustPolicy policy_;
    const Clock& clock_;
    const std::function<void(const std::string&)> on_stopped_;
    std::map<std::string, tlog::TreeSize> cosigned_before_;

    std::mutex signing_;                      ///< one checkpoint at a time; before mutex_
    std::optional<tlog::Checkpoint> signed_;  ///< what newest_ says; under signing_

    mutable std::mutex mutex_;  ///< over all below; never held while the disk is waited for
    std::optional<KeptCheckpoint> newest_, official_;
    std::optional<Time> official_at_;
    std::string stopped_because_;
};

}  // namespace taizhang::notary
