// One WebSocket at /ws: moves text frames between the socket and a rpc::Session.
#pragma once

#include "src/server/asio.hpp"
#include "src/server/http.hpp"

namespace taizhang {

/// Takes the socket over after an upgrade request; returns when the connection has ended.
Task serve_websocket(ServerContext& context, Socket socket, HttpRequest request, std::string address);

}  // namespace taizhang
