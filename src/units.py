#!/usr/bin/env python3
"""Groups source files so that those of a group compile as one, and prints what to compile.

units.py DIRECTORY INCLUDE_DIRECTORIES BYTES FILE...

Most of what compiling a file takes goes into the headers that all files share. A group is a file in
DIRECTORY that includes its members. What a member keeps in its anonymous namespace would be seen by
the members behind it: so no name of the one may occur in the other. INCLUDE_DIRECTORIES is a list
as CMake has them; a group has BYTES of source text at most.
"""

import re
import sys
from pathlib import Path

TEXTS_AND_COMMENTS = re.compile(
    r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
WORD = re.compile(r"(?<![\w.])(?<!->)[A-Za-z_]\w*")  # not the name of a member
TYPE = re.compile(r"(?:(?:struct|class|enum class|enum|union)\s+(\w+)|using\s+(\w+) =)")
# They bring std::quoted, which would be taken for the project's function of that name.
LAST = re.compile(r"^#include <(?:CLI/|filesystem|iomanip)", re.MULTILINE)
MACRO = re.compile(r"^#\s*(?:define|undef|if|pragma)", re.MULTILINE)
USING = re.compile(r"^using [\w:]*?(\w+)\s*;", re.MULTILINE)
HEADER = re.compile(r'^#include "(.*)"$', re.MULTILINE)


class Headers:
    """What the headers of the project say, those that they include themselves among it."""

    def __init__(self, places):
        self.places = places
        self.known = {}

    def of(self, text):
        """The paths of all headers that TEXT includes, directly or not."""
        found = set()
        for name in HEADER.findall(text):
            path = next((place / name for place in self.places if (place / name).is_file()), None)
            if path and path not in found:
                found |= {path} | self.read(path)[0]
        return found

    def words(self, paths):
        return set().union(*(self.read(path)[1] for path in paths)) if paths else set()

    def read(self, path):
        if path not in self.known:
            text = path.read_text()
            self.known[path] = (set(), set())  # for headers that include each other
            self.known[path] = (self.of(text), words_of(text))
        return self.known[path]


class Source:
    def __init__(self, path, headers):
        text = path.read_text()
        self.path = path
        self.size = len(text)
        self.all_headers = headers
        self.headers = headers.of(text)
        self.words = words_of(text)
        self.own = own_names(text)
        self.brought = set(USING.findall(text))
        self.header_words = headers.words(self.headers)
        self.is_last = LAST.search(text) is not None
        self.has_macros = MACRO.search(text) is not None  # would change what follows

    def goes_with(self, other):
        return not (self.has_macros or other.has_macros or self.disturbs(other) or other.disturbs(self))

    def disturbs(self, other):
        """Whether a name of this file's own would be declared twice, or found instead of a header's."""
        if self.own & (other.own | other.brought):
            return True
        of_headers = self.own & other.header_words
        return bool(of_headers & other.words
                    or of_headers & self.all_headers.words(other.headers - self.headers))


def words_of(text):
    return set(WORD.findall(TEXTS_AND_COMMENTS.sub(" ", text)))


def own_names(text):
    """The names that a file declares in its anonymous namespaces, at the start of a line."""
    names = set()
    for block in re.findall(r"^namespace \{$(.*?)^\}  // namespace$", text, re.DOTALL | re.MULTILINE):
        for line in TEXTS_AND_COMMENTS.sub(" ", block).splitlines():
            names |= declared(line)
    return names


def declared(line):
    kind = TYPE.match(line)
    if kind:
        return {kind[1] or kind[2]}
    if not re.match(r"[A-Za-z_]", line) or line.startswith(("template", "namespace", "using")):
        return set()
    words = re.findall(r"[A-Za-z_]\w*", re.split(r"[({=;\[]", line, maxsplit=1)[0])
    return {words[-1]} if words and not words[-1].isupper() else set()


def grouped(sources, most):
    """Each source joins the smallest group that it goes with, so that groups take about equally long."""
    groups = [[] for _ in range(sum(source.size for source in sources) // most + 1)]
    for source in sources:
        fitting = [group for group in groups if all(source.goes_with(member) for member in group)]
        if fitting:
            min(fitting, key=size_of).append(source)
        else:
            groups.append([source])
    return [group for group in groups if group]


def size_of(group):
    return sum(member.size for member in group)


def write(unit, members, places):
    """Headers first: nothing in them can then mean what a member keeps for itself."""
    headers = sorted(set().union(*(member.headers for member in members)))
    members = sorted(members, key=lambda member: member.is_last)
    paths = headers + [member.path for member in members]
    text = "".join(f'#include "{name_in(places, path)}"\n' for path in paths)
    if not unit.is_file() or unit.read_text() != text:
        unit.write_text(text)


def name_in(places, path):
    """As it is included: the same in each checkout, so that a compiler cache knows the unit again."""
    return next((path.relative_to(place) for place in places if path.is_relative_to(place)), path)


def main(directory, places, most, *files):
    directory = Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    places = [Path(place) for place in places.split(";")]
    headers = Headers(places)
    sources = [Source(Path(file), headers) for file in files]
    units = []
    for number, members in enumerate(grouped(sources, int(most))):
        if len(members) == 1:
            units.append(members[0].path)
            continue
        unit = directory / f"unit_{number}.cc"
        write(unit, members, places)
        units.append(unit)
    print(";".join(map(str, units)), end="")


main(*sys.argv[1:])
