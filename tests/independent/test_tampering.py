"""Each kind of tampering with a bundle, and with what a server serves, is found and named with its position."""
import contextlib
import io
import re
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest import mock

import samples
import server
import verify
from bundle import Bundle
from note import Policy, Refused
from samples import LOG_KEY, ORIGIN, WITNESS_KEY, b64, entry, line

POLICY = Policy([LOG_KEY], [WITNESS_KEY], 1, ORIGIN)


def read(values, policy=POLICY):
    return Bundle(policy).read(value if isinstance(value, bytes) else line(value) for value in values)


def changed(number, **members):
    values = samples.bundle()
    values[number].update(members)
    return values


def forged(at, **header):
    """A bundle whose writer holds the log's key and has signed a false entry."""
    entries = [entry(p) for p in range(9)]
    entries[at] = entry(**{"position": at, **header})
    return samples.bundle(0, 9, 9, entries)


class SoundBundles(unittest.TestCase):
    def test_hold(self):
        for values in (samples.bundle(), samples.bundle(0, 9), samples.bundle(3, 3), samples.bundle(0, 9, 9, None, "account/a1"),
                       samples.bundle(0, 0, 1)):
            self.assertEqual(read(values).faults, [])
            self.assertEqual(read(values, Policy()).faults, [])


class Bundles(unittest.TestCase):
    def found(self, values, words, number=None, position=None, policy=POLICY):
        faults = read(values, policy).faults
        self.assertTrue(faults, "nothing was found")
        self.assertIn(words, " | ".join(text for _, _, text in faults))
        if number:
            self.assertEqual(faults[0][:2], (number, position))

    def test_each_member_of_the_first_line(self):
        other = Policy([samples.Key(ORIGIN, 1, WITNESS_KEY.public)])
        self.found(samples.bundle(), "none of the known keys", 1, None, other)
        self.found(samples.bundle(), "3 cosignatures were expected", 1, None, Policy([LOG_KEY], [WITNESS_KEY], 3))
        self.found(samples.bundle(), "the origin 'x' was expected", 1, None, Policy([LOG_KEY], origin="x"))
        for name, value, words in (("bundle", "taizhang/2", "taizhang/1"), ("origin", "x", "origin"), ("epoch", "1", "epoch"),
                                   ("from", 3, "outside 3 to 7"), ("to", 6, "outside"), ("to", 10, "from <= to"), ("size", 8, "size"),
                                   ("made", "2014-03-06", "made"), ("keys", ["x"], "verifier key"), ("from", "2", "int"),
                                   ("keys", [str(WITNESS_KEY), str(LOG_KEY)], "come first"), ("stream", "account/a0", "stream")):
            self.found(changed(0, **{name: value}), words)

    def test_each_member_of_a_record(self):
        for name, value, words in (("position", 5, "lead to the checkpoint's root"), ("entry", b64(entry(8)), "root"),
                                   ("salt", b64(b"1" * 16), "payload_digest"), ("salt", "", "16 bytes"), ("payload", "AA==", "payload"),
                                   ("path", [], "root"), ("path", ["AA=="], "32 bytes"), ("entry", "AB==", "spelling")):
            self.found(changed(3, **{name: value}), words)
        self.assertEqual(read(changed(3, salt=b64(b"1" * 16))).faults[0][:2], (4, 4))

    def test_each_attribute_of_the_readable_event(self):
        for name in samples.event(4):
            self.found(changed(3, event={**samples.event(4), name: "x"}), "event: ", 4, 4)
            self.found(changed(3, event={k: v for k, v in samples.event(4).items() if k != name}), "event: ", 4, 4)
        self.found(changed(3, event={"data": {}, **samples.event(4)}), "another order", 4, 4)
        self.found(changed(3, event={**samples.event(4), "reason": "x"}), "event: reason", 4, 4)
        self.found(changed(3, event={**samples.event(4), "extra": "x"}), "extra is not an attribute", 4, 4)

    def test_what_a_holder_of_the_key_forges(self):
        for words, header in {
            "does not follow version": {"version": 4}, "goes back": {"recorded": 1}, "was expected": {"type": 7},
            "something else between": {"command_id": "00000000-0000-0000-0000-000000000001"}, "position": {"position": 5},
            "out of its range": {"causation": 7}, "payload_digest": {"digest": "0" * 64},
        }.items():
            faults = read(forged(4, **header)).faults
            self.assertTrue(any(position == 4 for _, position, _ in faults), (words, faults))

    def test_lines_left_out_added_and_moved(self):
        good = samples.bundle()
        self.found(good[:3] + good[4:], "position 4 was expected", 4, 5)
        self.found(good[:3] + [good[4], good[3]] + good[5:], "position 4 was expected", 4, 5)
        self.found(good[:3] + [good[2]] + good[3:], "position 4 was expected", 4, 3)
        self.found(good[:-1], "cut short", 6)
        self.found(good[:-2] + [{"end": 4}], "promised", 6, 6)
        self.found(good + [good[-1]], "after the last line", 8)
        self.found(changed(-1, end=4), "5 records", 7)
        self.found(good[:1], "cut short", 1)
        streamed = samples.bundle(0, 9, 9, None, "account/a1")
        self.found(streamed[:2] + streamed[3:4] + [{"end": 2}], "does not follow version 1")
        self.found(streamed[:1] + streamed[2:-1] + [{"end": 3}], "does not follow version 0")

    def test_redacted_records(self):
        for sound in (samples.redacted_bundle(), samples.redacted_bundle(0, 9)):
            self.assertEqual(read(sound).faults, [])
        good = samples.redacted_bundle()
        self.found(good[:-2] + good[-1:], "redacted by position 8, which is not here", 7, 3)
        self.found(good[:2] + [{**good[2], "redacted": {"by": 3}}] + good[3:], "not after it", 3, 3)
        self.found(good[:2] + [{**good[2], "redacted": {"by": 6}}] + good[3:], "position 6 did not redact it")
        self.found(good[:2] + [{**good[2], "redacted": {"by": 8, "x": 1}}] + good[3:], "nothing else", 3, 3)
        self.found(good[:2] + [{**good[2], "event": samples.event(3)}] + good[3:], "data is not what", 7, 3)
        self.found(good[:2] + samples.bundle()[2:3] + good[3:], "no record says that it redacted it")
        self.found(good[:-1] + good[-2:], "no record says that it redacted it", 8)
        self.found(good[:-2] + [{**good[-2], "payload": b64(samples.PAYLOAD)}] + good[-1:], "payload")
        self.found(samples.bundle(0, 9)[:4] + samples.redacted_bundle(0, 9)[4:], "root")
        whole = samples.redacted_bundle(0, 9)
        whole[4] = {**whole[4], "salt": b64(samples.SALT), "payload": b64(samples.PAYLOAD), "event": samples.event(3)}
        del whole[4]["redacted"]
        whole[4] = {name: whole[4][name] for name in ("position", "entry", "salt", "payload", "path", "event")}
        self.found(whole, "it redacted position 3, which does not say so", 10, 8)

    def test_lines_for_keys(self):
        first = Policy([LOG_KEY], [WITNESS_KEY], 1, ORIGIN)
        good = samples.keyed_bundle()
        for policy in (first, Policy([samples.SECOND_KEY], [WITNESS_KEY], 1, ORIGIN), Policy()):
            self.assertEqual(read(good, policy).faults, [])
        self.found(good[:1] + good[3:], "none of the known keys", 1, None, first)
        self.found(samples.keyed_bundle(samples.SECOND_SEED), "nobody vouches", 1, None, first)
        self.found(good[:1] + good[2:], "another version of log/keys", 2, None, first)
        self.found(good[:1] + [good[2], good[1]] + good[3:], "another version of log/keys", 2, None, first)
        for name, value, words in (("key", 2, "another position"), ("size", 4, "another one"), ("path", [], "its path"),
                                   ("consistency", [], "does not continue"), ("salt", b64(b"x" * 16), "payload"),
                                   ("event", samples.event(1), "is not what"), ("checkpoint", good[2]["checkpoint"], "another one")):
            self.found([good[0], {**good[1], name: value}, *good[2:]], words, 2, None if name != "event" else 1, first)

    def test_orders_that_are_none(self):
        for words, other in (("approved what the same account had asked for", {"requested_by": "wang"}),
                             ("redacted version 9", {"stream_version": 9}), ("redacted version 2 of account/x", {"stream": "account/x"}),
                             ("data is not what", {"substitute": b64(samples.PAYLOAD)}), ("spelling", {"substitute": "AB=="})):
            faults = read(samples.redacted_bundle(**other)).faults
            self.assertTrue(any(words in text for _, _, text in faults), (words, faults))
        for stream in ("redaction/4", "redaction/03", "account/a1", "redaction/9"):
            self.assertTrue(read(samples.redacted_bundle(in_stream=stream)).faults, stream)

    def test_other_spellings(self):
        good = [line(value) for value in samples.bundle()]
        for wrong in (good[2].replace(b":", b": ", 1), good[2][:-1], good[2].replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + good[2], b"\n",
                      good[2].replace("王".encode(), b"\\u738b"), good[2].replace(b'"position":3', b'"position":3.0'), b"[]\n",
                      good[2].replace(b'"position":3', b'"position":2,"position":3'), good[2].replace(b"wang", b"\\ud800"),
                      good[2].replace(b'"position":3', b'"position":NaN'), good[2].replace("王".encode(), b"\xff")):
            self.assertNotEqual(wrong, good[2])
            self.assertEqual(read(good[:2] + [wrong] + good[3:]).faults[0][0], 3, wrong)

    def test_a_file_cut_or_flipped_at_any_byte(self):
        whole = b"".join(line(value) for value in samples.bundle(2, 4))
        for at in range(0, len(whole), 101):
            self.assertTrue(read(whole[:at].splitlines(keepends=True)).faults or at == 0, f"cut at {at}")
        # what nothing proves, and what only the catalogue of events tells: the names of a payload's members
        free = [range(whole.index(b'"made"'), whole.index(b'"checkpoint"'))]
        free += [range(found.start(), found.end()) for found in re.finditer(b"successor", whole)]
        for at in range(7, len(whole), 29):
            if not any(at in span for span in free):
                wrong = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:]
                self.assertTrue(read(wrong.splitlines(keepends=True)).faults, f"flipped at {at}: {whole[at - 20:at + 20]}")


FORBIDDEN = b"not public"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.server.files.get(self.path[len("/log/"):])
        self.send_response({None: 404, FORBIDDEN: 403}.get(body, 200))
        kind = "text/plain; charset=utf-8" if self.path.endswith("/checkpoint") else "application/octet-stream"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_):
        pass


class Servers(unittest.TestCase):
    SIZE = 256 * 2 + 30

    @classmethod
    def setUpClass(cls):
        cls.entries = [entry(p) for p in range(cls.SIZE)]
        cls.good = samples.files(cls.entries)
        cls.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        cls.thread = threading.Thread(target=cls.http.serve_forever, kwargs={"poll_interval": 0.02})
        cls.thread.start()
        cls.url = f"http://127.0.0.1:{cls.http.server_port}/log/"

    @classmethod
    def tearDownClass(cls):
        cls.http.shutdown()
        cls.thread.join()
        cls.http.server_close()

    def check(self, files, later=None, **options):
        self.http.files = files
        return server.check(self.url, POLICY, lambda: setattr(self.http, "files", later or files), **options)

    def found(self, files, position, words, later=None):
        log, _ = self.check(files, later)
        self.assertTrue(log.faults, "nothing was found")
        self.assertEqual(log.faults[0][0], position)
        self.assertIn(words, log.faults[0][1])

    def flipped(self, path, at):
        body = bytearray(self.good[path])
        body[at] ^= 1
        return {**self.good, path: bytes(body)}

    def test_a_sound_log_holds_and_may_grow(self):
        self.assertIn("tile/1/000.p/2", self.good)
        longer = samples.files(self.entries + [entry(p) for p in range(self.SIZE, 256 * 3 + 1)])
        log, seen = self.check(self.good, longer)
        self.assertEqual((log.faults, log.entries, [c.size for c in seen]), ([], 769, [self.SIZE, 769]))
        log, seen = self.check(longer, longer, older_notes=[self.good["checkpoint"].decode()])
        self.assertEqual((log.faults, len(seen)), ([], 3))
        self.assertEqual(self.check(samples.files([]))[0].faults, [])

    def test_a_changed_tile(self):
        log, _ = self.check(self.flipped("tile/0/001", 32 * 7))
        self.assertIn((263, "the entry does not hash to its leaf"), log.faults)
        self.assertIn((None, f"the tiles do not lead to the root of the checkpoint of size {self.SIZE}"), log.faults)
        self.found(self.flipped("tile/1/000.p/2", 40), 256, "hash 1 of level 1")

    def test_changed_missing_and_cut_entries(self):
        self.found(self.flipped("tile/entries/000", 20), 0, "does not hash")
        short = {**self.good, "tile/entries/001": self.good["tile/entries/001"][:-1]}
        self.found(short, 256, "cut short")
        self.found({k: v for k, v in self.good.items() if k != "tile/entries/001"}, 256, "404")
        self.found({k: v for k, v in self.good.items() if k != "tile/0/002.p/30"}, 512, "404")
        self.found({**self.good, "tile/0/001": self.good["tile/0/001"][:-32]}, 256, "8192 bytes")

    def test_a_server_that_keeps_entries_to_itself_is_judged_by_its_tiles(self):
        closed = {path: FORBIDDEN if "entries" in path else body for path, body in self.good.items()}
        log, _ = self.check(closed)
        self.assertEqual((log.faults, log.entries_public, log.entries), ([], False, 0))
        log, _ = self.check({**closed, "tile/0/001": self.flipped("tile/0/001", 5)["tile/0/001"]})
        self.assertEqual(log.faults[0], (256, "hash 1 of level 1 is not that of the 256 leaves from here"))
        self.found({**self.good, "tile/0/001": FORBIDDEN}, 256, "not public")

    def test_a_signed_log_that_breaks_the_order(self):
        entries = self.entries[:300] + [entry(300, recorded=samples.START)] + self.entries[301:]
        self.found(samples.files(entries), 300, "goes back")

    def test_a_split_view(self):
        other = samples.files([entry(0, reason="another")] + self.entries[1:] + [entry(self.SIZE)])
        self.found(self.good, None, "do not lead", {**self.good, "checkpoint": other["checkpoint"],
                   "tile/0/002.p/31": other["tile/0/002.p/31"], "tile/entries/002.p/31": other["tile/entries/002.p/31"]})
        log, _ = self.check(other, older_notes=[self.good["checkpoint"].decode()])
        self.assertIn("does not continue", log.faults[0][1])

    def test_a_log_that_went_back(self):
        shorter = samples.files(self.entries[:40])
        self.found(self.good, None, "went back", {**self.good, "checkpoint": shorter["checkpoint"]})

    def test_a_checkpoint_of_another_key(self):
        with self.assertRaises(Refused):
            self.check({**self.good, "checkpoint": self.good["checkpoint"].replace(b"ledger", b"lodger")})


class CommandLine(unittest.TestCase):
    def run_it(self, *arguments):
        out = io.StringIO()
        with mock.patch("sys.argv", ["verify.py", *arguments]), contextlib.redirect_stdout(out):
            return verify.main(), out.getvalue()

    def test_exit_codes_and_lines(self):
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"".join(map(line, samples.bundle())))
            file.flush()
            keys = ("--key", str(LOG_KEY), "--witness", str(WITNESS_KEY), "--quorum", "1")
            code, out = self.run_it("bundle", file.name, *keys)
            self.assertEqual((code, out.count("\n")), (0, 1))
            self.assertIn("5 records, 0 faults", out)
            self.assertIn("signer unknown", self.run_it("bundle", file.name)[1])
            file.seek(0)
            file.truncate()
            file.write(b"".join(map(line, changed(3, salt=b64(bytes(15) + b"1")))))
            file.flush()
            code, out = self.run_it("bundle", file.name, *keys)
            self.assertEqual(code, 1)
            self.assertTrue(out.startswith("line 4, position 4: payload"), out)
        self.assertEqual(self.run_it("bundle", "/nowhere")[0], 1)


if __name__ == "__main__":
    unittest.main()
