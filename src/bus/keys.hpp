// CURVE keys: 40 characters of Z85 each (ZeroMQ RFC 32), as `curve_keygen` prints them.
//
//     TZ_TRY(bus::KeyPair mine, bus::make_keys());
//
// A server accepts the clients whose public keys it was given and nobody else; a client accepts the server whose public
// key it was given.
#pragma once

#include <taizhang/result.hpp>

#include <functional>
#include <set>
#include <string>

namespace taizhang::bus {

struct KeyPair {
    std::string public_key;
    std::string secret_key;
};

struct ServerKeys {
    std::string secret_key;
    std::set<std::string> clients;  ///< public keys
    /// More of them, asked for at each handshake, on the bus's thread: for a list that changes meanwhile. May be empty.
    std::function<std::set<std::string>()> current = {};
};

struct ClientKeys {
    std::string server_public_key;
    KeyPair mine;
};

/// A new pair, from the system's randomness.
Result<KeyPair> make_keys();

/// `what` names the key in the error.
Status check_key(const std::string& key, std::string_view what);

}  // namespace taizhang::bus
