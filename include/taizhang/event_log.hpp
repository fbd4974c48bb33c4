// The event log: an append-only sequence of records without gaps, and the only truth of the system.
//
//     Result<void> done = log.append(group);             // all of the group, with one sync, or nothing
//     Result<std::vector<Record>> page = log.read(from, {.count = 1000});
//
// append() has one caller at a time (the committer). Everything else may be called from any thread at any time and sees
// whole groups only: a record is readable if and only if it is durable.
#pragma once

#include <taizhang/record.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace taizhang {

/// Who this log is. Both are fixed when it is made; a restore to an earlier position makes a new epoch.
struct LogIdentity {
    std::string origin;       ///< URL without scheme, such as "ledger.example.gov/2014"; the checkpoint's origin
    std::uint64_t epoch = 0;  ///< random, non-zero
};

/// Where one page of a read ends: whichever comes first. At least one record is returned if there is one.
struct ReadLimit {
    std::size_t count = 1000;
    std::size_t bytes = 8 << 20;
};

/// What became of a command id: all of a command's events stand one after the other, the first in the command's stream.
struct CommandOutcome {
    Position first = 0;
    std::uint32_t count = 0;
};

/// A signed checkpoint as it was published (docs/formats/transparency.md).
struct KeptCheckpoint {
    std::uint64_t size = 0;  ///< of the tree: the number of records that it covers
    std::string note;
};

/// The checkpoints that were signed for this log, kept with it. Any thread.
class CheckpointStore {
  public:
    virtual ~CheckpointStore() = default;
    virtual Result<std::optional<KeptCheckpoint>> latest() const = 0;
    /// The newest that covers at most `size` records.
    virtual Result<std::optional<KeptCheckpoint>> at_most(std::uint64_t size) const = 0;
    /// Those of `from` records or more, smallest first, `limit` at most.
    virtual Result<std::vector<KeptCheckpoint>> list(std::uint64_t from, std::size_t limit) const = 0;
    /// Compare and swap: keeps `next`, durable when it returns, if the latest still has the size `expected` (nothing:
    /// there is none). ErrorCode::conflict otherwise; ErrorCode::internal when `next` covers less than the latest or
    /// more than the log has. The same size again replaces the note: it has been cosigned meanwhile.
    virtual Status advance(std::optional<std::uint64_t> expected, const KeptCheckpoint& next) = 0;
};

class EventLog {
  public:
    virtual ~EventLog() = default;

    virtual const LogIdentity& identity() const = 0;

    /// Number of durable records = the position of the next one.
    virtual Position end() const = 0;

    /// Makes the group durable with one sync, all or nothing. Positions must continue end(), stream versions must
    /// continue their streams, command ids must be new (except within one command), recorded must not go back, digests
    /// must match: ErrorCode::internal otherwise, and nothing is written. ErrorCode::not_writable after any failed
    /// write: the log then refuses all further appends until it is opened anew, because what the disk holds is unknown.
    virtual Status append(std::span<const Record> group) = 0;

    /// Records from `from` on, in order; empty at the end.
    virtual Result<std::vector<Record>> read(Position from, ReadLimit limit) const = 0;
    /// One stream's records from `from` (a version, from 1) on, in order.
    virtual Result<std::vector<Record>> read_stream(const StreamId& stream, Version from, ReadLimit limit) const = 0;
    /// Events in the stream; 0 if there is none.
    virtual Result<Version> version(const StreamId& stream) const = 0;
    virtual Result<std::optional<CommandOutcome>> find_command(const CommandId& id) const = 0;
    /// Hashes [first, first + count) of one level of the Merkle tree over the durable records, as they are stored:
    /// level 0 are the leaves, level l the complete subtrees of 256^l leaves. Fewer at the end of the level.
    virtual Result<std::vector<Digest>> tree_hashes(unsigned level, std::uint64_t first, std::size_t count) const = 0;
    /// Checkpoints that were signed. Lives as long as the log.
    virtual CheckpointStore& checkpoints() = 0;
};

}  // namespace taizhang
