// One file that an auditor takes away: records with their proofs, the checkpoint, the keys, and each event readable, as
// JSON lines (docs/formats/bundle.md). Verified offline, from the verifier key alone.
//
//     TZ_TRY(const BundleReport report, verify_bundle(lines, policy));
//
// Line 1 {"bundle": "taizhang/1", "origin", "epoch", "from", "to", "stream", "size", "made", "keys": […], "checkpoint":
// note}; then for each record {"position", "entry": base64, "salt": base64, "payload": base64, "path": [base64…],
// "event": CloudEvent}; then {"end": number of records}, without which the file is cut short.
#pragma once

#include "src/audit/verifier.hpp"

#include <taizhang/event_log.hpp>

#include <functional>

namespace taizhang::audit {

struct BundleSelection {
    Position from = 0;
    std::optional<Position> to = {};      ///< exclusive; nothing: the checkpoint's end
    std::optional<StreamId> stream = {};  ///< that stream's events only
};

/// Writes a bundle line by line to `out` (each with its newline). The checkpoint must cover what is selected.
Status write_bundle(const EventLog& log, const tlog::TrustPolicy& keys, const std::string& checkpoint_note,
                    const BundleSelection& selection, Time made, const std::function<Status(std::string_view)>& out);

struct BundleReport {
    tlog::OpenedCheckpoint checkpoint;
    Position from = 0, to = 0;
    std::optional<StreamId> stream;
    std::uint64_t records = 0;
    bool whole = false;  ///< every record of [from, to) is there, or every version of the stream in it
};

/// `next` gives one line after the other, nothing at the end. With a policy without keys the file's own keys are used,
/// and the report is only as good as they are: say so to the user. ErrorCode::corrupt names the line and position.
Result<BundleReport> verify_bundle(const std::function<Result<std::optional<std::string>>()>& next,
                                   const tlog::TrustPolicy& policy);

}  // namespace taizhang::audit
