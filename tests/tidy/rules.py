"""The rules that tidy.py holds the tree to, as data. docs/architecture.md shows the first two tables to people."""

# Who may include whom, besides itself: the table of docs/architecture.md, "Layout". EVERYTHING = no limit.
EVERYTHING = None
MAY_INCLUDE = {
    "include": set(),
    "src/core": {"include"},
    "events": {"include"},
    "src/regime": {"include", "events"},
    "src/assessment": {"include", "src/regime"},
    "src/domain": {"include", "events", "src/regime", "src/assessment", "src/transparency"},
    "src/transparency": {"include"},
    "src/log": {"include", "src/transparency"},
    "src/redaction": {"include", "events", "src/transparency", "src/log"},
    "src/notary": {"include", "src/transparency"},
    "src/audit": {"include", "events", "src/transparency", "src/redaction"},
    "src/bus": {"include"},
    "src/engine": {"include", "events", "src/domain"},
    "src/replica": {"include", "src/engine", "src/transparency", "src/log", "src/redaction", "src/notary", "src/audit", "src/bus"},
    "src/keeper": {"include", "events", "src/regime", "src/domain", "src/engine"},
    "projections": {"include", "events", "src/regime"},
    "src/views": {"include", "projections"},
    "src/search": {"include", "projections", "src/views"},
    "src/documents": {"include", "events", "src/regime", "projections", "src/views", "src/interop"},
    "src/rpc": {
        "include", "events", "src/regime", "src/domain", "src/engine", "src/keeper", "projections", "src/views", "src/interop",
        "src/documents", "src/transparency", "src/notary", "src/audit", "src/search",
    },
    "src/server": {"include", "src/rpc", "src/transparency", "src/notary"},
    "src/interop": {"include", "events", "src/regime", "src/domain"},
    "tools": EVERYTHING,
    "tests": EVERYTHING,
}

# Third-party headers that have owners: their prefix, and the folders that may include them. tests may include all.
OWNERS = {
    "rocksdb/": {"src/log", "src/views"},
    "zmq": {"src/bus"},
    "boost/asio": {"src/server", "tools"},
    "boost/beast": {"src/server", "tools"},
    "sodium": {"src/rpc", "src/transparency"},
    "openssl/": {"src/core", "src/server", "tools"},
    "CLI/": {"tools"},
    "spdlog/": {"tools"},
    "fmt/": {"tools"},
    "toml++/": {"src/regime", "tools"},
    "xlsxwriter": {"src/interop"},
    "pugixml": {"src/interop"},
    "zip.h": {"src/interop"},
    "sqlite3.h": {"src/search"},
}

# CMake's names for the same libraries, as they stand after OWNS in taizhang_library().
TARGETS = {
    "RocksDB::": "rocksdb/",
    "cppzmq": "zmq",
    "PkgConfig::SODIUM": "sodium",
    "OpenSSL::": "openssl/",
    "CLI11::": "CLI/",
    "spdlog::": "spdlog/",
    "fmt::": "fmt/",
    "tomlplusplus::": "toml++/",
    "PkgConfig::XLSXWRITER": "xlsxwriter",
    "pugixml::": "pugixml",
    "PkgConfig::LIBZIP": "zip.h",
    "PkgConfig::SQLITE": "sqlite3.h",
}

# Lines at most, by ending; a file that must be longer stands in LONGER with its own limit.
MAX_LINES = {".hpp": 200, ".cpp": 400, ".ts": 400, ".vue": 400, ".py": 400}
LONGER = {}
MAX_FUNCTION_LINES = 70

# What may stand at the top of the tree, besides names that begin with a dot.
TOP_LEVEL = {
    "CMakeLists.txt", "CMakePresets.json", "src", "include", "events", "projections", "tools", "tests", "cmake",
    "regimes", "web", "docs", "README.md", "CHANGELOG.md", "LICENSE",
}

# Made by tools, never kept: not looked into, wherever they stand.
NOT_OURS = {".git", "build", "node_modules", "dist", ".cache", "__pycache__", "test-results", "demo-data"}

# Words that mean unfinished work, looked for in code.
UNFINISHED = r"\b(TODO|FIXME)\b"

# What ties the tree to one machine or one registry, looked for in all text.
TIED = {
    "an absolute path of one machine": r"(?<![\w./:-])/(work|root|home|Users)/\w",
    "a registry's address": r"https?://[^\s\"']*(registry\.|npmmirror|verdaccio|artifactory|nexus|/-/[\w.-]+\.tgz)",
}
