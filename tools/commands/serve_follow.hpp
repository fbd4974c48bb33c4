// The settings of a replica, from flags or from the configuration file:
//
//     [follow]
//     from = "tcp://10.20.0.2:5550"            # --follow: the leader's --bus
//     key = "…"                                # --follow-key: the public key of the leader's bus
//     leader_key = "ledger.example.gov+0a1b2c3d+AaBc…"   # --leader-key: signs its checkpoints; several in an array
//     leader_url = "https://ledger.example.gov"          # --leader-url: where changes are made
//
// With [[witness]] and quorum in the same file no checkpoint is believed that they have not cosigned.
// Private to the settings of `taizhang serve`.
#pragma once

#include "src/regime/toml.hpp"
#include "tools/node.hpp"

namespace CLI {
class App;
}

namespace taizhang {

/// As given; empty where it was not.
struct FollowText {
    std::string from, key, leader_url;
    std::vector<std::string> leader_keys;
};

void add_follow_flags(CLI::App& command, FollowText& flags);
Status read_follow(const std::string& file, const toml::node& node, FollowText& out);
/// Flags go before the file, each for itself. Nothing when no leader is named.
Result<std::optional<FollowSettings>> settle_follow(const FollowText& flags, FollowText file,
                                                    const NotarySettings& notary);

}  // namespace taizhang
