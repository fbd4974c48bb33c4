// What a WebSocket's peer sends (RFC 6455, section 5): the same messages come out in whatever pieces the bytes come.
#include "src/server/frames.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <algorithm>
#include <cstring>

namespace taizhang::fuzz {
namespace {

constexpr std::size_t limit = 1'000;

/// Everything that a reader says of some bytes.
struct Told {
    std::string messages;  ///< each with its kind and length in front
    std::optional<FrameViolation> violation;
    bool peer_closed = false;
};

void take_messages(FrameReader& reader, Told& told) {
    while (!told.peer_closed) {
        const auto message = reader.next(limit);
        if (!message) return;
        require(message->data.size() <= limit, "a message keeps to the limit");
        require(message->kind != FrameKind::text || is_utf8(message->data), "a text is UTF-8", message->data);
        told.messages += std::to_string(unsigned(message->kind)) + ' ' + std::to_string(message->data.size()) + ' ';
        told.messages += message->data;
        told.peer_closed |= message->kind == FrameKind::close;
    }
}

Told read(std::string_view bytes, std::size_t piece) {
    constexpr std::size_t most_room = 64 << 10;
    FrameReader reader;
    Told told;
    while (!bytes.empty() && !told.peer_closed) {
        const auto room = reader.room();
        require(!room.empty() && room.size() <= most_room, "there is room, and not without bound");
        const auto some = std::min({room.size(), bytes.size(), piece});
        std::memcpy(room.data(), bytes.data(), some);
        reader.received(some);
        bytes.remove_prefix(some);
        take_messages(reader, told);
        if (reader.violation()) told.peer_closed |= reader.skip_to_close();
    }
    told.violation = reader.violation();
    return told;
}

/// What was wrong is answered in a close frame that a client can read.
void check_goodbye(const FrameViolation& wrong) {
    const auto goodbye = close_frame(std::uint16_t(wrong.code), wrong.reason);
    require(goodbye.size() >= 4 && goodbye.size() <= 127, "a close frame is short");
    require(is_utf8(std::string_view(goodbye).substr(4)), "a reason is UTF-8", goodbye);
}

}  // namespace
}  // namespace taizhang::fuzz

FUZZ_TARGET(input) {
    using namespace taizhang::fuzz;
    const auto whole = read(input, input.size());
    for (const std::size_t piece : {1, 7}) {
        const auto parts = read(input, piece);
        same(parts.messages, whole.messages, "pieces do not matter");
        require(parts.violation.has_value() == whole.violation.has_value(), "pieces do not hide what is wrong");
        if (whole.violation) require(parts.violation->code == whole.violation->code, "pieces do not change what it is");
    }
    if (whole.violation) check_goodbye(*whole.violation);
}
