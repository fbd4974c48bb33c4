#!/usr/bin/python3
"""A man in the middle of taizhang's bus who changes one record, written from docs/formats/bus.md alone.

    forger.py --from tcp://127.0.0.1:5550 --at tcp://127.0.0.1:6550 --position 12

passes everything on between a leader's records and replay sockets and whoever connects to its own, but flips a bit in the record
for the position. Needs Debian's python3-zmq.
"""
import argparse
import struct

import zmq


def ports(base):
    head, port = base.rsplit(":", 1)
    return [f"{head}:{int(port) + i}" for i in range(3)]


def forged(body):
    return body[:-1] + bytes([body[-1] ^ 1])


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--from", dest="source", required=True)
    options.add_argument("--at", required=True)
    options.add_argument("--position", type=int, required=True)
    options = options.parse_args()
    context = zmq.Context()
    theirs, ours = ports(options.source), ports(options.at)
    live_in, live_out, front = (context.socket(kind) for kind in (zmq.SUB, zmq.PUB, zmq.ROUTER))
    live_in.subscribe(b"")
    live_in.connect(theirs[1])
    live_out.bind(ours[1])
    front.bind(ours[2])
    poller = zmq.Poller()
    for socket in (live_in, front):
        poller.register(socket, zmq.POLLIN)
    back = {}  # the client's identity -> a connection of its own
    print("ready", flush=True)

    def lie(place, body):
        return forged(body) if struct.unpack(">QQ", place)[1] == options.position else body

    while True:
        for socket, _ in poller.poll():
            frames = socket.recv_multipart()
            if socket is live_in:
                live_out.send_multipart([frames[0], frames[1], lie(frames[1], frames[2])])
            elif socket is front:
                if frames[0] not in back:
                    back[frames[0]] = context.socket(zmq.DEALER)
                    back[frames[0]].connect(theirs[2])
                    poller.register(back[frames[0]], zmq.POLLIN)
                back[frames[0]].send_multipart(frames[1:])
            else:
                client = next(identity for identity, dealer in back.items() if dealer is socket)
                if frames[0] == b"record":
                    frames[4] = lie(frames[3], frames[4])
                front.send_multipart([client, *frames])


if __name__ == "__main__":
    main()
