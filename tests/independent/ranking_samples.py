"""Schemes and figures drawn at random, as a regime and a script of tests/spec: what the program makes of them is compared
with what ranking.py does."""
import random

UNITS = ["u1", "u2", "u3", "u4", "u5", "u6", "u7"]
OFFENCES = ["report_late", "report_false", "report_omitted"]


def indicator(draw, key):
    method = draw.choice(["proportional", "proportional", "all_or_nothing", "deduct", "grades", "given"])
    lines = ["[[assessment.indicator]]", f'key = "{key}"', f'name = "{key}"', f"weight = {draw.choice([0, 5, 10, 12.5, 30])}",
             f'method = "{method}"']
    counted = False
    if method != "given":
        lines += ['unit = "万元"' if draw.random() < 0.6 else 'unit = "亿元"']
        if draw.random() < 0.3:
            lines += ['better = "lower"']
        elif draw.random() < 0.3:
            counted = True
            lines[-1] = 'unit = "个"'
            lines += ['band = [{ at_least = "1000万元", counts = 1.25 }, { at_least = "1亿元", counts = 2 }]']
    if method == "proportional" and draw.random() < 0.5:
        lines += [f"most = {draw.choice([100, 120, 133.3])}"]
    if method == "deduct":
        lines += [f"deduct = {draw.choice([0.1, 0.33, 1])}"]
    if method == "grades":
        lines += ["grades = [{ at_least = 100, value = 100 }, { at_least = 66.67, value = 50 }, { at_least = 20, value = 12.5 }]"]
    if draw.random() < 0.3:
        lines += ['groups = ["g"]']
    if draw.random() < 0.3:
        lines += ['exempt = ["单位u2", "旧u3"]']
    return key, method, counted, 'better = "lower"' in lines, 'groups = ["g"]' in lines, lines


def regime(draw, indicators):
    keys = [one[0] for one in indicators]
    scale = draw.choice([100, 100, 120, 0])  # points as they are cannot be rescaled
    lines = ['title = "t"', 'system = "S5"', 'document = "d"', "[[assessment]]", 'key = "a"', 'title = "t"', 'missing = "zero"',
             f"scale = {scale}", f"digits = {draw.choice([0, 1, 2, 2, 4])}",
             f'without = "{draw.choice(["rescale", "zero", "full"][not scale:])}"', f'ties = "{draw.choice(["shared", "dense"])}"',
             'group = [{ key = "g", title = "一" }, { key = "h", title = "二" }]']
    if draw.random() < 0.5:
        lines += [f'tie_by = ["{draw.choice(keys)}"]']
    if draw.random() < 0.5:
        lines += ["bonus_most = 2"]
    for one in indicators:
        lines += one[5]
    lines += ["[[assessment.bonus]]", 'key = "plus"', 'name = "加"', "each = 0.75", "most = 2",
              "[[assessment.bonus]]", 'key = "minus"', 'name = "减"', "each = -0.5"]
    if draw.random() < 0.5:
        lines += ["[assessment.conversion]", "base = 70", "factor = 0.13", "least = -2.5", "most = 3"]
    elif draw.random() < 0.5:
        lines += ["[assessment.conversion]", "grades = [{ at_least = 90, value = 2 }, { at_least = 60, value = 0.5 }]"]
    for i in range(4):
        lines += ["[[assessment.award]]", f'key = "w{i}"', f'name = "奖{i}"', f"least = 1", f"most = {draw.choice([1, 2, 3])}",
                  f"together = {draw.choice(['true', 'false'])}"]
        if i:
            lines += [f'indicator = "{draw.choice(keys)}"', f'by = "{draw.choice(["completion", "actual", "points"])}"',
                      f"met_only = {draw.choice(['true', 'false'])}", 'prize = "2万元"']
    for offence in OFFENCES[:2]:
        lines += ["[[assessment.bar]]", f'on = "{offence}"', f"times = {draw.choice([1, 2])}"]
    lines += ["[assessment.statement]", f"missed_target = {draw.choice(['true', 'false'])}", f"bottom = {draw.choice([1, 2])}",
              'to = "领导"']
    return "\n".join(lines) + "\n"


def command(name, fields, accepted="那么 接受"):
    return [f"当 holder assessment.{name} a", *(f"    {key}: {value}" for key, value in fields), accepted]


def figures(draw, indicators, groups):
    for key, method, counted, lower, first_only, rule in indicators:
        exempt = any(line.startswith("exempt") for line in rule)
        units = [unit for unit in UNITS if not first_only or groups[unit] == "g"]
        if method != "given":
            targets = [(unit, draw.choice([0, 1, 2, 3, 7, 10])) for unit in units if draw.random() < 0.8] or [(units[0], 5)]
            yield from command("set_targets", [("indicator", key), ("unit_of_measure", "个" if counted else "万元"),
                                               *(("targets", f"unit={unit}; value={value}") for unit, value in targets)])
        for unit in units:
            if exempt and unit in ("u2", "u3"):
                continue
            for project in range(draw.choice([0, 1, 2, 3]) if counted else draw.choice([0, 1, 1, 1])):
                value = draw.choice([1, 2, 2, 3, 5, 999.99, 1000, 12000]) if counted else draw.choice([0, 1, 2, 2, 3, 4.4, 6.667])
                value = min(value, 5) if method == "given" else value
                measure = "分" if method == "given" else "万元"
                value = 0 if method == "given" and any(line == "weight = 0" for line in rule) else value
                note = [("note", f"项目{project}")] if counted else []
                yield from command("file_score", [("indicator", key), ("unit", unit), ("value", value), ("unit_of_measure", measure), *note])
                if draw.random() < 0.2:
                    yield from command("correct_score", [("corrects", "此刻"), ("value", 0 if method == "given" or counted else 2),
                                                         ("reason", "复核")])


def sample(seed):
    """The regime's text, and the script."""
    draw = random.Random(seed)
    indicators = [indicator(draw, f"i{n}") for n in range(draw.choice([2, 3, 5]))]
    indicators.append(("base", "given", False, False, False, ["[[assessment.indicator]]", 'key = "base"', 'name = "base"', "weight = 10",
                                                              'method = "given"']))
    groups = {unit: draw.choice("gh") for unit in UNITS} | {"u1": "g"}
    lines = ["时间 2019-12-20 09:00", "假设 制度 r r.toml", "假设 单位 zfb 区政府办"]
    for unit in UNITS:
        lines += [f"假设 单位 {unit} {'旧' if unit == 'u3' else '单位'}{unit}"]
    lines += ["假设 账号 holder ledger_holder zfb", "假设 账号 dcs supervision zfb", "假设 台账 2019 2019 zfb",
              "当 dcs unit.rename u3", "    name: 新u3", "那么 接受"]
    lines += command("open", [("ledger", "2019"), ("regime", "r"), ("title", "t"), ("occasion", "year_end"),
                              *(("units", f"unit={unit}; group={groups[unit]}") for unit in UNITS)])
    lines += figures(draw, indicators, groups)
    for _ in range(draw.choice([0, 2, 6])):
        rule, each = draw.choice([("plus", 0.75), ("minus", -0.5)])
        lines += command("give_points", [("unit", draw.choice(UNITS)), ("rule", rule), ("points", each * draw.choice([1, 2])), ("grounds", "据")])
    for _ in range(draw.choice([0, 2, 4])):
        lines += command("bar_award", [("unit", draw.choice(UNITS)), ("rule", draw.choice(OFFENCES[:2])), ("grounds", "据")])
    return regime(draw, indicators), "\n".join([*lines, *command("conclude", [])]) + "\n"
