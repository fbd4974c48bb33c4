// An inclusion proof that somebody can carry away (C2SP tlog-proof): index, hashes, and the checkpoint that they lead
// to.
//
//     const std::string file = ProofFile{.index = 9'128, .path = path, .checkpoint = note}.text();
//     TZ_TRY(const ProofFile proof, ProofFile::parse(file));
//     TZ_CHECK(verify_proof(proof, leaf, policy));
//
// Pure; any thread.
#pragma once

#include "src/transparency/checkpoint.hpp"

#include <optional>

namespace taizhang::tlog {

inline constexpr std::size_t max_proof_bytes = 128 << 10;

struct ProofFile {
    std::optional<std::string> extra = {};  ///< bytes of the application; ours: the leaf's entry
    std::uint64_t index = 0;
    std::vector<Digest> path;  ///< at most 64
    std::string checkpoint;    ///< a signed note

    /// ErrorCode::invalid says what is malformed; nothing is verified, the checkpoint's own form is not looked at.
    static Result<ProofFile> parse(std::string_view text);
    /// Without an `extra` line when there is none or when it is empty.
    std::string text() const;
};

/// Opens the checkpoint under the policy and checks that the leaf stands at the index in its tree. `extra` is not
/// looked at: whoever uses it passes the leaf that he has computed from it, leaf_hash(*proof.extra).
Result<OpenedCheckpoint> verify_proof(const ProofFile& proof, const Digest& leaf, const TrustPolicy& policy);

}  // namespace taizhang::tlog
