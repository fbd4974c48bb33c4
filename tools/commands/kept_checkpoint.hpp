// Checkpoints that a data directory keeps, for commands that work on it while no server runs: nothing is signed.
//
//     add_trust(*command, flags);                                        // --key, --witness, --quorum
//     TZ_TRY(const tlog::TrustPolicy policy, trust_of(flags, node.data()));
//     TZ_TRY(const KeptChecked found, newest_official(node.log(), policy));
//
// What is found has been verified under the policy, and its root compared with the log's.
#pragma once

#include "src/transparency/checkpoint.hpp"

#include <taizhang/event_log.hpp>

#include <filesystem>

namespace CLI {
class App;
}

namespace taizhang {

struct TrustFlags {
    std::vector<std::string> keys, witnesses;  ///< verifier keys
    std::size_t quorum = 0;
};
void add_trust(CLI::App& command, TrustFlags& flags);
/// Without --key it is what the data directory and its log say: proves no more than that they agree. With it, the keys
/// that it vouches for are trusted as well.
Result<tlog::TrustPolicy> trust_of(const TrustFlags& flags, const std::filesystem::path& data, const EventLog& log);

struct KeptChecked {
    KeptCheckpoint kept;
    tlog::OpenedCheckpoint opened;
};

/// The newest kept one with the policy's quorum; ErrorCode::not_found when there is none.
Result<KeptChecked> newest_official(EventLog& log, const tlog::TrustPolicy& policy);
/// The kept one of exactly this size, official or not.
Result<KeptChecked> kept_of_size(EventLog& log, const tlog::TrustPolicy& policy, tlog::TreeSize size);

}  // namespace taizhang
