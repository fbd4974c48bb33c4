"""The record's entry and its hashes, as docs/formats/record.md and storage.md write them."""
import hashlib
import re
import struct
from dataclasses import dataclass

from note import Refused

MEMBERS, ACTOR_MEMBERS = 14, 5
MOST_ENTRY, MOST_PAYLOAD, MOST_REASON, SALT = 65535, 1048576, 4000, 16
FIRST_TIME, LAST_TIME = -62135596800000, 253402300799999  # the years 0001 to 9999, which RFC 3339 can write
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Reader:
    """Takes values of the storage form from bytes; refuses what is cut short."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count, what):
        if count > len(self.data) - self.at:
            raise Refused(f"{what}: {count} bytes were expected at {self.at}, {len(self.data) - self.at} are left")
        self.at += count
        return self.data[self.at - count:self.at]

    def number(self, form, what):
        return struct.unpack("<" + form, self.take(struct.calcsize("<" + form), what))[0]

    def byte(self, expected, what):
        if (came := self.number("B", what)) != expected:
            raise Refused(f"{what}: 0x{expected:02x} was expected, 0x{came:02x} came")

    def text(self, what):
        try:
            return self.take(self.number("Q", what), what).decode()
        except UnicodeDecodeError:
            raise Refused(f"{what}: not UTF-8") from None

    def optional(self, read, what):
        flag = self.number("B", what)
        if flag > 1:
            raise Refused(f"{what}: the flag is {flag}, neither 0 nor 1")
        return read(what) if flag else None

    def end(self, what):
        if self.at != len(self.data):
            raise Refused(f"{what}: {len(self.data) - self.at} bytes are left over")


@dataclass
class Header:
    position: int
    stream: str
    stream_version: int
    type: int
    schema: int
    recorded: int
    effective: int
    account: str
    person: str | None
    unit: str | None
    name: str
    role: str
    command_id: str
    command: str
    reason: str
    correlation: str | None
    causation: int | None
    payload_digest: str


def parse_entry(entry):
    if len(entry) > MOST_ENTRY:
        raise Refused(f"entry: longer than {MOST_ENTRY} bytes")
    r = Reader(entry)
    r.byte(1, "byte order")
    r.byte(MEMBERS, "member count of the header")
    first = [r.number("Q", "position"), r.text("stream"), r.number("Q", "stream_version"), r.number("H", "type"),
             r.number("H", "schema"), r.number("q", "recorded"), r.number("q", "effective")]
    r.byte(ACTOR_MEMBERS, "member count of the actor")
    actor = [r.text("account"), r.optional(r.text, "person"), r.optional(r.text, "unit"), r.text("name"), r.text("role")]
    rest = [r.text("command_id"), r.text("command"), r.text("reason"), r.optional(r.text, "correlation"),
            r.optional(lambda what: r.number("Q", what), "causation"), r.text("payload_digest")]
    r.end("entry")
    header = Header(*first, *actor, *rest)
    _check_values(header)
    return header


def _check_values(header):
    wrong = {
        "stream": not re.fullmatch(r"[^/\0]+/[^\0]+", header.stream),
        "recorded": not FIRST_TIME <= header.recorded <= LAST_TIME,
        "effective": not FIRST_TIME <= header.effective <= LAST_TIME,
        "stream_version": header.stream_version < 1,
        "command_id": not UUID.fullmatch(header.command_id),
        "correlation": header.correlation is not None and not UUID.fullmatch(header.correlation),
        "causation": header.causation is not None and header.causation >= header.position,
        "reason": len(header.reason) > MOST_REASON,
        "payload_digest": not re.fullmatch("[0-9a-f]{64}", header.payload_digest),
    }
    for member, bad in wrong.items():
        if bad:
            raise Refused(f"{member}: {str(getattr(header, member))[:60]!r} is out of its range")


def check_payload(header, salt, payload):
    if len(salt) != SALT:
        raise Refused(f"salt: {SALT} bytes were expected, {len(salt)} came")
    if len(payload) > MOST_PAYLOAD:
        raise Refused(f"payload: longer than {MOST_PAYLOAD} bytes")
    if hashlib.sha256(salt + payload).hexdigest() != header.payload_digest:
        raise Refused("payload: its hash is not the entry's payload_digest")


ORDER = 12  # bytes after a redacted record's entry: by, 8, and check, 4


def split_record(record):
    """(entry, salt, payload) of a stored record; (entry, None, position of the order) of a redacted one."""
    if len(record) < 4 or len(record) < 4 + int.from_bytes(record[:4], "big") + ORDER:
        raise Refused("record: too short")
    end = 4 + int.from_bytes(record[:4], "big")
    entry, rest = record[4:end], record[end:]
    if len(rest) == ORDER:
        if hashlib.sha256(entry + rest[:8]).digest()[:4] != rest[8:]:
            raise Refused("record: what follows the entry is neither salt and payload nor an order to remove them")
        return entry, None, int.from_bytes(rest[:8], "big")
    if len(rest) < SALT:
        raise Refused("record: too short")
    return entry, rest[:SALT], rest[SALT:]
