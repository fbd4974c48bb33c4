// What every connection of one server shares; outlives them.
#pragma once

#include "src/server/connections.hpp"
#include "src/server/server.hpp"
#include "src/server/static_files.hpp"
#include "src/server/tls.hpp"

#include <atomic>

namespace taizhang {

struct ServerContext {
    ServerContext(ServerOptions given, rpc::Services& shared, StaticFiles page,
                  std::unique_ptr<TlsCertificates> certificates = nullptr)
        : options(std::move(given)),
          services(shared),
          files(std::move(page)),
          tls(std::move(certificates)),
          connections(options.limits.connections, options.limits.connections_per_address) {}

    const ServerOptions options;
    rpc::Services& services;
    const StaticFiles files;
    const std::unique_ptr<TlsCertificates> tls;  ///< nullptr: plain
    Connections connections;
    std::atomic<bool> stopping{false};
    std::atomic<std::uint64_t> http_requests{0};
};

}  // namespace taizhang
