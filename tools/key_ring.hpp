// The signing keys in a data directory: checkpoint.key, the one under which the log was begun, and keys/<8 hex
// digits>.key, made beside it for later (`taizhang key new`). Which of them sign, the log says.
//
//     TZ_TRY(auto key, signing_key(data, log));
//     notary::Notary::open(log, std::move(key), {.keys = std::make_shared<DataKeys>(data, log)}, clock);
#pragma once

#include "src/notary/key_ring.hpp"

#include <taizhang/event_log.hpp>

#include <filesystem>

namespace taizhang {

class DataKeys final : public notary::KeyRing {
  public:
    /// The log outlives it.
    DataKeys(std::filesystem::path data, const EventLog& log) : data_(std::move(data)), log_(log) {}
    Result<std::vector<tlog::KeyChange>> changes(tlog::TreeSize size) override;
    Result<tlog::SigningKey> load(const tlog::VerifierKey& key) override;

  private:
    const std::filesystem::path data_;
    const EventLog& log_;
};

/// checkpoint.key, made when nothing was signed before; where it is gone, the oldest adopted key in force whose file is
/// there. ErrorCode::not_found when there is none: a key that was lost is not replaced unasked, for whoever has
/// checkpoints of the old one could not verify the new ones.
Result<tlog::SigningKey> signing_key(const std::filesystem::path& data, EventLog& log);

/// Makes keys/<8 hex digits>.key, named as the log; told to nobody yet.
Result<tlog::VerifierKey> make_next_key(const std::filesystem::path& data, std::string_view origin);

std::filesystem::path first_key_file(const std::filesystem::path& data);
std::filesystem::path key_file(const std::filesystem::path& data, const tlog::VerifierKey& key);

}  // namespace taizhang
