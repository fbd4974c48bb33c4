// What the publisher and the subscriber share of ZeroMQ. Included by this folder's .cpp files only.
#pragma once

#include "src/bus/keys.hpp"
#include "src/bus/wire.hpp"

#include <functional>
#include <zmq.hpp>

namespace taizhang::bus {

/// One message's parts, read without blocking. Parts beyond `limit` are read and thrown away; `excess` counts them.
struct Parts {
    std::vector<zmq::message_t> parts;
    std::size_t excess = 0;

    bool receive(zmq::socket_t& socket, std::size_t limit);
    std::vector<std::string_view> frames() const;
    /// The public key that the doorkeeper let in. Of a socket without keys it means nothing: there the peer itself says
    /// what it likes in its handshake.
    std::string_view user();
};

enum class SendOutcome { sent, full, gone };

/// All frames as one message, or none; never blocks.
SendOutcome send_now(zmq::socket_t& socket, wire::Frames frames);

/// Runs `step`; a libzmq exception becomes an error that begins with `what`.
Status guarded(const std::string& what, const std::function<void()>& step);

/// poll that takes a signal for a time-out.
void poll(std::span<zmq::pollitem_t> items, std::chrono::milliseconds timeout);

void secure_server(zmq::socket_t& socket, const ServerKeys& keys);
void secure_client(zmq::socket_t& socket, const ClientKeys& keys);
/// Finds a connection dead that only looks alive, such as one over a network that was cut, and makes another.
void keep_alive(zmq::socket_t& socket);

/// Decides who may connect (ZeroMQ RFC 27). Without one libzmq checks no client's key, so it is made, and bound, before
/// any server socket of the same context.
class Doorkeeper {
  public:
    Doorkeeper(zmq::context_t& context, const ServerKeys& keys);

    zmq::socket_t& socket() { return socket_; }
    /// Answers what has come in; returns how many it turned away.
    std::size_t answer();

  private:
    bool allowed(const std::vector<std::string_view>& request, std::string& user) const;

    const std::set<std::string> clients_;
    const std::function<std::set<std::string>()> current_;
    zmq::socket_t socket_;
};

}  // namespace taizhang::bus
