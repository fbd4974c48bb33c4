// A whole event log against itself and against checkpoints: records, kept hashes, kept checkpoints, both indexes.
//
//     Verifier verifier(policy);
//     TZ_TRY(const LogAudit found, audit_log(log, verifier));
//
// Blocks for as long as it reads; the log may grow meanwhile, but what was not there at the beginning is left out.
#pragma once

#include "src/audit/verifier.hpp"

#include <taizhang/event_log.hpp>

#include <functional>

namespace taizhang::audit {

struct LogAudit {
    std::uint64_t records = 0;
    std::uint64_t streams = 0;      ///< each with its whole index
    std::uint64_t commands = 0;     ///< each looked up
    std::uint64_t tree_hashes = 0;  ///< leaves and complete subtrees that were compared
    std::uint64_t checkpoints = 0;  ///< that the log itself had kept
};

/// Told now and then how many of how many steps are done.
using Progress = std::function<void(std::uint64_t done, std::uint64_t of)>;

/// Reads everything: every record goes through the verifier, its leaf and every subtree that it completes are compared
/// with the kept hashes, every kept checkpoint is announced to the verifier, every command is looked up in the index of
/// commands, and every stream is read through the index of streams to its end. ErrorCode::corrupt with details.position
/// names the first that does not hold; the streams' index is read after all else held. Calls verifier.finish().
Result<LogAudit> audit_log(EventLog& log, Verifier& verifier, const Progress& progress = {});

}  // namespace taizhang::audit
