#include "tools/bench/load_socket.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace taizhang::bench {

namespace {

constexpr std::size_t read_size = 64 << 10;

Error failed(const char* doing) {
    return {ErrorCode::internal, std::string(doing) + ": " + std::strerror(errno)};
}

/// Header and payload length of the frame at the front; nothing while it is not all there. Servers do not mask.
struct Frame {
    std::size_t header = 2, length = 0;
};

bool front_frame(std::string_view in, Frame& frame) {
    if (in.size() < 2) return false;
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(in[at]); };
    std::size_t extra = 0;
    frame.length = byte(1) & 0x7F;
    if (frame.length == 126) extra = 2;
    if (frame.length == 127) extra = 8;
    frame.header = 2 + extra;
    if (in.size() < frame.header) return false;
    if (extra > 0) frame.length = 0;
    for (std::size_t i = 0; i < extra; ++i) frame.length = (frame.length << 8) | byte(2 + i);
    return in.size() >= frame.header + frame.length;
}

}  // namespace

Result<LoadSocket> LoadSocket::connect(std::uint16_t port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return failed("making a socket");
    LoadSocket made(fd);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return failed("connecting");
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    TZ_CHECK(made.shake_hands());
    return made;
}

LoadSocket::LoadSocket(LoadSocket&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), in_(std::move(other.in_)), out_(std::move(other.out_)), mask_(other.mask_) {}

LoadSocket::~LoadSocket() {
    if (fd_ >= 0) ::close(fd_);
}

Status LoadSocket::shake_hands() {
    out_ =
        "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    TZ_CHECK(flush());
    char byte = 0;
    while (!in_.ends_with("\r\n\r\n")) {  // one by one: what follows is frames
        if (::recv(fd_, &byte, 1, 0) != 1) return failed("shaking hands");
        in_ += byte;
    }
    const bool agreed = in_.starts_with("HTTP/1.1 101");
    if (!agreed) return Error{ErrorCode::internal, "expected a WebSocket at /ws, got " + in_.substr(0, in_.find('\r'))};
    in_.clear();
    return {};
}

void LoadSocket::add(std::string_view text) {
    constexpr std::size_t small = 125, medium = 65'535;
    out_ += static_cast<char>(0x81);
    if (text.size() <= small) {
        out_ += static_cast<char>(0x80 | text.size());
    } else {
        const bool wide = text.size() > medium;
        out_ += static_cast<char>(0x80 | (wide ? 127 : 126));
        for (int shift = wide ? 56 : 8; shift >= 0; shift -= 8) out_ += static_cast<char>(text.size() >> shift);
    }
    mask_ = mask_ * 1'664'525 + 1'013'904'223;
    char key[4];
    std::memcpy(key, &mask_, sizeof key);
    out_.append(key, sizeof key);
    const auto at = out_.size();
    out_ += text;
    const std::uint64_t wide = (std::uint64_t{mask_} << 32) | mask_;
    std::size_t i = 0;
    for (std::uint64_t word = 0; i + sizeof word <= text.size(); i += sizeof word) {
        std::memcpy(&word, out_.data() + at + i, sizeof word);
        word ^= wide;
        std::memcpy(out_.data() + at + i, &word, sizeof word);
    }
    for (; i < text.size(); ++i) out_[at + i] = static_cast<char>(out_[at + i] ^ key[i % 4]);
}

Status LoadSocket::flush() {
    for (std::size_t sent = 0; sent < out_.size();) {
        const auto some = ::send(fd_, out_.data() + sent, out_.size() - sent, MSG_NOSIGNAL);
        if (some < 0 && errno != EINTR) return failed("sending");
        if (some > 0) sent += static_cast<std::size_t>(some);
    }
    out_.clear();
    return {};
}

Status LoadSocket::receive(bool wait, const std::function<Status(std::string_view)>& take) {
    static thread_local std::array<char, read_size> room;
    const auto some = ::recv(fd_, room.data(), room.size(), wait ? 0 : MSG_DONTWAIT);
    if (some > 0) in_.append(room.data(), static_cast<std::size_t>(some));
    if (some == 0) return Error{ErrorCode::internal, "the server closed the connection"};
    if (some < 0 && errno != EAGAIN && errno != EINTR) return failed("receiving");
    std::size_t at = 0;
    Frame frame;
    while (front_frame(std::string_view(in_).substr(at), frame)) {
        const auto text = std::string_view(in_).substr(at + frame.header, frame.length);
        const bool is_text = (in_[at] & 0x0F) == 1;
        at += frame.header + frame.length;
        if (is_text) TZ_CHECK(take(text));
    }
    in_.erase(0, at);
    return {};
}

}  // namespace taizhang::bench
