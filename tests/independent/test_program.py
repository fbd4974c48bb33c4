"""The built program, judged by verify.py: three simulated months served, more added, a bundle taken away, a proof, and tampering.

    test_program.py path/to/taizhang
"""
import base64
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request
from pathlib import Path

import ed25519
from note import LOG, Key, parse_checkpoint

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parents[1] / "tools/simulate/sample-breakdown.txt"
PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 and __name__ == "__main__" else None
LIMIT = 120


def program(*arguments, text=""):
    done = subprocess.run([PROGRAM, *map(str, arguments)], input=text, capture_output=True, text=True, timeout=LIMIT)
    if done.returncode:
        raise AssertionError(f"taizhang {' '.join(map(str, arguments))}: {done.stderr}")
    return done.stdout


def verify(*arguments):
    done = subprocess.run([sys.executable, "-B", HERE / "verify.py", *map(str, arguments)], capture_output=True, text=True, timeout=LIMIT)
    return done.returncode, done.stdout + done.stderr


class Serving:
    """The server over a data directory, for the length of a with."""

    def __init__(self, data):
        self.data = data

    def __enter__(self):
        self.child = subprocess.Popen([PROGRAM, "serve", "--data", self.data, "--listen", "127.0.0.1:0", "--no-keeper"],
                                      stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.child.stdout:
            if found := re.match(r"listening on (http:\S+)", line):
                return found[1]
        raise AssertionError("the server ended before it listened")

    def __exit__(self, *_):
        self.child.terminate()
        self.child.wait(LIMIT)
        self.child.stdout.close()


def checkpoint_above(size, url):
    """The server's newest checkpoint, once it has signed one of more records than `size`."""
    until = time.monotonic() + LIMIT
    while time.monotonic() < until:
        with contextlib.suppress(urllib.error.HTTPError), urllib.request.urlopen(url + "/checkpoint", timeout=LIMIT) as answer:
            note = answer.read().decode()
            if parse_checkpoint(note, []).size > size:
                return note
        time.sleep(0.05)
    raise AssertionError(f"no checkpoint of more than {size} records came")


def verifier_key(data):
    """The public half of the log's signing key, as transparency.md writes keys."""
    _, _, name, _, blob = (data / "checkpoint.key").read_text().strip().split("+", 4)
    return Key(name, LOG, ed25519.public_key(base64.b64decode(blob)[1:]))


class Program(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dir = Path(tempfile.mkdtemp(prefix="taizhang-independent-"))
        cls.data = cls.dir / "data"
        program("simulate", "--data", cls.data, "--document", DOCUMENT, "--months", 3)
        with Serving(cls.data) as url:
            older = checkpoint_above(0, url)
            (cls.dir / "older").write_text(older)
            cls.first = verify("server", url)
        cls.key = str(verifier_key(cls.data))
        program("account", "open", "later", "--role", "auditor", "--secret-stdin", "--data", cls.data, text="a-secret-for-tests\n")
        with Serving(cls.data) as url:
            checkpoint_above(parse_checkpoint(older, []).size, url)
            cls.second = verify("server", url, "--key", cls.key, "--older", cls.dir / "older")
        program("bundle", "--data", cls.data, "-o", cls.dir / "bundle")
        cls.lines = (cls.dir / "bundle").read_bytes().splitlines(keepends=True)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.dir)

    def bundle(self, lines):
        (self.dir / "other").write_bytes(b"".join(lines))
        return verify("bundle", self.dir / "other", "--key", self.key)

    def test_the_server_holds_and_continues_what_was_kept(self):
        self.assertEqual(self.first[0], 0, self.first[1])
        self.assertEqual(self.second[0], 0, self.second[1])
        sizes = [int(size) for size in re.search(r"sizes (\d+), (\d+), (\d+)", self.second[1]).groups()]
        self.assertTrue(sizes[0] < sizes[1] == sizes[2], sizes)
        self.assertGreater(sizes[0], 256, "so that there is a second level")
        self.assertIn(f"{sizes[2]} leaves, entries not public", self.second[1])

    def test_a_bundle_of_everything_holds(self):
        code, out = self.bundle(self.lines)
        self.assertEqual((code, out.count("\n")), (0, 1), out[:2000])
        self.assertIn(f"{len(self.lines) - 2} records, 0 faults", out)
        self.assertGreater(len(self.lines), 200)

    def test_a_bundle_of_one_stream_holds(self):
        items = [subject for line in self.lines[1:-1] if (subject := json.loads(line)["event"]["subject"]).startswith("item/")]
        program("bundle", "--data", self.data, "--item", items[0].partition("/")[2], "-o", self.dir / "item")
        code, out = verify("bundle", self.dir / "item", "--key", self.key)
        self.assertEqual(code, 0, out[:2000])
        self.assertIn(f"{items.count(items[0])} records", out)

    def test_a_proof_of_one_position_holds(self):
        for position in (0, 100):
            program("prove", position, "--data", self.data, "-o", self.dir / f"proof-{position}")
            code, out = verify("proof", self.dir / f"proof-{position}", "--key", self.key)
            self.assertEqual(code, 0, out)
            self.assertIn(f"position {position} holds", out)

    def test_tampering_with_the_bundle_is_found_where_it_is(self):
        good = self.lines[101]
        value = json.loads(good)
        for name in ("entry", "salt", "payload"):
            raw = bytearray(base64.b64decode(value[name]))
            raw[len(raw) // 2] ^= 1
            self.found(good.replace(value[name].encode(), base64.b64encode(raw)))
        self.found(good.replace(value["event"]["commandid"].encode(), b"00000000-0000-0000-0000-000000000000"))
        self.found(good.replace(f'"streamversion":{value["event"]["streamversion"]}'.encode(), b'"streamversion":99'))
        self.found(good.replace(value["path"][0].encode(), value["path"][1].encode(), 1))

    def found(self, line):
        self.assertNotEqual(line, self.lines[101])
        code, out = self.bundle(self.lines[:101] + [line] + self.lines[102:])
        self.assertEqual(code, 1)
        self.assertTrue(out.startswith("line 102, position 100: "), out[:500])

    def test_another_key_is_not_believed(self):
        name = parse_checkpoint((self.dir / "older").read_text(), []).origin
        other = str(Key(name, LOG, ed25519.public_key(os.urandom(32))))
        code, out = verify("bundle", self.dir / "bundle", "--key", other)
        self.assertEqual(code, 1)
        self.assertIn("none of the known keys", out)


if __name__ == "__main__":
    unittest.main()
