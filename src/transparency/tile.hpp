// Tiles as they are served over HTTP (C2SP tlog-tiles): names of paths, and the bytes under them.
//
//     TZ_TRY(const TileName name, TileName::parse("tile/0/x001/234.p/17"));
//     TZ_TRY(const std::string bytes, tile_bytes(hashes, name));
//
// Pure; any thread.
#pragma once

#include "src/transparency/tree.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace taizhang::tlog {

struct TileName {
    std::optional<unsigned> level;   ///< 0–63; nothing: an entry bundle, "tile/entries/…"
    std::uint64_t index = 0;         ///< of the tile within its level
    std::size_t width = tile_width;  ///< 1–255 for a partial tile, 256 for a full one

    /// "tile/<L>/<N>[.p/<W>]" or "tile/entries/<N>[.p/<W>]", in the one spelling that the specification allows: no
    /// leading zeros in L and W, N in groups of three digits. ErrorCode::invalid says what is wrong.
    static Result<TileName> parse(std::string_view path);
    std::string path() const;

    bool operator==(const TileName&) const = default;
};

/// Whether a tree of `size` leaves has this tile: full ones that are complete, and partial ones no wider than what it
/// has, since an earlier checkpoint may have been of that width.
bool has_tile(const TileName& name, TreeSize size);
/// The hashes of a tile, 32 bytes each. `name.level` must be there, and has_tile() of a size that the reader covers.
Result<std::string> tile_bytes(const HashReader& reader, const TileName& name);
/// Hashes back from a tile's bytes; ErrorCode::invalid unless there are `width` of them.
Result<std::vector<Digest>> parse_tile(std::string_view bytes, std::size_t width);

inline constexpr std::size_t max_entry_bytes = 65'535;

/// An entry bundle: for each entry a big-endian u16 length and its bytes. Throws std::length_error, a fault of the
/// caller, for an entry longer than max_entry_bytes: it would be cut silently.
std::string bundle_bytes(std::span<const std::string> entries);
/// Entries back from a bundle's bytes; ErrorCode::invalid unless there are `width` of them and nothing after.
Result<std::vector<std::string>> parse_bundle(std::string_view bytes, std::size_t width);

}  // namespace taizhang::tlog
