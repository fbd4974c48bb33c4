// One client's conversation: JSON-RPC 2.0 in, answers and notifications out. It knows nothing of sockets.
//
//     auto session = Session::open(services, {.address = "192.0.2.7"}, outlet);
//     session->receive(text_frame);            // answers go to the outlet, now or later
//     while (session->pump()) {}               // when the outlet drained, was woken, and when services.news tells
//     session->close();                        // once, when the connection has ended
//
// Reading from the socket: only while accepts_input() is true; ask again after each frame written and after each
// pump(). A server that reads on all the same is safe: further calls are answered with error 7 (busy).
//
// Memory for a connection is bounded: its queue, one large answer or batch of answers, and the answers of
// max_outstanding commands, which are small but for conflicts (64 KiB at most).
// Events are never queued for a session; it keeps a cursor into the log and takes what fits when it is pumped.
//
// Any thread may call anything. The outlet is called from the caller's thread, the engine's or the projector's,
// while the session is locked: it must hand over and return, and never call back into the session from there.
#pragma once

#include "src/rpc/services.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace taizhang::rpc {

/// The way out to the client, given by the server. Any thread may call any of it.
class Outlet {
  public:
    virtual ~Outlet() = default;

    /// Queues one text frame. False, and the frame is not taken, when max_queued_bytes or more are waiting already; so
    /// a single frame larger than the limit still gets out, when little else is queued.
    virtual bool send(std::shared_ptr<const std::string> frame) = 0;
    /// The same for several messages that others may be sent too: all or none of them.
    virtual bool send_burst(const std::shared_ptr<const Burst>& burst) = 0;
    virtual std::size_t queued_bytes() const = 0;
    /// Asks that pump() be called soon, on a thread of the server's; returns at once.
    virtual void wake() = 0;
    /// Ends the connection with a WebSocket close code.
    virtual void close(std::uint16_t code, std::string reason) = 0;
};

struct PeerInfo {
    std::string address;  ///< remote address without the port; logins are throttled by it
    /// Speaks as this account without a login: for the command line on its own data directory, never for a socket.
    std::optional<AccountId> trusted = {};
};

class Session {
  public:
    /// `services` outlives all sessions. The session lets go of the outlet when it is closed.
    static std::shared_ptr<Session> open(Services& services, PeerInfo peer, std::shared_ptr<Outlet> outlet);
    virtual ~Session() = default;

    /// One message: a call, a notification or a batch of them.
    virtual void receive(std::string_view text) = 0;

    /// False while the client should first read what it is owed, or a batch of its is not all begun: stop reading from
    /// its socket.
    virtual bool accepts_input() const = 0;

    /// Whether somebody has logged in here and not out again; a stranger is given less time and room by the server.
    virtual bool logged_in() const = 0;

    /// Which news may bring it something to send: what its subscriptions ask for, or asked for when last pumped.
    virtual NewsOf follows() const = 0;

    /// Sends what is due and fits. True when there is more that could be sent or looked at right away: call again, but
    /// let others have the thread first.
    virtual bool pump() = 0;

    /// Ends subscriptions; answers that come later are dropped. The login's token stays good for another connection.
    virtual void close() = 0;
};

}  // namespace taizhang::rpc
