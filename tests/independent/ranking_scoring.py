"""A result of an assessment from its figures, by docs/formats/regime.md, "How a result is computed": exact fractions."""
import re
import tomllib
from decimal import Decimal
from fractions import Fraction

UNITS = {}
for scale, names in ((1, "元 人 个 套 平方米 亩 吨"), (10**4, "万元 万人 万个 万套 万平方米 万亩 万吨"), (10**6, "百万元 平方公里"),
                     (10**7, "千万元"), (10**8, "亿元")):
    for one in names.split():
        UNITS[one] = (re.sub("^(万|百万|千万|亿)", "", one).replace("平方公里", "平方米"), scale)


class Refused(Exception):
    """What the rules do not let conclude."""


def in_unit(value, unit, wanted):
    if unit == wanted:
        return value
    (kind, scale), (other, whole) = (UNITS.get(one, (one, 1)) for one in (unit, wanted))
    if kind != other:
        raise Refused(f"{unit} does not convert to {wanted}")
    return value * scale / whole


def quantity(text):
    number, unit = re.fullmatch(r"(-?[0-9.]+) *(.+)", text).groups()
    return Fraction(number), unit


def rounded(value, digits):
    """Half up, away from zero."""
    shifted = abs(value) * 10**digits
    whole = int(shifted + Fraction(1, 2))
    return Fraction(whole if value >= 0 else -whole, 10**digits)


def shown(value, digits):
    """As the program writes a number that was rounded to so many digits."""
    whole = int(abs(value) * 10**digits)
    text = f"{whole // 10**digits}" + (f".{whole % 10**digits:0{digits}d}" if digits else "")
    return "-" + text if value < 0 else text


def within(value, most):
    return value if most is None else max(-most, min(most, value))


def optional(table, key):
    return Fraction(table[key]) if key in table else None


class Scheme:
    def __init__(self, table):
        self.table, self.key, self.title = table, table["key"], table["title"]
        self.scale, self.digits = Fraction(table.get("scale", 100)), int(table.get("digits", 2))
        self.groups = [group["key"] for group in table["group"]]
        self.indicators = table["indicator"]
        self.awards, self.bonuses, self.bars = (table.get(name, []) for name in ("award", "bonus", "bar"))
        self.statement, self.conversion = table.get("statement", {}), table.get("conversion")


def scheme_of(text, title):
    schemes = [Scheme(table) for table in tomllib.loads(text, parse_float=Decimal).get("assessment", [])]
    if len(schemes) == 1:
        return schemes[0]
    exact = [one for one in schemes if title in (one.title, one.key)]
    chosen = exact[:1] or [one for one in schemes if one.title in title]
    if len(chosen) != 1:
        raise Refused(f"{title} names none of several schemes")
    return chosen[0]


class Line:
    """One indicator of one unit."""

    def __init__(self, rule):
        self.rule, self.weight = rule, Fraction(rule["weight"])
        self.assessed, self.actual, self.points, self.met, self.exact = True, None, None, None, None


class Unit:
    def __init__(self, unit, group):
        self.unit, self.group, self.lines, self.rank = unit, group, {}, 0
        self.score = self.converted = None
        self.given, self.barred, self.missed = Fraction(0), False, []


class Assessment:
    """What was filed in one stream, as it stands at a moment."""

    def __init__(self, opened, text):
        self.opened, self.scheme = opened, scheme_of(text, opened["title"])
        self.targets, self.scores, self.at = {}, [], {}
        self.points, self.bars = [], []

    def file(self, position, data):
        self.at[position] = len(self.scores)
        self.scores.append(dict(data))

    def correct(self, position, data):
        self.at[position] = self.at[data["corrects"]]
        self.scores[self.at[position]]["value"] = data["value"]

    # figures

    def target(self, rule, unit):
        event = self.targets.get(rule["key"])
        for each in event["targets"] if event else []:
            if each["unit"] == unit:
                return in_unit(Fraction(each["value"]), event["unit_of_measure"], rule.get("unit", "分"))
        return None

    def figure(self, rule, unit):
        filed = [one for one in self.scores if one["indicator"] == rule["key"] and one["unit"] == unit]
        if "band" in rule:
            return sum((self.counts(rule, one) for one in filed if Fraction(one["value"]) > 0), Fraction(0))
        return in_unit(Fraction(filed[0]["value"]), filed[0]["unit_of_measure"], rule.get("unit", "分")) if filed else None

    @staticmethod
    def counts(rule, project):
        invested, count = in_unit(Fraction(project["value"]), project["unit_of_measure"], "元"), Fraction(1)
        for band in rule["band"]:
            bound = in_unit(*quantity(band["at_least"]), "元")
            if invested >= bound:
                count = Fraction(band.get("counts", 1))
        return count

    # points

    def line(self, rule, unit, names):
        line, given = Line(rule), rule.get("method") == "given"
        lower = rule.get("better") == "lower"
        target, line.actual = self.target(rule, unit.unit), self.figure(rule, unit.unit)
        if names & set(rule.get("exempt", [])) or (not given and (target is None or (target <= 0 and not lower))):
            line.assessed = False
        elif line.actual is None:
            if self.scheme.table.get("missing", "refuse") == "refuse":
                raise Refused(f"{unit.unit} has no figure of {rule['key']}")
            line.points, line.met, line.exact = Fraction(0), False, Fraction(0)
        elif given:
            line.points = rounded(line.actual, self.scheme.digits)
        else:
            self.completed(line, target, lower)
        return line

    def completed(self, line, target, lower):
        rule, actual = line.rule, line.actual
        if not lower:
            share = max(actual, Fraction(0)) / target
        elif actual > 0:
            share = target / actual
        else:
            share = Fraction(rule.get("most", 100)) / 100
        line.exact, line.met = rounded(share * 100, 9), share >= 1
        line.points = rounded(self.earned(rule, line.weight, share), self.scheme.digits)

    def earned(self, rule, weight, share):
        method = rule.get("method", "proportional")
        if method == "proportional":
            most = optional(rule, "most")
            return weight * (share if most is None else min(share, most / 100))
        if method == "all_or_nothing" or (method == "deduct" and share >= 1):
            return weight if share >= 1 else Fraction(0)
        if method == "deduct":
            return max(Fraction(0), weight - rounded((1 - share) * 100 * Fraction(rule["deduct"]), self.scheme.digits))
        for grade in sorted(rule["grades"], key=lambda one: -Fraction(one["at_least"])):
            if share * 100 >= Fraction(grade["at_least"]):
                return weight * Fraction(grade["value"]) / 100
        return Fraction(0)

    # score

    def total_up(self, unit):
        scheme, lines = self.scheme, unit.lines.values()
        points = sum((line.points for line in lines if line.assessed), Fraction(0))
        weights = sum((line.weight for line in lines if line.assessed), Fraction(0))
        everything = sum((line.weight for line in lines), Fraction(0))
        if not weights:
            return
        without = scheme.table.get("without", "rescale")
        if without == "full":
            points += everything - weights
        if scheme.scale:
            points = rounded(points * scheme.scale / (weights if without == "rescale" else everything), scheme.digits)
        for rule in scheme.bonuses:
            each = Fraction(rule["each"])
            times = sum((Fraction(one["points"]) / each for one in self.points
                         if one["unit"] == unit.unit and one["rule"] == rule["key"]), Fraction(0))
            unit.given += rounded(within(times * each, optional(rule, "most")), scheme.digits)
        unit.given = within(unit.given, optional(scheme.table, "bonus_most"))
        unit.score = rounded(points + unit.given, scheme.digits)
        if scheme.conversion:
            unit.converted = self.convert(unit.score)

    def convert(self, score):
        rule = self.scheme.conversion
        if "base" in rule:
            value = rounded((score - Fraction(rule["base"])) * Fraction(rule["factor"]), self.scheme.digits)
            return min(Fraction(rule["most"]), max(Fraction(rule["least"]), value))
        for grade in sorted(rule["grades"], key=lambda one: -Fraction(one["at_least"])):
            if score >= Fraction(grade["at_least"]):
                return Fraction(grade["value"])
        return Fraction(0)

    # ranks

    def order(self, unit):
        """Equal for units that tie; less comes first."""
        def points(key):
            line = unit.lines.get(key)
            return (line.points or Fraction(0)) if line else Fraction(0)
        keys = () if unit.score is None else (-unit.score, *(-points(key) for key in self.scheme.table.get("tie_by", [])))
        return self.scheme.groups.index(unit.group), unit.score is None, keys

    def rank(self, units):
        units.sort(key=lambda unit: (self.order(unit), unit.unit))
        for i, unit in enumerate(units):
            before = units[i - 1] if i and units[i - 1].group == unit.group else None
            if unit.score is None:
                continue
            if before and self.order(before) == self.order(unit):
                unit.rank = before.rank
            elif self.scheme.table.get("ties", "shared") == "dense":
                unit.rank = (before.rank if before else 0) + 1
            else:
                unit.rank = 1 + sum(1 for other in units[:i] if other.group == unit.group)

    def follow_up(self, units):
        for unit in units:
            barred = [bar["rule"] for bar in self.bars if bar["unit"] == unit.unit]
            unit.barred = any(barred.count(rule["on"]) >= rule.get("times", 1) for rule in self.scheme.bars)
            if self.scheme.statement.get("missed_target"):
                unit.missed = [key for key, line in unit.lines.items() if line.assessed and line.met is False]
            behind = sum(1 for other in units
                         if other.group == unit.group and other.score is not None and other.rank > unit.rank)
            if unit.score is not None and behind < self.scheme.statement.get("bottom", 0):
                unit.missed.append("")

    # awards

    def candidate(self, award, unit):
        by = award.get("by", "completion" if "indicator" in award else "score")
        line = unit.lines.get(award.get("indicator"))
        if award.get("met_only") and not (line and line.met):
            return None
        if by == "score":
            return unit.score
        if by == "judged" or not line:
            return None
        if by == "actual":
            return line.actual
        return (line.points if by == "points" else line.exact) if line.assessed else None

    def winners(self, award, units):
        by_score = award.get("by", "completion" if "indicator" in award else "score") == "score"
        found = []
        for unit in units:
            value = self.candidate(award, unit)
            if value is not None:
                among_equals = unit.rank if by_score and not award.get("together") else 0
                found.append(((-value, among_equals), unit))
        found.sort(key=lambda one: (one[0], one[1].unit))
        place, rank, before, won = 0, 0, None, []
        for value, unit in found:
            following = rank if before == value else place + 1
            if following > award["most"]:
                break
            if unit.barred:
                continue
            place, rank, before = place + 1, following, value
            won.append(unit)
        return won

    def give(self, units):
        for award in self.scheme.awards:
            groups = [group for group in self.scheme.groups if group in award.get("groups", self.scheme.groups)]
            for among in [groups] if award.get("together") else [[group] for group in groups]:
                for unit in self.winners(award, [one for one in units if one.group in among]):
                    yield award["key"], unit.unit, award.get("prize")

    def result(self, names):
        units = []
        for assessed in self.opened["units"]:
            unit = Unit(assessed["unit"], assessed["group"])
            for rule in self.scheme.indicators:
                if unit.group in rule.get("groups", self.scheme.groups):
                    unit.lines[rule["key"]] = self.line(rule, unit, names[unit.unit])
            self.total_up(unit)
            units.append(unit)
        self.rank(units)
        self.follow_up(units)
        return units, list(self.give(units))
