// Settings of `taizhang serve`: from flags, then from the configuration file, then from defaults.
#pragma once

#include "tools/commands/serve_follow.hpp"
#include "tools/commands/serve_tls.hpp"
#include "tools/node.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace taizhang {

/// As given on the command line; empty where it was not.
struct ServeFlags {
    std::string data, listen, bus, origin, page, config;
    std::vector<std::string> allowed_origins;
    FollowText follow;
    ExposureFlags exposure;
    bool no_keeper = false;
};

struct ServeSettings {
    std::string data;
    std::string listen = "127.0.0.1:8080";
    std::string bus;
    std::string origin = "taizhang.local/ledger";
    std::string page;
    std::vector<std::string> allowed_origins;
    bool keeper = true;           ///< records what falls due; off to look at an old ledger without judging it by today
    bool public_entries = false;  ///< serves entries, with names and reasons in them, to everybody: decision 020
    std::optional<FollowSettings> follow;  ///< [follow]
    ExposureSettings exposure;             ///< TLS, limits, sessions
    NotarySettings notary;  ///< [checkpoint] and [[witness]]; without a quorum, more than half of the witnesses
};

/// Reads the configuration file, if one is named. An unknown key or a wrong type is refused with file, line and what
/// was expected.
Result<ServeSettings> settle(const ServeFlags& flags);

struct ListenAt {
    std::string address;
    std::uint16_t port = 0;
};
/// "127.0.0.1:8080" or "[::1]:8080".
Result<ListenAt> parse_listen(const std::string& text);

}  // namespace taizhang
