// Names of tiles, and the bytes under them (C2SP tlog-tiles). Input: a name, or a byte of the width and a tile.
#include "src/transparency/tile.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace taizhang::fuzz {
namespace {

void check_name(std::string_view path) {
    const auto name = tlog::TileName::parse(path);
    if (!name) return;
    same(name->path(), path, "a tile's name has one spelling");
    require(name->width >= 1 && name->width <= tlog::tile_width, "a tile has 1 to 256 hashes", path);
    require(!tlog::has_tile(*name, 0), "a tree of no leaves has no tile", path);
    if (tlog::has_tile(*name, 1)) require(name->index == 0 && name->width == 1, "one leaf is one hash", path);
}

void check_tile(std::string_view bytes, std::size_t width) {
    const auto hashes = tlog::parse_tile(bytes, width);
    if (!hashes) return;
    require(hashes->size() == width, "a tile has as many hashes as its name says");
    std::string again;
    for (const auto& hash : *hashes) again += hash.view();
    same(again, bytes, "a tile is its hashes");
}

void check_bundle(std::string_view bytes, std::size_t width) {
    const auto entries = tlog::parse_bundle(bytes, width);
    if (!entries) return;
    require(entries->size() == width, "a bundle has as many entries as its name says");
    same(tlog::bundle_bytes(*entries), bytes, "a bundle has one spelling");
}

}  // namespace
}  // namespace taizhang::fuzz

FUZZ_TARGET(input) {
    using namespace taizhang;
    fuzz::check_name(input);
    if (input.empty()) return;
    const auto width = std::size_t(static_cast<unsigned char>(input.front())) + 1;
    fuzz::check_tile(input.substr(1), width);
    fuzz::check_bundle(input.substr(1), width);
}
