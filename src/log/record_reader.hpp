// Reads a stored record into one that may be used again and again, so that its strings keep their room: what
// decode_verified() (record_codec.hpp) checks and refuses, at a third of the cost.
//
//     Record record;
//     TZ_CHECK(read_verified(bytes, position, leaf, record));
//
// Pure; any thread.
#pragma once

#include <taizhang/record.hpp>

namespace taizhang {

/// `leaf`: 32 bytes as they are stored. After a failure `out` is of no use.
Status read_verified(std::string_view bytes, Position position, std::string_view leaf, Record& out);

}  // namespace taizhang
