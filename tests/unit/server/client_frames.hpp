// Frames as a client sends them, and a client that sends and reads raw bytes over a socket.
#pragma once

#include <string>
#include <string_view>

namespace taizhang::test {

/// `first` is FIN, the reserved bits and the opcode; a client masks.
std::string frame(unsigned first, std::string_view data, bool masked = true);
std::string text_frame(std::string_view data);

/// A blocking socket behind the WebSocket handshake. One thread.
class RawClient {
  public:
    explicit RawClient(std::uint16_t port);
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    void send(std::string_view bytes);
    /// The next frame, header and all; empty at the end of the stream. A test that waits too long fails.
    std::string next_frame();

  private:
    bool fill(std::size_t bytes);

    int fd_ = -1;
    std::string in_;
};

}  // namespace taizhang::test
