#!/usr/bin/python3
"""Holds the tree to the house rules of rules.py: tidy.py [--root DIR] CHECK...

Each check prints one line for each violation (file:line: what, and what to do) and fails if there is any.
"""
import argparse
import os
import re
import subprocess
import sys

import rules

CPP = (".hpp", ".cpp")
CODE = CPP + (".ts", ".vue")


class Tree:
    """Every file of the tree that is ours, by its path from the root."""

    def __init__(self, root):
        self.root = root
        self.paths = sorted(self._walk())
        self._texts = {}

    def _walk(self):
        for folder, subfolders, names in os.walk(self.root):
            subfolders[:] = [name for name in subfolders if name not in rules.NOT_OURS]
            for name in names:
                yield os.path.relpath(os.path.join(folder, name), self.root)

    def having(self, endings):
        return [path for path in self.paths if path.endswith(endings)]

    def text(self, path):
        """The file's text; empty for one that is not text."""
        if path not in self._texts:
            with open(os.path.join(self.root, path), "rb") as file:
                data = file.read()
            self._texts[path] = "" if b"\0" in data[:4096] else data.decode("utf-8", "replace")
        return self._texts[path]

    def lines(self, path):
        return self.text(path).splitlines()


def folder_of(path):
    """The folder of the table that a file belongs to, or None: src/log/x/y.hpp is src/log's."""
    parts = path.split("/")
    folder = "/".join(parts[:2]) if parts[0] == "src" else parts[0]
    return folder if folder in rules.MAY_INCLUDE else None


def owned_library(header):
    return next((prefix for prefix in rules.OWNERS if header.startswith(prefix)), None)


def may_own(folder, library):
    return folder == "tests" or folder in rules.OWNERS[library]


class Includes:
    """What each file includes: files of ours, and third-party headers that have owners."""

    PATTERN = re.compile(r'^\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)")')

    def __init__(self, tree):
        self.tree = tree
        self.known = set(tree.paths)
        self.ours = {}       # path -> [(line, path)]
        self.libraries = {}  # path -> [(line, header, library)]
        self.unknown = []    # (path, line, header)
        for path in tree.having(CPP):
            self._read(path)

    def _read(self, path):
        self.ours[path], self.libraries[path] = [], []
        for number, line in enumerate(self.tree.lines(path), 1):
            found = self.PATTERN.match(line)
            if not found:
                continue
            header = found[1] or found[2]
            target = self._resolve(path, *found.groups())
            if target:
                self.ours[path].append((number, target))
            elif found[2]:
                self.unknown.append((path, number, header))
            elif owned_library(header):
                self.libraries[path].append((number, header, owned_library(header)))

    def _resolve(self, path, bracketed, quoted):
        if bracketed:
            inside = "include/" + bracketed
            return inside if inside in self.known else None
        beside = os.path.normpath(os.path.join(os.path.dirname(path), quoted))
        return beside if beside in self.known else quoted if quoted in self.known else None

    def reached(self, path, seen=None):
        """Third-party libraries that including this file brings in."""
        seen = set() if seen is None else seen
        if path in seen or path not in self.ours:
            return set()
        seen.add(path)
        found = {library for _, _, library in self.libraries[path]}
        for _, target in self.ours[path]:
            found |= self.reached(target, seen)
        return found


def check_includes(tree):
    """Folders include downwards only, and a library is seen by its owners only."""
    includes = Includes(tree)
    for path, number, header in includes.unknown:
        yield f'{path}:{number}: "{header}" is not a file of this tree; write <...> for a library, or a path from the root'
    for path in includes.ours:
        folder = folder_of(path)
        if folder is None:
            yield f"{path}:1: its folder is not in the table of docs/architecture.md; add it there and in tests/tidy/rules.py"
            continue
        yield from forbidden_folders(includes, path, folder)
        yield from forbidden_libraries(includes, path, folder)


def forbidden_folders(includes, path, folder):
    allowed = rules.MAY_INCLUDE[folder]
    for number, target in includes.ours[path]:
        other = folder_of(target)
        if other != folder and allowed is not rules.EVERYTHING and other not in allowed:
            yield f"{path}:{number}: {folder} may not include {target}; it may use {', '.join(sorted(allowed)) or 'nothing else'}"


def forbidden_libraries(includes, path, folder):
    for number, header, library in includes.libraries[path]:
        if not may_own(folder, library):
            yield f"{path}:{number}: <{header}> belongs to {', '.join(sorted(rules.OWNERS[library]))}, not to {folder}"
    for number, target in includes.ours[path]:
        if folder_of(target) == folder:
            continue
        for library in sorted(includes.reached(target)):
            if not may_own(folder, library):
                yield f"{path}:{number}: {target} brings in {library}, which {folder} does not own; keep it out of that header"


def check_links(tree):
    """The link graph says the same as the table: taizhang_library(x USES ... OWNS ...)."""
    pattern = re.compile(r"taizhang_library\(\s*(\w+)([^)]*)\)")
    for folder, allowed in rules.MAY_INCLUDE.items():
        path = folder + "/CMakeLists.txt"
        if path not in tree.paths or allowed is rules.EVERYTHING:
            continue
        for _, arguments in pattern.findall(tree.text(path)):
            words, role = arguments.split(), None
            for word in words:
                if word in ("USES", "OWNS"):
                    role = word
                elif role == "USES" and not names_allowed_target(word, allowed):
                    yield f"{path}:1: {folder} links {word}, which the table does not let it use"
                elif role == "OWNS":
                    library = next((l for prefix, l in rules.TARGETS.items() if word.startswith(prefix)), None)
                    if library and not may_own(folder, library):
                        yield f"{path}:1: {folder} links {word}, which belongs to {', '.join(sorted(rules.OWNERS[library]))}"


def names_allowed_target(target, allowed):
    return target == "core" or any(folder.split("/")[-1] == target for folder in allowed)


def check_table(tree):
    """docs/architecture.md shows people the table that is enforced here, and the table has no cycle."""
    path = "docs/architecture.md"
    shown = {}
    for line in tree.lines(path) if path in tree.paths else []:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        named = re.fullmatch(r"`([\w/]+?)/?(?:taizhang/)?`", cells[0])
        if named and len(cells) >= 3:
            words = set(re.findall(r"[\w/]+", cells[2])) - {"nothing"}
            shown[named[1].rstrip("/")] = rules.EVERYTHING if words == {"everything"} else words
    for folder in sorted(set(shown) | set(rules.MAY_INCLUDE)):
        if folder not in shown or folder not in rules.MAY_INCLUDE:
            yield f"{path}:1: {folder} stands in one of the two tables only (the other is tests/tidy/rules.py)"
        elif shown[folder] != rules.MAY_INCLUDE[folder]:
            yield f"{path}:1: {folder}'s row and tests/tidy/rules.py differ: {shown[folder]} and {rules.MAY_INCLUDE[folder]}"
    yield from cycles()


def cycles():
    def reaches(start, target, seen):
        for folder in rules.MAY_INCLUDE.get(start) or ():
            if folder == target or (folder not in seen and reaches(folder, target, seen | {folder})):
                return True
        return False

    for folder in rules.MAY_INCLUDE:
        if reaches(folder, folder, set()):
            yield f"tests/tidy/rules.py:1: {folder} reaches itself: dependencies go downwards only"


def check_lengths(tree):
    """Files and functions that are too long hide a second idea."""
    for path in tree.having(tuple(rules.MAX_LINES)):
        limit = rules.LONGER.get(path, rules.MAX_LINES[os.path.splitext(path)[1]])
        length = len(tree.lines(path))
        if length > limit:
            yield f"{path}:{limit + 1}: {length} lines, at most {limit}: find the second idea in it and move it out"
    for path in tree.having(CPP):
        yield from long_functions(path, tree.lines(path))


def long_functions(path, lines):
    """As clang-format lays them out: a head that ends in ') … {', up to '}' in its column, or left of it if it is wrapped."""
    head = re.compile(r"^( *)(?!if\b|else\b|for\b|while\b|switch\b|do\b|try\b|\}|return\b|namespace\b)\S.*\{$")
    for start, line in enumerate(lines):
        found = head.match(line)
        if not found or not re.search(r"\)( const| noexcept| override| final| mutable| -> [^{]*)* \{$", line):
            continue
        closing = re.compile(r" {0,%d}\}" % len(found[1]))
        end = next((i for i in range(start + 1, len(lines)) if closing.match(lines[i])), start)
        if end - start + 1 > rules.MAX_FUNCTION_LINES:
            yield f"{path}:{start + 1}: a function of {end - start + 1} lines, at most {rules.MAX_FUNCTION_LINES}: split it"


def check_headers(tree):
    """A header opens with what it is for, and is read once."""
    for path in tree.having((".hpp",)):
        lines = tree.lines(path)
        if not lines or not lines[0].startswith("//") or len(lines[0].strip("/ ")) < 10:
            yield f"{path}:1: a header opens with a comment that says what it is for"
        if "#pragma once" not in lines:
            yield f"{path}:1: #pragma once is missing"


def check_layout(tree):
    """Nothing stands at the top that the layout does not name."""
    for name in sorted({path.split("/")[0] for path in tree.paths}):
        if not name.startswith(".") and name not in rules.TOP_LEVEL:
            yield f"{name}:1: the layout has no place for it at the top; see docs/architecture.md"


def check_words(tree):
    """Nothing unfinished in code, nothing that ties the tree to one machine."""
    unfinished = re.compile(rules.UNFINISHED)
    for path in tree.having(CODE):
        for number, line in enumerate(tree.lines(path), 1):
            if unfinished.search(line):
                yield f"{path}:{number}: unfinished work is marked here; finish it or take it out"
    tied = {what: re.compile(pattern) for what, pattern in rules.TIED.items()}
    for path in tree.paths:
        if path.startswith("tests/tidy/"):
            continue
        for what, pattern in tied.items():
            for number, line in enumerate(tree.lines(path), 1):
                if pattern.search(line):
                    yield f"{path}:{number}: {what}; others do not have it"


def check_format(tree):
    """Every C++ file is as clang-format-19 leaves it."""
    paths = tree.having(CPP)
    halves = [part for part in (paths[::2], paths[1::2]) if part]
    running = [subprocess.Popen(["clang-format-19", "--dry-run", "-Werror", "--ferror-limit=1", *half], cwd=tree.root,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for half in halves]
    wrong = set()
    for process in running:
        said = process.communicate()[1]
        found = re.findall(r"^(.+?):\d+:\d+: error: code should be clang-formatted", said, re.M)
        if process.returncode != 0 and not found:
            yield f".clang-format:1: clang-format-19 failed: {said.strip()[:500]}"
        wrong.update(found)
    for path in sorted(wrong):
        yield f"{path}:1: not as clang-format-19 leaves it; run: clang-format-19 -i {path}"


CHECKS = {name[len("check_"):]: check for name, check in globals().items() if name.startswith("check_")}


def main():
    parser = argparse.ArgumentParser(description="Holds the tree to the house rules.")
    parser.add_argument("checks", nargs="+", choices=sorted(CHECKS))
    parser.add_argument("--root", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    options = parser.parse_args()
    tree = Tree(os.path.realpath(options.root))
    violations = [violation for name in options.checks for violation in CHECKS[name](tree)]
    print("\n".join(violations) if violations else f"tidy: {len(tree.paths)} files")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
