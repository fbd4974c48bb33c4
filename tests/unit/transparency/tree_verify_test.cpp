#include "src/transparency/tree.hpp"

#include "tests/unit/transparency/naive_tree.hpp"

#include <gmock/gmock.h>

namespace taizhang::tlog {

using namespace naive;

namespace {

template <class Changed>
void for_each_bit(Digest& digest, std::size_t step, Changed changed) {
    for (std::size_t bit = 0; bit < 256; bit += step) {
        const auto mask = static_cast<std::uint8_t>(1U << bit % 8);
        digest.bytes[bit / 8] ^= mask;
        changed();
        digest.bytes[bit / 8] ^= mask;
    }
}

void expect_corrupt(const Status& status) {
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, ErrorCode::corrupt);
}

}  // namespace

TEST(VerifyInclusion, RefusesEveryBitChangedInLeafPathOrRoot) {
    NaiveTree naive(300);
    for (const std::size_t size : {1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 17, 256, 257, 300}) {
        Digest root = naive.mth(0, size);
        for (std::size_t index = 0; index < size; index += size > 17 ? 37 : 1) {
            Digest leaf = naive.leaves[index];
            Path path = naive.path(index, 0, size);
            const auto refused = [&] { expect_corrupt(verify_inclusion(leaf, index, size, path, root)); };
            ASSERT_TRUE(verify_inclusion(leaf, index, size, path, root));
            for_each_bit(leaf, 1, refused);
            for_each_bit(root, 1, refused);
            for (Digest& hash : path) for_each_bit(hash, 1, refused);
        }
    }
}

TEST(VerifyInclusion, RefusesEveryOtherIndexAndEverySizeThatGivesThePathAnotherForm) {
    NaiveTree naive(70);
    for (std::uint64_t size = 1; size <= 70; ++size) {
        const Digest root = naive.mth(0, size);
        for (std::uint64_t index = 0; index < size; ++index) {
            const Path path = naive.path(index, 0, size);
            const auto holds = [&](std::uint64_t i, std::uint64_t n) {
                return bool(verify_inclusion(naive.leaves[index], i, n, path, root));
            };
            for (std::uint64_t other = 0; other <= 140; ++other) {
                ASSERT_EQ(holds(other, size), other == index) << index << " of " << size << " as " << other;
                const bool same = other > index && inclusion_form(index, other) == inclusion_form(index, size);
                ASSERT_EQ(holds(index, other), same) << index << " of " << size << " as of " << other;
            }
            for (int bit = 0; bit < 64; ++bit) {
                const std::uint64_t mask = std::uint64_t{1} << bit;
                ASSERT_FALSE(holds(index ^ mask, size)) << index << " of " << size << ", bit " << bit;
                const std::uint64_t other = size ^ mask;
                const bool same = other > index && inclusion_form(index, other) == inclusion_form(index, size);
                ASSERT_EQ(holds(index, other), same) << index << " of " << size << ", bit " << bit;
            }
        }
    }
}

TEST(VerifyInclusion, RefusesPathsThatAreTooShortOrTooLong) {
    NaiveTree naive(21);
    for (std::size_t size = 1; size <= 21; ++size) {
        for (std::size_t index = 0; index < size; ++index) {
            const Digest root = naive.mth(0, size), leaf = naive.leaves[index];
            Path path = naive.path(index, 0, size);
            path.push_back(root);
            expect_corrupt(verify_inclusion(leaf, index, size, path, root));
            path.resize(100'000);
            expect_corrupt(verify_inclusion(leaf, index, size, path, root));
            path.resize(inclusion_form(index, size).size());
            if (path.empty()) continue;
            path.pop_back();
            expect_corrupt(verify_inclusion(leaf, index, size, path, root));
            expect_corrupt(verify_inclusion(leaf, index, size, {}, root));
            expect_corrupt(verify_inclusion(leaf, index, size, {}, leaf));
        }
    }
}

TEST(VerifyInclusion, RefusesALongerPathEvenWhenItLeadsToTheRoot) {
    NaiveTree naive(21);
    const Digest more = leaf_of("more");
    for (std::size_t size = 1; size <= 21; ++size) {
        for (std::size_t index = 0; index < size; ++index) {
            const Digest root = naive.mth(0, size);
            Path path = naive.path(index, 0, size);
            path.push_back(more);
            expect_corrupt(verify_inclusion(naive.leaves[index], index, size, path, node_of(root, more)));
            expect_corrupt(verify_inclusion(naive.leaves[index], index, size, path, node_of(more, root)));
        }
    }
}

TEST(VerifyInclusion, SaysNoAtTheEndsOfTheNumbers) {
    const Digest leaf = leaf_of("one");
    const std::uint64_t most = ~std::uint64_t{0}, middle = std::uint64_t{1} << 63;
    expect_corrupt(verify_inclusion(leaf, 0, 0, {}, leaf));
    expect_corrupt(verify_inclusion(leaf, 0, 0, {}, empty_root()));
    expect_corrupt(verify_inclusion(leaf, 1, 1, {}, leaf));
    expect_corrupt(verify_inclusion(leaf, most, 1, {}, leaf));
    expect_corrupt(verify_inclusion(leaf, most, most, {}, leaf));
    for (std::size_t length = 0; length <= 70; ++length) {
        const Path path(length, leaf);
        for (const std::uint64_t size : {middle - 1, middle, middle + 1, most}) {
            for (const std::uint64_t index : {std::uint64_t{0}, middle - 2, middle, size - 1}) {
                expect_corrupt(verify_inclusion(leaf, index, size, path, leaf));
            }
        }
    }
}

TEST(VerifyInclusion, HoldsForTheLastLeafBeyondTwoToTheSixtyThree) {
    const Digest leaf = leaf_of("last"), left = leaf_of("all before");
    const std::uint64_t middle = std::uint64_t{1} << 63;
    EXPECT_TRUE(verify_inclusion(leaf, middle, middle + 1, Path{left}, node_of(left, leaf)));
}

TEST(VerifyConsistency, RefusesEveryBitChangedInPathOrRoots) {
    NaiveTree naive(300);
    for (const std::size_t to : {1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 17, 256, 257, 300}) {
        for (std::size_t from = 0; from <= to; from += to > 17 ? 32 : 1) {
            Digest old_root = naive.mth(0, from), new_root = naive.mth(0, to);
            Path path = from == 0 ? Path() : naive.sub(from, 0, to, true);
            const auto refused = [&] { expect_corrupt(verify_consistency(from, old_root, to, new_root, path)); };
            ASSERT_TRUE(verify_consistency(from, old_root, to, new_root, path));
            for_each_bit(old_root, 1, refused);
            if (from != 0) for_each_bit(new_root, 1, refused);  // any tree continues the one of no leaves
            for (Digest& hash : path) for_each_bit(hash, 1, refused);
        }
    }
}

TEST(VerifyConsistency, RefusesEveryOtherSizeThatGivesThePathAnotherForm) {
    NaiveTree naive(48);
    for (std::uint64_t to = 1; to <= 48; ++to) {
        for (std::uint64_t from = 1; from < to; ++from) {
            const Path path = naive.sub(from, 0, to, true);
            const Digest old_root = naive.mth(0, from), new_root = naive.mth(0, to);
            const auto holds = [&](std::uint64_t a, std::uint64_t b) {
                return bool(verify_consistency(a, old_root, b, new_root, path));
            };
            const auto same = [&](std::uint64_t a, std::uint64_t b) {
                return a != 0 && a < b && consistency_form(a, b) == consistency_form(from, to);
            };
            for (std::uint64_t other = 0; other <= 100; ++other) {
                ASSERT_EQ(holds(other, to), other == from) << from << " to " << to << " from " << other;
                ASSERT_EQ(holds(from, other), same(from, other)) << from << " to " << to << " as to " << other;
            }
            for (int bit = 0; bit < 64; ++bit) {
                const std::uint64_t mask = std::uint64_t{1} << bit;
                ASSERT_FALSE(holds(from ^ mask, to)) << from << " to " << to << ", bit " << bit;
                ASSERT_EQ(holds(from, to ^ mask), same(from, to ^ mask)) << from << " to " << to << ", bit " << bit;
            }
        }
    }
}

TEST(VerifyConsistency, RefusesPathsThatAreTooShortOrTooLong) {
    NaiveTree naive(21);
    for (std::size_t to = 0; to <= 21; ++to) {
        for (std::size_t from = 0; from <= to; ++from) {
            const Digest old_root = naive.mth(0, from), new_root = naive.mth(0, to);
            Path path = from == 0 ? Path() : naive.sub(from, 0, to, true);
            const std::size_t right = path.size();
            for (const std::size_t length : {right + 1, right + 64, std::size_t{100'000}}) {
                path.resize(length, new_root);
                expect_corrupt(verify_consistency(from, old_root, to, new_root, path));
            }
            for (std::size_t length = right; length-- > 0;) {
                path.resize(length);
                expect_corrupt(verify_consistency(from, old_root, to, new_root, path));
            }
        }
    }
}

TEST(VerifyConsistency, RefusesALongerPathEvenWhenItLeadsToTheRoots) {
    NaiveTree naive(21);
    const Digest more = leaf_of("more");
    for (std::size_t to = 2; to <= 21; ++to) {
        for (std::size_t from = 1; from < to; ++from) {
            const Digest old_root = naive.mth(0, from), new_root = naive.mth(0, to);
            Path path = naive.sub(from, 0, to, true);
            path.push_back(more);
            expect_corrupt(verify_consistency(from, old_root, to, node_of(new_root, more), path));
            expect_corrupt(verify_consistency(from, node_of(more, old_root), to, node_of(more, new_root), path));
        }
    }
}

TEST(VerifyConsistency, TheTreeOfNoLeavesHasOneRoot) {
    const Digest root = leaf_of("one");
    EXPECT_TRUE(verify_consistency(0, empty_root(), 0, empty_root(), {}));
    EXPECT_TRUE(verify_consistency(0, empty_root(), 7, root, {}));
    expect_corrupt(verify_consistency(0, root, 7, root, {}));
    expect_corrupt(verify_consistency(0, root, 0, root, {}));
    expect_corrupt(verify_consistency(0, empty_root(), 0, root, {}));
    expect_corrupt(verify_consistency(0, empty_root(), 7, root, Path{root}));
}

TEST(VerifyConsistency, RefusesARewrittenHistory) {
    NaiveTree naive(100), other(100);
    other.leaves[40] = leaf_of("rewritten");
    const Path path = other.sub(64, 0, 100, true);
    EXPECT_TRUE(verify_consistency(64, other.mth(0, 64), 100, other.mth(0, 100), path));
    expect_corrupt(verify_consistency(64, naive.mth(0, 64), 100, other.mth(0, 100), path));
    expect_corrupt(verify_consistency(64, naive.mth(0, 64), 100, other.mth(0, 100), naive.sub(64, 0, 100, true)));
    expect_corrupt(verify_consistency(64, naive.mth(0, 64), 64, other.mth(0, 64), {}));
}

TEST(VerifyConsistency, SaysNoAtTheEndsOfTheNumbers) {
    const Digest root = leaf_of("one");
    const std::uint64_t most = ~std::uint64_t{0}, middle = std::uint64_t{1} << 63;
    expect_corrupt(verify_consistency(8, root, 7, root, {}));
    expect_corrupt(verify_consistency(most, root, 0, root, {}));
    for (std::size_t length = 0; length <= 70; ++length) {
        const Path path(length, root);
        for (const std::uint64_t to : {middle - 1, middle, middle + 1, most}) {
            for (const std::uint64_t from : {std::uint64_t{1}, std::uint64_t{2}, middle - 2, to - 1}) {
                expect_corrupt(verify_consistency(from, root, to, root, path));
            }
        }
    }
    const Digest next = leaf_of("next");
    EXPECT_TRUE(verify_consistency(middle, root, middle + 1, node_of(root, next), Path{next}));
}

TEST(VerifyConsistency, SaysWhatDoesNotFit) {
    NaiveTree naive(9);
    const Path path = naive.sub(5, 0, 9, true);
    const std::string message = verify_consistency(5, naive.mth(0, 5), 9, naive.mth(0, 8), path).error().message;
    EXPECT_THAT(message, testing::HasSubstr("consistency of 5 leaves with 9"));
    EXPECT_THAT(message, testing::HasSubstr(naive.mth(0, 9).to_string()));
    EXPECT_THAT(message, testing::HasSubstr(naive.mth(0, 8).to_string()));
    EXPECT_THAT(verify_inclusion(naive.leaves[1], 9, 9, {}, naive.mth(0, 9)).error().message,
                testing::HasSubstr("leaf 9 in 9 leaves"));
}

}  // namespace taizhang::tlog
