#include "src/transparency/tree.hpp"

#include <algorithm>
#include <bit>
#include <optional>

namespace taizhang::tlog {

namespace {

/// The hashes of one tile, as far as the tree has them.
struct Tile {
    unsigned level = 0;
    std::uint64_t index = 0;
    std::vector<Digest> hashes;
};

/// Hashes of subtrees of the tree of one size, computed from its tiles; each tile is read once.
class Subtrees {
  public:
    Subtrees(const HashReader& reader, TreeSize size) : reader_(reader), size_(size) {}

    /// The complete subtree over the leaves [index·2^height, (index+1)·2^height).
    Result<Digest> complete(unsigned height, std::uint64_t index);
    /// MTH(D[begin:end]) for a range that the recursive definition of MTH meets: `begin` is a multiple of the smallest
    /// power of two that is not below the range's length, which is at least 1.
    Result<Digest> range(std::uint64_t begin, std::uint64_t end);

  private:
    /// A view of the cache, good until the next call.
    Result<std::span<const Digest>> tile(unsigned level, std::uint64_t index);

    const HashReader& reader_;
    TreeSize size_;
    std::vector<Tile> tiles_;
};

Result<std::span<const Digest>> Subtrees::tile(unsigned level, std::uint64_t index) {
    for (const Tile& known : tiles_) {
        if (known.level == level && known.index == index) return std::span(known.hashes);
    }
    const std::uint64_t first = index * tile_width;
    const auto width = std::min<std::uint64_t>(tile_width, (size_ >> (tile_height * level)) - first);
    TZ_TRY(auto hashes, reader_.hashes(level, first, width));
    if (hashes.size() != width) {
        return corrupt("expected " + std::to_string(width) + " hashes of level " + std::to_string(level) + " from " +
                       std::to_string(first) + " on, got " + std::to_string(hashes.size()));
    }
    tiles_.push_back({level, index, std::move(hashes)});
    return std::span<const Digest>(tiles_.back().hashes);
}

Result<Digest> Subtrees::complete(unsigned height, std::uint64_t index) {
    const unsigned level = height / tile_height, above = height % tile_height;
    const std::uint64_t first = index << above;
    TZ_TRY(const auto all, tile(level, first / tile_width));
    const auto part = all.subspan(first % tile_width, std::size_t{1} << above);
    std::vector<Digest> nodes(part.begin(), part.end());
    for (; nodes.size() > 1; nodes.resize(nodes.size() / 2)) {
        for (std::size_t i = 0; i < nodes.size() / 2; ++i) nodes[i] = node_hash(nodes[2 * i], nodes[2 * i + 1]);
    }
    return nodes.front();
}

Result<Digest> Subtrees::range(std::uint64_t begin, std::uint64_t end) {
    std::optional<Digest> root;
    for (std::uint64_t left = end - begin; left != 0; left &= left - 1) {  // smallest subtree, the rightmost, first
        const auto height = static_cast<unsigned>(std::countr_zero(left));
        end -= std::uint64_t{1} << height;
        TZ_TRY(const Digest subtree, complete(height, end >> height));
        root = root ? node_hash(subtree, *root) : subtree;
    }
    return *root;
}

/// Where the recursive definition divides `length` leaves, of which there are at least two.
std::uint64_t split(std::uint64_t length) {
    return std::bit_floor(length - 1);
}

Status check_size(TreeSize size) {
    if (size <= max_tree_size) return {};
    return invalid("expected a tree of at most " + std::to_string(max_tree_size) + " leaves, got " +
                   std::to_string(size));
}

/// What a refused proof was about, as messages begin.
std::string inclusion_of(std::uint64_t index, TreeSize size) {
    return "inclusion of leaf " + std::to_string(index) + " in " + std::to_string(size) + " leaves: ";
}
std::string consistency_of(TreeSize from, TreeSize to) {
    return "consistency of " + std::to_string(from) + " leaves with " + std::to_string(to) + ": ";
}

Error wrong_length(std::string about, const char* which, std::size_t got) {
    return corrupt(std::move(about) + "the proof has too " + which + " hashes, " + std::to_string(got) +
                   "; ask the log for another");
}

Status same_root(std::string about, const Digest& computed, const Digest& expected) {
    if (computed == expected) return {};
    return corrupt(std::move(about) + "the proof leads to the root " + computed.to_string() + ", expected " +
                   expected.to_string());
}

/// Where a proof's verification stands: the number of the node reached and of the last one, in their row of the tree.
struct Climb {
    std::uint64_t node = 0;
    std::uint64_t last = 0;

    /// Whether the next hash of the proof stands left of the node. A node without a right neighbour stands for itself
    /// in the rows above, up to the first where it is a right child.
    bool left_sibling() const { return (node & 1) == 1 || node == last; }
    void up(int rows) { node >>= rows, last >>= rows; }
    void up_from_left_sibling() {
        up(std::countr_zero(node));
        up(1);  // on its own: both shifts together may be 64, which C++ does not define
    }
    bool at_top() const { return last == 0; }
};

/// Both sizes are above 0 and differ, the path is not empty.
Status verify_growth(TreeSize from, const Digest& from_root, TreeSize to, const Digest& to_root,
                     std::span<const Digest> path) {
    Climb climb{.node = from - 1, .last = to - 1};
    climb.up(std::countr_one(climb.node));
    const bool complete = std::has_single_bit(from);  // the old tree is itself the first node: the proof leaves it out
    Digest old_root = complete ? from_root : path.front(), new_root = old_root;
    for (const Digest& next : path.subspan(complete ? 0 : 1)) {
        if (climb.at_top()) return wrong_length(consistency_of(from, to), "many", path.size());
        if (climb.left_sibling()) {
            old_root = node_hash(next, old_root);
            new_root = node_hash(next, new_root);
            climb.up_from_left_sibling();
        } else {
            new_root = node_hash(new_root, next);
            climb.up(1);
        }
    }
    if (!climb.at_top()) return wrong_length(consistency_of(from, to), "few", path.size());
    TZ_CHECK(same_root(consistency_of(from, to) + "of the older tree ", old_root, from_root));
    return same_root(consistency_of(from, to) + "of the newer tree ", new_root, to_root);
}

}  // namespace

Digest node_hash(const Digest& left, const Digest& right) {
    std::array<char, 65> node{0x01};
    std::ranges::copy(left.view(), node.begin() + 1);
    std::ranges::copy(right.view(), node.begin() + 33);
    return sha256({{node.data(), node.size()}});
}

Digest empty_root() {
    return sha256({});
}

Result<Frontier> Frontier::load(const HashReader& reader, TreeSize size) {
    TZ_CHECK(check_size(size));
    Subtrees subtrees(reader, size);
    Frontier frontier;
    for (int height = std::bit_width(size) - 1; height >= 0; --height) {
        if ((size >> height & 1) == 0) continue;
        TZ_TRY(const Digest peak, subtrees.complete(static_cast<unsigned>(height), (size >> height) - 1));
        frontier.peaks_.push_back(peak);
    }
    frontier.size_ = size;
    return frontier;
}

void Frontier::push(const Digest& leaf, std::vector<Completed>& completed) {
    Digest peak = leaf;
    ++size_;
    const auto rows = static_cast<unsigned>(std::countr_zero(size_));  // of subtrees that this leaf completes
    for (unsigned height = 1; height <= rows; ++height) {
        peak = node_hash(peaks_.back(), peak);
        peaks_.pop_back();
        if (height % tile_height != 0) continue;
        completed.push_back({.level = height / tile_height, .index = (size_ >> height) - 1, .hash = peak});
    }
    peaks_.push_back(peak);
}

Digest Frontier::root() const {
    if (peaks_.empty()) return empty_root();
    Digest root = peaks_.back();
    for (auto peak = peaks_.rbegin() + 1; peak != peaks_.rend(); ++peak) root = node_hash(*peak, root);
    return root;
}

Result<Digest> tree_root(const HashReader& reader, TreeSize size) {
    TZ_CHECK(check_size(size));
    if (size == 0) return empty_root();
    return Subtrees(reader, size).range(0, size);
}

Result<std::vector<Digest>> inclusion_path(const HashReader& reader, std::uint64_t index, TreeSize size) {
    TZ_CHECK(check_size(size));
    if (index >= size) {
        return invalid("expected the index of one of " + std::to_string(size) + " leaves, got " +
                       std::to_string(index));
    }
    Subtrees subtrees(reader, size);
    std::vector<Digest> path;  // from the root down, turned round at the end
    for (std::uint64_t begin = 0, end = size; end - begin > 1;) {
        const std::uint64_t middle = begin + split(end - begin);
        const bool left = index < middle;
        TZ_TRY(const Digest sibling, left ? subtrees.range(middle, end) : subtrees.range(begin, middle));
        path.push_back(sibling);
        (left ? end : begin) = middle;
    }
    std::ranges::reverse(path);
    return path;
}

Result<std::vector<Digest>> consistency_path(const HashReader& reader, TreeSize from, TreeSize to) {
    TZ_CHECK(check_size(to));
    if (from > to) {
        return invalid("expected an older size of at most " + std::to_string(to) + " leaves, got " +
                       std::to_string(from));
    }
    if (from == 0) return std::vector<Digest>();
    Subtrees subtrees(reader, to);
    std::vector<Digest> path;  // from the root down, turned round at the end
    std::uint64_t begin = 0, end = to;
    while (from != end) {
        const std::uint64_t middle = begin + split(end - begin);
        const bool left = from <= middle;
        TZ_TRY(const Digest sibling, left ? subtrees.range(middle, end) : subtrees.range(begin, middle));
        path.push_back(sibling);
        (left ? end : begin) = middle;
    }
    if (begin != 0) {  // what is left is not the whole older tree, whose root the verifier knows
        TZ_TRY(const Digest last, subtrees.range(begin, end));
        path.push_back(last);
    }
    std::ranges::reverse(path);
    return path;
}

Status verify_inclusion(const Digest& leaf, std::uint64_t index, TreeSize size, std::span<const Digest> path,
                        const Digest& root) {
    if (index >= size) return corrupt(inclusion_of(index, size) + "the tree has no such leaf");
    Climb climb{.node = index, .last = size - 1};
    Digest computed = leaf;
    for (const Digest& next : path) {
        if (climb.at_top()) return wrong_length(inclusion_of(index, size), "many", path.size());
        if (climb.left_sibling()) {
            computed = node_hash(next, computed);
            climb.up_from_left_sibling();
        } else {
            computed = node_hash(computed, next);
            climb.up(1);
        }
    }
    if (!climb.at_top()) return wrong_length(inclusion_of(index, size), "few", path.size());
    return same_root(inclusion_of(index, size), computed, root);
}

Status verify_consistency(TreeSize from, const Digest& from_root, TreeSize to, const Digest& to_root,
                          std::span<const Digest> path) {
    if (from > to) return corrupt(consistency_of(from, to) + "the older tree is the larger one");
    if (from == 0) TZ_CHECK(same_root(consistency_of(from, to) + "of no leaves ", empty_root(), from_root));
    if (from == to) TZ_CHECK(same_root(consistency_of(from, to) + "of the same size ", from_root, to_root));
    if (from == 0 || from == to) {
        if (path.empty()) return {};
        return wrong_length(consistency_of(from, to), "many", path.size());
    }
    if (path.empty()) return wrong_length(consistency_of(from, to), "few", path.size());
    return verify_growth(from, from_root, to, to_root, path);
}

}  // namespace taizhang::tlog
