#include "src/transparency/tree.hpp"

#include "tests/unit/transparency/naive_tree.hpp"

#include <gmock/gmock.h>

#include <bit>

namespace taizhang::tlog {

using namespace naive;

namespace {

Digest digest_of(std::string_view base64) {
    std::map<char, unsigned> values;
    for (char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")) {
        values.emplace(c, static_cast<unsigned>(values.size()));
    }
    Digest digest;
    for (std::size_t bit = 0; bit < 256; ++bit) {
        const unsigned set = values.at(base64[bit / 6]) >> (5 - bit % 6) & 1;
        digest.bytes[bit / 8] = static_cast<std::uint8_t>(digest.bytes[bit / 8] | set << (7 - bit % 8));
    }
    return digest;
}

/// A growing log's hashes as they are kept, and a count of what is read of them.
class KeptHashes : public HashReader {
  public:
    Result<std::vector<Digest>> hashes(unsigned level, std::uint64_t first, std::size_t count) const override {
        ++calls;
        largest = std::max(largest, count);
        if (level >= levels.size() || first > levels[level].size() || count > levels[level].size() - first) {
            return corrupt("level " + std::to_string(level) + " ends before " + std::to_string(first + count));
        }
        const auto begin = levels[level].begin() + static_cast<std::ptrdiff_t>(first);
        return std::vector<Digest>(begin, begin + static_cast<std::ptrdiff_t>(count));
    }

    void append(const Digest& leaf) {
        std::vector<Frontier::Completed> completed;
        frontier.push(leaf, completed);
        levels[0].push_back(leaf);
        for (const auto& subtree : completed) {
            if (subtree.level >= levels.size()) levels.resize(subtree.level + 1);
            EXPECT_EQ(subtree.index, levels[subtree.level].size());
            levels[subtree.level].push_back(subtree.hash);
        }
    }

    std::vector<Path> levels{1};
    Frontier frontier;
    mutable std::size_t calls = 0, largest = 0;
};

KeptHashes kept(const NaiveTree& naive, std::size_t size) {
    KeptHashes hashes;
    for (std::size_t i = 0; i < size; ++i) hashes.append(naive.leaves[i]);
    return hashes;
}

/// A log of any size whose leaves are all the same, so that its complete subtrees of one height are, too.
class EvenLog : public HashReader {
  public:
    EvenLog() {
        of_height_[0] = leaf_of("even");
        for (int height = 1; height < 64; ++height)
            of_height_[height] = node_of(of_height_[height - 1], of_height_[height - 1]);
    }
    Result<std::vector<Digest>> hashes(unsigned level, std::uint64_t first, std::size_t count) const override {
        ++calls;
        EXPECT_LE(level, max_level);
        EXPECT_LE(count, tile_width);
        EXPECT_LE(first + count, size >> (8 * level));
        return std::vector<Digest>(count, of_height_[8 * level]);
    }
    Digest mth(std::uint64_t n) const {
        if (std::has_single_bit(n)) return of_height_[std::countr_zero(n)];
        const std::uint64_t k = largest_power_below(n);
        return node_of(mth(k), mth(n - k));
    }
    Digest leaf() const { return of_height_[0]; }

    std::uint64_t size = 0;
    mutable std::size_t calls = 0;

  private:
    std::array<Digest, 64> of_height_;
};

template <class T>
class ShortReader : public T {
    using T::T;
    Result<std::vector<Digest>> hashes(unsigned level, std::uint64_t first, std::size_t count) const override {
        TZ_TRY(auto all, T::hashes(level, first, count));
        all.pop_back();
        return all;
    }
};

class BrokenReader : public HashReader {
    Result<std::vector<Digest>> hashes(unsigned, std::uint64_t, std::size_t) const override {
        return corrupt("the disk is on fire");
    }
};

const std::vector<std::size_t> large_sizes = {511, 512, 513, 65'535, 65'536, 65'537, 70'000};

}  // namespace

TEST(Tree, KnownAnswersOfTheFormat) {
    const Digest one = digest_of("0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=");
    const Digest three = digest_of("Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=");
    EXPECT_EQ(to_base64(empty_root().view()), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    KeptHashes log;
    EXPECT_EQ(*tree_root(log, 0), empty_root());
    EXPECT_EQ(log.frontier.root(), empty_root());
    log.append(leaf_of("one"));
    EXPECT_EQ(*tree_root(log, 1), one);
    log.append(leaf_of("two"));
    log.append(leaf_of("three"));
    EXPECT_EQ(*tree_root(log, 3), three);
    EXPECT_EQ(log.frontier.root(), three);
    EXPECT_EQ(*tree_root(log, 1), one) << "an older size, from the same hashes";
}

TEST(Tree, NodeIsTheHashOfAOneAndBothSides) {
    const Digest left = leaf_of("left"), right = leaf_of("right");
    EXPECT_EQ(node_hash(left, right), node_of(left, right));
    EXPECT_NE(node_hash(left, right), node_hash(right, left));
}

TEST(Tree, RootsOfAllSmallSizesAreThoseOfTheDefinition) {
    NaiveTree naive(600);
    KeptHashes log;
    for (std::size_t size = 0; size <= 600; ++size) {
        ASSERT_EQ(*tree_root(log, size), naive.mth(0, size)) << size;
        ASSERT_EQ(log.frontier.root(), naive.mth(0, size)) << size;
        ASSERT_EQ(log.frontier.size(), size);
        if (size < 600) log.append(naive.leaves[size]);
    }
}

TEST(Tree, FrontierThatWasLoadedGoesOnAsTheOneThatGrew) {
    NaiveTree naive(800);
    const KeptHashes log = kept(naive, 800);
    for (std::size_t size = 0; size < 800; ++size) {
        auto frontier = *Frontier::load(log, size);
        ASSERT_EQ(frontier.size(), size);
        ASSERT_EQ(frontier.root(), naive.mth(0, size)) << size;
        std::vector<Frontier::Completed> completed;
        frontier.push(naive.leaves[size], completed);
        ASSERT_EQ(frontier.root(), naive.mth(0, size + 1)) << size;
        ASSERT_EQ(completed.size(), (size + 1) % 256 == 0 ? 1 : 0) << size;
    }
}

TEST(Tree, CompletedHashesAreThoseOfTheTileLevels) {
    NaiveTree naive(70'000);
    const KeptHashes log = kept(naive, 70'000);
    ASSERT_EQ(log.levels.size(), 3);
    EXPECT_EQ(log.levels[1].size(), 70'000 / 256);
    EXPECT_EQ(log.levels[2].size(), 1);
    for (std::size_t i = 0; i < log.levels[1].size(); ++i) {
        ASSERT_EQ(log.levels[1][i], naive.mth(i * 256, (i + 1) * 256)) << i;
    }
    EXPECT_EQ(log.levels[2][0], naive.mth(0, 65'536));
}

TEST(Tree, CompletedNamesLowerLevelsFirstAndIsAppendedTo) {
    NaiveTree naive(65'536);
    Frontier frontier;
    std::vector<Frontier::Completed> completed;
    for (const Digest& leaf : naive.leaves) frontier.push(leaf, completed);
    ASSERT_EQ(completed.size(), 257);
    EXPECT_EQ(completed[255].level, 1);
    EXPECT_EQ(completed[255].index, 255);
    EXPECT_EQ(completed[256].level, 2);
    EXPECT_EQ(completed[256].index, 0);
}

TEST(Tree, InclusionPathsOfAllSmallTreesAreThoseOfTheDefinitionAndVerify) {
    NaiveTree naive(300);
    const KeptHashes log = kept(naive, 300);
    for (std::size_t size = 1; size <= 300; ++size) {
        const Digest root = naive.mth(0, size);
        for (std::size_t index = 0; index < size; ++index) {
            const Path path = *inclusion_path(log, index, size);
            ASSERT_EQ(path, naive.path(index, 0, size)) << index << " of " << size;
            ASSERT_TRUE(verify_inclusion(naive.leaves[index], index, size, path, root)) << index << " of " << size;
        }
    }
}

TEST(Tree, ConsistencyPathsOfAllSmallTreesAreThoseOfTheDefinitionAndVerify) {
    NaiveTree naive(300);
    const KeptHashes log = kept(naive, 300);
    for (std::size_t to = 0; to <= 300; ++to) {
        for (std::size_t from = 0; from <= to; ++from) {
            const Path path = *consistency_path(log, from, to);
            ASSERT_EQ(path, from == 0 ? Path() : naive.sub(from, 0, to, true)) << from << " to " << to;
            ASSERT_TRUE(verify_consistency(from, naive.mth(0, from), to, naive.mth(0, to), path))
                << from << " to " << to;
        }
    }
}

TEST(Tree, ProofsOfLargeTreesAreThoseOfTheDefinitionAndReadWholeTilesOnly) {
    NaiveTree naive(70'000);
    const KeptHashes log = kept(naive, 70'000);
    for (const std::size_t size : large_sizes) {
        const Digest root = naive.mth(0, size);
        EXPECT_EQ(*tree_root(log, size), root) << size;
        EXPECT_EQ(Frontier::load(log, size)->root(), root) << size;
        for (const std::size_t at : {std::size_t{1}, std::size_t{2}, std::size_t{255}, std::size_t{256},
                                     std::size_t{257}, size / 2, size - 256, size - 2, size - 1}) {
            log.calls = log.largest = 0;
            const Path path = *inclusion_path(log, at, size);
            EXPECT_LE(log.calls, 2 * 3) << "two tiles in each of three levels";
            EXPECT_LE(log.largest, tile_width);
            EXPECT_EQ(path, naive.path(at, 0, size)) << at << " of " << size;
            EXPECT_TRUE(verify_inclusion(naive.leaves[at], at, size, path, root)) << at << " of " << size;
            log.calls = log.largest = 0;
            const Path growth = *consistency_path(log, at, size);
            EXPECT_LE(log.calls, 2 * 3);
            EXPECT_LE(log.largest, tile_width);
            EXPECT_EQ(growth, naive.sub(at, 0, size, true)) << at << " to " << size;
            EXPECT_TRUE(verify_consistency(at, naive.mth(0, at), size, root, growth)) << at << " to " << size;
        }
    }
}

TEST(Tree, OlderTreesNeedNoHashThatCameAfterThem) {
    NaiveTree naive(1'000);
    for (const std::size_t size : {1, 255, 256, 257, 511, 512, 1'000}) {
        const KeptHashes log = kept(naive, size);  // refuses what lies beyond
        EXPECT_TRUE(tree_root(log, size));
        EXPECT_TRUE(inclusion_path(log, 0, size));
        EXPECT_TRUE(inclusion_path(log, size - 1, size));
        EXPECT_TRUE(consistency_path(log, 1, size));
        EXPECT_TRUE(consistency_path(log, size - 1, size));
        EXPECT_TRUE(Frontier::load(log, size));
    }
}

TEST(Tree, LargestTreesAreProvenFromAFewTiles) {
    EvenLog log;
    const std::uint64_t half = std::uint64_t{1} << 62;
    for (const std::uint64_t size : {max_tree_size, max_tree_size - 1, half, half + 1, half - 1, half + 70'000}) {
        log.size = size;
        const Digest root = log.mth(size);
        EXPECT_EQ(*tree_root(log, size), root) << size;
        EXPECT_EQ(Frontier::load(log, size)->root(), root) << size;
        for (const std::uint64_t at : {std::uint64_t{1}, size / 3, half - 2, size - 2, size - 1}) {
            log.calls = 0;
            const auto path = inclusion_path(log, at, size);
            EXPECT_LE(log.calls, 2 * 8);
            ASSERT_TRUE(path);
            EXPECT_EQ(path->size(), inclusion_form(at, size).size());
            EXPECT_TRUE(verify_inclusion(log.leaf(), at, size, *path, root)) << at << " of " << size;
            log.calls = 0;
            const auto growth = consistency_path(log, at, size);
            EXPECT_LE(log.calls, 2 * 8);
            ASSERT_TRUE(growth);
            EXPECT_TRUE(verify_consistency(at, log.mth(at), size, root, *growth)) << at << " to " << size;
        }
    }
}

TEST(Tree, AsksForNoIndexOrSizeThatCannotBe) {
    NaiveTree naive(8);
    const KeptHashes log = kept(naive, 8);
    const std::uint64_t most = ~std::uint64_t{0};
    const std::vector<Result<std::vector<Digest>>> refused = {inclusion_path(log, 8, 8),
                                                              inclusion_path(log, 0, 0),
                                                              inclusion_path(log, most, 8),
                                                              inclusion_path(log, 0, most),
                                                              consistency_path(log, 9, 8),
                                                              consistency_path(log, most, 8),
                                                              consistency_path(log, 1, max_tree_size + 1),
                                                              consistency_path(log, 0, most)};
    for (std::size_t i = 0; i < refused.size(); ++i) {
        ASSERT_FALSE(refused[i]) << i;
        EXPECT_EQ(refused[i].error().code, ErrorCode::invalid) << i;
    }
    EXPECT_EQ(tree_root(log, most).error().code, ErrorCode::invalid);
    EXPECT_EQ(Frontier::load(log, most).error().code, ErrorCode::invalid);
    EXPECT_EQ(log.calls, 0);
}

TEST(Tree, WhatTheReaderCannotGiveIsAnErrorAndNoProof) {
    ShortReader<EvenLog> too_few;
    too_few.size = 1'000;
    const BrokenReader broken;
    for (const HashReader* reader :
         {static_cast<const HashReader*>(&too_few), static_cast<const HashReader*>(&broken)}) {
        EXPECT_EQ(tree_root(*reader, 1'000).error().code, ErrorCode::corrupt);
        EXPECT_EQ(Frontier::load(*reader, 1'000).error().code, ErrorCode::corrupt);
        EXPECT_EQ(inclusion_path(*reader, 3, 1'000).error().code, ErrorCode::corrupt);
        EXPECT_EQ(consistency_path(*reader, 3, 1'000).error().code, ErrorCode::corrupt);
    }
}

}  // namespace taizhang::tlog
