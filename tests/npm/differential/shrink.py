"""Makes a case smaller as long as it stays interesting."""
import copy
import time

from tree import Manifest, Rules

MAX_TRIES = 400
MAX_SECONDS = 60


def shrink(case, interesting):
    """The smallest case that is found by taking things away, one after the other."""
    tries, end = 0, time.monotonic() + MAX_SECONDS
    again = True
    while again:
        again = False
        for smaller in candidates(case):
            tries += 1
            if tries > MAX_TRIES or time.monotonic() > end:
                return case
            if interesting(smaller):
                case, again = smaller, True
                break
    return case


def candidates(case):
    yield from without_entries(case)
    for path, entry in case.entries.items():
        if isinstance(entry.content, Rules):
            yield from changed(case, path, shorter(entry.content.lines), 'lines')
        elif isinstance(entry.content, Manifest) and entry.content.text is None:
            yield from changed(case, path, smaller_values(entry.content.fields), 'fields')
    for i in range(len(case.arguments)):
        out = copy.deepcopy(case)
        del out.arguments[i]
        yield out


def without_entries(case):
    """Without one entry and all below it, the last ones first."""
    for path in reversed(list(case.entries)):
        gone = [other for other in case.entries if other == path or other.startswith(path + '/')]
        if any(entry.kind == 'hard' and entry.target in gone for other, entry in case.entries.items()
               if other not in gone):
            continue
        out = copy.deepcopy(case)
        for other in gone:
            del out.entries[other]
        yield out


def changed(case, path, values, field):
    for value in values:
        out = copy.deepcopy(case)
        setattr(out.entries[path].content, field, value)
        yield out


def shorter(values):
    for i in range(len(values)):
        yield values[:i] + values[i + 1:]


def smaller_values(value):
    """Values that differ from a JSON value by one thing less in it."""
    if isinstance(value, list):
        yield from shorter(value)
    if isinstance(value, dict):
        for key in value:
            yield {other: inner for other, inner in value.items() if other != key}
            for inner in smaller_values(value[key]):
                yield {**value, key: inner}
