#!/usr/bin/python3
"""A consumer of taizhang's bus, written from docs/formats/bus.md alone.

    consumer.py --events tcp://127.0.0.1:5550 --replay tcp://127.0.0.1:5552 --from 0 --until 100

prints one JSON line for each event with from <= position < until, in order and once each, whatever the network lost.
"from" may be beyond 0 only together with --epoch. Exit codes: 0 all printed, 1 it cannot go on (one line on stderr), 2 usage.
Needs Debian's python3-zmq.
"""
import argparse
import json
import struct
import sys
import time

import zmq

CREDIT = 200
QUIET = 1.0           # seconds of silence after which to ask whether there is more
ANSWER_TIMEOUT = 2.0  # seconds without an answer after which to ask again
ASK_INTERVAL = 0.005  # between two questions
MOST_AHEAD = 10_000   # messages put aside behind a hole


class CannotGoOn(Exception):
    pass


class Consumer:
    def __init__(self, options, out):
        self.options = options
        self.out = out
        self.next = options.start
        self.epoch = options.epoch
        self.ahead = {}      # position -> (stream, body), received live behind a hole
        self.current = False
        self.asked = None    # (id, from) of the replay under way
        self.last_id = 0
        self.used = 0
        self.heard = time.monotonic()
        self.last_question = 0.0
        context = zmq.Context()
        self.live = self.socket(context, zmq.SUB)
        for prefix in options.prefix or [""]:
            self.live.subscribe(prefix.encode())
        self.dealer = self.socket(context, zmq.DEALER)
        self.live.connect(options.events)
        self.dealer.connect(options.replay)
        self.poller = zmq.Poller()
        self.poller.register(self.live, zmq.POLLIN)
        self.poller.register(self.dealer, zmq.POLLIN)

    def socket(self, context, kind):
        socket = context.socket(kind)
        socket.linger = 0
        if self.options.server_key:
            socket.curve_serverkey = self.options.server_key.encode()
            socket.curve_publickey = self.options.public_key.encode()
            socket.curve_secretkey = self.options.secret_key.encode()
        return socket

    def run(self):
        deadline = time.monotonic() + self.options.timeout
        while self.next < self.options.until:
            if time.monotonic() > deadline:
                raise CannotGoOn(f"only events before {self.next} came within {self.options.timeout} s")
            self.ask_if_due()
            for socket, _ in self.poller.poll(20 if not self.current else 200):
                if socket is self.live:
                    self.take_live(socket.recv_multipart())
                else:
                    self.take_answer(socket.recv_multipart())

    def ask_if_due(self):
        now = time.monotonic()
        if self.asked and now - self.heard > ANSWER_TIMEOUT:
            self.asked = None
            self.current = False
        due = not self.current or now - self.heard > QUIET
        if self.asked or not due or now - self.last_question < ASK_INTERVAL:
            return
        self.last_id += 1
        self.used = 0
        self.heard = self.last_question = now
        self.asked = (self.last_id, self.next)
        self.dealer.send_multipart(
            [b"replay", struct.pack(">Q", self.last_id), b"events", struct.pack(">Q", self.next),
             struct.pack(">I", CREDIT)] + [p.encode() for p in self.options.prefix])

    def check_epoch(self, epoch):
        if self.epoch is None:
            self.epoch = epoch
        if self.epoch != epoch:
            raise CannotGoOn(f"expected epoch {self.epoch}, got {epoch}: this is another log")

    def take_live(self, frames):
        stream, place, body = frames
        epoch, position = struct.unpack(">QQ", place)
        self.check_epoch(epoch)
        if position == self.next:
            self.take(stream, position, body)
            self.take_ahead()
            self.heard = time.monotonic() if self.current else self.heard
        elif position > self.next:
            self.current = False
            if len(self.ahead) < MOST_AHEAD:
                self.ahead[position] = (stream, body)

    def take_answer(self, frames):
        word, request = frames[0], frames[1]
        if not self.asked or (request and struct.unpack(">Q", request)[0] != self.asked[0]):
            return
        self.heard = time.monotonic()
        if word == b"event":
            self.take_replayed(*frames[2:])
        elif word == b"caught_up":
            self.take_end(*struct.unpack(">QQ", frames[2]))
        elif word == b"error":
            code, message = frames[2].decode(), frames[3].decode()
            if code == "invalid":
                raise CannotGoOn(message)
            self.asked = None
            self.last_question = time.monotonic() + 1.0

    def take_replayed(self, stream, place, body):
        epoch, position = struct.unpack(">QQ", place)
        self.check_epoch(epoch)
        self.used += 1
        if self.used >= CREDIT // 2:
            self.dealer.send_multipart(
                [b"credit", struct.pack(">Q", self.asked[0]), struct.pack(">I", self.used)])
            self.used = 0
        if position > self.next and not self.options.prefix:
            self.asked = None  # the replay has a hole
        elif position >= self.next:
            self.take(stream, position, body)

    def take_end(self, epoch, end):
        self.check_epoch(epoch)
        if end < self.asked[1]:
            raise CannotGoOn(f"the log ends at {end}, before {self.asked[1]}: the publisher lost events")
        self.asked = None
        if self.options.prefix:
            self.next = max(self.next, end)
        self.current = self.next >= end
        self.take_ahead()

    def take_ahead(self):
        while self.next in self.ahead:
            stream, body = self.ahead.pop(self.next)
            self.take(stream, self.next, body)
        if self.ahead and min(self.ahead) < self.next:
            self.ahead = {p: m for p, m in self.ahead.items() if p > self.next}
        if self.ahead:
            self.current = False

    def take(self, stream, position, body):
        self.next = position + 1
        if position < self.options.until:
            line = {"position": position, "stream": stream.decode(), "event": json.loads(body)}
            print(json.dumps(line, ensure_ascii=False), file=self.out, flush=True)


def main():
    parser = argparse.ArgumentParser(description="Print taizhang's events, in order and once each.")
    parser.add_argument("--events", required=True, help="the PUB endpoint with CloudEvents")
    parser.add_argument("--replay", required=True, help="the ROUTER endpoint")
    parser.add_argument("--from", dest="start", type=int, default=0, metavar="POSITION")
    parser.add_argument("--until", type=int, required=True, metavar="POSITION", help="the first position not wanted")
    parser.add_argument("--epoch", type=int, help="the log that --from belongs to")
    parser.add_argument("--prefix", action="append", default=[], help="streams to take, such as item/; may be repeated")
    parser.add_argument("--timeout", type=float, default=60.0, help="seconds")
    for key in ("server-key", "public-key", "secret-key"):
        parser.add_argument("--" + key, help="CURVE, 40 characters of Z85")
    options = parser.parse_args()
    if options.start > 0 and options.epoch is None:
        parser.error("--from beyond 0 needs --epoch: a position means nothing in another log")
    try:
        Consumer(options, sys.stdout).run()
    except CannotGoOn as reason:
        print(f"consumer.py: {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
