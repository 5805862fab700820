#!/usr/bin/env python3
"""Published packages that are known for what is in them, or for looking as if it were.

real_packages_test.py PROGRAM [--all] [--only NAME@VERSION]; real_packages_test.py --self-test

Each row of real_packages.json is a package and what an audit of it must find and must not. The npm
that is installed fetches the packages once, from the registry that it is set up for, into
build/real-packages or the folder PACKWARDEN_REAL_PACKAGES; what it brings is compared with the digest
in the row. Large packages are left out without --all. Ends with 77 where none can be had.
"""
import argparse
import base64
import concurrent.futures
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from skipping import skipped

LARGE = 5_000_000  # bytes of a tarball
HERE = pathlib.Path(__file__).resolve().parent
CACHE = pathlib.Path(os.environ.get('PACKWARDEN_REAL_PACKAGES') or HERE.parent / 'build/real-packages')
RIGHT_NOW = ['--fetch-retries=0', '--fetch-timeout=10000']


class Unavailable(Exception):
    """The packages cannot be had here; the text says why."""


def npm(*arguments, timeout):
    try:
        done = subprocess.run(['npm', *arguments], cwd=CACHE, capture_output=True, timeout=timeout)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode() if done.returncode == 0 else None


def place_of(package):
    """Where the tarball of "@scope/name@1.0.0" is kept, as npm calls it."""
    name, version = package.rsplit('@', 1)
    return CACHE / f"{name.lstrip('@').replace('/', '-')}-{version}.tgz"


def is_right(row):
    place = place_of(row['package'])
    if not place.exists():
        return False
    return base64.b64encode(hashlib.sha512(place.read_bytes()).digest()).decode() == row['sha512']


def fetch(rows):
    """Has npm fetch what is missing, a few at a time. What it cannot get stays missing."""
    missing = [row['package'] for row in rows if not is_right(row)]
    for package in missing:
        place_of(package).unlink(missing_ok=True)
    if not missing:
        return
    if shutil.which('npm') is None:
        raise Unavailable('there is no npm to fetch packages with')
    if not npm('view', missing[0], 'version', *RIGHT_NOW, timeout=20):
        raise Unavailable('the registry does not answer')
    batches = [missing[at:at + 8] for at in range(0, len(missing), 8)]
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda batch: npm('pack', '--ignore-scripts', '--silent', *batch, timeout=120), batches))


def audit(program, row):
    done = subprocess.run([program, 'audit', place_of(row['package']), '--format', 'json', '--no-progress'],
                          capture_output=True, timeout=300)
    return json.loads(done.stdout)['targets'][0]


def differences(row, target):
    """What an audit says and does not say against its row."""
    found = {(one['rule'], one['severity'], one['path']) for one in target['findings']}
    if target['status'] == 'incomplete':
        yield 'the audit is incomplete'
    for rule, severity, path in row.get('found', []):
        if (rule, severity, path) in found:
            continue
        others = sorted(one for one in found if one[0] == rule) or 'nothing'
        yield f'{rule} is not {severity} at {path}: {others}'
    for rule, severity, path in sorted(found):
        if rule in row.get('silent', []):
            yield f'{rule} is found at {path}'
        if rule in row.get('at_most_note', []) and severity != 'note':
            yield f'{rule} is {severity} at {path}'
    if row.get('secrets') == 'none':
        yield from (f"a secret is found at {one['path']}: {one['rule']}" for one in target['findings']
                    if one['kind'] == 'secret')


def check(program, rows):
    failures = 0
    have = [row for row in rows if is_right(row)]
    for row in rows:
        if place_of(row['package']).exists() and not is_right(row):
            print(f"{row['package']}: another tarball than the one in the table")
            failures += 1
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for row, target in zip(have, pool.map(lambda row: audit(program, row), have)):
            for difference in differences(row, target):
                print(f"{row['package']}: {difference}")
                failures += 1
    print(f'{len(have)} of {len(rows)} packages audited, {failures} differences')
    for row in rows:
        if not place_of(row['package']).exists():
            print(f"SKIPPED, as npm cannot get it: {row['package']}")
    if not have and not failures:
        raise Unavailable('npm gets none of them')
    return failures


def self_test():
    """A row that an audit contradicts is told, in each of the ways that there are."""
    def finding(rule, severity, path, kind='content'):
        return {'rule': rule, 'severity': severity, 'path': path, 'kind': kind}

    target = {'status': 'findings', 'findings': [finding('a', 'high', 'x'), finding('b', 'medium', 'y', 'secret')]}
    cases = (
        ({'found': [['a', 'high', 'x']], 'silent': ['c'], 'at_most_note': ['c']}, 0),
        ({'found': [['a', 'note', 'x']]}, 1), ({'found': [['a', 'high', 'y']]}, 1),
        ({'found': [['c', 'high', 'x']]}, 1), ({'silent': ['a']}, 1), ({'at_most_note': ['a', 'b']}, 2),
        ({'secrets': 'none'}, 1))
    wrong = [row for row, count in cases if len(list(differences(row, target))) != count]
    wrong += [] if list(differences({}, {'status': 'incomplete', 'findings': []})) else ['incomplete']
    for row in wrong:
        print('not told:', row)
    return len(wrong)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('program', nargs='?', type=os.path.abspath)
    parser.add_argument('--all', action='store_true', help='large packages, too')
    parser.add_argument('--only', metavar='NAME@VERSION')
    parser.add_argument('--self-test', action='store_true')
    options = parser.parse_args()
    if options.self_test:
        sys.exit(self_test() != 0)
    table = json.loads((HERE / 'real_packages.json').read_text())
    rows = [row for row in table if options.all or options.only or row['bytes'] <= LARGE]
    rows = [row for row in rows if options.only in (None, row['package'])]
    CACHE.mkdir(parents=True, exist_ok=True)
    try:
        try:
            fetch(rows)
        except Unavailable:
            if not any(map(is_right, rows)):
                raise
        sys.exit(check(options.program, rows) != 0)
    except Unavailable as why:
        skipped(f'as {why}: no published package was audited')


if __name__ == '__main__':
    main()
