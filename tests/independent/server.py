"""A running server's log: all its tiles are fetched, every level and the root are computed anew, and a later checkpoint
must continue an earlier one. docs/formats/transparency.md, "Tiles and entry bundles"."""
import http.client
import urllib.error
import urllib.request

import record
import tree
from note import Refused
from order import Order

WIDTH, TIMEOUT = 256, 30


def number_path(number):
    groups = [f"{number % 1000:03d}"]
    while number := number // 1000:
        groups.insert(0, f"x{number % 1000:03d}")
    return "/".join(groups)


def tile_path(level, number, width):
    return f"tile/{level}/{number_path(number)}" + (f".p/{width}" if width < WIDTH else "")


def tiles(count):
    """(number, width) of the tiles that hold `count` hashes or entries."""
    full = [(number, WIDTH) for number in range(count // WIDTH)]
    return full + ([(count // WIDTH, count % WIDTH)] if count % WIDTH else [])


class NotPublic(Refused):
    """The server says that this is not for everybody."""


class Server:
    def __init__(self, url):
        self.prefix = url.rstrip("/") + "/"
        self.fetched = 0

    def get(self, path, content_type):
        try:
            with urllib.request.urlopen(self.prefix + path, timeout=TIMEOUT) as answer:
                body, came = answer.read(), answer.headers["Content-Type"]
        except urllib.error.HTTPError as error:
            if error.code == 403:
                raise NotPublic(f"GET {path}: it is not public here") from None
            raise Refused(f"GET {path}: {error.code} {error.reason}") from None
        except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
            raise Refused(f"GET {path}: {error}") from None
        if came != content_type:
            raise Refused(f"GET {path}: {content_type} was expected, {came} came")
        self.fetched += 1
        return body

    def checkpoint_note(self):
        try:
            return self.get("checkpoint", "text/plain; charset=utf-8").decode()
        except UnicodeDecodeError:
            raise Refused("checkpoint: not UTF-8") from None

    def tile(self, path):
        return self.get(path, "application/octet-stream")


class Log:
    """What was read of the log: leaf hashes, checked against tiles of every level, and against entries where they are served."""

    def __init__(self, server):
        self.server, self.leaves, self.faults = server, [], []
        self.entries, self.entries_public = 0, True
        self.order = Order(whole=True, from_start=True)

    def fault(self, text, position=None):
        self.faults.append((position, text))

    def read_to(self, size):
        """Reads on from what was read before. False when the leaf hashes could not be read, so that nothing can be told."""
        start = len(self.leaves)
        self._level_zero(size)
        if len(self.leaves) < size:
            return False
        self._upper_levels(size)
        self._entries(start, size)
        return True

    def _hashes(self, level, number, width):
        path = tile_path(level, number, width)
        data = self.server.tile(path)
        if len(data) != 32 * width:
            raise Refused(f"{path}: {32 * width} bytes were expected, {len(data)} came")
        return [data[i:i + 32] for i in range(0, len(data), 32)]

    def _level_zero(self, size):
        for number, width in tiles(size)[len(self.leaves) // WIDTH:]:
            try:
                hashes = self._hashes(0, number, width)
            except Refused as refused:
                self.fault(str(refused), number * WIDTH)
                return
            known = self.leaves[number * WIDTH:]
            for i, (old, new) in enumerate(zip(known, hashes)):
                if old != new:
                    self.fault("its leaf hash is another than before", number * WIDTH + i)
            self.leaves += hashes[len(known):]

    def _upper_levels(self, size):
        level, below = 1, self.leaves[:size]
        while len(below) >= WIDTH:
            here = [tree.root(below[i:i + WIDTH]) for i in range(0, len(below) - WIDTH + 1, WIDTH)]
            for number, width in tiles(len(here)):
                self._compare(level, number, width, here)
            level, below = level + 1, here

    def _compare(self, level, number, width, here):
        try:
            served = self._hashes(level, number, width)
        except Refused as refused:
            return self.fault(str(refused), number * WIDTH**(level + 1))
        for i, got in enumerate(served, number * WIDTH):
            if got != here[i]:
                self.fault(f"hash {i} of level {level} is not that of the {WIDTH**level} leaves from here", i * WIDTH**level)

    def _entries(self, start, size):
        for number, width in tiles(size)[start // WIDTH:]:
            path = "tile/entries" + tile_path(0, number, width)[len("tile/0"):]
            try:
                entries = split_bundle(self.server.tile(path), width, path)
            except NotPublic:
                self.entries_public = False
                return
            except Refused as refused:
                self.fault(str(refused), number * WIDTH)
                continue
            for position, entry in enumerate(entries, number * WIDTH):
                if position >= start:
                    self._entry(position, entry)

    def _entry(self, position, entry):
        self.entries += 1
        if tree.leaf_hash(entry) != self.leaves[position]:
            return self.fault("the entry does not hash to its leaf", position)
        try:
            header = record.parse_entry(entry)
        except Refused as refused:
            return self.fault(str(refused), position)
        if header.position != position:
            self.fault(f"the entry says position {header.position}", position)
        for text in self.order.faults(header):
            self.fault(text, position)

    def check_root(self, checkpoint):
        if tree.root(self.leaves[:checkpoint.size]) != checkpoint.root:
            self.fault(f"the tiles do not lead to the root of the checkpoint of size {checkpoint.size}")

    def check_continues(self, older, newer):
        if newer.size < older.size:
            return self.fault(f"the checkpoint went back from size {older.size} to {newer.size}")
        path = tree.consistency_path(older.size, self.leaves[:newer.size]) if older.size else []
        if not tree.consistent(older.size, older.root, newer.size, newer.root, path):
            self.fault(f"the log of size {newer.size} does not continue that of size {older.size}")


def split_bundle(data, count, what):
    entries, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at:at + 2], "big")
        if at + 2 + length > len(data):
            raise Refused(f"{what}: cut short")
        entries.append(data[at + 2:at + 2 + length])
        at += 2 + length
    if len(entries) != count:
        raise Refused(f"{what}: {count} entries were expected, {len(entries)} came")
    return entries


def check(url, policy, pause, older_notes=()):
    """The log and its checkpoints, oldest first. older_notes: those that an auditor kept; pause() lets the log grow."""
    server = Server(url)
    log = Log(server)
    seen = [policy.check(note) for note in older_notes]
    for turn in range(2):
        if turn:
            pause()
        checkpoint = policy.check(server.checkpoint_note())
        if not log.read_to(max(checkpoint.size, len(log.leaves))):
            return log, seen + [checkpoint]
        log.check_root(checkpoint)
        for older in seen:
            log.check_continues(older, checkpoint)
        seen.append(checkpoint)
    return log, seen
