"""An audit bundle, checked line by line as docs/formats/bundle.md says."""
import json
import re
from dataclasses import replace

import cloudevent
import keychain
import record
import redaction
import tree
from note import LOG, WITNESS, Refused, from_base64, parse_checkpoint, parse_key
from order import Order
from payload import to_milliseconds, to_text

FIRST = ["bundle", "origin", "epoch", "from", "to", "stream", "size", "made", "keys", "checkpoint"]
RECORD = ["position", "entry", "salt", "payload", "path", "event"]
REDACTED = ["position", "entry", "redacted", "path", "event"]
KEY = ["key", "entry", "salt", "payload", "size", "checkpoint", "path", "consistency", "event"]
TYPES = {"size": [int], "checkpoint": [str], "consistency": [list], "entry": [str], "salt": [str], "payload": [str], "path": [list], "event": [dict], "redacted": [dict]}


def _refuse_number(text):
    raise Refused(f"{text} is not a decimal integer")


def parse_line(line):
    """The object of one line, which must have the one spelling."""
    if not line.endswith(b"\n"):
        raise Refused("its newline is missing: the file has been cut short")
    try:
        value = json.loads(line[:-1].decode(), parse_float=_refuse_number, parse_constant=_refuse_number)
        again = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    except (ValueError, RecursionError) as error:
        raise Refused(f"not a line of JSON: {error}") from None
    if again != line:
        raise Refused("another spelling: written again, the line is not the same")
    if not isinstance(value, dict):
        raise Refused("an object was expected")
    return value


def _expect_members(value, names):
    if list(value) != names:
        raise Refused(f"the members {', '.join(names)} were expected in this order, {', '.join(value)} came")


def _expect_types(value, types):
    for name, kind in types.items():
        if type(value[name]) not in kind:
            raise Refused(f"{name}: {' or '.join(k.__name__ for k in kind)} was expected, {value[name]!r:.60} came")


class Bundle:
    """Reads the lines of one file; `faults` are (line, position or None, text)."""

    def __init__(self, policy, catalogue=None):
        self.policy, self.catalogue, self.faults = policy, catalogue, []
        self.records, self.types, self.first, self.checkpoint = 0, {}, None, None
        self.number, self.ended, self.trusted = 0, False, bool(policy.keys)
        self.unsigned, self.keys = True, []  # until who signed the checkpoint is known

    def fault(self, text, position=None):
        self.faults.append((self.number, position, text))

    def read(self, lines):
        for self.number, line in enumerate(lines, 1):
            try:
                self._line(parse_line(line))
            except Refused as refused:
                self.fault(str(refused), getattr(refused, "position", None))
                if self.first is None or self.unsigned:
                    return self
        if self.first is not None and self.unsigned:
            try:
                self._check_signers()
            except Refused as refused:
                self.fault(str(refused))
        if not self.ended:
            self.fault("the last line is missing: the file has been cut short")
        return self

    def _line(self, value):
        if self.first is None:
            self._first_line(value)
        elif self.ended:
            self.fault("something stands after the last line")
        elif "key" in value and self.unsigned:
            self._key_line(value)
        elif self.unsigned:
            self._check_signers()
            self._line(value)
        elif list(value) == ["end"]:
            self._last_line(value["end"])
        elif "order" in value:
            self._order_line(value)
        else:
            self._record_line(value)

    def _first_line(self, value):
        _expect_members(value, FIRST)
        _expect_types(value, {"bundle": [str], "origin": [str], "epoch": [str], "from": [int], "to": [int],
                              "stream": [str, type(None)], "size": [int], "made": [str], "keys": [list], "checkpoint": [str]})
        if value["bundle"] != "taizhang/1":
            raise Refused(f"bundle: taizhang/1 was expected, {value['bundle']!r} came")
        keys = self._keys(value["keys"])
        if not self.trusted:
            self.policy = replace(self.policy, keys=[k for k in keys if k.kind == LOG])
        self.checkpoint = parse_checkpoint(value["checkpoint"], [])
        self.first = value
        self._check_first(value)
        self.order = Order(whole=value["stream"] is None, from_start=value["from"] == 0)
        self.next = value["from"]
        self.redactions, self.last_order = redaction.Redactions(), None

    def _check_signers(self):
        """The checkpoint of the first line, by the keys that are trusted after the lines for keys."""
        number, self.number = self.number, 1
        self.checkpoint = keychain.follow(self.policy, self.keys, self.first["checkpoint"])
        self.unsigned, self.number = False, number

    def _key_line(self, value):
        _expect_members(value, KEY)
        _expect_types(value, {"key": [int]} | {name: TYPES[name] for name in KEY[1:]})
        position, size = value["key"], value["size"]
        vouching = parse_checkpoint(value["checkpoint"], [])
        hashes = {name: [from_base64(item, name, 32) for item in value[name]] for name in ("path", "consistency")}
        entry, payload = from_base64(value["entry"], "entry"), from_base64(value["payload"], "payload")
        header = record.parse_entry(entry)
        record.check_payload(header, from_base64(value["salt"], "salt"), payload)
        last = self.keys[-1] if self.keys else None
        checks = {
            "the entry says another position": header.position == position,
            "it is not of stream log/keys": header.stream == "log/keys",
            "another version of log/keys was expected": header.stream_version == len(self.keys) + 1,
            "it stands in a wrong place": last is None or (position > last.position and size >= last.size),
            "the checkpoint that it names is another one": (vouching.origin, vouching.size) == (self.first["origin"], size),
            "that checkpoint cannot vouch for it": position < size <= self.first["size"],
            "its path does not lead to that checkpoint's root":
                tree.included(tree.leaf_hash(entry), position, size, hashes["path"], vouching.root),
            "that checkpoint's tree does not continue to the bundle's":
                tree.consistent(size, vouching.root, self.first["size"], self.checkpoint.root, hashes["consistency"]),
        }
        for text, holds in checks.items():
            if not holds:
                raise Refused(f"key at position {position}: {text}")
        for text in self._event_faults(value["event"], header, payload):
            self.fault(text, position)
        self.keys.append(keychain.Change(position, size, value["checkpoint"], *keychain.read(header, payload)))

    def _keys(self, texts):
        if not all(isinstance(text, str) for text in texts):
            raise Refused("keys: texts were expected")
        keys = [parse_key(text) for text in texts]
        if [key.kind for key in keys] != sorted(key.kind for key in keys):
            raise Refused(f"keys: those of the log ({LOG}) come first, then those of witnesses ({WITNESS})")
        return keys

    def _check_first(self, first):
        checks = {
            f"origin: the checkpoint's is {self.checkpoint.origin!r}": first["origin"] == self.checkpoint.origin,
            f"size: the checkpoint's is {self.checkpoint.size}": first["size"] == self.checkpoint.size,
            "from and to: from <= to <= size was expected": 0 <= first["from"] <= first["to"] <= first["size"],
            "epoch: 16 lower-case hex digits were expected": re.fullmatch("[0-9a-f]{16}", first["epoch"]),
            "made: RFC 3339 in UTC with milliseconds was expected": _is_time(first["made"]),
        }
        for text, holds in checks.items():
            if not holds:
                self.fault(text)

    def _last_line(self, end):
        self.ended = True
        if end != self.records or type(end) is not int:
            self.fault(f"end: {self.records} records stand before it, it says {end!r}")
        if self.first["stream"] is None and self.first["from"] + self.records != self.first["to"]:
            self.fault(f"records up to position {self.first['to']} were promised, {self.records} came", self.next)
        for by, gone in self.redactions.waiting.items():
            for header, _ in gone:
                self.fault(f"it was redacted by position {by}, which is not here", header.position)

    def _record_line(self, value):
        self.records += 1
        members = REDACTED if "redacted" in value else RECORD
        _expect_members(value, members)
        _expect_types(value, {"position": [int]} | {name: TYPES[name] for name in members[1:]})
        if self.last_order is not None:
            raise Refused("a record stands behind what ordered redactions")
        position = value["position"]
        try:
            texts = self._record_faults(position, value)
        except Refused as refused:
            refused.position = position
            raise
        finally:
            self.next = position + 1
        for text in texts:
            self.fault(text, position)

    def _order_line(self, value):
        """A record from elsewhere in the log, which redacted one that is here."""
        _expect_members(value, ["order", *RECORD[1:]])
        _expect_types(value, {"order": [int]} | {name: TYPES[name] for name in RECORD[1:]})
        position = value["order"]
        if position not in self.redactions.waiting or position <= (self.last_order or -1):
            raise Refused(f"position {position}: no record says that it redacted it, or it stands in a wrong place")
        self.last_order = position
        try:
            for text in self._content_faults(position, value, lambda header: []):
                self.fault(text, position)
        except Refused as refused:
            refused.position = position
            raise

    def _record_faults(self, position, value):
        first, found = self.first, []
        if not first["from"] <= position < first["to"]:
            found.append(f"it is outside {first['from']} to {first['to']}")
        if first["stream"] is None and position != self.next:
            found.append(f"position {self.next} was expected")
        return found + self._content_faults(position, value, self._place_faults)

    def _content_faults(self, position, value, place_faults):
        first, found = self.first, []
        if not all(isinstance(item, str) for item in value["path"]):
            raise Refused("path: texts were expected")
        entry = from_base64(value["entry"], "entry")
        path = [from_base64(item, "path", 32) for item in value["path"]]
        if not tree.included(tree.leaf_hash(entry), position, first["size"], path, self.checkpoint.root):
            found.append("the entry's hash and its path do not lead to the checkpoint's root")
        try:
            header = record.parse_entry(entry)
            found += [] if header.position == position else [f"the entry says position {header.position}"]
            found += place_faults(header)
            found += self._redacted(header, value) if "redacted" in value else self._payload_faults(header, value)
        except Refused as refused:
            found.append(str(refused))
        return found

    def _payload_faults(self, header, value):
        salt, payload = from_base64(value["salt"], "salt"), from_base64(value["payload"], "payload")
        found = self._event_faults(value["event"], header, payload)
        record.check_payload(header, salt, payload)
        begins = self.first["from"] if self.first["stream"] is None and "order" not in value else header.position
        for redacted, event, schema, left in self.redactions.ordered(header, payload, begins):
            for text in self._event_faults(event, redacted, left, schema, header.position):
                self.fault(text, redacted.position)
        return found

    def _redacted(self, header, value):
        if list(value["redacted"]) != ["by"] or type(value["redacted"]["by"]) is not int:
            raise Refused("redacted: the position `by` was expected, and nothing else")
        self.redactions.gone(header, value["redacted"]["by"], value["event"])
        return []

    def _event_faults(self, event, header, payload, schema=None, redacted_by=None):
        first = self.first
        return cloudevent.faults(event, header, payload, first["origin"], first["epoch"], self.types, self.catalogue,
                                 header.schema if schema is None else schema, redacted_by)

    def _place_faults(self, header):
        found = []
        if self.first["stream"] not in (None, header.stream):
            found.append(f"it is of stream {header.stream}, not {self.first['stream']}")
        return found + self.order.faults(header)


def _is_time(text):
    return len(text) == 24 and to_milliseconds(text) is not None and to_text(to_milliseconds(text)) == text


def check_file(path, policy, catalogue=None):
    with open(path, "rb") as lines:
        return Bundle(policy, catalogue).read(lines)
