// Files that the protocol sends: as base64 in an answer, on the disk when they arrive.
//
//     TZ_TRY(const std::string bytes, bytes_of_base64(answer.at("base64").as_string()));
//     TZ_CHECK(write_file(flags.output, bytes));
#pragma once

#include <taizhang/result.hpp>

#include <string>
#include <string_view>

namespace taizhang {

/// Standard base64 with padding (RFC 4648, section 4); ErrorCode::invalid for anything else.
Result<std::string> bytes_of_base64(std::string_view text);

/// Written beside and moved into place when whole; an error says which and why.
Status write_file(const std::string& path, std::string_view bytes);

}  // namespace taizhang
