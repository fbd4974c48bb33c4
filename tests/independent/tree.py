"""RFC 6962 hashes, inclusion and consistency, as docs/formats/transparency.md writes them."""
import hashlib


def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(hashes):
    """MTH over leaf hashes, or over the hashes of full subtrees of one size."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    level = list(hashes)
    while len(level) > 1:  # an odd last one rises as it is: the same tree as cutting at the largest power of two
        pairs = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) - len(level) % 2:]
    return level[0]


def _split(n):
    return 1 << (n - 1).bit_length() - 1


def inclusion_path(m, leaves):
    if len(leaves) == 1:
        return []
    k = _split(len(leaves))
    if m < k:
        return inclusion_path(m, leaves[:k]) + [root(leaves[k:])]
    return inclusion_path(m - k, leaves[k:]) + [root(leaves[:k])]


def consistency_path(m, leaves, whole=True):
    if m == len(leaves):
        return [] if whole else [root(leaves)]
    k = _split(len(leaves))
    if m <= k:
        return consistency_path(m, leaves[:k], whole) + [root(leaves[k:])]
    return consistency_path(m - k, leaves[k:], False) + [root(leaves[:k])]


def included(leaf, m, n, path, expected):
    if m >= n:
        return False
    f, s, r = m, n - 1, leaf
    for p in path:
        if s == 0:
            return False
        if f & 1 or f == s:
            r = node_hash(p, r)
            while not f & 1 and f:
                f, s = f >> 1, s >> 1
        else:
            r = node_hash(r, p)
        f, s = f >> 1, s >> 1
    return s == 0 and r == expected


def consistent(m, older, n, newer, path):
    """Whether the log of size n with root newer continues that of size m with root older."""
    if m > n:
        return False
    if m == n:
        return not path and older == newer
    if m == 0:
        return not path and older == root([])
    if not path:
        return False
    hashes = [older] + path if m & (m - 1) == 0 else list(path)
    f, s = m - 1, n - 1
    while f & 1:
        f, s = f >> 1, s >> 1
    a = b = hashes[0]
    for c in hashes[1:]:
        if s == 0:
            return False
        if f & 1 or f == s:
            a, b = node_hash(c, a), node_hash(c, b)
            while not f & 1 and f:
                f, s = f >> 1, s >> 1
        else:
            b = node_hash(b, c)
        f, s = f >> 1, s >> 1
    return s == 0 and a == older and b == newer
