#!/usr/bin/env python3
"""Asks npm 11 and 12 what they pack of a directory, and writes that as a case of tests/npm/cases:

    record.py ID "the rule that it shows" TREE [--in SUBDIRECTORY] [ARGUMENT of npm...]
"""
import argparse
import base64
import json
import os
import shutil
import stat
import sys
import tempfile

sys.dont_write_bytecode = True  # the checkout stays as it is

from npm_peer import HERE, NODE, NPM, NpmPeer
from recorded import KINDS

FIELDS = ['name', 'version', 'filename', 'entryCount', 'unpackedSize', 'bundled', 'files']
NAMES = {kind: name for name, kind in KINDS.items()}


def entry_at(root, path, seen):
    """How a case describes a file; `seen` are the paths of inodes before it."""
    status = os.lstat(os.path.join(root, path))
    entry = {'path': path, 'type': 'file', 'mode': stat.S_IMODE(status.st_mode)}
    if stat.S_ISLNK(status.st_mode):
        return entry | {'type': NAMES['link'], 'link_target': os.readlink(os.path.join(root, path))}
    if stat.S_ISDIR(status.st_mode):
        return entry | {'type': NAMES['directory']}
    if not stat.S_ISREG(status.st_mode):
        return entry | {'type': NAMES['pipe' if stat.S_ISFIFO(status.st_mode) else 'socket']}
    first = seen.setdefault(status.st_ino, path)
    if first != path:
        return entry | {'type': NAMES['hard'], 'link_target': first}
    return entry | {'size': status.st_size}


def paths_below(root):
    """Directories before what is in them."""
    for directory, names, files in os.walk(root):
        names.sort()
        for name in sorted(names + files):
            yield os.path.relpath(os.path.join(directory, name), root)


def contents_of(root, entries):
    """The contents that are not zeros, as text and, where they are none, in base64."""
    texts, others = {}, {}
    for entry in entries:
        if not entry.get('size'):
            continue
        with open(os.path.join(root, entry['path']), 'rb') as file:
            data = file.read()
        try:
            texts[entry['path']] = data.decode()
        except UnicodeDecodeError:
            others[entry['path']] = base64.b64encode(data).decode()
    return texts, others


def answer(npm, root, options):
    """What npm packs, in a copy of the tree: npm may write into it."""
    with tempfile.TemporaryDirectory() as home:
        tree = os.path.join(home, os.path.basename(os.path.abspath(root)))
        shutil.copytree(root, tree, symlinks=True)
        peer = NpmPeer(npm, home)
        printed, error = peer.pack(os.path.join(tree, options.directory), ['--dry-run'] + options.arguments)
        peer.close()
    if printed is None:
        return {'error': {'message': error}}
    packages = json.loads(printed)
    packages = packages if isinstance(packages, list) else list(packages.values())
    packages = [{field: package[field] for field in FIELDS} for package in packages]
    return packages[0] if len(packages) == 1 and not options.arguments else {'packages': packages}


def record(root, options):
    seen = {}
    entries = [entry_at(root, path, seen) for path in paths_below(root)]
    texts, others = contents_of(root, entries)
    answers = {npm: answer(npm, root, options) for npm in NPM}
    return {
        'id': options.id, 'rule': options.rule, 'repo': None, 'commit': None, 'subdir': options.directory,
        'args': options.arguments, 'npm_version': NPM[11][1], 'node_version': NODE[1], 'umask': '0022',
        'entries': entries, 'contents': texts, **({'contents_b64': others} if others else {}),
        'expected': answers[11], 'expected_npm12': 'same' if answers[12] == answers[11] else answers[12],
        'npm12_version': NPM[12][1], 'npm12_node_version': NODE[1],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('id')
    parser.add_argument('rule')
    parser.add_argument('tree')
    parser.add_argument('--in', dest='directory', default='', help='where in the tree npm runs')
    options, options.arguments = parser.parse_known_args()
    case = record(options.tree, options)
    path = os.path.join(os.path.dirname(HERE), 'cases', options.id + '.json')
    with open(path, 'w', encoding='utf-8') as out:
        json.dump(case, out, indent=1)
        out.write('\n')
    print('%s: %s' % (path, json.dumps(case['expected'])[:200]))


main()
