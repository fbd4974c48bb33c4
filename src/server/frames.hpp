// WebSocket frames (RFC 6455, section 5) without a socket: bytes in, messages out, and the header of what is sent.
//
//     FrameReader reader;
//     const auto room = reader.room();
//     reader.received(socket.read_some(room));
//     while (const auto message = reader.next(limit)) { ... }      // until it needs more, or something is wrong
//
// Many messages come with one read, and many answers go with one write; that is why this is not left to Beast, which
// reads and writes one at a time. Clients mask, servers do not. One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace taizhang {

/// Codes that end a connection (RFC 6455, section 7.4.1).
enum class CloseCode : std::uint16_t {
    normal = 1000,
    going_away = 1001,
    protocol_error = 1002,
    unknown_data = 1003,
    no_code = 1005,  ///< never sent
    bad_payload = 1007,
    too_big = 1009
};

enum class FrameKind : std::uint8_t { text = 1, close = 8, ping = 9, pong = 10 };

struct FrameMessage {
    FrameKind kind = FrameKind::text;
    std::string_view data;  ///< until the next one is asked for, or room()
};

struct FrameViolation {
    CloseCode code = CloseCode::protocol_error;
    std::string reason;
    bool in_close = false;  ///< of the peer's close frame: nothing comes after it
};

class FrameReader {
  public:
    /// Where the next bytes go.
    std::span<char> room();
    void received(std::size_t bytes);

    /// A large buffer for as long as much comes at once; nothing is kept of it, so that one who waits holds none.
    void borrow(std::string& buffer);
    void give_back(std::string& buffer);

    /// The next whole message, of at most `limit` bytes, or nothing: more bytes are needed, or violation() says what is
    /// wrong. A longer one is refused when its header has come.
    std::optional<FrameMessage> next(std::size_t limit);
    const std::optional<FrameViolation>& violation() const { return violation_; }

    /// After a violation, or when nothing is wanted any more: takes what has come without keeping it. True once the
    /// peer's close frame is among it.
    bool skip_to_close();

  private:
    struct Header {
        bool last = false, masked = false;
        std::uint8_t reserved = 0, opcode = 0;
        std::uint64_t length = 0;
        std::size_t bytes = 0;
        std::uint32_t mask = 0;
    };

    std::optional<Header> header() const;
    std::string_view waiting() const { return std::string_view(buffer_).substr(begin_, end_ - begin_); }
    std::optional<std::string> wrong_with(const Header& header) const;
    std::optional<FrameMessage> refuse(CloseCode code, std::string reason);
    std::optional<FrameMessage> take(const Header& header);
    std::optional<FrameMessage> take_text(const Header& header, std::string_view data);

    std::string buffer_;
    std::size_t begin_ = 0, end_ = 0;
    bool was_filled_ = false, borrowed_ = false;
    std::uint64_t skip_ = 0;  ///< bytes of a frame that is skipped
    bool fragmented_ = false;
    std::string fragments_;
    std::optional<FrameViolation> violation_;
};

/// Appends the header of an unmasked, unfragmented frame.
void append_frame_header(std::string& out, FrameKind kind, std::size_t length);
/// A whole control frame; data of more than 125 bytes is cut.
std::string control_frame(FrameKind kind, std::string_view data);
std::string close_frame(std::uint16_t code, std::string_view reason);

bool is_utf8(std::string_view text);

}  // namespace taizhang
