// The log's own signing key on disk: one line, as SigningKey::secret_text() writes it, in a file that its owner alone
// may read (mode 0600).
//
//     TZ_TRY(const tlog::SigningKey key, load_or_make_key(data / "checkpoint.key", origin, tlog::KeyKind::ed25519));
//
// Whoever reads this file can sign checkpoints in the log's name; docs/transparency.md says how to keep it.
#pragma once

#include "src/transparency/note.hpp"

#include <filesystem>

namespace taizhang::notary {

/// Reads the key; makes one if there is no file. A new file is synced, and its folder, before the key is used.
/// ErrorCode::invalid when the file is not a key of that name and kind, ErrorCode::forbidden when others than its owner
/// may read it, ErrorCode::not_writable when it cannot be made.
Result<tlog::SigningKey> load_or_make_key(const std::filesystem::path& path, std::string_view name, tlog::KeyKind kind);

/// Writes a new file, synced, and its folder; never over another one.
Status save_key(const std::filesystem::path& path, const tlog::SigningKey& key);

/// Reads it; ErrorCode::not_found when there is none.
Result<tlog::SigningKey> load_key(const std::filesystem::path& path, tlog::KeyKind kind);

}  // namespace taizhang::notary
