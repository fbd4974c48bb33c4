#include "projections/row_text.hpp"

namespace taizhang::detail {

namespace {

void append_escaped(std::string& out, unsigned char c) {
    static constexpr char hex[] = "0123456789abcdef";
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\b':
            out += "\\b";
            return;
        case '\f':
            out += "\\f";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            out.append("\\u00").append({hex[c >> 4], hex[c & 15]});
    }
}

bool plain(unsigned char c) {
    return c >= 0x20 && c != '"' && c != '\\';
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
    out += '"';
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (plain(c)) continue;
        out.append(text, begin, i - begin);
        append_escaped(out, c);
        begin = i + 1;
    }
    out.append(text, begin);
    out += '"';
}

}  // namespace taizhang::detail
