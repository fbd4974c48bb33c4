"""The program's witness, asked as docs/formats/transparency.md says by a log of this folder's own; then the whole chain: the
program's server, cosigned by the program's witness, judged by verify.py under a quorum.

    test_witness.py path/to/taizhang
"""
import shutil
import tempfile
import unittest
import urllib.error
import urllib.request
from pathlib import Path

import tree
from note import WITNESS, parse_checkpoint, parse_key
from programs import DOCUMENT, LIMIT, Running, checkpoint_above, program, serving, verifier_key, verify
from samples import LOG_KEY, ORIGIN, b64, entry, sign_line

LEAVES = [tree.leaf_hash(entry(position)) for position in range(9)]


def note(leaves, origin=ORIGIN):
    body = f"{origin}\n{len(leaves)}\n{b64(tree.root(leaves))}\n"
    return f"{body}\n{sign_line(LOG_KEY, body)}"


def request(old, leaves, path=None, text=None):
    if path is None:
        path = tree.consistency_path(old, leaves) if 0 < old <= len(leaves) else []
    return f"old {old}\n{''.join(b64(item) + chr(10) for item in path)}\n{text or note(leaves)}"


def post(url, body):
    """(status, content type, body)"""
    try:
        with urllib.request.urlopen(f"{url}/add-checkpoint", body.encode(), timeout=LIMIT) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read().decode()


def witness(folder, log):
    return Running("witness", "--key", folder / "key", "--name", "audit.example.gov", "--log", log, "--state", folder / "state")


def key_of(url):
    with urllib.request.urlopen(url + "/", timeout=LIMIT) as answer:
        text = answer.read().decode()
    return parse_key(next(word for word in text.split() if word.startswith("audit.example.gov+")), WITNESS)


class Witness(unittest.TestCase):
    def setUp(self):
        self.dir = Path(tempfile.mkdtemp(prefix="taizhang-independent-"))
        self.addCleanup(shutil.rmtree, self.dir)

    def cosigned(self, answer, leaves, key):
        self.assertEqual(answer[0], 200, answer)
        self.assertEqual(parse_checkpoint(note(leaves) + answer[2], [LOG_KEY, key]).witnesses, {key})

    def test_answers_as_the_page_says(self):
        with witness(self.dir, LOG_KEY) as url:
            key = key_of(url)
            self.cosigned(post(url, request(0, LEAVES[:3])), LEAVES[:3], key)
            self.cosigned(post(url, request(3, LEAVES[:8])), LEAVES[:8], key)
            self.cosigned(post(url, request(8, LEAVES[:8], [])), LEAVES[:8], key)
            self.assertEqual(post(url, request(3, LEAVES)), (409, "text/x.tlog.size", "8\n"))
            forked = LEAVES[:7] + LEAVES[6:8]
            for status, body in (
                (400, "x"), (400, request(9, LEAVES[:8])), (400, request(8, LEAVES).replace("old 8", "old 08")),
                (400, request(8, LEAVES)[:-1]), (404, request(8, LEAVES, [], note(LEAVES, "another.example.gov"))),
                (403, request(8, LEAVES).replace(b64(tree.root(LEAVES)), b64(tree.root(forked)))),
                (422, request(8, forked)), (422, request(8, LEAVES, [])), (409, request(8, LEAVES[:7] + [LEAVES[8]], [])),
                (422, request(8, LEAVES, tree.consistency_path(8, LEAVES) + [LEAVES[0]])),
            ):
                answer = post(url, body)
                self.assertEqual((answer[0], answer[1].split(";")[0]), (status, "text/plain"), (body, answer))
        with witness(self.dir, LOG_KEY) as url:  # what it has seen outlives it
            self.assertEqual(key_of(url), key)
            self.assertEqual(post(url, request(0, LEAVES[:3], []))[::2], (409, "8\n"))
            self.cosigned(post(url, request(8, LEAVES)), LEAVES, key)

    def test_a_cosigned_log_is_official_to_an_auditor(self):
        data = self.dir / "data"
        program("simulate", "--data", data, "--document", DOCUMENT, "--months", 1)
        with serving(data) as url:
            checkpoint_above(0, url)
        log = verifier_key(data)
        with witness(self.dir, log) as asked:
            key = key_of(asked)
            (self.dir / "config").write_text(f'[checkpoint]\nquorum = 1\n\n[[witness]]\nkey = "{key}"\nurl = "{asked}"\n')
            program("account", "open", "later", "--role", "auditor", "--secret-stdin", "--data", data, text="a-secret-for-tests\n")
            with serving(data, "--config", self.dir / "config") as url:
                checkpoint_above(0, url)
                self.holds("server", url, log, key)
        program("bundle", "--data", data, "--witness", key, "-o", self.dir / "bundle")
        program("prove", 7, "--data", data, "--witness", key, "--quorum", 1, "-o", self.dir / "proof")
        for what in ("bundle", "proof"):
            self.holds(what, self.dir / what, log, key)
            code, out = verify(what, self.dir / what, "--key", log, "--witness", key, "--quorum", 2)
            self.assertEqual(code, 1)
            self.assertIn("2 cosignatures were expected, 1 known ones came", out)

    def holds(self, what, where, log, key):
        code, out = verify(what, where, "--key", log, "--witness", key, "--quorum", 1)
        self.assertEqual(code, 0, out)
        self.assertIn("1 cosignatures", out)


if __name__ == "__main__":
    unittest.main()
