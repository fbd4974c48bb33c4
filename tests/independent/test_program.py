"""The built program, judged by verify.py: three simulated months served, more added, a bundle taken away, a proof, and tampering.

    test_program.py path/to/taizhang
"""
import base64
import json
import os
import re
import shutil
import tempfile
import unittest
from pathlib import Path

import ed25519
from note import LOG, Key, parse_checkpoint
from programs import DOCUMENT, checkpoint_above, program, serving, verifier_key, verify


class Program(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dir = Path(tempfile.mkdtemp(prefix="taizhang-independent-"))
        cls.data = cls.dir / "data"
        program("simulate", "--data", cls.data, "--document", DOCUMENT, "--months", 3)
        with serving(cls.data) as url:
            older = checkpoint_above(0, url)
            (cls.dir / "older").write_text(older)
            cls.first = verify("server", url)
        cls.key = str(verifier_key(cls.data))
        program("account", "open", "later", "--role", "auditor", "--secret-stdin", "--data", cls.data, text="a-secret-for-tests\n")
        with serving(cls.data) as url:
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
