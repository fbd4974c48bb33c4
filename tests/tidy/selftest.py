#!/usr/bin/python3
"""Shows that tidy.py finds what it is there to find: each case breaks one rule in a small good tree."""
import os
import subprocess
import sys
import tempfile
import unittest

import tidy

HERE = os.path.dirname(os.path.abspath(__file__))


def architecture():
    """The table as the good tree's document shows it."""
    rows = ["| folder | holds | may include (besides itself) |", "|---|---|---|"]
    for folder, allowed in tidy.rules.MAY_INCLUDE.items():
        shown = "everything" if allowed is None else ", ".join(sorted(allowed)) or "nothing"
        rows.append(f"| `{folder}/` | something | {shown} |")
    return "\n".join(rows) + "\n"



def repository_file(path):
    with open(os.path.join(HERE, "..", "..", path), encoding="utf-8") as file:
        return file.read()


HEADER = "// What this header is for, in a sentence.\n#pragma once\n"

GOOD = {
    ".clang-format": repository_file(".clang-format"),
    "README.md": "# A ledger\n",
    "CMakeLists.txt": "",
    "docs/architecture.md": architecture(),
    "include/taizhang/base.hpp": HEADER + "\n#include <string>\n",
    "events/item.hpp": HEADER + "\n#include <taizhang/base.hpp>\n",
    "src/log/CMakeLists.txt": "taizhang_library(log USES core OWNS RocksDB::rocksdb-shared)\n",
    "src/log/log.hpp": HEADER + "\n#include <taizhang/base.hpp>\n",
    "src/log/log.cpp": '#include "src/log/log.hpp"\n\n#include <rocksdb/db.h>\n\nint one() {\n    return 1;\n}\n',
    "src/domain/item.cpp": '#include "events/item.hpp"\n',
    "tests/unit/log/log_test.cpp": '#include "src/log/log.hpp"\n\n#include <rocksdb/db.h>\n',
}


def function(lines):
    return "int f() {\n" + "    // a line\n" * (lines - 3) + "    return 1;\n}\n"


# name -> (check, what is added to the good tree, what the violation must say)
BAD = {
    "upward include": ("includes", {"src/log/a.cpp": '#include "src/domain/item.hpp"\n', "src/domain/item.hpp": HEADER},
                       "src/log/a.cpp:1: src/log may not include src/domain/item.hpp"),
    "sideways include": ("includes", {"src/bus/a.cpp": '#include "src/log/log.hpp"\n'}, "src/bus/a.cpp:1: src/bus may not include"),
    "vocabulary includes the catalogue": ("includes", {"include/taizhang/a.hpp": '#include "events/item.hpp"\n'},
                                          "include/taizhang/a.hpp:1: include may not include events/item.hpp"),
    "include through a relative path": ("includes", {"src/bus/a.cpp": '#include "../log/log.hpp"\n'},
                                        "src/bus/a.cpp:1: src/bus may not include src/log/log.hpp"),
    "third-party header outside its owner": ("includes", {"src/domain/a.cpp": "#include <rocksdb/db.h>\n"},
                                             "src/domain/a.cpp:1: <rocksdb/db.h> belongs to src/log, src/views"),
    "coroutines outside the server": ("includes", {"src/rpc/a.cpp": "#include <boost/asio/awaitable.hpp>\n"},
                                      "<boost/asio/awaitable.hpp> belongs to"),
    "third-party header leaks through a header": (
        "includes",
        {"src/views/rows.hpp": HEADER + "#include <rocksdb/db.h>\n", "src/rpc/a.cpp": '#include "src/views/rows.hpp"\n'},
        "src/rpc/a.cpp:1: src/views/rows.hpp brings in rocksdb/"),
    "include of a file that is not there": ("includes", {"src/bus/a.cpp": '#include "src/bus/gone.hpp"\n'},
                                            'src/bus/a.cpp:1: "src/bus/gone.hpp" is not a file'),
    "folder that the table does not know": ("includes", {"src/extra/a.cpp": "int a();\n"}, "src/extra/a.cpp:1: its folder"),
    "link upwards": ("links", {"src/log/CMakeLists.txt": "taizhang_library(log USES core domain)\n"}, "src/log links domain"),
    "link to another's library": ("links", {"src/bus/CMakeLists.txt": "taizhang_library(bus USES core OWNS RocksDB::rocksdb)\n"},
                                  "src/bus links RocksDB::rocksdb, which belongs to"),
    "table shown otherwise": ("table", {"docs/architecture.md": architecture().replace("| events, include |", "| include |")},
                              "docs/architecture.md:1: src/regime"),
    "row that is missing": ("table", {"docs/architecture.md": architecture().replace("`src/bus/`", "src/bus")},
                            "src/bus stands in one of the two tables only"),
    "file that is too long": ("lengths", {"src/log/a.cpp": "\n" * 401}, "src/log/a.cpp:401: 401 lines, at most 400"),
    "header that is too long": ("lengths", {"src/log/a.hpp": HEADER + "\n" * 199}, "src/log/a.hpp:201: 201 lines, at most 200"),
    "component that is too long": ("lengths", {"web/src/A.vue": "\n" * 401}, "web/src/A.vue:401"),
    "function that is too long": ("lengths", {"src/log/a.cpp": function(71)}, "src/log/a.cpp:1: a function of 71 lines"),
    "function that is too long, with a wrapped head": (
        "lengths", {"src/log/a.cpp": "int g(int a,\n      int b) {\n" + "    // a line\n" * 69 + "}\nint h() {\n}\n"},
        "src/log/a.cpp:2: a function of 71 lines"),
    "header without a comment": ("headers", {"src/log/a.hpp": "#pragma once\n"}, "src/log/a.hpp:1: a header opens"),
    "header that is read twice": ("headers", {"src/log/a.hpp": "// What this header is for.\n"}, "src/log/a.hpp:1: #pragma once"),
    "stranger at the top": ("layout", {"scripts/a.sh": "true\n"}, "scripts:1: the layout has no place"),
    "unfinished code": ("words", {"src/log/a.cpp": "// TO" + "DO later\n"}, "src/log/a.cpp:1: unfinished"),
    "unfinished page": ("words", {"web/src/A.vue": "<!-- FIX" + "ME -->\n"}, "web/src/A.vue:1: unfinished"),
    "path of one machine": ("words", {"tools/a": "ls /home" + "/me/x\n"}, "tools/a:1: an absolute path"),
    "registry in a lock file": ("words", {"web/package-lock.json": '"resolved": "https://registry' + '.example.org/x/-/x-1.tgz"\n'},
                                "web/package-lock.json:1: a registry's address"),
    "format": ("format", {"src/log/a.cpp": "int  a( ) ;\n"}, "src/log/a.cpp:1: not as clang-format-19 leaves it"),
}

# What looks like a violation and is none.
FINE = {
    "a function of exactly the limit": ("lengths", {"src/log/a.cpp": function(70)}),
    "a wrapped condition": ("lengths", {"src/log/a.cpp": "int f() {\n    if (a &&\n        b()) {\n        c();\n    }\n}\n"
                                                          + "// a line\n" * 80 + "        }\n"}),
    "a path of the system, a route": ("words", {"tools/a": "/usr/bin/python3 https://example.org/work/x\n"}),
    "what tools made": ("layout", {"build/x.cpp": "", "web/node_modules/x/y.hpp": ""}),
    "the shared word MASTODON": ("words", {"src/log/a.cpp": "// MASTODON\n"}),
}


def run(check, added):
    with tempfile.TemporaryDirectory() as root:
        for path, text in {**GOOD, **added}.items():
            os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
            with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                file.write(text)
        command = [sys.executable, "-B", os.path.join(HERE, "tidy.py"), "--root", root, check]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        return done.returncode, done.stdout


class SelfTest(unittest.TestCase):
    def test_good_tree_passes_every_check(self):
        for check in tidy.CHECKS:
            with self.subTest(check):
                code, output = run(check, {})
                self.assertEqual(0, code, output)

    def test_each_violation_is_found(self):
        for name, (check, added, said) in BAD.items():
            with self.subTest(name):
                code, output = run(check, added)
                self.assertEqual(1, code, output)
                self.assertIn(said, output)

    def test_what_is_allowed_passes(self):
        for name, (check, added) in FINE.items():
            with self.subTest(name):
                code, output = run(check, added)
                self.assertEqual(0, code, output)

    def test_every_check_has_a_violation_here(self):
        self.assertEqual(set(tidy.CHECKS), {check for check, _, _ in BAD.values()})


if __name__ == "__main__":
    unittest.main()
