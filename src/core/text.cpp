#include <taizhang/text.hpp>

namespace taizhang {

std::string shorten(std::string_view text) {
    if (text.size() <= max_shown_bytes) return std::string(text);
    const auto continues = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80; };
    std::size_t end = max_shown_bytes;
    while (end > 0 && continues(end)) --end;
    return std::string(text.substr(0, end)) + "…";
}

std::string quote(std::string_view text) {
    return "'" + shorten(text) + "'";
}

}  // namespace taizhang
