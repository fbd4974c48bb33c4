// A way to the protocol: text frames out, text frames in. Over a WebSocket to a server, or into a session of this very
// process over its own data directory, so that every command does the same with --server and with --data.
//
//     TZ_TRY(auto channel, open_server_channel("http://127.0.0.1:8080"));
//     TZ_CHECK(channel->send(request));
//     TZ_TRY(std::string answer, channel->receive());
//
// One thread at a time.
#pragma once

#include <taizhang/result.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace taizhang {

class Node;

class Channel {
  public:
    virtual ~Channel() = default;
    virtual Status send(std::string_view frame) = 0;
    /// Waits for the next frame.
    virtual Result<std::string> receive() = 0;
};

/// How long a server may take: one that hangs must not hang whoever asks it.
struct ChannelLimits {
    std::chrono::milliseconds connect{30'000}, write{30'000}, answer{60'000}, close{5'000};
};

/// `url` is http://HOST:PORT or https://HOST:PORT (ws, wss), as `taizhang serve` prints it. Where nothing is encrypted,
/// warns on stderr if the server is on another machine. `ca`: PEM file of whom to believe; empty: whom this machine
/// believes.
Result<std::unique_ptr<Channel>> open_server_channel(const std::string& url, const ChannelLimits& limits = {},
                                                     const std::string& ca = {});

/// Acts as the system account: whoever may open the data directory could as well have started the server on it.
/// The node outlives the channel.
Result<std::unique_ptr<Channel>> open_local_channel(Node& node);

}  // namespace taizhang
