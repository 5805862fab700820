"""Scores findings on a corpus of labelled examples, by the rules that come with it.

An example is found when a finding shares a byte with one of its spans, and one that has nothing to find fails when
there is any finding in its file. A finding that is longer than 10,000 bytes or 200 lines does not count.
"""
import collections
import gzip
import json
import os
import shutil
import subprocess
import sys

FOUND_TIERS = ('core', 'context', 'generic')
FAILED_TIERS = ('neg-strict', 'neg-format')
LONGEST, MOST_LINES = 10000, 200


def materialise(corpus, directory):
    """The rows of the index; the examples are below the directory then, one a file."""
    examples = os.path.join(directory, 'examples.jsonl')
    with gzip.open(os.path.join(corpus, 'train.jsonl.gz')) as source, open(examples, 'wb') as out:
        shutil.copyfileobj(source, out)
    subprocess.run([sys.executable, os.path.join(corpus, 'materialize.py'), '--examples', examples, '--out', directory],
                   check=True, stdout=subprocess.DEVNULL)
    with open(os.path.join(directory, 'index.jsonl'), encoding='utf-8') as index:
        return [json.loads(line) for line in index]


def lines_of(text, first, last):
    """The bytes [begin, end) of these lines, from 1; None where there are none."""
    ends = [index for index, byte in enumerate(text) if byte == 10] + [len(text)]
    begins = [0] + [end + 1 for end in ends]
    if not 1 <= first <= len(ends):
        return None
    return begins[first - 1], ends[min(max(last, first), len(ends)) - 1]


def at_column(text, line, column):
    """The byte of a column, from 0, in characters."""
    place = lines_of(text, line, line)
    return place and place[0] + len(text[place[0]:place[1]].decode('utf-8', 'replace')[:column].encode())


def span_of(finding, text):
    """The bytes [begin, end) that a finding speaks of; None where they are not in the file."""
    if 'start' in finding:
        return finding['start'], finding['end']
    line = finding['line']
    if 'column' in finding:
        begin = at_column(text, line, finding['column'])
        end = at_column(text, finding['end_line'], finding['end_column'])
        return None if begin is None or end is None else (begin, max(end, begin + 1))
    place, secret = lines_of(text, line, finding.get('end_line', line)), finding.get('secret', '').encode()
    if secret:
        found = text.find(secret, place[0]) if place else -1
        found = found if place and 0 <= found < place[1] else text.find(secret)
        if found >= 0:
            return found, found + len(secret)
    return place


def counts(span, text):
    return span and span[1] - span[0] <= LONGEST and text.count(b'\n', *span) <= MOST_LINES


def spans_by_file(findings, texts):
    """Of the findings that count."""
    found = collections.defaultdict(list)
    for finding in findings:
        text = texts.get(finding['file'])
        span = text is not None and span_of(finding, text)
        if counts(span, text):
            found[finding['file']].append(span)
    return found


def overlap(one, other):
    return one[0] < other[1] and other[0] < one[1]


def is_hit(row, found):
    spans = found.get(row['file'], [])
    if row['polarity'] != 'positive':
        return bool(spans)
    return any(overlap(one, tuple(other)) for one in spans for other in row['spans'])


def score(rows, findings, texts):
    """By tier, how many examples are hit and how many there are."""
    found, tiers = spans_by_file(findings, texts), collections.defaultdict(lambda: [0, 0])
    for row in rows:
        tiers[row['tier']][0] += is_hit(row, found)
        tiers[row['tier']][1] += 1
    return dict(tiers)


def summed(tiers, names):
    return [sum(tiers.get(name, (0, 0))[index] for name in names) for index in (0, 1)]


def share(hits, all_of_them):
    return '%.3f (%d of %d)' % (hits / all_of_them, hits, all_of_them) if all_of_them else '–'


def summary(tiers):
    """The cells of a row: precision, recall, and recall by tier."""
    found, false = summed(tiers, FOUND_TIERS), summed(tiers, FAILED_TIERS)[0]
    precision = '%.3f' % (found[0] / (found[0] + false)) if found[0] + false else '–'
    return [precision, share(*found)] + [share(*tiers.get(tier, (0, 0))) for tier in FOUND_TIERS]
