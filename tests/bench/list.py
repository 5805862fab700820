#!/usr/bin/env python3
"""Times `packwarden list --json` against `npm pack --dry-run --json` and a bare walk: list.py BUILD.

On packages of 10, 1,500 and 30,000 files that are the same each time. npm is the pinned one of the
differential test; where it cannot be had, only the walk is compared.
"""
import os
import sys
import tempfile

sys.dont_write_bytecode = True  # the checkout stays as it is
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), 'npm', 'differential'))

import npm_peer
from program import RUNS, medians_of, print_medians

MANIFEST = '{"name": "bench", "version": "1.0.0", "main": "dist/d0/f0.js"%s}\n'
IGNORED = 'test\n*.log\n*.map\n/docs/**\n!docs/keep.md\ncoverage/\n.env*\n**/__tests__/**\n*.tsbuildinfo\n.idea\n'


def make_package(directory, files, fields='', ignored=''):
    """`files` files, 100 to a directory, two directories deep."""
    os.makedirs(directory)
    for number in range(files):
        place = os.path.join(directory, 'dist', 'd%d' % (number // 100), 'sub%d' % (number % 3))
        os.makedirs(place, exist_ok=True)
        with open(os.path.join(place, 'f%d.%s' % (number, ['js', 'd.ts', 'json'][number % 3])), 'w') as out:
            out.write('export const value%d = %d;\n' % (number, number))
    for name, text in (('package.json', MANIFEST % fields), ('README.md', '# bench\n'), ('.npmignore', ignored)):
        if text:
            with open(os.path.join(directory, name), 'w') as out:
                out.write(text)
    return directory


def npm_command(npm):
    try:
        node, package = npm_peer.fetch(npm_peer.NODE), npm_peer.fetch(npm_peer.NPM[npm])
    except npm_peer.Unavailable as reason:
        print('npm is left out: %s\n' % reason)
        return None
    return [os.path.join(node, 'bin', 'node'), os.path.join(package, 'bin', 'npm-cli.js'), 'pack', '--dry-run',
            '--json', '--ignore-scripts']


def run_in(directory, commands, runs):
    """Medians by name; npm packs the working directory, so all run in it."""
    here = os.getcwd()
    os.chdir(directory)
    medians = medians_of(commands, runs)
    os.chdir(here)
    print_medians(medians)
    return medians


def commands_for(program, build, npm):
    commands = {'bare walk with stat': [build + '/tests/bench/walk_pass', '.']}
    commands['packwarden list --json'] = [program, 'list', '--json', '--npm', '11']
    if npm:
        commands['npm pack --dry-run --json'] = npm
    return commands


def main():
    build = os.path.abspath(sys.argv[1])
    program, npm = build + '/src/packwarden', npm_command(11)
    walls = {}
    with tempfile.TemporaryDirectory() as root:
        os.environ.update(npm_peer.settings(root, os.path.dirname(npm[0])) if npm else {})
        for files, fields, ignored in ((10, '', IGNORED), (1500, ', "files": ["dist", "!**/*.map"]', ''),
                                       (30000, '', IGNORED)):
            directory = make_package(os.path.join(root, str(files)), files, fields, ignored)
            print('%d files' % files)
            medians = run_in(directory, commands_for(program, build, npm), RUNS if files > 10 else 4 * RUNS)
            walls[files] = {name: wall for name, (wall, _) in medians.items()}
            if npm:
                ours, theirs = walls[files]['packwarden list --json'], walls[files]['npm pack --dry-run --json']
                print('npm takes %.0f times as long\n' % (theirs / ours))
    slopes = {name: (walls[30000][name] - walls[10][name]) / 29990 * 1e6 for name in walls[10]}
    for name, slope in slopes.items():
        print('%-34s %7.2f us for each further file' % (name, slope))
    print('list against walk: %.2f times' % (slopes['packwarden list --json'] / slopes['bare walk with stat']))


main()
