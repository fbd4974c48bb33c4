// What `taizhang serve` shows to others, and how much of it: TLS, the names it answers to, limits and sessions. In the
// configuration file:
//
//     tls_cert = "/etc/taizhang/server.crt"       # PEM, with the certificates between it and the CA
//     tls_key = "/etc/taizhang/server.key"        # PEM, readable by nobody else
//     allowed_hosts = ["ledger.example.gov"]      # without TLS: names that requests may be for
//
//     [limits]
//     connections = 10000
//     calls_per_second = 50000                    # of one account; what calls cost: docs/protocol.md
//
//     [sessions]
//     life = "12h"
//     idle = "2h"
//
// Private to `taizhang serve`.
#pragma once

#include "src/rpc/authenticator.hpp"
#include "src/server/server.hpp"

#include "src/regime/toml.hpp"

namespace CLI {
class App;
}

namespace taizhang {

/// As given on the command line; empty where it was not.
struct ExposureFlags {
    std::string certificate, key;
    std::vector<std::string> hosts;
};

struct ExposureSettings {
    std::string certificate, key;
    std::vector<std::string> hosts;
    ServerLimits server;
    rpc::Limits calls;
    std::chrono::milliseconds session_life = rpc::AuthenticatorOptions().token_life;
    std::chrono::milliseconds session_idle = rpc::AuthenticatorOptions().token_idle;
};

void add_exposure_flags(CLI::App& command, ExposureFlags& flags);

inline constexpr const char* exposure_keys = "tls_cert, tls_key, allowed_hosts, [limits], [sessions]";

/// False when the key is none of these.
Result<bool> read_exposure(const std::string& file, const std::string& key, const toml::node& node,
                           ExposureSettings& out);
/// Flags win. Refused: a certificate without its key, or the other way round.
Status settle_exposure(const ExposureFlags& flags, ExposureSettings& out);

void apply_exposure(const ExposureSettings& settings, ServerOptions& options);

/// Other machines may be let in only with TLS and somebody who can end accounts' sessions: ErrorCode::refused, saying
/// what is missing and how to make it.
Status check_exposure(const ServerOptions& options, const EventLog& log, const rpc::Authenticator& authenticator);

}  // namespace taizhang
