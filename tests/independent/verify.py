#!/usr/bin/python3
"""Verifies taizhang's record without taizhang: written from docs/formats alone, with nothing but Python's own library.

    verify.py bundle FILE [--key VKEY…] [--witness VKEY… --quorum N]
    verify.py server URL [--key VKEY…] [--older NOTE…] [--pause SECONDS]
    verify.py proof FILE --key VKEY…

One line on stdout for each fault, with its position where it has one; then a summary. Exit codes: 0 all holds, 1 it does
not, 2 usage. Without --key nobody is known to have signed: the record is then only found to agree with itself.
"""
import argparse
import sys
import time
from pathlib import Path

import bundle
import proof
import server
from catalogue import Catalogue
from note import LOG, WITNESS, Policy, Refused, parse_key

EVENTS = Path(__file__).resolve().parents[2] / "docs/formats/events.md"


def read_text(path):
    try:
        with open(path, "rb") as file:
            return file.read().decode()
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Refused(f"{path}: not UTF-8") from None


def policy_of(options):
    return Policy([parse_key(text, LOG) for text in options.key], [parse_key(text, WITNESS) for text in options.witness],
                  options.quorum, options.origin)


def catalogue_of(options):
    if options.events is None and not EVENTS.exists():
        return None
    return Catalogue(read_text(options.events or EVENTS))


def describe(checkpoint, policy):
    signed = "signed by " + ", ".join(sorted({key.name for key in checkpoint.logs})) if policy.keys else "signer unknown"
    return f"checkpoint of {checkpoint.origin}, size {checkpoint.size}, {signed}, {checkpoint.cosigned()} cosignatures"


def show(faults):
    for place, text in faults:
        print(f"{place}: {text}")


def run_bundle(options):
    policy = policy_of(options)
    try:
        result = bundle.check_file(options.file, policy, catalogue_of(options))
    except OSError as error:
        raise Refused(f"{options.file}: {error.strerror}") from None
    show((f"line {line}" + ("" if position is None else f", position {position}"), text) for line, position, text in result.faults)
    if result.checkpoint:
        print(f"{result.records} records, {len(result.faults)} faults; {describe(result.checkpoint, policy)}")
    return result.faults


def run_server(options):
    policy = policy_of(options)
    log, seen = server.check(options.url, policy, lambda: time.sleep(options.pause), [read_text(path) for path in options.older])
    show(("log" if position is None else f"position {position}", text) for position, text in log.faults)
    entries = f"{log.entries} entries" if log.entries_public else "entries not public"
    print(f"{len(log.leaves)} leaves, {entries}, {log.server.fetched} fetched, {len(log.faults)} faults; "
          f"sizes {', '.join(str(checkpoint.size) for checkpoint in seen)}; {describe(seen[-1], policy)}")
    return log.faults


def run_proof(options):
    policy = policy_of(options)
    header, checkpoint = proof.check(read_text(options.file), policy)
    print(f"position {header.position} holds: {header.stream} version {header.stream_version}, {header.command} by "
          f"{header.account}; {describe(checkpoint, policy)}")
    return []


def parser():
    top = argparse.ArgumentParser(description="verifies taizhang's record without taizhang")
    commands = top.add_subparsers(required=True, metavar="bundle | server | proof")
    for name, what, run in (("bundle", "file", run_bundle), ("server", "url", run_server), ("proof", "file", run_proof)):
        command = commands.add_parser(name)
        command.add_argument(what)
        command.add_argument("--key", action="append", default=[], required=name == "proof", help="a verifier key of the log")
        command.add_argument("--witness", action="append", default=[], help="a verifier key of a witness")
        command.add_argument("--quorum", type=int, default=0, help="how many witnesses must have cosigned")
        command.add_argument("--origin", help="the origin that the checkpoint must bear")
        command.set_defaults(run=run)
        if name == "bundle":
            command.add_argument("--events", help="the page that says what payloads hold (default: this tree's docs/formats/events.md)")
        if name == "server":
            command.add_argument("--older", action="append", default=[], help="file of a checkpoint kept earlier")
            command.add_argument("--pause", type=float, default=0, help="seconds between the two checkpoints")
    return top


def main():
    options = parser().parse_args()
    try:
        return 1 if options.run(options) else 0
    except Refused as refused:
        print(refused)
        return 1


if __name__ == "__main__":
    sys.exit(main())
