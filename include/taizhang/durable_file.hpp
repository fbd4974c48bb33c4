// Small files that must be whole after a power cut: keys, credentials, what a witness remembers. Mode 0600.
//
//     TZ_CHECK(make_file(data / "checkpoint.key", line));    // never over another one
//     TZ_CHECK(replace_file(state, text));                   // the old bytes or the new ones, nothing in between
//
// When either returns, the bytes and the name are synced. One writer of a path at a time.
#pragma once

#include <taizhang/result.hpp>

#include <filesystem>
#include <string_view>

namespace taizhang {

/// ErrorCode::conflict when the file is there already, which is left as it is; ErrorCode::not_writable when the disk or
/// the folder does not let us.
Status make_file(const std::filesystem::path& path, std::string_view bytes);
/// After an error the file is the old or the new one.
Status replace_file(const std::filesystem::path& path, std::string_view bytes);

/// A file that its owner alone may read, up to `limit` bytes. ErrorCode::not_found when there is none,
/// ErrorCode::forbidden when others may read or write it, ErrorCode::invalid when it is longer or no regular file.
Result<std::string> read_private_file(const std::filesystem::path& path, std::size_t limit);

}  // namespace taizhang
