#include "src/log/checkpoint_check.hpp"

#include "src/transparency/note.hpp"

namespace taizhang {

namespace {

std::string told(CheckpointSize size) {
    return size ? "the one of size " + std::to_string(*size) : "none";
}

Error conflict(CheckpointSize latest, CheckpointSize expected) {
    Error error{ErrorCode::conflict, "the checkpoint was not kept: the latest should be " + told(expected) +
                                         ", but is " + told(latest) + "; read it and try again"};
    if (latest) error.details["size"] = *latest;
    return error;
}

Error refuse(const KeptCheckpoint& next, const std::string& why) {
    return {ErrorCode::internal, "the checkpoint of size " + std::to_string(next.size) + " was not kept: " + why};
}

}  // namespace

Status check_advance(CheckpointSize latest, CheckpointSize expected, const KeptCheckpoint& next, Position end) {
    if (latest != expected) return conflict(latest, expected);
    if (latest && next.size < *latest)
        return refuse(next, "it covers less than the latest, which has size " + std::to_string(*latest));
    if (next.size > end) return refuse(next, "the log durably ends at " + std::to_string(end));
    if (next.note.empty() || next.note.size() > tlog::max_note_bytes) {
        return refuse(next, "its note has " + std::to_string(next.note.size()) + " bytes; 1 to " +
                                std::to_string(tlog::max_note_bytes) + " are allowed");
    }
    return {};
}

}  // namespace taizhang
