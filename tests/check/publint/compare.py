#!/usr/bin/env python3
"""Compares packwarden with publint, code by code and place by place: compare.py PROGRAM [TARBALL|DIRECTORY...].

Without packages: on cases.json. A directory of tarballs counts as those. publint 0.3.25 is the package in the folder
that PACKWARDEN_PUBLINT names, else npm installs it, once; where it cannot the comparison is skipped, with status 77.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile

sys.dont_write_bytecode = True  # the checkout stays as it is

from cases import cases, files_below, write_tarball
from places import Places

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(HERE, '..', '..', 'support'))

from skipping import skipped

CACHE = os.path.join(HERE, '..', '..', '..', 'build', 'publint')
VERSION = '0.3.25'

# The check for each of publint's codes. `entry-*` must agree, place by place.
IDS = {
    'CJS_WITH_ESMODULE_DEFAULT_EXPORT': 'entry-cjs-default-interop',
    'DEPRECATED_FIELD_JSNEXT': 'entry-jsnext',
    'EXPORTS_DEFAULT_SHOULD_BE_LAST': 'entry-exports-default-last',
    'EXPORTS_FALLBACK_ARRAY_USE': 'entry-exports-array',
    'EXPORTS_GLOB_NO_DEPRECATED_SUBPATH_MAPPING': 'entry-exports-folder-mapping',
    'EXPORTS_GLOB_NO_MATCHED_FILES': 'entry-exports-glob',
    'EXPORTS_MISSING_ROOT_ENTRYPOINT': 'entry-exports-root',
    'EXPORTS_MODULE_SHOULD_BE_ESM': 'entry-exports-module-esm',
    'EXPORTS_MODULE_SHOULD_PRECEDE_REQUIRE': 'entry-exports-module-order',
    'EXPORTS_TYPES_INVALID_FORMAT': 'entry-types-format',
    'EXPORTS_TYPES_SHOULD_BE_FIRST': 'entry-types-first',
    'EXPORTS_VALUE_CONFLICTS_WITH_BROWSER': 'entry-browser-conflict',
    'EXPORTS_VALUE_INVALID': 'entry-exports-value',
    'FIELD_INVALID_VALUE_TYPE': 'entry-field-type',
    'FILE_INVALID_EXPLICIT_FORMAT': 'entry-format',
    'FILE_INVALID_FORMAT': 'entry-format',
    'FILE_INVALID_JSX_EXTENSION': 'entry-jsx-extension',
    'HAS_ESM_MAIN_BUT_NO_EXPORTS': 'entry-esm-main',
    'HAS_MODULE_BUT_NO_EXPORTS': 'entry-module-only',
    'IMPLICIT_INDEX_JS_INVALID_FORMAT': 'entry-implicit-index',
    'IMPORTS_DEFAULT_SHOULD_BE_LAST': 'entry-imports-default-last',
    'IMPORTS_FALLBACK_ARRAY_USE': 'entry-imports-array',
    'IMPORTS_GLOB_NO_DEPRECATED_SUBPATH_MAPPING': 'entry-imports-folder-mapping',
    'IMPORTS_KEY_INVALID': 'entry-imports-key',
    'IMPORTS_MODULE_SHOULD_BE_ESM': 'entry-imports-module-esm',
    'IMPORTS_MODULE_SHOULD_PRECEDE_REQUIRE': 'entry-imports-module-order',
    'IMPORTS_VALUE_INVALID': 'entry-imports-value',
    'INVALID_REPOSITORY_VALUE': 'entry-repository',
    'MODULE_SHOULD_BE_ESM': 'entry-module-esm',
    'NESTED_PACKAGE_JSON_FIELD_IGNORED': 'entry-nested-fields',
    'TYPES_NOT_EXPORTED': 'entry-types-not-exported',
    'USE_EXPORTS_BROWSER': 'entry-browser-field',
    'USE_EXPORTS_OR_IMPORTS_BROWSER': 'entry-browser-field',
    'USE_SIDE_EFFECTS': 'entry-side-effects',
    'USE_TYPE': 'entry-type-field',
}
# Checks with rules of their own, mostly wider (README.md): what publint says packwarden says, at whatever place.
WIDER = {
    'BIN_FILE_NOT_EXECUTABLE': 'pkg-bin',
    'FILE_DOES_NOT_EXIST': 'pkg-entry-missing',
    'FILE_NOT_PUBLISHED': 'pkg-entry-missing',
    'LOCAL_DEPENDENCY': 'pkg-local-dependency',
    'USE_ENGINES_NODE': 'pkg-engines',
    'USE_FILES': 'pkg-no-files-field',
    'USE_LICENSE': 'pkg-license-field',
}


def published_files(tarball):
    """The names in a tarball, and the text of its package.json."""
    names, manifest = set(), '{}'
    with tarfile.open(tarball) as archive:
        for member in archive:
            name = member.name.split('/', 1)[-1]
            names.add(name)
            if name == 'package.json' and member.isfile():
                manifest = archive.extractfile(member).read().decode('utf-8-sig')
    return names, manifest


# A finding names no more further places than these.
MOST_PLACES = 101
# publint's reader of tarballs knows no field but this one for names, and cuts longer ones.
MOST_NAME_BYTES = 100


class Package:
    """What publint says of one tarball, as a set of (check, place)."""

    def __init__(self, tarball, answer):
        self.failure = answer.get('failure')
        self.files, text = published_files(tarball)
        self.manifest, self.places = json.loads(text), Places(text)
        self.theirs = {self.of_message(m) for m in answer.get('messages', []) if m['code'] in IDS}
        self.wider = {WIDER[m['code']] for m in answer.get('messages', []) if m['code'] in WIDER}
        self.drop_what_is_said_of_fields()

    def of_message(self, message):
        arguments, way = message.get('args', {}), tuple(message['path'])
        if way != ('name',):
            return IDS[message['code']], self.place_of(way)
        if message['code'] == 'IMPLICIT_INDEX_JS_INVALID_FORMAT':
            return IDS[message['code']], 'index.js'
        of_file = [arguments.get(name) for name in ('actualFilePath', 'globbedFilePath', 'filePath')]
        path = next((name for name in of_file if name), 'package.json')
        return IDS[message['code']], path.removeprefix('.').removeprefix('/')

    def place_of(self, way):
        place = self.places.line_column(tuple(way))
        return 'package.json:%d:%d' % place if place else 'package.json'

    def drop_what_is_said_of_fields(self):
        """A file behind `main` or a program is not named a second time as a file that can be loaded by its path."""
        config = self.manifest.get('publishConfig') or {}
        for field in ('main', 'bin'):
            owner = 'publishConfig' if config.get(field) else None
            value = config.get(field) or self.manifest.get(field)
            for way, target in (value.items() if isinstance(value, dict) else [(None, value)]):
                if ('entry-format', self.place_of(key for key in (owner, field, way) if key)) in self.theirs:
                    self.theirs.discard(('entry-format', self.file_of(target)))

    def file_of(self, target):
        path = os.path.normpath(target)
        return next((path + end for end in ('', '.js', '/index.js') if path + end in self.files), None)


def ours(program, tarball):
    done = subprocess.run([program, 'audit', tarball, '--format', 'json', '--no-progress', '--threads', '1'],
                          capture_output=True, text=True)
    out, ids = set(), set()
    for finding in json.loads(done.stdout)['targets'][0]['findings']:
        ids.add(finding['rule'])
        for at in [finding] + [place for place in finding['also'] if place['rule'] == finding['rule']]:
            is_value = at['span']['end'] > 0
            place = ':%d:%d' % (at['start']['line'], at['start']['column']) if is_value else ''
            out.add((finding['rule'], at['path'] + place))
    return {found for found in out if found[0].startswith('entry-')}, ids


def answers_of_publint(folder, tarballs):
    done = subprocess.run(['node', os.path.join(HERE, 'oracle.mjs'), folder], input='\n'.join(tarballs) + '\n',
                          capture_output=True, text=True)
    lines = done.stdout.splitlines()
    if len(lines) != len(tarballs):
        sys.exit('publint broke off at %s: %s' % (tarballs[len(lines)], done.stderr[-500:]))
    return [json.loads(line) for line in lines]


def tarballs_of(packages, directory):
    """The tarballs that are meant: other directories are packed as they are."""
    for number, package in enumerate(packages):
        inside = sorted(os.listdir(package)) if os.path.isdir(package) else []
        if any(name.endswith('.tgz') for name in inside):
            yield from (os.path.join(package, name) for name in inside if name.endswith('.tgz'))
        elif os.path.isdir(package):
            path = os.path.join(directory, 'package-%d.tgz' % number)
            write_tarball(path, files_below(package))
            yield path
        else:
            yield package


def tarballs_of_cases(directory):
    for number, case in enumerate(cases()):
        path = os.path.join(directory, 'case-%d.tgz' % number)
        write_tarball(path, case['files'])
        yield path


def version_in(folder):
    try:
        with open(os.path.join(folder, 'package.json'), encoding='utf-8') as file:
            return json.load(file)['version']
    except OSError:
        return None


def install_publint():
    """Without its scripts; publint itself and the few packages that it needs."""
    os.makedirs(CACHE, exist_ok=True)
    command = ['npm', 'install', '--prefix', CACHE, '--ignore-scripts', '--no-audit', '--no-fund', '--silent',
               '--fetch-retries', '1', 'publint@' + VERSION]
    try:
        subprocess.run(command, cwd=CACHE, capture_output=True, timeout=120)
    except (OSError, subprocess.TimeoutExpired):
        pass  # the version tells


def publint_folder():
    named = os.environ.get('PACKWARDEN_PUBLINT')
    folder = named or os.path.join(CACHE, 'node_modules', 'publint')
    if not named and version_in(folder) != VERSION:
        install_publint()
    if version_in(folder) != VERSION or not shutil.which('node'):
        skipped('as publint %s is not there, and cannot be had: nothing was compared' % VERSION)
    return folder


class Comparison:
    def __init__(self, known):
        self.known = known  # by the name of the case: (side, check, the keys of the place)
        self.counts = collections.Counter()
        self.wider = collections.Counter()
        self.unexplained = 0

    def add(self, name, package, found):
        own, ids = found
        if package.failure:
            print('%s: publint fails: %s' % (name, package.failure))
            self.counts['packages where publint fails'] += 1
            return
        self.counts['packages'] += 1
        self.counts['verdicts that agree'] += len(own & package.theirs)
        for side, more in (('publint alone', package.theirs - own), ('packwarden alone', own - package.theirs)):
            for verdict in sorted(more):
                self.add_difference(name, package, own, side, verdict)
        for check in package.wider - ids:
            self.wider[check] += 1

    def add_difference(self, name, package, own, side, verdict):
        reason = self.reason(name, package, own, side, verdict)
        self.counts['%s, %s' % (side, reason or 'not explained')] += 1
        self.unexplained += reason is None
        if reason is None:
            print('%s: %s: %s %s' % (name, side, *verdict))

    def reason(self, name, package, own, side, verdict):
        check, place = verdict
        known = [(a, b, package.place_of(way)) for a, b, way in self.known.get(name, [])]
        if (side, check, place) in known:
            return 'explained'
        if side == 'packwarden alone' and len(('package/' + place).encode()) > MOST_NAME_BYTES:
            return 'of a name that publint cuts'
        if side == 'publint alone' and sum(other[0] == check for other in own) >= MOST_PLACES:
            return 'of places beyond the first hundred'
        return None

    def print_counts(self):
        for what, count in sorted(self.counts.items()):
            print('%7d %s' % (count, what))
        for check, count in sorted(self.wider.items()):
            print('%7d packages where publint alone has something of %s' % (count, check))


def names_of(tarballs, packages):
    return [os.path.basename(path) for path in tarballs] if packages else [case['name'] for case in cases()]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('program')
    options.add_argument('packages', nargs='*')
    options = options.parse_args()
    folder = publint_folder()
    known = {case['name']: case.get('differences', []) for case in cases()}
    with tempfile.TemporaryDirectory() as directory:
        tarballs = list(tarballs_of(options.packages, directory) if options.packages else tarballs_of_cases(directory))
        comparison = Comparison(known)
        answers = answers_of_publint(folder, tarballs)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            found = list(pool.map(lambda path: ours(options.program, path), tarballs))
        for name, path, answer, own in zip(names_of(tarballs, options.packages), tarballs, answers, found):
            try:
                package = Package(path, answer)
            except (ValueError, AttributeError, tarfile.TarError) as error:
                print('%s: not compared: %s' % (name, error))
                continue
            comparison.add(name, package, own)
    comparison.print_counts()
    return 1 if comparison.unexplained else 0


if __name__ == '__main__':
    sys.exit(main())
