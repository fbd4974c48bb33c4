// JSON documents that live as long as one call: parsed into memory that is given, and gone with it.
//
//     std::array<unsigned char, 4096> room;
//     boost::json::monotonic_resource memory(room.data(), room.size());
//     TZ_TRY(const auto document, parse_json(text, &memory));
//
// A document of thirty values takes thirty pieces of memory otherwise, and gives each of them back. What outlives the
// memory must be copied: assignment does so, moving a whole value out does not. Pure; any thread.
#pragma once

#include <taizhang/result.hpp>

#include <boost/json.hpp>

namespace taizhang::reflect {

/// As parse_json(text) in json.hpp.
Result<boost::json::value> parse_json(std::string_view text, boost::json::storage_ptr memory);

}  // namespace taizhang::reflect
