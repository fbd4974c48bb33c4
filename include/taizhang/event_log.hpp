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
    /// Leaf hashes of [from, from + count), as stored beside the records.
    virtual Result<std::vector<Digest>> leaf_hashes(Position from, std::size_t count) const = 0;
};

}  // namespace taizhang
