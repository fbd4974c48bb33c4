// A witness over HTTP: POST /add-checkpoint; GET / tells its verifier key, GET /healthz that it runs.
//
//     TZ_TRY(auto server, WitnessServer::start({.address = "127.0.0.1", .port = 7480}, witness));
//     server->stop();
//
// Needs nothing but its own two files. One thread serves all: a request costs one small synced write, and a log asks
// once a second.
#pragma once

#include "src/transparency/witness.hpp"

#include <chrono>
#include <memory>

namespace taizhang {

struct WitnessServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;                        ///< 0: a free one
    std::chrono::milliseconds time_limit{10'000};  ///< for a request to come in, and for its answer to be taken
    std::size_t connections = 64;                  ///< more are turned away
    std::size_t connections_of_one = 8;            ///< from one address: nobody keeps all the others out
};

class WitnessServer {
  public:
    /// The witness outlives it.
    static Result<std::unique_ptr<WitnessServer>> start(WitnessServerOptions options, tlog::Witness& witness);
    virtual ~WitnessServer() = default;

    virtual std::uint16_t port() const = 0;
    /// Idempotent. What is being checked is finished; nothing is taken afterwards. Connections end with the object.
    virtual void stop() = 0;
};

}  // namespace taizhang
