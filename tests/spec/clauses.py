"""Holds docs/clauses.md against the tests: every clause has a test and a page, and what is named is there.

    clauses.py                  # checks the repository; exit 1 with a line for each fault
    clauses.py --selftest       # shows that each kind of fault is found
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "clauses.md"
LAST = {1: 9, 2: 2, 3: 8, 4: 5, 5: 8, 6: 9, 7: 5, 8: 7, 9: 7}  # clauses of each system
CLAUSES = [f"S{system}.{n}" for system, last in LAST.items() for n in range(1, last + 1)]

ROW = re.compile(r"^\| (S\d\.\d) \|(.*)\|(.*)\|(.*)\|$", re.M)
RULE = re.compile(r"^\| (\d[^|]*) \|([^|]*)\|$", re.M)
GTEST = re.compile(r"^\s*TEST(?:_F|_P)?\(\s*(\w+)\s*,\s*(\w+)\s*\)", re.M)
LINK = re.compile(r"\]\(([^)]+)\)")
NAME = re.compile(r"`([^`]+)`")


def known_tests(root):
    """Names of scripts, of suites, and Suite.Test."""
    names = {path.stem for path in (root / "tests" / "spec").glob("*.txt") if path.name != "CMakeLists.txt"}
    for path in (root / "tests").rglob("*_test.cpp"):
        for suite, test in GTEST.findall(path.read_text(encoding="utf-8")):
            names |= {suite, f"{suite}.{test}"}
    return names


def serves(name, clause):
    """Whether a test's name says that it is the clause's."""
    return name.startswith((clause + "-", clause + "b-")) or clause.replace(".", "_") + "_" in name


def faults_of_row(clause, asks, tests, pages, known, folder):
    if not asks.strip():
        yield f"{clause}: nothing is said of what it asks"
    names = NAME.findall(tests)
    if not names:
        yield f"{clause}: has no test; write one and name it"
    for name in names:
        if name not in known:
            yield f"{clause}: there is no test '{name}'"
        elif not serves(name, clause):
            yield f"{clause}: the test '{name}' does not bear the clause in its name"
    links = LINK.findall(pages)
    if not links:
        yield f"{clause}: has no page; name the one on which people meet it"
    for link in links:
        if not (folder / link).is_file():
            yield f"{clause}: there is no page {link}"


def faults(text, known, folder):
    rows = ROW.findall(text)
    listed = [row[0] for row in rows]
    for clause in CLAUSES:
        if listed.count(clause) != 1:
            yield f"{clause}: expected one line in the table, got {listed.count(clause)}"
    for clause, asks, tests, pages in rows:
        yield from faults_of_row(clause, asks, tests, pages, known, folder)
    for rule, tests in RULE.findall(text):
        for name in NAME.findall(tests):
            if name not in known:
                yield f"rule {rule}: there is no test '{name}'"


def selftest():
    text, known, folder = DOCUMENT.read_text(encoding="utf-8"), known_tests(ROOT), DOCUMENT.parent
    line = next(line for line in text.splitlines() if line.startswith("| S1.6 |"))
    cells = line.split("|")
    wrong = {
        "expected one line": text.replace(line + "\n", ""),
        "has no test": text.replace(line, "|".join([*cells[:3], " ", *cells[4:]])),
        "there is no test": text.replace("`S1.6-inspections`", "`S1.6-absent`"),
        "does not bear the clause": text.replace("`S1.6-inspections`", "`S1.7-ladder`"),
        "has no page": text.replace(line, "|".join([*cells[:4], " ", *cells[5:]])),
        "there is no page": text.replace("SupervisionPage.vue", "AbsentPage.vue"),
        "nothing is said": text.replace(line, "|".join([*cells[:2], " ", *cells[3:]])),
        "rule 12": text.replace("`Reconsideration.Rule_12_TheSuccessorOfAMergedUnitAsks`", "`Absent.Test`"),
    }
    return [f"not found: {what}" for what, told in wrong.items()
            if not any(what in fault for fault in faults(told, known, folder))]


def main(arguments):
    if arguments not in ([], ["--selftest"]):
        print(__doc__, file=sys.stderr)
        return 2
    found = selftest() if arguments else list(faults(DOCUMENT.read_text(encoding="utf-8"), known_tests(ROOT), DOCUMENT.parent))
    for fault in found:
        print(f"docs/clauses.md: {fault}", file=sys.stderr)
    return 1 if found else 0


sys.exit(main(sys.argv[1:]))
