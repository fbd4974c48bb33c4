// One TCP connection from its first byte: plain requests are answered, an upgrade to /ws is handed on.
#pragma once

#include "src/server/asio.hpp"
#include "src/server/context.hpp"

namespace taizhang {

/// Returns when the connection has ended. `address` is the peer's, without the port.
Task serve_connection(ServerContext& context, Socket socket, std::string address);

}  // namespace taizhang
