"""Which keys sign a log's checkpoints, followed from the first (docs/formats/transparency.md, "Keys in force")."""
from dataclasses import dataclass, replace

from note import LOG, Key, Refused, parse_checkpoint, parse_key
from record import Reader

ADOPTED, RETIRED = 941, 942


@dataclass
class Change:
    position: int
    size: int         # of the checkpoint that vouches for it
    checkpoint: str
    what: int
    key: Key


def read(header, payload):
    """What an event of log/keys says (events.md): one text, the key."""
    if header.type not in (ADOPTED, RETIRED):
        raise Refused(f"event type {header.type} neither adopts nor retires a key")
    reader = Reader(payload)
    reader.byte(1, "byte order")
    reader.byte(1, "member count")
    key = parse_key(reader.text("key"), LOG)
    reader.end("payload")
    return header.type, key


def follow(policy, changes, newest):
    """The newest checkpoint, checked under the keys that are trusted by then. Refuses it otherwise."""
    known = list(policy.keys)
    for note in [change.checkpoint for change in changes]:
        try:
            size = _open(policy, changes, known, note).size
        except Refused:
            continue  # nobody who is trusted vouches for it
        known += [c.key for c in changes if c.what == ADOPTED and c.position < size and c.key not in known]
    return _open(policy, changes, known, newest)


def _open(policy, changes, known, note):
    size = parse_checkpoint(note, []).size
    retired = [change.key for change in changes if change.what == RETIRED and change.position < size]
    trusted = [key for key in known if key not in retired]
    if known and not trusted:
        raise Refused("checkpoint: the key that is trusted was retired before it, and nobody vouches for another")
    return replace(policy, keys=trusted).check(note)
