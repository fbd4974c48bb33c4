"""Plays scripts of tests/spec, exports what they recorded, and computes every result again; a changed score is found."""
import io
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import ranking
import ranking_samples

ROOT = Path(__file__).resolve().parents[2]
RUNNER = sys.argv.pop(1)
SCRIPTS = ["S5.4-awards", "S5.5-weights", "S5.6-statements", "S8.7-appraisal", "S9.7-assessment", "S6.6b-appraisal"]


def run(script):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "events.jsonl"
        done = subprocess.run([RUNNER, "--events", out, script], capture_output=True, text=True, timeout=60)
        if done.returncode:
            raise AssertionError(done.stderr)
        return out.read_text(encoding="utf-8").splitlines()


def played(name):
    return run(ROOT / "tests/spec" / f"{name}.txt")


def drawn(seed):
    """A scheme and figures drawn at random."""
    regime, script = ranking_samples.sample(seed)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "regimes").mkdir()
        (Path(folder) / "regimes" / "r.toml").write_text(regime, encoding="utf-8")
        (Path(folder) / "drawn.txt").write_text(script, encoding="utf-8")
        return run(Path(folder) / "drawn.txt")


def read(lines):
    return ranking.read(io.StringIO("\n".join(lines) + "\n"))


def changed(lines, kind, change):
    """The first event of that kind, changed."""
    lines = list(lines)
    for i, text in enumerate(lines):
        line = json.loads(text)
        if f".{kind}." in line["event"]["type"]:
            change(line["event"]["data"])
            lines[i] = json.dumps(line, ensure_ascii=False)
            return lines
    raise AssertionError(f"no {kind} was recorded")


class Recomputed(unittest.TestCase):
    def test_every_result_is_what_its_figures_come_to(self):
        for script in SCRIPTS:
            with self.subTest(script):
                reading = read(played(script))
                self.assertEqual(reading.faults, [])
                self.assertGreaterEqual(len(reading.results), 1)

    def test_schemes_drawn_at_random(self):
        for seed in range(60):
            with self.subTest(seed):
                reading = read(drawn(seed))
                self.assertEqual(reading.faults, [])
                self.assertEqual(len(reading.results), 1)

    def test_the_totals_are_the_documents_own(self):
        _, (standings, awards) = read(played("S5.4-awards")).results[0]
        self.assertEqual([one["total"] for one in standings[:6]], ["120.00", "110.00", "100.00", "90.00", "80.00", "50.00"])
        self.assertEqual([unit for award, unit, _ in awards if award == "investment"], ["t1", "t2", "t3", "zsj"])


class Tampered(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lines = played("S5.6-statements")

    def found(self, kind, change):
        return read(changed(self.lines, kind, change)).faults

    def test_a_figure(self):
        self.assertTrue(self.found("score_filed", lambda data: data.update(value="3.61")))

    def test_a_total(self):
        self.assertTrue(self.found("concluded", lambda data: data["standings"][2].update(total="100.01")))

    def test_the_spelling_of_a_total(self):
        self.assertTrue(self.found("concluded", lambda data: data["standings"][2].update(total="90.0")))

    def test_a_rank(self):
        self.assertTrue(self.found("concluded", lambda data: data["standings"][1].update(rank=1)))

    def test_the_points_of_one_indicator(self):
        self.assertTrue(self.found("concluded", lambda data: data["standings"][0]["scores"][0].update(points="29.99")))

    def test_an_award(self):
        self.assertTrue(self.found("concluded", lambda data: data["awards"][0].update(unit="t1")))
        self.assertTrue(self.found("concluded", lambda data: data["awards"].pop()))

    def test_a_prize(self):
        self.assertTrue(self.found("concluded", lambda data: data["awards"][0]["prize"].update(value="6")))

    def test_a_bar(self):
        self.assertTrue(self.found("award_barred", lambda data: data.update(unit="t2")))

    def test_a_weight_of_the_regime(self):
        def heavier(data):
            data["text"] = data["text"].replace('most = 5 ', 'most = 4 ')
        lines = [text for text in self.lines if '"subject":"regime/working-days"' not in text]
        self.assertTrue(read(changed(lines, "adopted", heavier)).faults)


if __name__ == "__main__":
    unittest.main()
