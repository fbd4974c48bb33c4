#include "src/interop/encoding.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>

namespace taizhang::interop {

namespace {

using std::string_view_literals::operator""sv;

struct Magic {
    std::string_view bytes;
    std::string_view looks_like;
    std::string_view advice;
};

constexpr std::string_view save_as_text = "Open it and save it as plain text (UTF-8), then import that file.";
constexpr std::array magics{
    Magic{"\x89PNG"sv, "a PNG picture", "Import the text itself; a scan must be typed or recognised first."},
    Magic{"\xFF\xD8\xFF"sv, "a JPEG picture", "Import the text itself; a scan must be typed or recognised first."},
    Magic{"GIF8"sv, "a GIF picture", "Import the text itself; a scan must be typed or recognised first."},
    Magic{"\x7F"
          "ELF"sv,
          "a program (ELF)", "Choose the document's text file."},
    Magic{"MZ\x90"sv, "a Windows program", "Choose the document's text file."},
    Magic{"\xD0\xCF\x11\xE0"sv, "an old Office document (.doc, .xls or .wps)", save_as_text},
    Magic{"%PDF"sv, "a PDF document", "Copy its text into a plain text file (UTF-8), then import that file."},
    Magic{"{\\rtf"sv, "a rich text document (.rtf)", save_as_text},
    Magic{"\x1F\x8B"sv, "a gzip archive", "Unpack it, then import the text file inside."},
    Magic{"Rar!"sv, "a RAR archive", "Unpack it, then import the text file inside."},
    Magic{"7z\xBC\xAF"sv, "a 7z archive", "Unpack it, then import the text file inside."},
    Magic{"<!DOCTYPE html"sv, "a web page (HTML)", "Save the page as plain text, then import that file."},
    Magic{"<!doctype html"sv, "a web page (HTML)", "Save the page as plain text, then import that file."},
    Magic{"<html"sv, "a web page (HTML)", "Save the page as plain text, then import that file."},
    Magic{"<?xml"sv, "an XML document", save_as_text},
};

Error not_text(std::string_view looks_like, std::string_view advice) {
    return invalid("a task breakdown must be plain text (UTF-8, GB18030 or UTF-16), but the file looks like " +
                   std::string(looks_like) + ". " + std::string(advice));
}

/// A zip's first local headers name its members: word/… in a .docx, xl/… in a .xlsx.
Error zip_error(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 4096);
    if (head.find("word/") != npos) return not_text("a Word document (.docx)", save_as_text);
    if (head.find("xl/") != npos) return not_text("an Excel workbook (.xlsx)", save_as_text);
    return not_text("a zip archive (perhaps a .docx, .xlsx or .ofd document)", save_as_text);
}

std::optional<Error> other_format(std::string_view bytes) {
    if (bytes.starts_with("PK\x03\x04")) return zip_error(bytes);
    const std::size_t start = std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size());
    for (const auto& magic : magics) {
        if (bytes.starts_with(magic.bytes) || bytes.substr(start).starts_with(magic.bytes)) {
            return not_text(magic.looks_like, magic.advice);
        }
    }
    return std::nullopt;
}

/// glibc's converter; nothing when a sequence is wrong or the converter is not installed.
std::optional<std::u32string> convert(std::string_view bytes, const char* from) {
    const iconv_t converter = iconv_open("UTF-32LE", from);
    if (converter == iconv_t(-1)) return std::nullopt;
    std::u32string out(bytes.size() + 1, U'\0');
    char* in = const_cast<char*>(bytes.data());  // iconv's signature; it does not write there
    std::size_t in_left = bytes.size();
    char* to = reinterpret_cast<char*>(out.data());
    std::size_t to_left = out.size() * sizeof(char32_t);
    const std::size_t failed = iconv(converter, &in, &in_left, &to, &to_left);
    iconv_close(converter);
    if (failed == static_cast<std::size_t>(-1) || in_left != 0) return std::nullopt;
    out.resize(out.size() - to_left / sizeof(char32_t));
    return out;
}

bool is_plausible(char32_t c) {
    return c == U'\n' || c == U'\r' || c == U'\t' || c == U'\f' || (c >= 0x20 && c < 0x7F) ||
           (c >= 0x4E00 && c < 0xA000) || (c >= 0x3000 && c < 0x3100) || (c >= 0x2000 && c < 0x2700) ||
           (c >= 0xFF00 && c < 0xFFF0) || c == 0xA0 || c == 0xB7 || c == 0xFEFF;
}

bool mostly_plausible(Text text) {
    const auto good = static_cast<std::size_t>(std::ranges::count_if(text, is_plausible));
    return good * 20 >= text.size() * 19;
}

std::optional<Decoded> as_utf16(std::string_view bytes) {
    const bool little = bytes.starts_with("\xFF\xFE"), big = bytes.starts_with("\xFE\xFF");
    if (little || big) {
        auto text = convert(bytes.substr(2), little ? "UTF-16LE" : "UTF-16BE");
        if (text) return Decoded{std::move(*text), little ? "UTF-16LE" : "UTF-16BE"};
        return std::nullopt;
    }
    // Without a byte order mark: line feeds and digits have a zero byte, and the rest must read as Chinese.
    if (bytes.size() % 2 != 0 || bytes.find('\0') == npos) return std::nullopt;
    for (const char* name : {"UTF-16LE", "UTF-16BE"}) {
        auto text = convert(bytes, name);
        if (text && mostly_plausible(*text)) return Decoded{std::move(*text), name};
    }
    return std::nullopt;
}

struct Utf8Census {
    std::size_t good = 0;  ///< whole multi-byte sequences
    std::size_t bad = 0;
    std::size_t first_bad = npos;
};

bool is_sequence(std::string_view bytes, std::size_t at, std::size_t length) {
    return at + length <= bytes.size() && from_utf8(bytes.substr(at, length)).has_value();
}

Utf8Census census(std::string_view bytes) {
    Utf8Census counts;
    for (std::size_t i = 0; i < bytes.size();) {
        const auto lead = static_cast<unsigned char>(bytes[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (length > 1 && !is_sequence(bytes, i, length)) {
            if (counts.bad++ == 0) counts.first_bad = i;
            ++i;
            continue;
        }
        counts.good += length > 1;
        i += length;
    }
    return counts;
}

/// Whether the two-byte characters are the everyday ones (GB2312's symbols and first level), as in real text.
bool reads_as_gb(std::string_view bytes) {
    std::size_t pairs = 0, common = 0;
    for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
        const auto lead = static_cast<unsigned char>(bytes[i]), trail = static_cast<unsigned char>(bytes[i + 1]);
        if (lead < 0x80) continue;
        ++pairs, ++i;
        common += ((lead >= 0xA1 && lead <= 0xA9) || (lead >= 0xB0 && lead <= 0xD7)) && trail >= 0xA1;
    }
    return pairs > 0 && common * 10 >= pairs * 8;
}

std::string place_of(std::string_view bytes, std::size_t at) {
    const auto line = 1 + std::ranges::count(bytes.substr(0, at), '\n');
    return "line " + std::to_string(line) + ", byte " + std::to_string(at);
}

Result<Decoded> as_gb18030(std::string_view bytes) {
    const Utf8Census counts = census(bytes);
    if (counts.good >= 10 * counts.bad) {
        return invalid("the text is UTF-8 but damaged at " + place_of(bytes, counts.first_bad) +
                       ". Save the document again as UTF-8 text.");
    }
    if (reads_as_gb(bytes)) {
        if (auto text = convert(bytes, "GB18030")) return Decoded{std::move(*text), "GB18030"};
    }
    return invalid("the bytes are neither UTF-8 (first wrong one at " + place_of(bytes, counts.first_bad) +
                   ") nor GB18030 nor UTF-16. Save the document as plain text in UTF-8, then import it again.");
}

}  // namespace

Result<Decoded> decode_document(std::string_view bytes) {
    if (bytes.empty())
        return invalid("the document is empty: 0 bytes. Choose the file that holds the breakdown's text.");
    if (auto error = other_format(bytes)) return std::move(*error);
    if (auto utf16 = as_utf16(bytes)) return std::move(*utf16);
    if (bytes.find('\0') != npos) {
        return not_text("binary data (a zero byte at " + place_of(bytes, bytes.find('\0')) + ")", save_as_text);
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (auto text = from_utf8(bytes)) return Decoded{std::move(*text), "UTF-8"};
    return as_gb18030(bytes);
}

}  // namespace taizhang::interop
