// One WebSocket at /ws: moves text frames between the socket and a rpc::Session.
#pragma once

#include "src/server/asio.hpp"
#include "src/server/http.hpp"
#include "src/server/stream.hpp"

namespace taizhang {

/// Takes the stream over after an upgrade request; returns when the connection has ended.
Task serve_websocket(ServerContext& context, Stream stream, HttpRequest request, std::string address);

}  // namespace taizhang
