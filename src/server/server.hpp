// The process's face: HTTP for the page, health and metrics, and the WebSocket endpoint /ws for everything else.
//
//     TZ_TRY(auto server, Server::start({.address = "127.0.0.1", .port = 8080, .page = "web/dist"}, services));
//     std::cout << "listening on http://127.0.0.1:" << server->port() << '\n';
//     server->stop();
//
// A few I/O threads, a strand for each connection. Everything that a peer could make grow has a limit (Limits below and
// src/rpc/limits.hpp). start() and stop() are called by one thread; the rest by any.
#pragma once

#include "src/rpc/services.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace taizhang {

struct ServerLimits {
    std::size_t connections = 12'000;              ///< beyond it a new one is closed at once
    std::size_t connections_per_address = 10'500;  ///< a proxy, or an office, is one
    std::size_t spare_files = 1'024;  ///< descriptors that the log and the views may need: connections leave them alone
    std::size_t header_bytes = 16 << 10;  ///< of one HTTP request
    std::chrono::seconds request_timeout{
        15};  ///< for a request to arrive, also on a kept-alive connection, and for its answer to be taken
    std::chrono::seconds handshake_timeout{15};
    std::chrono::seconds idle_timeout{60};        ///< without a sign of life: pinged at half of it, dropped after it
    std::chrono::seconds stop_grace{3};           ///< what stop() waits for closing handshakes
    std::chrono::seconds certificates_every{10};  ///< how often the certificate's files are looked at
    std::chrono::seconds access_log_every{60};    ///< how often what was refused of access is written into the log
};

/// PEM files: the server's certificate with those between it and the CA after it, and its key, which others may not
/// read.
struct TlsFiles {
    std::filesystem::path certificate, key;
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;                      ///< 0: a free one
    std::filesystem::path page = {};                ///< the built page; empty or absent: a notice how to build it
    std::vector<std::string> allowed_origins = {};  ///< besides the server's own, such as "https://dash.example.gov"
    /// Entries carry names and reasons: /tile/entries/… serves them to everybody when this is set
    /// (docs/decisions/020-public-tiles.md).
    bool public_entries = false;
    std::optional<TlsFiles> tls = {};  ///< https and wss; without it http and ws
    std::vector<std::string> allowed_hosts =
        {};  ///< names, besides IP addresses and localhost, that requests may be for
    /// Told when other certificates are used from here on, or why the ones from before stay in use.
    std::function<void(const Status&)> on_certificates = {};
    unsigned threads = 2;
    ServerLimits limits = {};
};

class Server {
  public:
    /// Binds and listens, or says why not (an address in use, a privileged port). `services` outlives the server.
    static Result<std::unique_ptr<Server>> start(ServerOptions options, rpc::Services& services);
    virtual ~Server() = default;

    virtual std::uint16_t port() const = 0;
    virtual std::size_t connections() const = 0;

    /// Reads the certificate's files again: what comes of it is told to on_certificates. Any thread.
    virtual void reload_certificates() = 0;

    /// Closes the listener, says goodbye to every WebSocket (1001), waits for stop_grace at most, and for calls that
    /// are being carried out. Idempotent.
    virtual void stop() = 0;
};

}  // namespace taizhang
