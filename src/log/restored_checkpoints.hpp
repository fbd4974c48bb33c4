// The checkpoints that a restore carries over or is held against: each must speak of the history that was restored.
//
//     TZ_TRY(auto checkpoints, RestoredCheckpoints::make(log, manifest, options));
//     TZ_CHECK(checkpoints.carry_over(segment.checkpoints));   // after the segment's records were appended
//     TZ_CHECK(checkpoints.finish());
//
// One thread. Private to restore.
#pragma once

#include "src/log/backup_format.hpp"
#include "src/log/restore.hpp"
#include "src/transparency/checkpoint.hpp"

namespace taizhang::backup {

class RestoredCheckpoints {
  public:
    /// The log and the options outlive it.
    static Result<RestoredCheckpoints> make(EventLog& log, const Manifest& manifest, const RestoreOptions& options);

    /// Those beyond the end of the log are left out. All are held against the records; they are kept if the log goes on
    /// under its old name.
    Status carry_over(const std::vector<KeptCheckpoint>& checkpoints);
    /// All records are there: holds the expected checkpoints against them, and asks for a signature of a given key.
    Status finish();
    void tell(RestoreReport& report) const;

  private:
    RestoredCheckpoints(EventLog& log, const RestoreOptions& options, std::string origin,
                        std::vector<tlog::VerifierKey> keys)
        : log_(log), options_(options), origin_(std::move(origin)), keys_(std::move(keys)) {}

    struct Read {
        tlog::Checkpoint checkpoint;
        bool is_signed = false;  ///< by a key that is known
    };
    Result<Read> read(std::string_view note) const;
    Status check_root(const tlog::Checkpoint& checkpoint) const;
    Status keep(const KeptCheckpoint& kept);
    Status check_expected(const ExpectedCheckpoint& expected);

    EventLog& log_;
    const RestoreOptions& options_;
    const std::string origin_;
    const std::vector<tlog::VerifierKey> keys_;
    std::optional<std::uint64_t> latest_, newest_, signed_size_, expected_size_;
    std::size_t carried_ = 0;
};

}  // namespace taizhang::backup
