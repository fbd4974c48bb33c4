#include "tests/unit/server/client_frames.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <chrono>

namespace taizhang::test {

namespace {

constexpr std::chrono::seconds patience{30};  ///< of each read: less than a runner of tests has

}  // namespace

std::string frame(unsigned first, std::string_view data, bool masked) {
    std::string out(1, static_cast<char>(first));
    const unsigned mask_bit = masked ? 0x80 : 0;
    if (data.size() < 126) {
        out += static_cast<char>(mask_bit | data.size());
    } else if (data.size() <= 0xFFFF) {
        out += static_cast<char>(mask_bit | 126);
        out += static_cast<char>(data.size() >> 8);
        out += static_cast<char>(data.size());
    } else {
        out += static_cast<char>(mask_bit | 127);
        for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(std::uint64_t{data.size()} >> shift);
    }
    const std::string key = "\x11\x82\x33\xF4";
    if (masked) out += key;
    for (std::size_t i = 0; i < data.size(); ++i) out += static_cast<char>(masked ? data[i] ^ key[i % 4] : data[i]);
    return out;
}

std::string text_frame(std::string_view data) {
    return frame(0x81, data);
}

RawClient::RawClient(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    const timeval longest{.tv_sec = patience.count(), .tv_usec = 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
    send(
        "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    std::size_t end = std::string::npos;
    while ((end = in_.find("\r\n\r\n")) == std::string::npos && fill(in_.size() + 1)) {
    }
    EXPECT_TRUE(in_.starts_with("HTTP/1.1 101")) << in_;
    in_.erase(0, end + 4);
}

RawClient::~RawClient() {
    ::close(fd_);
}

void RawClient::send(std::string_view bytes) {
    EXPECT_EQ(::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
}

std::string RawClient::next_frame() {
    if (!fill(2)) return {};
    const auto byte = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(in_[at])); };
    std::size_t header = 2, size = byte(1);
    if (size == 126) {
        header = 4;
        if (!fill(header)) return {};
        size = (byte(2) << 8) | byte(3);
    }
    EXPECT_LT(byte(1), 127u) << "frames of a test are small";
    if (!fill(header + size)) return {};
    auto frame = in_.substr(0, header + size);
    in_.erase(0, frame.size());
    return frame;
}

/// Until so many bytes wait; false at the end of the stream.
bool RawClient::fill(std::size_t bytes) {
    while (in_.size() < bytes) {
        char room[4'096];
        const auto some = ::recv(fd_, room, sizeof room, 0);
        EXPECT_GE(some, 0) << "nothing came within " << patience.count() << " seconds";
        if (some <= 0) return false;
        in_.append(room, static_cast<std::size_t>(some));
    }
    return true;
}

}  // namespace taizhang::test
