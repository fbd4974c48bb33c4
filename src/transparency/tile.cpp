#include "src/transparency/tile.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <charconv>
#include <limits>
#include <stdexcept>

namespace taizhang::tlog {

namespace {

constexpr std::size_t hash_bytes = 32;
constexpr unsigned max_named_level = 63;

Error bad_name(std::string_view path) {
    return invalid("expected a tile such as tile/0/x001/234, tile/1/000.p/17 or tile/entries/005, got " + quote(path));
}

Error bad_width(std::size_t width) {
    return invalid("expected a tile of 1 to 256 entries, got a width of " + std::to_string(width));
}

/// All of the text as a number, which is digits only and at most `max`. Leading zeros are let pass.
std::optional<std::uint64_t> read_number(std::string_view text, std::uint64_t max) {
    std::uint64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stop != end || number > max) return std::nullopt;
    return number;
}

/// "x001/x234/067": what "x" and "/" part are the digits of one number. Zeros in front are let pass.
std::optional<std::uint64_t> read_groups(std::string_view text) {
    std::string digits;
    for (; text.starts_with('x'); text.remove_prefix(5)) {
        if (text.size() < 5 || text[4] != '/') return std::nullopt;
        digits += text.substr(1, 3);
    }
    digits += text;
    return read_number(digits, std::numeric_limits<std::uint64_t>::max());
}

std::string groups(std::uint64_t number) {
    std::string digits = std::to_string(number);
    digits.insert(0, (3 - digits.size() % 3) % 3, '0');
    std::string text;
    for (std::size_t i = 0; i < digits.size(); i += 3) {
        if (i + 3 < digits.size()) text += 'x';
        text += digits.substr(i, 3);
        if (i + 3 < digits.size()) text += '/';
    }
    return text;
}

}  // namespace

Result<TileName> TileName::parse(std::string_view path) {
    constexpr std::size_t longest = 64;  // with 20 digits, level 63 and a width it is 44; the rest need not be read
    constexpr std::string_view prefix = "tile/", partial = ".p/";
    const auto slash = path.size() <= longest && path.starts_with(prefix) ? path.find('/', prefix.size()) : path.npos;
    if (slash == path.npos) return bad_name(path);
    TileName name;
    if (const auto level = path.substr(prefix.size(), slash - prefix.size()); level != "entries") {
        const auto number = read_number(level, max_named_level);
        if (!number) return bad_name(path);
        name.level = static_cast<unsigned>(*number);
    }
    auto rest = path.substr(slash + 1);
    if (const auto dot = rest.find(partial); dot != rest.npos) {
        const auto width = read_number(rest.substr(dot + partial.size()), tile_width - 1);
        if (!width || *width == 0) return bad_name(path);
        name.width = *width;
        rest = rest.substr(0, dot);
    }
    const auto index = read_groups(rest);
    if (!index) return bad_name(path);
    name.index = *index;
    if (name.path() != path) return bad_name(path);  // the same tile in another spelling
    return name;
}

std::string TileName::path() const {
    std::string path = "tile/" + (level ? std::to_string(*level) : "entries") + "/" + groups(index);
    if (width != tile_width) path += ".p/" + std::to_string(width);
    return path;
}

bool has_tile(const TileName& name, TreeSize size) {
    const unsigned level = name.level.value_or(0);
    if (level > max_level || name.width == 0 || name.width > tile_width) return false;
    const std::uint64_t hashes = size >> (tile_height * level);
    if (name.index > hashes / tile_width) return false;
    return name.width <= hashes - name.index * tile_width;
}

Result<std::string> tile_bytes(const HashReader& reader, const TileName& name) {
    if (!name.level) return invalid("expected a tile of hashes, got the entry bundle " + name.path());
    if (name.width == 0 || name.width > tile_width) return bad_width(name.width);
    if (!has_tile(name, std::numeric_limits<TreeSize>::max())) {
        return invalid("expected a tile that a tree can have, got " + name.path());
    }
    TZ_TRY(const auto hashes, reader.hashes(*name.level, name.index * tile_width, name.width));
    if (hashes.size() != name.width) {
        return corrupt("expected " + std::to_string(name.width) + " hashes for " + name.path() + ", got " +
                       std::to_string(hashes.size()));
    }
    std::string bytes;
    bytes.reserve(hashes.size() * hash_bytes);
    for (const Digest& hash : hashes) bytes += hash.view();
    return bytes;
}

Result<std::vector<Digest>> parse_tile(std::string_view bytes, std::size_t width) {
    if (width == 0 || width > tile_width) return bad_width(width);
    if (bytes.size() != width * hash_bytes) {
        return invalid("expected " + std::to_string(width * hash_bytes) + " bytes for " + std::to_string(width) +
                       " hashes, got " + std::to_string(bytes.size()));
    }
    std::vector<Digest> hashes(width);
    for (std::size_t i = 0; i < width; ++i) {
        std::ranges::copy(bytes.substr(i * hash_bytes, hash_bytes), hashes[i].bytes.begin());
    }
    return hashes;
}

std::string bundle_bytes(std::span<const std::string> entries) {
    std::string bytes;
    for (const std::string& entry : entries) {
        if (entry.size() > max_entry_bytes) {
            throw std::length_error("an entry of " + std::to_string(entry.size()) + " bytes; at most 65535 fit");
        }
        bytes += static_cast<char>(entry.size() >> 8);
        bytes += static_cast<char>(entry.size());
        bytes += entry;
    }
    return bytes;
}

Result<std::vector<std::string>> parse_bundle(std::string_view bytes, std::size_t width) {
    if (width == 0 || width > tile_width) return bad_width(width);
    const auto byte = [&bytes](std::size_t i) { return std::size_t{static_cast<unsigned char>(bytes[i])}; };
    const auto cut = [width](std::size_t i) {
        return invalid("the bundle ends within entry " + std::to_string(i + 1) + " of " + std::to_string(width));
    };
    std::vector<std::string> entries;
    for (std::size_t i = 0; i < width; ++i) {
        if (bytes.size() < 2) return cut(i);
        const std::size_t length = byte(0) << 8 | byte(1);
        bytes.remove_prefix(2);
        if (bytes.size() < length) return cut(i);
        entries.emplace_back(bytes.substr(0, length));
        bytes.remove_prefix(length);
    }
    if (bytes.empty()) return entries;
    return invalid("expected the bundle to end after " + std::to_string(width) + " entries, got " +
                   std::to_string(bytes.size()) + " bytes more");
}

}  // namespace taizhang::tlog
