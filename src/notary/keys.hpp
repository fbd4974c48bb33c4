// The keys that the signer signs with, as the log changes them. Private to this folder.
//
//     Keys keys(std::move(key), ring);
//     TZ_CHECK(keys.refresh(end));
//     sign_note(text, keys.signing(end));
//
// refresh() and signing() are called by one at a time; the others by any thread.
#pragma once

#include "src/notary/key_ring.hpp"

#include <list>
#include <memory>
#include <mutex>

namespace taizhang::notary {

class Keys {
  public:
    /// `key` stands in no event, or is one of the adopted. Without a ring there is only it.
    Keys(tlog::SigningKey key, std::shared_ptr<KeyRing> ring);

    /// Reads what the log's first `size` records say, and the secrets of what is in force.
    Status refresh(tlog::TreeSize size);
    /// In force at that size, with a secret; ErrorCode::not_found when there is none.
    Result<std::vector<const tlog::SigningKey*>> signing(tlog::TreeSize size) const;

    /// What a checkpoint of that size may be signed with.
    std::vector<tlog::VerifierKey> in_force(tlog::TreeSize size) const;
    /// What any checkpoint up to now may have been signed with, retired ones too.
    std::vector<tlog::VerifierKey> ever() const;
    /// The key in force that was adopted last; the first without any.
    const tlog::VerifierKey& newest() const;
    /// Adopted keys that should sign and cannot: one sentence each, with what to do.
    std::vector<std::string> problems() const;

  private:
    const tlog::SigningKey* find(const tlog::VerifierKey& key) const;

    const std::shared_ptr<KeyRing> ring_;
    std::list<tlog::SigningKey> secrets_;  ///< none goes, so that references stay

    mutable std::mutex mutex_;  ///< over all below
    tlog::KeyChain chain_;
    const tlog::VerifierKey* newest_;
    std::vector<std::string> problems_;
};

}  // namespace taizhang::notary
