// A WebSocket client's end with nothing spared: one buffer each way, frames masked in place. Loopback only.
#pragma once

#include <taizhang/result.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace taizhang::bench {

class LoadSocket {
  public:
    /// Connects and shakes hands; blocks.
    static Result<LoadSocket> connect(std::uint16_t port);
    LoadSocket(LoadSocket&& other) noexcept;
    LoadSocket& operator=(LoadSocket&&) = delete;
    ~LoadSocket();

    int fd() const { return fd_; }
    /// Adds a text frame to what flush() sends.
    void add(std::string_view text);
    /// Sends what was added; blocks while the peer does not read.
    Status flush();
    /// What has arrived, frame by frame; `wait`: for at least some bytes.
    Status receive(bool wait, const std::function<Status(std::string_view)>& take);

  private:
    explicit LoadSocket(int fd) : fd_(fd) {}
    Status shake_hands();

    int fd_;
    std::string in_, out_;
    std::uint32_t mask_ = 0x9d2c5681;
};

}  // namespace taizhang::bench
