#!/usr/bin/env python3
"""Keeps the house rules that a compiler does not see. src/README.md explains them.

layering_test.py SRC              prints "file:line: rule" for each violation; fails if there is one
layering_test.py SRC --self-test  plants each kind of violation in a copy and expects its report
"""
import pathlib
import re
import shutil
import sys
import tempfile

CHAIN = "base finding npm source decode rule match validate check policy report fix app tool".split()
RANK = {room: rank for rank, room in enumerate(CHAIN)} | {"rulec": CHAIN.index("validate")}
MAY_SEE_SECRETS = {"match", "validate", "rulec"}
SHOW_SECRETS = {"match/refinement.h", "match/scanner.h", "validate/candidate.h", "validate/dotenv.h",
                "validate/known_search.h"}
MAY_OPEN_FILES = {"npm", "source", "app", "tool", "rulec"}
MAX_LINES = 400
# What a header may include beside the house and the standard library: the operating system's own.
HEADERS_IN_HEADERS = re.compile(r"tl/expected\.hpp|sys/\w+\.h|unistd\.h|fcntl\.h|dirent\.h")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
RESULT = re.compile(r"\bResult<[^;{}()]*>\s*[&*]?\s*\b[\w:]+\s*\(")
OPENS = re.compile(r"\b(openat2?|f?open|freopen|(fd)?opendir)\s*\([^;]*|\bi?o?f(stream|ilebuf)\b"
                   r"|\b(recursive_)?directory_iterator\b")
# A type that is defined at the level of the namespace, hence without indentation.
TYPE = re.compile(r"^(?:class|struct|enum class|union)\s+(\w+)[^;{]*\{", re.MULTILINE)
# `open` is also a fair name for a method; the system's takes flags.
HARMLESS_OPEN = re.compile(r"^open\s*\((?![^;]*\bO_[A-Z]+)")


def code_of(text):
    """`text` with comments and the insides of string literals blanked, line ends kept."""
    pattern = r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"'
    return re.sub(pattern, lambda m: re.sub(r"[^\n]", " ", m[0]), text, flags=re.DOTALL)


def include_violations(room, is_header, lines):
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        quote, name = match.groups()
        other = name.split("/")[0]
        if quote == '"' and other in RANK:
            if room in RANK and RANK[other] > RANK[room]:
                yield number, f"{room}/ may not include {other}/, which is to its right"
            if name in SHOW_SECRETS and room not in MAY_SEE_SECRETS:
                yield number, f"{room}/ may not include {name}, the secret boundary"
        elif is_header and re.search(r"[./]", name) and not HEADERS_IN_HEADERS.fullmatch(name):
            yield number, f"a header may not include {name}"


def code_violations(room, is_header, code):
    def line_of(offset):
        return code.count("\n", 0, offset) + 1

    if is_header:
        for match in RESULT.finditer(code):
            declaration = re.split(r"[;{}]", code[: match.start()])[-1]
            if "[[nodiscard]]" not in declaration:
                yield line_of(match.start()), "a function that returns Result is not [[nodiscard]]"
    if room not in MAY_OPEN_FILES:
        for match in OPENS.finditer(code):
            if not HARMLESS_OPEN.match(match[0]):
                yield line_of(match.start()), f"{room}/ may not open files"


def twice_named(src):
    """Two types of one name: the linker takes one's functions for the other's, without a word."""
    first = {}
    for path in sorted(src.rglob("*.h")):
        name = path.relative_to(src)
        code = code_of(path.read_text(encoding="utf-8"))
        for match in TYPE.finditer(code):
            line = code.count("\n", 0, match.start()) + 1
            other = first.setdefault(match[1], f"{name}:{line}")
            if other != f"{name}:{line}":
                yield f"{name}:{line}: a type {match[1]} is defined in {other} too"


def violations(src):
    yield from twice_named(src)
    for path in sorted(src.rglob("*.h")) + sorted(src.rglob("*.cc")):
        name = path.relative_to(src)
        room, is_header = name.parts[0], path.suffix == ".h"
        if len(name.parts) > 1 and room not in RANK:
            yield f"{name}:1: {room}/ is no room"
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        if len(lines) > MAX_LINES:
            yield f"{name}:{len(lines)}: more than {MAX_LINES} lines"
        for number, rule in include_violations(room, is_header, lines):
            yield f"{name}:{number}: {rule}"
        for number, rule in code_violations(room, is_header, code_of(text)):
            yield f"{name}:{number}: {rule}"


PLANTED = {  # file: its text, and what must be said of it
    "base/p1.h": ("// x\n#include \"finding/finding.h\"\n",
                  ["base/p1.h:2: base/ may not include finding/, which is to its right"]),
    "rulec/p2.cc": ("#include \"match/scanner.h\"\n#include \"policy/policy.h\"\n",
                    ["rulec/p2.cc:2: rulec/ may not include policy/, which is to its right"]),
    "app/p3.cc": ("#include \"match/scanner.h\"\n#include \"validate/dotenv.h\"\n",
                  ["app/p3.cc:1: app/ may not include match/scanner.h, the secret boundary",
                   "app/p3.cc:2: app/ may not include validate/dotenv.h, the secret boundary"]),
    "base/p4.h": ("[[nodiscard]] Result<int> good(Json x = {});\nstruct S {\n"
                  "  virtual Result<std::vector<int>>\n  bad() = 0;\n};\n"
                  "using F = std::function<Result<void>(int)>;\n",
                  ["base/p4.h:3: a function that returns Result is not [[nodiscard]]"]),
    "base/p5.cc": ("\n" * (MAX_LINES + 1), ["base/p5.cc:401: more than 400 lines"]),
    "match/p6.h": ("#include <string>\n#include <tl/expected.hpp>\n#include <sys/stat.h>\n"
                   "#include <hs/hs.h>\n#include \"re2/re2.h\"\n",
                   ["match/p6.h:4: a header may not include hs/hs.h",
                    "match/p6.h:5: a header may not include re2/re2.h"]),
    "report/p7.cc": ("// fopen(\nchar a[] = \"fopen(\";\nbool open(int x);\nint b = open(c,\n"
                     "  O_RDONLY);\nstd::ofstream d;\nauto e = ::openat(f, g, 0);\n",
                     ["report/p7.cc:4: report/ may not open files",
                      "report/p7.cc:6: report/ may not open files",
                      "report/p7.cc:7: report/ may not open files"]),
    "source/p8.cc": ("int a = openat(b, c, O_RDONLY);\n", []),
    "base/q1.h": ("struct Planted : X {\n  int a;\n};\nclass Elsewhere;\n", []),
    "base/q2.h": ("class Elsewhere {};\nstruct\nPlanted\n{};\nstruct A {\n  struct Planted {};\n};\n",
                  ["base/q2.h:2: a type Planted is defined in base/q1.h:1 too"]),
    "util/p9.h": ("", ["util/p9.h:1: util/ is no room"]),
}


def self_test(src):
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "src"
        shutil.copytree(src, copy)
        before = list(violations(copy))
        for name, (text, _) in PLANTED.items():
            (copy / name).parent.mkdir(exist_ok=True)
            (copy / name).write_text(text, encoding="utf-8")
        reported = [line for line in violations(copy) if line not in before]
    expected = [line for _, lines in PLANTED.values() for line in lines]
    missed = [f"not reported: {line}" for line in expected if line not in reported]
    return missed + [f"wrongly reported: {line}" for line in reported if line not in expected]


if __name__ == "__main__":
    source = pathlib.Path(sys.argv[1])
    found = self_test(source) if sys.argv[2:] == ["--self-test"] else list(violations(source))
    if not any(source.rglob("*.h")):
        found.append(f"{source}: no headers here")
    for line in found:
        print(line)
    sys.exit(1 if found else 0)
