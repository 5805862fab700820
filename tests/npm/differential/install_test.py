#!/usr/bin/env python3
"""Installs what `packwarden pack` writes and what npm writes, and compares: install_test.py PROGRAM --npm 11|12.

On random trees and on recorded cases. The archives are compared, too, byte by byte before compression where all
names are printable ASCII. Ends with 77 where npm cannot be had.
"""
import argparse
import glob
import gzip
import json
import os
import random
import shutil
import subprocess
import sys
import tarfile
import tempfile

sys.dont_write_bytecode = True  # the checkout stays as it is

from generate import generate
from limits import is_limit_of_ours
from npm_peer import HERE, NpmPeer, Unavailable
from recorded import recorded_case

SKIPPED = 77


class Installation:
    """Both programs, and a place for a tree, two tarballs and two projects."""

    def __init__(self, program, npm, peer, directory, spoils):
        self.program, self.npm, self.peer, self.directory, self.spoils = program, npm, peer, directory, spoils
        self.installed = 0  # tarballs that npm could install

    def place(self, name):
        return os.path.join(self.directory, name)

    def difference(self, case):
        """What differs between the two packages; None where nothing does, or npm packs none."""
        for name in ('tree', 'theirs', 'ours'):
            shutil.rmtree(self.place(name), ignore_errors=True)
            os.mkdir(self.place(name))
        case.write(self.place('tree'))
        where = os.path.join(self.place('tree'), case.directory)
        theirs = self.packed_by_npm(where) or self.packed_by_npm(where)
        if theirs is None:
            return None
        ours = self.place('ours/' + os.path.basename(theirs))
        # Random packages have broken entries and names of litter; what is compared is how they are packed.
        done = subprocess.run([self.program, 'pack', '--out', ours, '--npm', str(self.npm), '--quiet',
                               '--fail-on', 'critical'], cwd=where, capture_output=True, text=True)
        if is_limit_of_ours(done.stderr):
            return None
        if done.returncode not in (0, 1) or not os.path.exists(ours):
            return 'packwarden ended with %d: %s' % (done.returncode, done.stderr)
        return self.differing_archives(theirs, ours) or self.differing_projects(theirs, ours)

    def packed_by_npm(self, where):
        """The tarball; None where npm fails, or said something of a package before."""
        packed, _ = self.peer.pack(where, ['--pack-destination', self.place('theirs')])
        archives = glob.glob(self.place('theirs/*.tgz'))
        if packed is None:  # npm may have written the archive before it failed
            return None
        if len(archives) == 1:
            return archives[0]
        self.peer.restart()
        return None

    def differing_archives(self, theirs, ours):
        expected, found = (gzip.open(path).read() for path in (theirs, ours))
        if expected == found or leaves_order_open(theirs):
            return None
        at = next((i for i, pair in enumerate(zip(expected, found)) if pair[0] != pair[1]), min(len(expected), len(found)))
        return 'the archives differ from byte %d on: %r and %r' % (at, expected[at:at + 64], found[at:at + 64])

    def differing_projects(self, theirs, ours):
        expected, found = self.install(theirs), self.install(ours)
        self.installed += expected is not None
        if self.spoils and found:
            found.popitem()
        if expected == found:
            return None
        if expected is None or found is None:
            return 'npm installs only the tarball of %s' % ('packwarden' if expected is None else 'npm')
        return 'installed differently: %r' % sorted(
            path for path in expected.keys() | found.keys() if expected.get(path) != found.get(path))

    def install(self, tarball):
        """The tree of a project that a tarball was installed into; None where npm does not."""
        project = os.path.join(os.path.dirname(tarball), 'project')
        os.mkdir(project)
        with open(os.path.join(project, 'package.json'), 'w') as out:
            out.write('{"name": "project", "version": "1.0.0"}\n')
        printed, _ = self.peer.install(project, tarball)
        return None if printed is None else tree_of(os.path.join(project, 'node_modules'))


def leaves_order_open(archive):
    """True where npm's order depends on more than the names: ICU's tables beyond ASCII, and the order in which the
    file system lists them for control characters, which collation ignores."""
    with tarfile.open(archive, encoding='utf-8', errors='surrogateescape') as tar:
        return not all(' ' <= letter <= '~' for name in tar.getnames() for letter in name)


def tree_of(root):
    """Kind, mode and content of all below a directory, by path."""
    out = {}
    for directory, names, files in os.walk(root):
        for name in names + files:
            path = os.path.join(directory, name)
            out[os.path.relpath(path, root)] = what_is_at(path)
    out.pop('.package-lock.json', None)  # npm's own, names the tarball
    return out


def what_is_at(path):
    if os.path.islink(path):
        return 'link', os.readlink(path)
    mode = os.lstat(path).st_mode
    if os.path.isdir(path):
        return 'directory', mode
    with open(path, 'rb') as file:
        return 'file', mode, file.read()


def cases_of(options):
    """Cases by name: random ones that are packed without options, and recorded ones."""
    for number in range(options.count):
        name = '%d:%d' % (options.seed, number)
        yield name, generate(name)
    files = sorted(glob.glob(os.path.join(os.path.dirname(HERE), 'cases', '*.json')))
    for file in random.Random(options.seed).sample(files, min(options.count, len(files))):
        with open(file, encoding='utf-8') as text:
            yield os.path.basename(file), recorded_case(json.load(text))


def run(installation, options):
    """Returns how many cases differ."""
    bad = total = 0
    for name, case in cases_of(options):
        if case.arguments or case.has_hard_links():
            continue
        total += 1
        text = installation.difference(case)
        if text is not None:
            bad += 1
            print('DIFFERENT under npm %d: %s\n  %s\n%s\n' % (options.npm, name, text, case), flush=True)
    print('%d trees, %d tarballs installed, %d different' % (total, installation.installed, bad))
    if installation.installed < total / 4:
        raise SystemExit('npm installs hardly any: something is wrong with it or with the trees')
    return bad


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('program')
    parser.add_argument('--npm', type=int, choices=[11, 12], required=True)
    parser.add_argument('--count', type=int, default=40, help='of random trees, and of recorded cases')
    parser.add_argument('--seed', type=int, default=random.randrange(1 << 31), help='another one each time')
    parser.add_argument('--self-test', action='store_true', help='spoil each installation, and expect to be told')
    options = parser.parse_args()
    print('npm %d, seed %d' % (options.npm, options.seed), flush=True)
    with tempfile.TemporaryDirectory() as directory:
        try:
            peer = NpmPeer(options.npm, directory)
        except Unavailable as reason:
            print('SKIPPED, nothing was compared: %s' % reason)
            return SKIPPED
        installation = Installation(os.path.abspath(options.program), options.npm, peer, directory, options.self_test)
        bad = run(installation, options)
        peer.close()
    return bad == 0 if options.self_test else bad != 0


sys.exit(main())
