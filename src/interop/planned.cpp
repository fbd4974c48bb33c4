#include "src/interop/planned.hpp"

#include <taizhang/ids.hpp>

#include <boost/json/serialize.hpp>

namespace taizhang::interop {

std::string derived_command_id(std::string_view method, const boost::json::object& params) {
    const auto digest = sha256({"taizhang import\n", method, "\n", boost::json::serialize(params)});
    auto id = CommandId::from_bytes(digest.view());
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | 0x80);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
    return id.to_string();
}

}  // namespace taizhang::interop
