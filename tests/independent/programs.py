"""The built program as the tests of this folder start it, and verify.py as an auditor starts it."""
import base64
import contextlib
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import ed25519
from note import LOG, Key, parse_checkpoint

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parents[1] / "tools/simulate/sample-breakdown.txt"
PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else "taizhang"
LIMIT = 120


def program(*arguments, text=""):
    done = subprocess.run([PROGRAM, *map(str, arguments)], input=text, capture_output=True, text=True, timeout=LIMIT)
    if done.returncode:
        raise AssertionError(f"taizhang {' '.join(map(str, arguments))}: {done.stderr}")
    return done.stdout


def verify(*arguments):
    done = subprocess.run([sys.executable, "-B", HERE / "verify.py", *map(str, arguments)], capture_output=True, text=True, timeout=LIMIT)
    return done.returncode, done.stdout + done.stderr


class Running:
    """A server of the program, for the length of a with; gives the URL that it prints."""

    def __init__(self, *arguments):
        self.arguments = [PROGRAM, *map(str, arguments), "--listen", "127.0.0.1:0"]

    def __enter__(self):
        self.child = subprocess.Popen(self.arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.child.stdout:
            if found := re.search(r"listening on (http:\S+)", line):
                return found[1]
        raise AssertionError("the server ended before it listened")

    def __exit__(self, *_):
        self.child.terminate()
        self.child.wait(LIMIT)
        self.child.stdout.close()


def serving(data, *more):
    return Running("serve", "--data", data, "--no-keeper", *more)


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
