// Messages that leave together: made once, as the bytes of the WebSocket text frames that carry them, and shared by all
// clients who are owed the same. A socket sends wire() as it is; an outlet without one takes the texts with each().
//
//     Burst burst;
//     burst.add({R"({"method":")", method, R"("})"});       // one message, of these pieces
//     outlet->send_burst(std::make_shared<const Burst>(std::move(burst)));
//
// One thread makes it, then it does not change any more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace taizhang::rpc {

/// The header of an unmasked, unfragmented frame (RFC 6455, section 5.2).
inline void append_frame_header(std::string& out, unsigned opcode, std::size_t length) {
    constexpr std::size_t max_short = 125;
    out += static_cast<char>(0x80 | opcode);
    if (length <= max_short) {
        out += static_cast<char>(length);
        return;
    }
    const bool wide = length > 0xFFFF;
    out += static_cast<char>(wide ? 127 : 126);
    for (int shift = wide ? 56 : 8; shift >= 0; shift -= 8) out += static_cast<char>(length >> shift);
}

class Burst {
  public:
    void add(std::initializer_list<std::string_view> pieces) {
        std::size_t size = 0;
        for (const auto piece : pieces) size += piece.size();
        append_frame_header(wire_, 1, size);
        texts_.emplace_back(wire_.size(), size);
        for (const auto piece : pieces) wire_.append(piece);
    }

    bool empty() const { return texts_.empty(); }
    std::size_t messages() const { return texts_.size(); }
    const std::string& wire() const { return wire_; }

    template <class Take>
    void each(Take take) const {
        for (const auto& [at, size] : texts_) take(std::string_view(wire_).substr(at, size));
    }

  private:
    std::string wire_;
    std::vector<std::pair<std::size_t, std::size_t>> texts_;  ///< where each begins in wire_, and its size
};

}  // namespace taizhang::rpc
