// What every engine of the log checks before it keeps a checkpoint: one rule book, as group_check.hpp is for records.
// Pure; any thread.
#pragma once

#include <taizhang/event_log.hpp>

namespace taizhang {

using CheckpointSize = std::optional<std::uint64_t>;  ///< nothing: no checkpoint

/// Whether `next` may follow the checkpoint of size `latest` in a log that durably ends at `end`. ErrorCode::conflict
/// with details.size when the latest is not the expected one; ErrorCode::internal when no log of ours could say so.
Status check_advance(CheckpointSize latest, CheckpointSize expected, const KeptCheckpoint& next, Position end);

}  // namespace taizhang
