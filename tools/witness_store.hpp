// What a witness has cosigned, in one small text file that is replaced whole and synced before anything is signed.
//
//     TZ_TRY(auto store, FileWitnessStore::open("witness.state", FileWitnessStore::Missing::made));
//     tlog::Witness witness(std::move(key), logs, *store, clock);
//
// A first line with the format's name, then for each log one line: size, base64 of the root, origin. One process at a
// time has it: two that do not know of each other's signatures could cosign two histories. Any thread.
#pragma once

#include "src/transparency/witness.hpp"

#include <filesystem>
#include <memory>

namespace taizhang {

class FileWitnessStore final : public tlog::WitnessStore {
  public:
    enum class Missing {
        made,    ///< a file that is not there is made, empty
        refused  ///< ErrorCode::not_found: a witness that has signed before must not forget
    };
    /// ErrorCode::corrupt when the file is not such a state, ErrorCode::busy when another process has it.
    static Result<std::unique_ptr<FileWitnessStore>> open(std::filesystem::path path, Missing missing);
    ~FileWitnessStore() override;
    FileWitnessStore(const FileWitnessStore&) = delete;
    FileWitnessStore& operator=(const FileWitnessStore&) = delete;

    Result<std::optional<tlog::Checkpoint>> latest(const std::string& origin) const override;
    Status keep(const tlog::Checkpoint& next) override;

  private:
    using Known = std::map<std::string, tlog::Checkpoint>;  ///< by origin
    explicit FileWitnessStore(std::filesystem::path path) : path_(std::move(path)) {}
    Status lock();
    Status read(std::string_view text);
    static std::string text_of(const Known& known);

    const std::filesystem::path path_;
    int lock_ = -1;
    mutable std::mutex mutex_;  ///< over all below
    Known known_;
};

}  // namespace taizhang
