#include "src/log/rocks_tree.hpp"

#include "src/log/tree_levels.hpp"

#include <algorithm>

namespace taizhang {

using namespace log_layout;
using tlog::tile_width;

namespace {

constexpr std::size_t leaves_at_once = 65'536;  ///< a multiple of the tile's width: complete() goes on from there

std::string key_of(unsigned level, std::uint64_t index) {
    return level == 0 ? u64_bytes(index) : tree_key(level, index);
}

/// Leaves belong to a position, which details.position tells.
Error damaged(unsigned level, std::uint64_t index, const std::string& what) {
    if (level == 0) return corrupt_at(index, "its leaf hash " + what);
    return corrupt("the log's tree is damaged: hash " + std::to_string(index) + " of level " + std::to_string(level) +
                   ", over the positions from " + std::to_string(index << (level * tlog::tile_height)) + " on, " +
                   what);
}

}  // namespace

Result<std::vector<Digest>> RocksTree::hashes(unsigned level, std::uint64_t first, std::size_t count) const {
    if (count == 0) return std::vector<Digest>();
    Cursor cursor(store_, level == 0 ? Family::leaves : Family::tree, key_of(level, first),
                  key_of(level, first + count));
    std::vector<Digest> found;
    found.reserve(count);
    for (std::uint64_t index = first; index < first + count; ++index, cursor.next()) {
        if (!cursor.status().ok()) return damaged(level, index, "cannot be read (" + cursor.status().ToString() + ")");
        if (!cursor.valid() || cursor.key() != key_of(level, index)) return damaged(level, index, "is missing");
        if (cursor.value().size() != sizeof(Digest::bytes)) {
            return damaged(level, index, "should have 32 bytes, but has " + std::to_string(cursor.value().size()));
        }
        std::copy(cursor.value().begin(), cursor.value().end(), found.emplace_back().bytes.begin());
    }
    return found;
}

void RocksTree::put(rocksdb::WriteBatch& batch, std::span<const tlog::Frontier::Completed> completed) const {
    for (const auto& node : completed)
        store_.put(batch, Family::tree, tree_key(node.level, node.index), node.hash.view());
}

Result<std::uint64_t> RocksTree::end_of(unsigned level) const {
    Cursor cursor(store_, Family::tree, tree_key(level, 0), tree_key(level + 1, 0));
    cursor.to_last();
    if (!cursor.status().ok()) return store_error(cursor.status(), "finding the end of a level of the tree");
    if (!cursor.valid()) return std::uint64_t(0);
    TZ_TRY(const std::uint64_t last, parse_u64(cursor.key().substr(1), "last hash of a level"));
    return last + 1;
}

Status RocksTree::complete(Position end) const {
    TZ_TRY(const std::uint64_t tiles, end_of(1));
    if (tiles > level_size(1, end)) return damaged(1, tiles - 1, "covers more than the log has");
    TZ_TRY(auto frontier, tlog::Frontier::load(*this, tiles * tile_width));
    while (frontier.size() < end) {
        const auto count = std::min<Position>(leaves_at_once - frontier.size() % leaves_at_once, end - frontier.size());
        TZ_TRY(const auto leaves, hashes(0, frontier.size(), count));
        auto grown = grow(frontier, leaves);
        rocksdb::WriteBatch batch;
        put(batch, grown.completed);
        if (const auto status = store_.write(batch); !status.ok()) return store_error(status, "completing the tree");
        frontier = std::move(grown.frontier);
    }
    return {};
}

Status RocksTree::check_edge(Position end) const {
    for (unsigned level = 1; level <= tlog::max_level; ++level) {
        const auto expected = level_size(level, end);
        TZ_TRY(const auto found, end_of(level));
        if (found < expected) return damaged(level, found, "is missing");
        if (found > expected) {
            return damaged(level, expected, "is there, but the log ends at " + std::to_string(end) + " before it");
        }
        if (expected > 0) TZ_CHECK(check_hash(level, expected - 1));
    }
    return {};
}

Status RocksTree::check_hash(unsigned level, std::uint64_t index) const {
    TZ_TRY(const auto kept, hashes(level, index, 1));
    TZ_TRY(const auto below, hashes(level - 1, index * tile_width, tile_width));
    if (grow({}, below).frontier.root() == kept.front()) return {};
    return damaged(level, index, "does not follow from the hashes below it");
}

}  // namespace taizhang
