"""Verifier keys, signed notes, checkpoints and cosignatures, as docs/formats/transparency.md writes them."""
import base64
import binascii
import hashlib
from dataclasses import dataclass, field

import ed25519

LOG, WITNESS = 1, 4
MOST_NOTE, MOST_SIGNATURES = 65536, 100


class Refused(Exception):
    """What was read is not what the format says, or does not hold. Its text says why."""


def from_base64(text, what, length=None):
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refused(f"{what}: not base64: {text[:60]!r}") from None
    if base64.b64encode(data).decode() != text:
        raise Refused(f"{what}: another spelling of base64: {text[:60]!r}")
    if length is not None and len(data) != length:
        raise Refused(f"{what}: {length} bytes were expected, {len(data)} came")
    return data


def from_decimal(text, what):
    if not (text.isascii() and text.isdigit()) or (text[0] == "0" and text != "0") or int(text) >= 2**64:
        raise Refused(f"{what}: not a decimal number below 2^64: {text[:40]!r}")
    return int(text)


@dataclass(frozen=True)
class Key:
    name: str
    kind: int
    public: bytes

    @property
    def id(self):
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def __str__(self):
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"


def parse_key(text, kind=None):
    parts = text.split("+", 2)
    if len(parts) != 3 or text.startswith("PRIVATE+KEY+"):
        raise Refused(f"<name>+<id>+<base64> was expected as a verifier key, {text[:60]!r} came")
    blob = from_base64(parts[2], "verifier key", 33)
    key = Key(parts[0], blob[0], blob[1:])
    if not key.name or any(c.isspace() for c in key.name):
        raise Refused(f"verifier key: {key.name!r} is no name")
    if key.kind not in (LOG, WITNESS) or (kind and key.kind != kind):
        raise Refused(f"verifier key {key.name}: its kind is {key.kind}" + (f", not {kind}" if kind else ""))
    if key.id.hex() != parts[1]:
        raise Refused(f"verifier key {key.name}: the id is {key.id.hex()}, not {parts[1]}")
    return key


def parse_note(note):
    """(text, [(name, id, blob)])"""
    if len(note.encode()) > MOST_NOTE:
        raise Refused(f"note: longer than {MOST_NOTE} bytes")
    if any(c < " " and c != "\n" for c in note):
        raise Refused("note: a control character stands in it")
    if not note.endswith("\n"):
        raise Refused("note: the last newline is missing")
    cut = note.rfind("\n\n")
    if cut < 0:
        raise Refused("note: no empty line before the signatures")
    lines = note[cut + 2:].split("\n")[:-1]
    if not 1 <= len(lines) <= MOST_SIGNATURES:
        raise Refused(f"note: 1 to {MOST_SIGNATURES} signature lines were expected, {len(lines)} came")
    return note[:cut + 1], [_signature_line(line) for line in lines]


def _signature_line(line):
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "—" or not parts[1]:
        raise Refused(f"note: not a signature line: {line[:80]!r}")
    if "+" in parts[1] or any(c.isspace() for c in parts[1]):
        raise Refused(f"note: {parts[1]!r} is no key's name")
    blob = from_base64(parts[2], f"signature line of {parts[1]}")
    if len(blob) < 5:
        raise Refused(f"note: the signature of {parts[1]} is empty")
    return parts[1], blob[:4], blob[4:]


def _signed_by(key, text, blob):
    if key.kind == LOG:
        return ed25519.verify(key.public, text.encode(), blob)
    if len(blob) != 72 or int.from_bytes(blob[:8], "big") * 1000 >= 2**63:
        return False
    time = int.from_bytes(blob[:8], "big")
    return ed25519.verify(key.public, f"cosignature/v1\ntime {time}\n{text}".encode(), blob[8:])


@dataclass
class Checkpoint:
    origin: str
    size: int
    root: bytes
    text: str
    logs: set = field(default_factory=set)       # known log keys that signed
    witnesses: set = field(default_factory=set)  # known witnesses that cosigned

    def cosigned(self):
        return min(len({key.name for key in self.witnesses}), len({key.public for key in self.witnesses}))


def _checkpoint_text(text):
    lines = text.split("\n")[:-1]
    if len(lines) < 3 or "" in lines:
        raise Refused("checkpoint: origin, size and root were expected, without empty lines")
    return Checkpoint(lines[0], from_decimal(lines[1], "checkpoint size"), from_base64(lines[2], "checkpoint root", 32), text)


def parse_checkpoint(note, keys):
    """The checkpoint, with those of keys that signed it. A known key's signature that does not hold rejects the note."""
    if len({(key.name, key.id) for key in keys}) != len(set(keys)):
        raise Refused("two known keys have the same name and id")
    text, signatures = parse_note(note)
    checkpoint = _checkpoint_text(text)
    for name, key_id, blob in signatures:
        for key in set(keys):
            if (key.name, key.id) != (name, key_id):
                continue
            if not _signed_by(key, text, blob):
                raise Refused(f"checkpoint: the signature of {name}+{key_id.hex()} does not hold")
            (checkpoint.logs if key.kind == LOG else checkpoint.witnesses).add(key)
    return checkpoint


def judge(checkpoint, policy):
    """Refuses a checkpoint that is not good, or not official, under the policy."""
    if policy.origin is not None and checkpoint.origin != policy.origin:
        raise Refused(f"checkpoint: the origin {policy.origin!r} was expected, {checkpoint.origin!r} came")
    if policy.keys and not checkpoint.logs:
        raise Refused("checkpoint: none of the known keys of the log has signed it")
    if checkpoint.cosigned() < policy.quorum:
        raise Refused(f"checkpoint: {policy.quorum} cosignatures were expected, {checkpoint.cosigned()} known ones came")


@dataclass
class Policy:
    keys: list = field(default_factory=list)
    witnesses: list = field(default_factory=list)
    quorum: int = 0
    origin: str | None = None

    def check(self, note):
        checkpoint = parse_checkpoint(note, self.keys + self.witnesses)
        judge(checkpoint, self)
        return checkpoint
