"""Ed25519, the tree, keys and notes, against answers that others have published, and against the documents' own example."""
import json
import re
import unittest
from base64 import b64decode
from pathlib import Path
from types import SimpleNamespace

import cloudevent
import ed25519
import payload
import proof
import record
import tree
from catalogue import Catalogue
from note import LOG, WITNESS, Policy, Refused, parse_checkpoint, parse_key
from samples import DATA, EPOCH, LOG_KEY, ORIGIN, PAYLOAD, b64, checkpoint, entry, event, sign_line

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/formats/transparency.md").read_text()
EXAMPLE = dict(re.findall(r"<!-- (\w+) -->\n```\n(.*?)```", PAGE, re.S))
KEYS = EXAMPLE["keys"].split("\n")
POLICY = Policy([parse_key(KEYS[0], LOG)], [parse_key(KEYS[2], WITNESS)], 1, "ledger.example.gov/2014")

# RFC 8032, 7.1: secret key, public key, message, signature
RFC8032 = [
    ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
]


class Ed25519(unittest.TestCase):
    def test_rfc_8032_vectors(self):
        for seed, public, message, signature in (map(bytes.fromhex, vector) for vector in RFC8032):
            self.assertEqual(ed25519.public_key(seed), public)
            self.assertEqual(ed25519.sign(seed, message), signature)
            self.assertTrue(ed25519.verify(public, message, signature))

    def test_any_flipped_bit_is_refused(self):
        _, public, message, signature = map(bytes.fromhex, RFC8032[2])
        for at in range(0, 512, 37):
            wrong = bytearray(signature)
            wrong[at // 8] ^= 1 << at % 8
            self.assertFalse(ed25519.verify(public, message, bytes(wrong)), at)
        self.assertFalse(ed25519.verify(public, message + b"\0", signature))
        self.assertFalse(ed25519.verify(public, message, signature[:63]))

    def test_a_scalar_beyond_the_order_is_refused(self):
        _, public, message, signature = map(bytes.fromhex, RFC8032[2])
        s = int.from_bytes(signature[32:], "little") + ed25519.L
        self.assertFalse(ed25519.verify(public, message, signature[:32] + s.to_bytes(32, "little")))


class Tree(unittest.TestCase):
    def test_known_roots(self):
        leaves = [tree.leaf_hash(e) for e in (b"one", b"two", b"three")]
        for count, expected in ((0, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
                                (1, "0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek="),
                                (3, "Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=")):
            self.assertEqual(b64(tree.root(leaves[:count])), expected)

    def test_rfc_6962_known_answers(self):
        # the eight inputs that implementations of RFC 6962 share, and the root over them
        inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
        leaves = [tree.leaf_hash(bytes.fromhex(text)) for text in inputs]
        self.assertEqual(tree.root(leaves[:2]).hex(), "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")
        self.assertEqual(tree.root(leaves).hex(), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")

    def test_every_proof_of_small_trees_holds_and_no_other(self):
        leaves = [tree.leaf_hash(bytes([i])) for i in range(20)]
        for n in range(1, 21):
            top = tree.root(leaves[:n])
            for m in range(n):
                path = tree.inclusion_path(m, leaves[:n])
                self.assertTrue(tree.included(leaves[m], m, n, path, top))
                self.assertFalse(tree.included(leaves[m], m, n, path + [top], top))
                self.assertFalse(tree.included(leaves[m], m + 1, n, path, top))
                self.assertFalse(tree.included(leaves[m - 1], m, n, path, top) and n > 1)
            for m in range(n + 1):
                path = tree.consistency_path(m, leaves[:n]) if m else []
                self.assertTrue(tree.consistent(m, tree.root(leaves[:m]), n, top, path))
                self.assertFalse(tree.consistent(m, tree.root(leaves[:m]), n, top, path + [top]))
                self.assertFalse(tree.consistent(m, tree.leaf_hash(b"other"), n, top, path))


class Documents(unittest.TestCase):
    def test_worked_example(self):
        header, good = proof.check(EXAMPLE["proof"], POLICY)
        self.assertEqual((header.stream, header.stream_version, good.size, good.cosigned()), ("item/2014-cz-009", 3, 5, 1))
        hashes = [b64decode(text) for text in EXAMPLE["leaves"].split()]
        self.assertEqual([tree.root(hashes[:3]), tree.root(hashes[:5])], hashes[5:])
        asked = EXAMPLE["request"].split("\n")
        self.assertEqual([b64(h) for h in tree.consistency_path(3, hashes[:5])], asked[1:asked.index("")])

    def test_golden_records(self):
        files = sorted((ROOT / "tests/golden/records").glob("*.hex"))
        self.assertGreaterEqual(len(files), 2)
        for file in files:
            first, *rest = file.read_text().split("\n")
            header, salt, data = record.split_record(bytes.fromhex("".join(rest)))
            self.assertEqual(f"# leaf {tree.leaf_hash(header).hex()}", first)
            if salt is None:
                self.assertEqual((file.stem, data), ("v1_redacted", 70345))
            else:
                record.check_payload(record.parse_entry(header), salt, data)

    def test_golden_events_are_what_their_json_says(self):
        files = sorted((ROOT / "tests/golden/events").glob("*.hex"))
        self.assertGreater(len(files), 100)
        for file in files:
            stored, readable = file.read_text().split("\n")[:2]
            value = json.loads(readable)
            self.assertTrue(payload.says(bytes.fromhex(stored), value), file.name)
            for name in list(value)[:1]:  # some events have no members
                self.assertFalse(payload.says(bytes.fromhex(stored), {**value, name: "another"}), file.name)

    def test_golden_events_are_read_by_the_page(self):
        page = Catalogue((ROOT / "docs/formats/events.md").read_text())
        numbers = {event.name: number for number, event in page.events.items()}
        newest = {}
        for file in sorted((ROOT / "tests/golden/events").glob("*.hex")):
            name, version, _, _ = re.fullmatch(r"(.*)\.v(\d+)\.(\d+)(\.hex)", file.name).groups()
            stored, readable = file.read_text().split("\n")[:2]
            header = SimpleNamespace(type=numbers[name], schema=int(version))
            if page.knows(header, header.schema):  # an older schema has another struct
                newest[name] = page.read(header, bytes.fromhex(stored)), json.loads(readable)
                self.assertEqual(newest[name][0], {**newest[name][0], **newest[name][1]}, file.name)
        for name, (read, readable) in newest.items():
            self.assertEqual(json.dumps(read), json.dumps(readable), name)
        self.assertEqual(len(newest), len(page.events))

    def test_the_page_vouches_for_names(self):
        page = Catalogue((ROOT / "docs/formats/events.md").read_text())
        header = record.parse_entry(entry(1))
        for wrong, words in (({"data": {"successoR": "account-1"}}, "data"), ({"type": "taizhang.account.closes.v1"}, "number 305"),
                             ({"data": {}}, "data")):
            found = cloudevent.faults({**event(1), **wrong}, header, PAYLOAD, ORIGIN, EPOCH, {}, page)
            self.assertEqual(len(found), 1, found)
            self.assertIn(words, found[0])
        self.assertEqual(cloudevent.faults(event(1), header, PAYLOAD, ORIGIN, EPOCH, {}, page), [])
        for payload_bytes in (PAYLOAD[:-1], PAYLOAD + b"\0", b"\1\2" + PAYLOAD[2:], b"\1\1\2" + PAYLOAD[3:]):
            with self.assertRaises(Refused):
                page.read(header, payload_bytes)

    def test_times_before_1970_are_written_and_read(self):
        for text in ("0001-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"):
            self.assertEqual(payload.to_text(payload.to_milliseconds(text)), text)


class Notes(unittest.TestCase):
    def refused(self, note, policy=POLICY):
        with self.assertRaises(Refused):
            policy.check(note)

    def test_a_key_must_bear_its_own_id(self):
        with self.assertRaises(Refused):
            parse_key(KEYS[0].replace("325aaf0d", "325aaf0e"))
        with self.assertRaises(Refused):
            parse_key(KEYS[0], WITNESS)

    def test_tampering_is_refused(self):
        note = checkpoint([])
        POLICY.check(note)
        self.refused(note.replace("\n0\n", "\n1\n"))
        self.refused(note.replace("\n0\n", "\n00\n"))
        self.refused(note[:-1])
        self.refused(note.replace("\n", "\r\n"))
        self.refused(note.replace("— audit", "- audit"))
        self.refused(note.replace("ledger", "another", 1))

    def test_a_known_keys_false_signature_rejects_the_note_even_beside_a_good_one(self):
        note = checkpoint([])
        self.refused(note + sign_line(LOG_KEY, "another text\n"))
        self.assertEqual(len(POLICY.check(note + sign_line(LOG_KEY, note.split("\n\n")[0] + "\n")).logs), 1)

    def test_missing_signatures_are_refused(self):
        body, _, lines = checkpoint([]).partition("\n\n")
        log_line, witness_line = lines.split("\n")[:2]
        self.refused(f"{body}\n\n{witness_line}\n")
        self.refused(f"{body}\n\n{log_line}\n")
        self.assertEqual(parse_checkpoint(f"{body}\n\n{log_line}\n", POLICY.keys).size, 0)

    def test_proof_files(self):
        text = EXAMPLE["proof"]
        for wrong in (text.replace("index 2", "index 3"), text.replace("index 2", "index 02"), text.replace("extra AQ4C", "extra AQ4D"),
                      text.replace("@v1", "@v2"), re.sub("\nyYj.*", "", text), re.sub("\nextra .*", "", text)):
            self.assertNotEqual(wrong, text)
            with self.assertRaises(Refused):
                proof.check(wrong, POLICY)
        own = b64decode(re.search("extra (.*)", text)[1])
        self.assertEqual(proof.check(re.sub("\nextra .*", "", text), POLICY, own)[0].position, 2)


class Entries(unittest.TestCase):
    def test_what_is_not_an_entry_is_refused(self):
        good = entry(1, causation=0)
        self.assertEqual(record.parse_entry(good).causation, 0)
        for wrong in (good + b"\0", good[:-1], b"\2" + good[1:], good[:1] + b"\x0f" + good[2:], entry(1, causation=1),
                      entry(1, version=0), entry(1, stream="account"), entry(1, reason="字" * 4001), entry(1, digest="F" * 64),
                      entry(1, command_id="1"), entry(1, recorded=2**62)):
            with self.assertRaises(Refused):
                record.parse_entry(wrong)

    def test_one_type_number_has_one_name(self):
        types, header = {}, record.parse_entry(entry(1))
        self.assertEqual(cloudevent.faults(event(1), header, PAYLOAD, ORIGIN, EPOCH, types), [])
        self.assertEqual(types, {305: "taizhang.account.closed"})
        other = record.parse_entry(entry(1, type=6))
        self.assertEqual(len(cloudevent.faults(event(1), other, PAYLOAD, ORIGIN, EPOCH, types)), 1)
        self.assertEqual(len(cloudevent.faults({**event(1), "data": {**DATA, "note": "x"}}, header, PAYLOAD, ORIGIN, EPOCH, {})), 1)


if __name__ == "__main__":
    unittest.main()
