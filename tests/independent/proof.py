"""A .tlog-proof file with the entry as its extra, as docs/formats/transparency.md says."""
import record
import tree
from note import Refused, from_base64, from_decimal

MOST_FILE, MOST_HASHES = 131072, 64


def parse(text):
    """(entry or None, index, path, note)"""
    if len(text.encode()) > MOST_FILE:
        raise Refused(f"proof: longer than {MOST_FILE} bytes")
    head, gap, note = text.partition("\n\n")
    lines = head.split("\n")
    if not gap or lines[0] != "c2sp.org/tlog-proof@v1":
        raise Refused("proof: c2sp.org/tlog-proof@v1, and an empty line before the checkpoint, were expected")
    entry, lines = None, lines[1:]
    if lines and lines[0].startswith("extra "):
        entry, lines = from_base64(lines[0][6:], "extra"), lines[1:]
        if not entry:
            raise Refused("extra: it is empty")
    if not lines or not lines[0].startswith("index "):
        raise Refused("proof: a line with the index was expected")
    if len(lines) > MOST_HASHES + 1:
        raise Refused(f"proof: more than {MOST_HASHES} hashes")
    path = [from_base64(line, "proof hash", 32) for line in lines[1:]]
    return entry, from_decimal(lines[0][6:], "index"), path, note


def check(text, policy, entry=None):
    """(header, checkpoint) of a proof that holds. entry: what the verifier has himself, when the file has none."""
    extra, index, path, note = parse(text)
    if extra is None and entry is None:
        raise Refused("proof: the entry is not in it")
    if entry is not None and extra not in (None, entry):
        raise Refused("proof: extra is another entry")
    checkpoint = policy.check(note)
    if not tree.included(tree.leaf_hash(extra or entry), index, checkpoint.size, path, checkpoint.root):
        raise Refused(f"position {index}: the entry's hash and its path do not lead to the checkpoint's root")
    header = record.parse_entry(extra or entry)
    if header.position != index:
        raise Refused(f"position {index}: the entry says position {header.position}")
    return header, checkpoint
