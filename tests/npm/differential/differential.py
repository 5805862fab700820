#!/usr/bin/env python3
"""Compares `packwarden list --json` with npm on random trees: differential.py PROGRAM --npm 11|12.

Every tree follows from the seed and its number, and both are printed of each difference. Ends with 77
where npm cannot be had.
"""
import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True  # the checkout stays as it is

from generate import generate
from limits import is_limit_of_ours
from npm_peer import NpmPeer, Unavailable
from shrink import shrink

SKIPPED = 77
FIELDS = ['name', 'version', 'filename', 'entryCount', 'unpackedSize', 'bundled']


class Comparison:
    """Both programs, and a place for trees."""

    def __init__(self, program, npm, peer, directory):
        self.program, self.npm, self.peer, self.directory = program, npm, peer, directory
        self.refused = False  # by both, the last tree
        self.answer = None  # of packwarden to the last tree

    def difference(self, case, spoil=None):
        """What the two programs disagree about, in words; None where they agree."""
        root = os.path.join(self.directory, 'tree')
        case.write(root_made(root))
        try:
            place = os.path.join(root, case.directory)
            theirs, reason = self.ask_npm(place, ['--dry-run'] + case.arguments)
            ours, problem = self.list(place, case.arguments)
        finally:
            shutil.rmtree(root)
        theirs = theirs and packages(theirs)
        self.answer = ours, problem
        if spoil:
            ours = spoil(ours)
        self.refused = ours is None and theirs is None
        if self.refused:
            return None
        if (ours is None or theirs is None) and case.has_hard_links() and is_race(reason, problem):
            return None
        if is_limit_of_ours(problem):
            return None
        if ours is None or theirs is None:
            return 'npm: %s\n  packwarden: %s' % (reason or 'lists', problem or 'lists')
        text = differences(theirs, ours)
        # npm's tar writer may forget an entry beside a hard link.
        is_forgotten = text is not None and case.has_hard_links() and 'leaves out [] and adds [(' in text
        return None if is_forgotten else text

    def ask_npm(self, place, arguments):
        """An npm that broke off before may still say something, into the next answer."""
        theirs, reason = self.peer.pack(place, arguments)
        if theirs is None or is_json(theirs):
            return theirs, reason
        self.peer.restart()
        return self.peer.pack(place, arguments)

    def list(self, place, arguments):
        command = [self.program, 'list', '--json', '--npm', str(self.npm)] + arguments
        done = subprocess.run(command, cwd=place, capture_output=True)
        problem = done.stderr.decode(errors='replace').strip()
        if done.returncode == 0:
            return packages(done.stdout), None
        if done.returncode != 2 or not problem:
            raise SystemExit('packwarden ended with %d: %s' % (done.returncode, problem))
        return None, problem


    def is_unsteady(self, case):
        """Whether npm alone answers otherwise when it is started anew: it is no program of fixed order."""
        answer = self.answer
        self.peer.restart()
        return self.difference(case) is None and self.answer == answer


def is_json(text):
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def is_race(reason, problem):
    """npm's tar writer stumbles over hard links, and not always in the same places."""
    return reason in ('Error: npm waits for nothing', 'Z_STREAM_ERROR: zlib: stream error') or (
        problem is not None and 'npm cannot pack a hard link' in problem)


def root_made(root):
    os.mkdir(root)
    return root


def packages(text):
    """The packages of npm's JSON, which npm 12 keys by name."""
    value = json.loads(text)
    return value if isinstance(value, list) else [{**package, 'key': key} for key, package in value.items()]


def differences(theirs, ours):
    if len(theirs) != len(ours):
        return 'npm lists %d packages, packwarden %d' % (len(theirs), len(ours))
    for expected, found in zip(theirs, ours):
        text = differing_files(expected['files'], found['files'])
        if text:
            return text
        for field in FIELDS + (['key'] if 'key' in expected else []):
            if field == 'bundled' and not has_ascii_names(expected):
                expected[field], found[field] = sorted(expected[field]), sorted(found[field])
            if expected[field] != found.get(field):
                return '%s: npm says %r, packwarden %r' % (field, expected[field], found.get(field))
    return None


def has_ascii_names(package):
    return all(' ' <= letter <= '~' for file in package['files'] for letter in file['path'])


def differing_files(theirs, ours):
    theirs, ours = ([(file['path'], file['size'], file['mode']) for file in files] for files in (theirs, ours))
    # The order of other names depends on the tables of a whole ICU, and with it which name of a file is the link.
    is_ascii = all(' ' <= letter <= '~' for path, _, _ in theirs for letter in path)
    if not is_ascii:
        theirs, ours = ([(path, mode) for path, _, mode in files] for files in (theirs, ours))
    missing, surplus = sorted(set(theirs) - set(ours)), sorted(set(ours) - set(theirs))
    if missing or surplus:
        return 'packwarden leaves out %r and adds %r' % (missing, surplus)
    if sorted(theirs) != sorted(ours):
        return 'npm lists some files more often: %r against %r' % (theirs, ours)
    if is_ascii and theirs != ours:
        return 'npm lists in the order %r, packwarden %r' % ([row[0] for row in theirs], [row[0] for row in ours])
    return None


def run(comparison, options):
    """Compares the trees; returns how many differ."""
    bad = refused = total = unsteady = 0
    numbers = [options.only] if options.only is not None else range(options.count)
    for number in numbers:
        case = generate('%d:%d' % (options.seed, number))
        text = comparison.difference(case)
        total += 1
        refused += comparison.refused
        if text is None:
            continue
        if comparison.is_unsteady(case):
            unsteady += 1
            print('npm answers in two ways: --seed %d --only %d\n  %s\n%s\n' % (options.seed, number, text, case))
            continue
        bad += 1
        print('DIFFERENT under npm %d: --seed %d --only %d' % (options.npm, options.seed, number))
        if bad <= options.shrink:
            case = shrink(case, lambda smaller: comparison.difference(smaller) is not None)
            text = comparison.difference(case)
        print('  %s\n%s\n' % (text, case), flush=True)
        if bad == options.stop:
            break
    print('%d trees, %d of them refused by both, to %d npm answers in two ways' % (total, refused, unsteady))
    if unsteady > 2 + total / 500:
        raise SystemExit('npm answers too many trees in two ways to be compared with')
    if total > 100 and refused > total / 2:
        raise SystemExit('npm refuses most trees: something is wrong with it or with them')
    return bad


def first_refused(comparison, seed):
    """The first tree that both refuse: few are, and one of them must be among those that are spoiled."""
    for number in range(1000):
        case = generate('%d:%d' % (seed, number))
        if comparison.difference(case) is None and comparison.refused:
            return case
    raise SystemExit('of 1000 trees npm refuses none')


def self_test(comparison, options):
    """Spoils one answer in each way, and returns how many ways go unnoticed."""
    def spoiled(change):
        def spoil(ours):
            if ours:
                change(ours[0])
            return ours
        return spoil

    ways = {
        'a file left out': spoiled(lambda package: package['files'].pop()),
        'a wrong size': spoiled(lambda package: package['files'][0].update(size=12345)),
        'a wrong mode': spoiled(lambda package: package['files'][0].update(mode=1)),
        'a wrong path': spoiled(lambda package: package['files'][0].update(path='wrong')),
        'another order': spoiled(lambda package: package['files'].reverse()),
        'a wrong total': spoiled(lambda package: package.update(unpackedSize=-1)),
        'a wrong name': spoiled(lambda package: package.update(filename='wrong.tgz')),
        'a bundled package': spoiled(lambda package: package['bundled'].append('wrong')),
        'no answer': lambda ours: None,
        'an answer where there is none': lambda ours: ours or [],
    }
    unnoticed = 0
    cases = [generate('%d:%d' % (options.seed, number)) for number in range(15)]
    cases.append(first_refused(comparison, options.seed))
    for way, spoil in ways.items():
        seen = sum(comparison.difference(case, spoil) is not None for case in cases)
        print('%-32s noticed in %d of %d trees' % (way, seen, len(cases)))
        unnoticed += seen == 0
    return unnoticed


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('program')
    parser.add_argument('--npm', type=int, choices=[11, 12], required=True)
    parser.add_argument('--count', type=int, default=2000)
    parser.add_argument('--seed', type=int, default=random.randrange(1 << 31), help='another one each time')
    parser.add_argument('--only', type=int, metavar='NUMBER', help='one tree of the seed')
    parser.add_argument('--shrink', type=int, default=3, help='how many differences to make smaller')
    parser.add_argument('--stop', type=int, default=20, help='after so many differences')
    parser.add_argument('--self-test', action='store_true', help='spoil answers, and expect to be told')
    return parser.parse_args()


def main():
    options = parse_options()
    options.program = os.path.abspath(options.program)
    print('npm %d, seed %d' % (options.npm, options.seed), flush=True)
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as directory:
        try:
            peer = NpmPeer(options.npm, directory)
        except Unavailable as reason:
            print('SKIPPED, nothing was compared: %s' % reason)
            return SKIPPED
        comparison = Comparison(options.program, options.npm, peer, directory)
        bad = self_test(comparison, options) if options.self_test else run(comparison, options)
        peer.close()
    print('%d different, in %.0f s' % (bad, time.monotonic() - begin))
    return 1 if bad else 0


sys.exit(main())
