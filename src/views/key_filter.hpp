// Which keys have never been written: most rows that a projection asks for and does not find were never there, and to
// look for them in the store costs more than to project an event. A Bloom filter that grows with its keys, up to a
// bound, from which on it lets more and more pass.
//
//     KeyFilter written;
//     written.add("2014/fgw-1");
//     if (!written.may_hold("2014/fgw-2")) ...        // certain; the contrary is not
//
// One thread at a time.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace taizhang {

class KeyFilter {
  public:
    void add(std::string_view key) {
        const auto hash = hash_of(key);
        if (may_hold(hash)) return;
        if (layers_.empty() || (layers_.back().room == 0 && layers_.back().blocks.size() < most_blocks)) grow();
        auto& layer = layers_.back();
        if (layer.room > 0) --layer.room;
        set(layer.blocks[block_of(layer, hash)], hash);
    }
    bool may_hold(std::string_view key) const { return may_hold(hash_of(key)); }
    std::size_t bytes() const {
        std::size_t all = 0;
        for (const auto& layer : layers_) all += layer.blocks.size() * sizeof(Block);
        return all;
    }

  private:
    using Block = std::array<std::uint64_t, 8>;  ///< a line of the processor's cache: one wait for memory
    struct Layer {
        std::vector<Block> blocks;
        std::size_t room = 0;  ///< keys that it can still take well
    };
    static constexpr std::size_t first_blocks = 8, most_blocks = 1 << 14;  ///< of a layer: 512 bytes to 1 MiB
    static constexpr std::size_t keys_in_block = 40;
    static constexpr unsigned bits_of_key = 5;

    static std::uint64_t hash_of(std::string_view key) { return std::hash<std::string_view>()(key); }
    /// By the upper half of the hash; the bits within a block by the other.
    static std::size_t block_of(const Layer& layer, std::uint64_t hash) {
        return static_cast<std::size_t>((hash >> 32) * layer.blocks.size() >> 32);
    }
    /// Calls visit(word, bit) for each of the key's bits, as long as it returns true; says whether it did to the end.
    template <class Visit>
    static bool each_bit(std::uint64_t hash, Visit&& visit) {
        auto rest = (hash & 0xFFFFFFFF) * 0x9E3779B97F4A7C15u;
        for (unsigned i = 0; i < bits_of_key; ++i, rest >>= 9) {
            if (!visit((rest >> 6) & 7, std::uint64_t{1} << (rest & 63))) return false;
        }
        return true;
    }
    static void set(Block& block, std::uint64_t hash) {
        each_bit(hash, [&](std::size_t word, std::uint64_t bit) { return block[word] |= bit, true; });
    }
    bool may_hold(std::uint64_t hash) const {
        for (const auto& layer : layers_) {
            const auto& block = layer.blocks[block_of(layer, hash)];
            const auto has = [&](std::size_t word, std::uint64_t bit) { return (block[word] & bit) != 0; };
            if (each_bit(hash, has)) return true;
        }
        return false;
    }
    void grow() {
        const auto blocks = layers_.empty() ? first_blocks : layers_.back().blocks.size() * 2;
        layers_.push_back({std::vector<Block>(blocks), blocks * keys_in_block});
    }

    std::vector<Layer> layers_;
};

}  // namespace taizhang
