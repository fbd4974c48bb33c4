// What proves that something stands in the log: made from the log and the checkpoints kept with it, never from memory.
//
//     TZ_TRY(const CheckedRecord found, checked_record(log, 9'128));
//     TZ_TRY(const std::string file, proof_file(log, 9'128, checkpoint));      // c2sp.org/tlog-proof@v1
//
// Every hash that is given out has been compared first: an entry with the leaf that is kept, a path with the
// checkpoint's root. What does not fit is ErrorCode::corrupt, and nobody is told that it holds. Any thread.
#pragma once

#include "src/transparency/checkpoint.hpp"

#include <taizhang/event_log.hpp>

namespace taizhang::rpc {

struct CheckedRecord {
    Record record;
    std::string entry;  ///< of the leaf: the header in storage form
    Digest leaf;
};

/// The record, whose header hashes to the leaf that is kept. ErrorCode::not_found beyond the log's end, with the path
/// "/position".
Result<CheckedRecord> checked_record(const EventLog& log, Position position);

struct Inclusion {
    Digest leaf;
    std::vector<Digest> path;
    Digest root;
};

/// ErrorCode::not_found for a size or a position beyond the log's end; ErrorCode::invalid for a position that is not
/// below the size. Costs a few tiles of hashes, whatever the size.
Result<Inclusion> inclusion_in(const EventLog& log, Position position, tlog::TreeSize size);

/// ErrorCode::not_found for a size beyond the log's end; ErrorCode::invalid unless from <= to.
Result<std::vector<Digest>> consistency_in(const EventLog& log, tlog::TreeSize from, tlog::TreeSize to);

/// A tlog-proof of the record in the checkpoint's tree, with the entry as `extra`. ErrorCode::not_found when the
/// checkpoint does not cover it; ErrorCode::corrupt when the log does not lead to the checkpoint's root. Whether the
/// checkpoint's signatures hold is for whoever verifies the file.
Result<std::string> proof_file(const EventLog& log, const CheckedRecord& record, const KeptCheckpoint& checkpoint);

}  // namespace taizhang::rpc
