"""Compares a payload with its readable JSON. The storage form (storage.md) does not describe itself: a number does not say how
wide it is, an optional not that it is one. The JSON says what must stand there, so every way in which the form could hold that
value is tried, and one of them must use up the bytes exactly.

    says(bytes.fromhex("0101" "0109000000000000006163636f756e742d31"), {"successor": "account-1"})  # True
"""
import re
from datetime import datetime, timedelta, timezone

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
WIDTHS = (1, 2, 4, 8)
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z")


def to_text(milliseconds):
    moment = EPOCH + timedelta(milliseconds=milliseconds)
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def to_milliseconds(text):
    if not RFC3339.fullmatch(text):
        return None
    try:
        return (datetime.fromisoformat(text) - EPOCH) // timedelta(milliseconds=1)
    except ValueError:
        return None


def says(payload, value):
    return payload[:1] == b"\x01" and isinstance(value, dict) and len(payload) in _struct(payload, 1, value)


def _literal(data, at, expected):
    return {at + len(expected)} if data.startswith(expected, at) else set()


def _value(data, at, value):
    """All places at which a stored value could end that begins at `at`; an optional one too."""
    if value is None:
        return _literal(data, at, b"\x00")
    ends = _plain(data, at, value)
    return ends | _plain(data, at + 1, value) if data[at:at + 1] == b"\x01" else ends


def _plain(data, at, value):
    if isinstance(value, bool):
        return _literal(data, at, bytes([value]))
    if isinstance(value, int):
        return set().union(*(_literal(data, at, number) for number in _widths(value)))
    if isinstance(value, str):
        text, time = value.encode(), to_milliseconds(value)
        ends = _literal(data, at, len(text).to_bytes(8, "little") + text)
        return ends if time is None else ends | _literal(data, at, time.to_bytes(8, "little", signed=True))
    if isinstance(value, list):
        ends = _literal(data, at, len(value).to_bytes(8, "little"))
        for element in value:
            ends = set().union(*(_value(data, end, element) for end in ends))
        return ends
    return _struct(data, at, value)


def _widths(value):
    return [value.to_bytes(width, "little", signed=value < 0) for width in WIDTHS
            if -(1 << 8 * width - 1) <= value < 1 << 8 * width]


def _struct(data, at, value):
    """Members that the JSON leaves out are optionals without a value; members may be missing at the end of the bytes."""
    if at >= len(data):
        return set()
    values = list(value.values())
    states = {(at + 1, 0)}  # (where the next member begins, how many of the JSON's members were met)
    for _ in range(data[at]):
        absent = {(place + 1, met) for place, met in states if data[place:place + 1] == b"\x00"}
        states = absent | {(end, met + 1) for place, met in states if met < len(values)
                           for end in _value(data, place, values[met])}
    return {place for place, met in states if all(map(is_default, values[met:]))}


def is_default(value):
    return value in (None, "", [], {}) or value is False or value == 0
