"""A small log made from the format documents: entries, a bundle of them, tiles as a server would serve them."""
import base64
import hashlib
import json
import struct
import uuid

import ed25519
import server
import tree
from note import LOG, WITNESS, Key

ORIGIN, EPOCH = "ledger.example.gov/2014", "1122334455667788"
SEEDS = {LOG: b"\1" * 32, WITNESS: b"\2" * 32}
LOG_KEY = Key(ORIGIN, LOG, ed25519.public_key(SEEDS[LOG]))
WITNESS_KEY = Key("audit.example.gov", WITNESS, ed25519.public_key(SEEDS[WITNESS]))
START = 1393992000000
PAYLOAD = bytes.fromhex("0101" "0109000000000000006163636f756e742d31")
DATA = {"successor": "account-1"}
SALT = bytes(16)
COSIGNED_AT = 1393995600


def b64(data):
    return base64.b64encode(data).decode()


def text(value):
    return struct.pack("<Q", len(value.encode())) + value.encode()


def entry(position, **other):
    """The header of the event at `position`: two streams in turn, everything as a sound log has it unless said otherwise."""
    v = {"position": position, "stream": f"account/a{position % 2}", "version": position // 2 + 1, "type": 305, "recorded":
         START + 60000 * position, "command_id": str(uuid.UUID(int=position)), "reason": "", "causation": None,
         "digest": hashlib.sha256(SALT + PAYLOAD).hexdigest(), **other}
    cause = b"\0" if v["causation"] is None else b"\1" + struct.pack("<Q", v["causation"])
    return (b"\x01\x0e" + struct.pack("<Q", v["position"]) + text(v["stream"]) + struct.pack("<QHHqq", v["version"], v["type"], 1,
            v["recorded"], START) + b"\x05" + text("wang") + b"\0\0" + text("王") + text("account_admin") + text(v["command_id"])
            + text("account.close") + text(v["reason"]) + b"\0" + cause + text(v["digest"]))


def event(position):
    return {"specversion": "1.0", "id": f"{EPOCH}-{position}", "source": f"//{ORIGIN}", "type": "taizhang.account.closed.v1",
            "subject": f"account/a{position % 2}", "time": f"2014-03-05T04:{position:02d}:00.000Z",
            "datacontenttype": "application/json", "sequence": f"{position:020d}", "effectivetime": "2014-03-05T04:00:00.000Z",
            "streamversion": position // 2 + 1, "command": "account.close", "commandid": str(uuid.UUID(int=position)),
            "authtype": "user", "authid": "wang", "actorname": "王", "actorrole": "account_admin", "data": DATA}


def sign_line(key, signed, before=b""):
    blob = key.id + before + ed25519.sign(SEEDS[key.kind], signed.encode())
    return f"— {key.name} {b64(blob)}\n"


def checkpoint(leaves, size=None, origin=ORIGIN):
    body = f"{origin}\n{len(leaves) if size is None else size}\n{b64(tree.root(leaves))}\n"
    cosigned = sign_line(WITNESS_KEY, f"cosignature/v1\ntime {COSIGNED_AT}\n{body}", COSIGNED_AT.to_bytes(8, "big"))
    return f"{body}\n{sign_line(LOG_KEY, body)}{cosigned}"


def line(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def bundle(start=2, end=7, size=9, entries=None, stream=None):
    """Lines as Python values; serialise each with line()."""
    entries = entries or [entry(position) for position in range(size)]
    leaves = [tree.leaf_hash(item) for item in entries]
    first = {"bundle": "taizhang/1", "origin": ORIGIN, "epoch": EPOCH, "from": start, "to": end, "stream": stream, "size": size,
             "made": "2014-03-06T00:00:00.000Z", "keys": [str(LOG_KEY), str(WITNESS_KEY)], "checkpoint": checkpoint(leaves)}
    records = [{"position": p, "entry": b64(entries[p]), "salt": b64(SALT), "payload": b64(PAYLOAD),
                "path": [b64(h) for h in tree.inclusion_path(p, leaves)], "event": event(p)} for p in range(start, end)
               if stream is None or event(p)["subject"] == stream]
    return [first, *records, {"end": len(records)}]


LEFT, LEFT_DATA = PAYLOAD.replace(b"account-1", b"removed-1"), {"successor": "removed-1"}
ASKED_BY = "zhang"


def approval(position, target, **other):
    """(entry, payload, event) of the approved redaction of the event at `target`."""
    said = {"requested_by": ASKED_BY, "requester_name": "张", "requested": "2014-03-05T04:00:00.000Z", "request_reason": "",
            "rule": "第四十七条", "members": ["/successor"], "stream": f"account/a{target % 2}",
            "stream_version": target // 2 + 1, "schema": 1, "substitute": b64(LEFT), **other}
    names = struct.pack("<Q", len(said["members"])) + b"".join(text(name) for name in said["members"])
    payload = (b"\x01\x01\x01\x0a" + text(said["requested_by"]) + text(said["requester_name"]) + struct.pack("<q", START)
               + text(said["request_reason"]) + text(said["rule"]) + names + text(said["stream"])
               + struct.pack("<QH", said["stream_version"], said["schema"]) + text(said["substitute"]))
    stream = other.get("in_stream", f"redaction/{target}")
    said.pop("in_stream", None)
    made = entry(position, stream=stream, version=1, type=922, digest=hashlib.sha256(SALT + payload).hexdigest())
    shown = {**event(position), "type": "taizhang.redaction.approved.v1", "subject": stream, "streamversion": 1,
             "data": {"execution": said}}
    return made, payload, shown


def redacted_bundle(start=2, end=7, target=3, order=8, **other):
    """As bundle(), the event at `target` redacted by the one at `order`."""
    entries = [entry(p) for p in range(9)]
    entries[order], payload, shown = approval(order, target, **other)
    values = bundle(start, end, 9, entries)
    leaves = [tree.leaf_hash(item) for item in entries]
    ordering = {"entry": b64(entries[order]), "salt": b64(SALT), "payload": b64(payload),
                "path": [b64(h) for h in tree.inclusion_path(order, leaves)], "event": shown}
    for value in values[1:-1]:
        if value["position"] == order:
            value.update(ordering)
    at = target - start + 1
    values[at] = {"position": target, "entry": values[at]["entry"], "redacted": {"by": order}, "path": values[at]["path"],
                  "event": {**{k: v for k, v in event(target).items() if k != "data"}, "redactedby": str(order), "data": LEFT_DATA}}
    return values if end > order else [*values[:-1], {"order": order, **ordering}, values[-1]]


SECOND_SEED = b"\3" * 32
SECOND_KEY = Key(ORIGIN, LOG, ed25519.public_key(SECOND_SEED))


def signed_by(leaves, *seeds):
    """A checkpoint by the log's keys of these seeds, and the witness."""
    body = f"{ORIGIN}\n{len(leaves)}\n{b64(tree.root(leaves))}\n"
    lines = [sign_line(WITNESS_KEY, f"cosignature/v1\ntime {COSIGNED_AT}\n{body}", COSIGNED_AT.to_bytes(8, "big"))]
    for seed in seeds:
        key = Key(ORIGIN, LOG, ed25519.public_key(seed))
        lines.append(f"— {key.name} {b64(key.id + ed25519.sign(seed, body.encode()))}\n")
    return body + "\n" + "".join(lines)


def key_event(position, version, name, number, key):
    payload = b"\x01\x01" + text(str(key))
    made = entry(position, stream="log/keys", version=version, type=number, digest=hashlib.sha256(SALT + payload).hexdigest())
    shown = {**event(position), "type": f"taizhang.log.{name}.v1", "subject": "log/keys", "streamversion": version,
             "data": {"key": str(key)}}
    return made, payload, shown


def keyed_bundle(vouched_by=SEEDS[LOG]):
    """Positions 2 to 5 of a log that adopted a second key at 1 and retired the first at 6; 7 records; a checkpoint of 3 is kept."""
    changes = {1: key_event(1, 1, "key_adopted", 941, SECOND_KEY), 6: key_event(6, 2, "key_retired", 942, LOG_KEY)}
    entries = [changes[p][0] if p in changes else entry(p) for p in range(7)]
    leaves = [tree.leaf_hash(item) for item in entries]
    values = bundle(2, 6, 7, entries)
    notes = {1: (3, signed_by(leaves[:3], vouched_by)), 6: (7, signed_by(leaves, SECOND_SEED))}
    values[0].update({"keys": [str(LOG_KEY), str(SECOND_KEY), str(WITNESS_KEY)], "checkpoint": notes[6][1]})
    keys = [{"key": p, "entry": b64(entries[p]), "salt": b64(SALT), "payload": b64(changes[p][1]), "size": notes[p][0],
             "checkpoint": notes[p][1], "path": [b64(h) for h in tree.inclusion_path(p, leaves[:notes[p][0]])],
             "consistency": [b64(h) for h in tree.consistency_path(notes[p][0], leaves)] if notes[p][0] < 7 else [],
             "event": changes[p][2]} for p in changes]
    return [values[0], *keys, *values[1:]]


def files(entries):
    """path -> bytes of everything that a server of these entries serves, checkpoint and partial tiles too."""
    leaves = [tree.leaf_hash(item) for item in entries]
    served = {"checkpoint": checkpoint(leaves).encode()}
    level, hashes = 0, leaves
    while hashes:
        for number, width in server.tiles(len(hashes)):
            served[server.tile_path(level, number, width)] = b"".join(hashes[number * 256:number * 256 + width])
        hashes = [tree.root(hashes[i:i + 256]) for i in range(0, len(hashes) - 255, 256)]
        level += 1
    for number, width in server.tiles(len(entries)):
        path = server.tile_path(0, number, width).replace("tile/0", "tile/entries", 1)
        served[path] = b"".join(len(e).to_bytes(2, "big") + e for e in entries[number * 256:number * 256 + width])
    return served
