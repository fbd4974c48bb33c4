#include "src/bus/keys.hpp"

#include <zmq.h>

#include <array>
#include <cstdint>

namespace taizhang::bus {

namespace {

constexpr std::size_t z85_key_length = 40;
constexpr std::size_t binary_key_length = 32;

}  // namespace

Result<KeyPair> make_keys() {
    std::array<char, z85_key_length + 1> pub{};
    std::array<char, z85_key_length + 1> secret{};
    if (zmq_curve_keypair(pub.data(), secret.data()) != 0) {
        return Error{ErrorCode::internal, "the installed libzmq was built without CURVE; install Debian's libzmq5"};
    }
    return KeyPair{pub.data(), secret.data()};
}

Status check_key(const std::string& key, std::string_view what) {
    std::array<std::uint8_t, binary_key_length> bytes{};
    if (key.size() == z85_key_length && zmq_z85_decode(bytes.data(), key.c_str())) return {};
    return invalid(std::string(what) + " must be 40 characters of Z85, as curve_keygen prints them; it has " +
                   std::to_string(key.size()) + " characters" +
                   (key.size() == z85_key_length ? ", and not all are Z85" : ""));
}

}  // namespace taizhang::bus
