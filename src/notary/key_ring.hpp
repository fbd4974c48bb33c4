// Where the notary learns which keys are in force, and finds their secrets.
//
//     class DataKeys final : public KeyRing { … };       // the data directory's files and the log's stream log/keys
//
// Called by the notary's thread and by whoever asks it to sign, one at a time.
#pragma once

#include "src/transparency/key_chain.hpp"

#include <taizhang/result.hpp>

namespace taizhang::notary {

class KeyRing {
  public:
    virtual ~KeyRing() = default;
    /// What the log says of its keys in its first `size` records, in order.
    virtual Result<std::vector<tlog::KeyChange>> changes(tlog::TreeSize size) = 0;
    /// The secret of an adopted key; ErrorCode::not_found when its file is not there.
    virtual Result<tlog::SigningKey> load(const tlog::VerifierKey& key) = 0;
};

}  // namespace taizhang::notary
