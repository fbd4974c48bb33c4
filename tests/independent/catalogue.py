"""Payloads read by docs/formats/events.md: which members each event number has, and how storage.md stores each of them."""
import re
from dataclasses import dataclass

from note import Refused
from payload import to_text
from record import Reader

NUMBERS = {"u8": "B", "i8": "b", "u16": "H", "i16": "h", "u32": "I", "i32": "i", "u64": "Q", "i64": "q"}
SCALARS = {
    "string": None, "id": None, "comparator": None,
    "date": re.compile(r"\d{4}-\d\d-\d\d"), "period": re.compile(r"\d{4}-\d\d"), "decimal": re.compile(r"-?\d+(\.\d+)?"),
    "digest": re.compile("[0-9a-f]{64}"), "stream": re.compile("[^/]+/.+"),
}
ABSENT = object()


@dataclass
class EventType:
    name: str
    schema: int
    members: list  # (name, form)


class Catalogue:
    """The page's tables. The same bytes give the same JSON as the program shows."""

    def __init__(self, page):
        self.events, self.structs, self.enums = {}, {}, {}
        for line in page.split("\n"):
            cells = [cell.strip() for cell in line.split("|")[1:-1]]
            if len(cells) == 4 and cells[0].isdigit():
                self.events[int(cells[0])] = EventType(cells[1], int(cells[2]), _members(cells[3]))
            elif len(cells) == 2 and ": " in cells[1]:
                self.structs[cells[0]] = _members(cells[1])
            elif len(cells) == 2 and cells[1].startswith("`"):
                self.enums[cells[0]] = re.findall("`([^`]*)`", cells[1])

    def knows(self, header, stored):
        return header.type in self.events and self.events[header.type].schema == stored

    def read(self, header, payload):
        """The payload as its readable form has it."""
        reader = Reader(payload)
        reader.byte(1, "byte order")
        value = self._struct(reader, self.events[header.type].members, self.events[header.type].name)
        reader.end("payload")
        return value

    def _struct(self, reader, members, what):
        count = reader.number("B", what)
        if count > len(members):
            raise Refused(f"{what}: {count} members, {len(members)} are known: a newer program wrote it")
        values = {name: self._value(reader, form, f"{what}/{name}") for name, form in members[:count]}
        values |= {name: self._default(form) for name, form in members[count:]}
        return {name: value for name, value in values.items() if value is not ABSENT}

    def _value(self, reader, form, what):
        head, _, rest = form.partition(" ")
        if head == "optional":
            value = reader.optional(lambda name: self._value(reader, rest, name), what)
            return ABSENT if value is None else value
        if head == "vector":
            return self._vector(reader, rest, what)
        if form in NUMBERS:
            return reader.number(NUMBERS[form], what)
        if form == "bool":
            return self._bool(reader, what)
        if form == "Time":
            return to_text(reader.number("q", what))
        if form in self.structs:
            return self._struct(reader, self.structs[form], what)
        return self._text(reader, form, what)

    def _vector(self, reader, form, what):
        count = reader.number("Q", what)
        if count > len(reader.data) - reader.at:
            raise Refused(f"{what}: {count} elements cannot be in the bytes that are left")
        return [self._value(reader, form, what) for _ in range(count)]

    def _bool(self, reader, what):
        value = reader.number("B", what)
        if value > 1:
            raise Refused(f"{what}: {value} is neither 0 nor 1")
        return value == 1

    def _text(self, reader, form, what):
        text = reader.text(what)
        if form in self.enums:
            good = text in self.enums[form]
        else:
            good = SCALARS[form] is None or SCALARS[form].fullmatch(text)
        if not good:
            raise Refused(f"{what}: {text[:60]!r} is no {form}")
        return text

    def _default(self, form):
        """What a member has that was appended after these bytes were written."""
        head = form.split(" ")[0]
        plain = {"optional": ABSENT, "vector": [], "bool": False, "Time": to_text(0)} | dict.fromkeys(NUMBERS, 0)
        if head in plain:
            return plain[head]
        if form in self.structs:
            return {name: value for name, inner in self.structs[form] if (value := self._default(inner)) is not ABSENT}
        return self.enums[form][0] if form in self.enums else ""


def _members(cell):
    return [tuple(member.split(": ", 1)) for member in re.findall("`([^`]*)`", cell)]
