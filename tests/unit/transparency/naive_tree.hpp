// The definitions of RFC 6962, 2.1, word for word and on their own: what the code under test is compared with.
//
//     NaiveTree naive(300);                                     // leaves of "entry 0", "entry 1", …
//     EXPECT_EQ(*inclusion_path(log, 7, 300), naive.path(7, 0, 300));
//
// For one thread.
#pragma once

#include <taizhang/ids.hpp>

#include <map>
#include <string>
#include <vector>

namespace taizhang::tlog::naive {

using Path = std::vector<Digest>;

inline Digest leaf_of(std::string_view entry) {
    return sha256({std::string_view("\0", 1), entry});
}

inline Digest node_of(const Digest& left, const Digest& right) {
    return sha256({"\x01", left.view(), right.view()});
}

inline std::uint64_t largest_power_below(std::uint64_t n) {
    std::uint64_t k = 1;
    while (k < n - k) k *= 2;
    return k;
}

class NaiveTree {
  public:
    explicit NaiveTree(std::size_t size) {
        for (std::size_t i = 0; i < size; ++i) leaves.push_back(leaf_of("entry " + std::to_string(i)));
    }

    Digest mth(std::uint64_t begin, std::uint64_t end) {
        if (begin == end) return sha256({});
        if (end - begin == 1) return leaves[begin];
        const auto [known, is_new] = known_.try_emplace({begin, end});
        if (!is_new) return known->second;
        const std::uint64_t middle = begin + largest_power_below(end - begin);
        return known->second = node_of(mth(begin, middle), mth(middle, end));
    }
    Path path(std::uint64_t m, std::uint64_t begin, std::uint64_t end) {
        if (end - begin == 1) return {};
        const std::uint64_t k = largest_power_below(end - begin), middle = begin + k;
        if (m < k) return plus(path(m, begin, middle), mth(middle, end));
        return plus(path(m - k, middle, end), mth(begin, middle));
    }
    Path sub(std::uint64_t m, std::uint64_t begin, std::uint64_t end, bool whole) {
        if (m == end - begin) return whole ? Path() : Path{mth(begin, end)};
        const std::uint64_t k = largest_power_below(end - begin), middle = begin + k;
        if (m <= k) return plus(sub(m, begin, middle, whole), mth(middle, end));
        return plus(sub(m - k, middle, end, false), mth(begin, middle));
    }

    Path leaves;

  private:
    static Path plus(Path path, const Digest& last) {
        path.push_back(last);
        return path;
    }
    std::map<std::pair<std::uint64_t, std::uint64_t>, Digest> known_;
};

/// Which sides the hashes of a proof stand on, from the root down: 'R' right of what is proven, 'L' left.
inline std::string inclusion_form(std::uint64_t m, std::uint64_t n) {
    if (n == 1) return {};
    const std::uint64_t k = largest_power_below(n);
    return m < k ? "R" + inclusion_form(m, k) : "L" + inclusion_form(m - k, n - k);
}

/// The same for consistency; '.' is the hash where it begins, '=' the older root in that place.
inline std::string consistency_form(std::uint64_t m, std::uint64_t n, bool whole = true) {
    if (m == n) return whole ? "=" : ".";
    const std::uint64_t k = largest_power_below(n);
    return m <= k ? "R" + consistency_form(m, k, whole) : "L" + consistency_form(m - k, n - k, false);
}

}  // namespace taizhang::tlog::naive
