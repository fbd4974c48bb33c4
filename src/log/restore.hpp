// A log from a backup (backup.hpp, docs/backup.md): whole, or up to a position.
//
//     TZ_TRY(const auto report, backup::restore("/backups/ledger", "data", {.size = 1'000, .new_epoch =
//     random_nonzero}));
//
// Everything that is restored is verified on the way: each segment's digest, each record's leaf and payload, the order
// of streams, commands and times (by appending), the root at the end of each segment, and each checkpoint against the
// tree. The log is made in "<data>.restoring" and gets its name when all of it holds; otherwise nothing is left behind.
//
// One process at a time restores to a place (ErrorCode::busy otherwise).
#pragma once

#include "src/transparency/note.hpp"

#include <taizhang/event_log.hpp>

#include <filesystem>
#include <functional>

namespace taizhang::backup {

/// A checkpoint that somebody outside has kept: the restored history must be the one that it speaks of.
struct ExpectedCheckpoint {
    std::string from;  ///< for messages, such as a file's name
    std::string note;
};

struct RestoreOptions {
    std::optional<std::uint64_t> size = {};  ///< how many records; all of them otherwise
    /// Keep the log's epoch. Only for a whole restore, by somebody who knows that nothing was acknowledged after the
    /// backup, or that nobody has seen it: its positions are given out again, and followers could not tell.
    bool same_epoch = false;
    /// Random, non-zero; used unless same_epoch. The log gets a new origin with it (origin_of_epoch), and no old
    /// checkpoints: under the old name two different records could be signed for one position.
    std::uint64_t new_epoch = 0;
    std::vector<tlog::VerifierKey> keys =
        {};  ///< of the log; the newest checkpoints must be signed by one. Empty: those
             ///< in the backup are used, which proves only that it agrees with itself
    std::vector<ExpectedCheckpoint> expected = {};
    std::function<void(std::uint64_t done, std::uint64_t of)> progress = {};
};

struct RestoreReport {
    LogIdentity identity;           ///< of the restored log
    std::uint64_t size = 0;         ///< records that were restored
    std::uint64_t backup_size = 0;  ///< records that the backup holds
    Digest root;
    std::size_t checkpoints = 0;                 ///< that were carried over
    std::size_t redacted = 0;                    ///< records without salt and payload, as the log ordered
    std::optional<std::uint64_t> signed_size;    ///< of the newest of them that a known key has signed
    std::optional<std::uint64_t> expected_size;  ///< of the largest expected one, which may be beyond `size`
};

/// Makes the data directory `data`, which must be empty or not there; its log is `data`/log. ErrorCode::corrupt names
/// file and position of damage in details too; refused when the backup is of another history than an expected
/// checkpoint, or when the size would cut a command in two, or part a redacted record from the order for it.
Result<RestoreReport> restore(const std::filesystem::path& from, const std::filesystem::path& data,
                              const RestoreOptions& options);

/// The same into an empty log of any kind; its identity is whatever it was made with.
Result<RestoreReport> restore_into(EventLog& log, const std::filesystem::path& from, const RestoreOptions& options);

}  // namespace taizhang::backup
