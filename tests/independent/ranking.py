"""Computes the results of assessments again from exported events, by docs/formats/regime.md, "How a result is computed".

    ranking.py EVENTS [--print]       # exit 0: each recorded result is what its figures come to; 1: the differences

EVENTS is an audit bundle (`taizhang bundle`), what `taizhang replay --json` prints, or any file with an event in readable form on
each line, under "event" or bare. Nothing but Python's own library; exact fractions, and no number of the program's is taken on trust.
"""
import json
import re
import sys
from collections import defaultdict
from fractions import Fraction

from ranking_scoring import Assessment, Refused, shown


def as_told(assessment, names):
    """The computed result in the words of the event: what must be the same, byte for byte."""
    units, awards = assessment.result(names)
    digits, told = assessment.scheme.digits, []
    for unit in units:
        points = {key: shown(line.points, digits) if line.points else "0" for key, line in unit.lines.items()}
        told.append({"unit": unit.unit, "group": unit.group, "rank": unit.rank, "barred": unit.barred, "missed": unit.missed,
                     "total": "0" if unit.score is None else shown(unit.score, digits), "points": points,
                     "exempt": [key for key, line in unit.lines.items() if not line.assessed],
                     "given": shown(unit.given, digits), "converted": unit.converted})
    return told, awards


def as_recorded(event, digits):
    """The same of the event."""
    told = []
    for standing in event["standings"]:
        lines = {score["indicator"]: score for score in standing["scores"]}
        total = lines.pop("", {})
        points = {key: score["points"] if Fraction(score["points"]) else "0" for key, score in lines.items()}
        told.append({"unit": standing["unit"], "group": standing["group"], "rank": standing["rank"],
                     "barred": bool(standing["barred"]), "missed": standing["missed"], "total": standing["total"],
                     "points": points, "exempt": [key for key, score in lines.items() if score["exempt"]],
                     "given": shown(Fraction(standing["given"]), digits),
                     "converted": Fraction(total["value"]) if "value" in total else None})
    awards = []
    for award in event["awards"]:
        prize = award.get("prize")
        awards.append((award["award"], award["unit"], f"{prize['value']}{prize['unit']}" if prize else None))
    return told, awards


def differences(name, computed, recorded):
    (standings, awards), (others, given) = computed, recorded
    for mine, theirs in zip(standings, others):
        for key, value in mine.items():
            if theirs[key] != value:
                yield f"{name}: {mine['unit']}: {key}: computed {value!r}, recorded {theirs[key]!r}"
    if len(standings) != len(others):
        yield f"{name}: {len(standings)} units were assessed, {len(others)} are recorded"
    if awards != given:
        yield f"{name}: awards: computed {awards}, recorded {given}"


def events_in(file):
    for number, text in enumerate(file):
        line = json.loads(text)
        event = line.get("event", line)
        if "subject" in event:
            yield int(event.get("sequence", number)), event["subject"], event["type"].split(".", 1)[1], event["data"]


class Reading:
    """Follows the log; each result is computed at its position, from what stands before it."""

    def __init__(self):
        self.texts, self.names, self.open = {}, defaultdict(set), {}
        self.results, self.faults = [], []

    def take(self, position, subject, kind, data):
        stream, _, ident = subject.partition("/")
        kind = re.sub(r"\.v\d+$", "", kind)
        if kind in ("regime.adopted", "regime.amended"):
            self.texts[ident, data["digest"]] = data["text"]
        elif kind in ("unit.registered", "unit.renamed"):
            self.names[ident] |= {data["name"], *data.get("aliases", [])}
        elif kind == "assessment.opened":
            self.open[subject] = Assessment(data, self.texts[data["regime"], data["scheme"]])
        elif stream == "assessment":
            self.assess(position, subject, kind, data)

    def assess(self, position, subject, kind, data):
        assessment = self.open[subject]
        match kind.partition(".")[2]:
            case "targets_set":
                assessment.targets[data["indicator"]] = data
            case "score_filed":
                assessment.file(position, data)
            case "score_corrected":
                assessment.correct(position, data)
            case "points_given":
                assessment.points.append(data)
            case "award_barred":
                assessment.bars.append(data)
            case "concluded":
                self.conclude(f"{subject} at {position}", assessment, data)

    def conclude(self, name, assessment, data):
        try:
            computed = as_told(assessment, self.names)
        except Refused as refused:
            self.faults.append(f"{name}: {refused}, and yet it was concluded")
            return
        self.results.append((name, computed))
        self.faults += differences(name, computed, as_recorded(data, assessment.scheme.digits))


def read(file):
    reading = Reading()
    for event in events_in(file):
        reading.take(*event)
    return reading


def main(arguments):
    if not arguments or len(arguments) > 2 or arguments[1:] not in ([], ["--print"]):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    with open(arguments[0], encoding="utf-8") as file:
        reading = read(file)
    for name, (standings, awards) in reading.results if arguments[1:] else ():
        print(name)
        for one in standings:
            print(f"  {one['group']} {one['rank']:>3} {one['unit']} {one['total']}")
        for award in awards:
            print("  " + " ".join(part for part in award if part))
    for fault in reading.faults:
        print(fault)
    print(f"{len(reading.results)} results computed again, {len(reading.faults)} differences")
    return 1 if reading.faults or not reading.results else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
