#!/usr/bin/python3
"""Runs one fuzz target: on its corpus and a bounded number of inputs made from it, the same ones each time.

With TAIZHANG_FUZZ_SECONDS=600 it goes on for ten minutes with another seed each time, and what it finds on its way is kept
in KEEP/found, from where the next soak goes on. An input that breaks a promise is kept in KEEP either way.
"""
import argparse
import os
import shutil
import subprocess
import sys
import time


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", help="the program")
    parser.add_argument("--corpus", required=True, help="folder of inputs; CORPUS.dict beside it, if there, has words")
    parser.add_argument("--keep", required=True, help="folder for what is found")
    parser.add_argument("--runs", type=int, required=True, help="inputs to try when not soaking")
    return parser.parse_args()


def limits(runs, seconds):
    """A soak ends with its time. A test ends with its runs; the time is for machines that are slower than any of ours."""
    if seconds:
        return [f"-max_total_time={seconds}", f"-seed={int(time.time()) % 2**31 + 1}", "-print_final_stats=1"]
    return [f"-runs={runs}", "-max_total_time=2", "-seed=1", "-verbosity=0"]


def main():
    given = arguments()
    seconds = int(os.environ.get("TAIZHANG_FUZZ_SECONDS", "0"))
    found = os.path.join(given.keep, "found" if seconds else "test")
    if not seconds:
        shutil.rmtree(found, ignore_errors=True)
    os.makedirs(found, exist_ok=True)
    words = given.corpus + ".dict"
    command = [given.target, found, given.corpus, f"-artifact_prefix={given.keep}/", "-timeout=20", "-rss_limit_mb=2048"]
    command += [f"-dict={words}"] if os.path.exists(words) else []
    status = subprocess.run(command + limits(given.runs, seconds), check=False).returncode
    if status:
        print(f"the input is kept in {given.keep}; try it again: {given.target} {given.keep}/crash-…", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
