#include "src/server/frames.hpp"

#include "src/rpc/burst.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace taizhang {

namespace {

constexpr std::size_t first_buffer = 4 << 10, kept_buffer = 64 << 10, least_room = 1 << 10;
constexpr std::uint8_t continuation = 0, text = 1, binary = 2, close = 8, pong = 10;
constexpr std::size_t max_control = 125;

void unmask(char* data, std::size_t size, std::uint32_t mask) {
    std::uint64_t wide = mask;
    wide |= wide << 32;
    std::size_t at = 0;
    for (; at + sizeof wide <= size; at += sizeof wide) {
        std::uint64_t word = 0;
        std::memcpy(&word, data + at, sizeof word);
        word ^= wide;
        std::memcpy(data + at, &word, sizeof word);
    }
    char key[sizeof mask];
    std::memcpy(key, &mask, sizeof mask);
    for (; at < size; ++at) data[at] = static_cast<char>(data[at] ^ key[at % sizeof mask]);
}

/// Bytes of the character that begins here, or 0. Table 3-7 of the Unicode standard.
std::size_t character_at(const unsigned char* at, std::size_t left) {
    const auto in = [&](std::size_t index, unsigned low, unsigned high) {
        return index < left && at[index] >= low && at[index] <= high;
    };
    const unsigned first = at[0];
    if (first < 0x80) return 1;
    if (first < 0xC2) return 0;
    if (first < 0xE0) return in(1, 0x80, 0xBF) ? 2 : 0;
    if (first < 0xF0) {
        const unsigned low = first == 0xE0 ? 0xA0 : 0x80, high = first == 0xED ? 0x9F : 0xBF;
        return in(1, low, high) && in(2, 0x80, 0xBF) ? 3 : 0;
    }
    if (first > 0xF4) return 0;
    const unsigned low = first == 0xF0 ? 0x90 : 0x80, high = first == 0xF4 ? 0x8F : 0xBF;
    return in(1, low, high) && in(2, 0x80, 0xBF) && in(3, 0x80, 0xBF) ? 4 : 0;
}

/// Codes that may stand in a close frame.
bool may_be_sent(unsigned code) {
    const bool defined = code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
    return defined || (code >= 3000 && code <= 4999);
}

}  // namespace

bool is_utf8(std::string_view given) {
    const auto* at = reinterpret_cast<const unsigned char*>(given.data());
    const auto* end = at + given.size();
    while (at < end) {
        std::uint64_t word = 0x80;
        if (end - at >= 8) std::memcpy(&word, at, sizeof word);
        if ((word & 0x8080808080808080) == 0) {
            at += sizeof word;
            continue;
        }
        const auto bytes = character_at(at, static_cast<std::size_t>(end - at));
        if (bytes == 0) return false;
        at += bytes;
    }
    return true;
}

std::span<char> FrameReader::room() {
    if (begin_ == end_) {
        begin_ = end_ = 0;
        if (buffer_.size() > kept_buffer) std::string().swap(buffer_);
        if (!fragmented_ && fragments_.capacity() > kept_buffer) std::string().swap(fragments_);
    } else if (begin_ > 0 && buffer_.size() - end_ < least_room) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    // a peer that sends much gets more room at a time, one that only announces much gets none
    const bool grows = end_ == buffer_.size() || (was_filled_ && buffer_.size() < kept_buffer);
    if (grows) buffer_.resize(std::max(first_buffer, 2 * buffer_.size()));
    return {buffer_.data() + end_, buffer_.size() - end_};
}

void FrameReader::received(std::size_t bytes) {
    end_ += bytes;
    was_filled_ = end_ == buffer_.size();
}

void FrameReader::borrow(std::string& buffer) {
    if (begin_ != end_) return;
    buffer_.swap(buffer);
    begin_ = end_ = 0;
    borrowed_ = true;
}

void FrameReader::give_back(std::string& buffer) {
    if (std::exchange(borrowed_, false)) {
        std::string rest(waiting());
        buffer.swap(buffer_);
        buffer_.swap(rest);
        begin_ = 0;
        end_ = buffer_.size();
    } else if (begin_ == end_) {
        std::string().swap(buffer_);
        begin_ = end_ = 0;
    }
}

std::optional<FrameReader::Header> FrameReader::header() const {
    const auto in = waiting();
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(in[at]); };
    if (in.size() < 2) return std::nullopt;
    Header header;
    header.last = (byte(0) & 0x80) != 0;
    header.reserved = (byte(0) >> 4) & 7;
    header.opcode = byte(0) & 0x0F;
    header.masked = (byte(1) & 0x80) != 0;
    header.length = byte(1) & 0x7F;
    const std::size_t extra = header.length == 126 ? 2 : header.length == 127 ? 8 : 0;
    header.bytes = 2 + extra + (header.masked ? 4 : 0);
    if (in.size() < header.bytes) return std::nullopt;
    if (extra > 0) header.length = 0;
    for (std::size_t i = 0; i < extra; ++i) header.length = (header.length << 8) | byte(2 + i);
    if (header.masked) std::memcpy(&header.mask, in.data() + 2 + extra, sizeof header.mask);
    return header;
}

std::optional<std::string> FrameReader::wrong_with(const Header& header) const {
    if (header.reserved != 0) return "no extension was agreed on";
    if (!header.masked) return "a client's frames are masked";
    const bool control = header.opcode >= close;
    if (header.opcode > pong || (header.opcode > binary && !control))
        return "opcode " + std::to_string(header.opcode) + " is reserved";
    if (control && (!header.last || header.length > max_control))
        return "a control frame is whole, and of 125 bytes at most";
    if (!control && (header.opcode == continuation) != fragmented_)
        return fragmented_ ? "a message began within another" : "a continuation of nothing";
    return std::nullopt;
}

std::optional<FrameMessage> FrameReader::refuse(CloseCode code, std::string reason) {
    violation_ = FrameViolation{code, std::move(reason)};
    return std::nullopt;
}

std::optional<FrameMessage> FrameReader::next(std::size_t limit) {
    while (!violation_) {
        const auto found = header();
        if (!found) return std::nullopt;
        if (auto wrong = wrong_with(*found)) return refuse(CloseCode::protocol_error, std::move(*wrong));
        if (found->opcode == binary) return refuse(CloseCode::unknown_data, "text frames only");
        const bool control = found->opcode >= close;
        const auto begun = fragmented_ ? fragments_.size() : 0;
        if (!control && found->length > limit - std::min(limit, begun))
            return refuse(CloseCode::too_big, "a message may have " + std::to_string(limit) + " bytes");
        if (end_ - begin_ < found->bytes + found->length) return std::nullopt;
        if (auto message = take(*found)) return message;
    }
    return std::nullopt;
}

/// Nothing where it was a part of a message, or not to be had.
std::optional<FrameMessage> FrameReader::take(const Header& header) {
    char* const data = buffer_.data() + begin_ + header.bytes;
    const auto size = static_cast<std::size_t>(header.length);
    unmask(data, size, header.mask);
    begin_ += header.bytes + size;
    const std::string_view given(data, size);
    if (header.opcode < close) return take_text(header, given);
    if (header.opcode == close && size > 0) {
        const bool good = size >= 2 && is_utf8(given.substr(2)) &&
                          may_be_sent((unsigned(std::uint8_t(data[0])) << 8) | std::uint8_t(data[1]));
        if (!good) {
            refuse(CloseCode::protocol_error, "a close frame holds a code and a text");
            violation_->in_close = true;
            return std::nullopt;
        }
    }
    return FrameMessage{static_cast<FrameKind>(header.opcode), given};
}

std::optional<FrameMessage> FrameReader::take_text(const Header& header, std::string_view data) {
    if (header.opcode == text && header.last) {
        if (is_utf8(data)) return FrameMessage{FrameKind::text, data};
        return refuse(CloseCode::bad_payload, "a text is UTF-8");
    }
    if (header.opcode == text) fragments_.clear();
    fragments_ += data;
    fragmented_ = !header.last;
    if (fragmented_) return std::nullopt;
    if (is_utf8(fragments_)) return FrameMessage{FrameKind::text, fragments_};
    return refuse(CloseCode::bad_payload, "a text is UTF-8");
}

bool FrameReader::skip_to_close() {
    for (;;) {
        const auto here = static_cast<std::size_t>(std::min<std::uint64_t>(skip_, end_ - begin_));
        begin_ += here;
        skip_ -= here;
        if (skip_ > 0) return false;
        const auto found = header();
        if (!found) return false;
        if (found->opcode == close) return true;
        begin_ += found->bytes;
        skip_ = found->length;
    }
}

void append_frame_header(std::string& out, FrameKind kind, std::size_t length) {
    rpc::append_frame_header(out, static_cast<unsigned>(kind), length);
}

std::string control_frame(FrameKind kind, std::string_view data) {
    data = data.substr(0, max_control);
    std::string frame;
    append_frame_header(frame, kind, data.size());
    frame += data;
    return frame;
}

std::string close_frame(std::uint16_t code, std::string_view reason) {
    std::string data{static_cast<char>(code >> 8), static_cast<char>(code)};
    data += reason;
    return control_frame(FrameKind::close, data);
}

}  // namespace taizhang
