#!/usr/bin/env python3
"""What a release holds, all of it made by `./dev release`: release_test.py DIRECTORY [unittest arguments]
DIRECTORY has the static program, its link map, the Debian package, the tarball, the wheel and the bill of materials.
A program for another processor than this machine's is run by qemu-user."""
import hashlib
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest
import zipfile

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

DIRECTORY = pathlib.Path(sys.argv.pop(1)).resolve()
os.environ['PACKWARDEN_BIN'] = str(DIRECTORY / 'packwarden')

import cyclonedx
from program import PROGRAM, CliTest, npm_token

MOST_BYTES = 16 << 20
# What reaches a network, or loads code. The C library has some of it linked itself, as its pthread_create looks after
# the state of its resolver: nobody else may ask for any of it.
FORBIDDEN = {'socket', 'connect', 'sendto', 'sendmsg', 'recvfrom', 'getaddrinfo', 'gethostbyname', 'gethostbyname_r',
             'res_query', 'res_search', 'dlopen'}
OF_C_LIBRARY = {'libc.a', 'libgcc.a', 'libgcc_eh.a', 'libm.a', 'libm-2.36.a', 'libmvec.a', 'libpthread.a'}
OLD_AND_NEW = {'x86_64': ['Nehalem', 'Haswell'], 'aarch64': ['cortex-a53', 'cortex-a72', 'max']}
DEBIAN_NAMES = {'x86_64': 'amd64', 'aarch64': 'arm64'}
NPM_NAMES = {'x86_64': 'x64', 'aarch64': 'arm64'}
PROCESSOR = {62: 'x86_64', 183: 'aarch64'}[int.from_bytes(pathlib.Path(PROGRAM).read_bytes()[18:20], 'little')]  # of ELF
IS_NATIVE = PROCESSOR == platform.machine()
FASTEST = {'x86_64': 'hyperscan', 'aarch64': 're2'}[PROCESSOR]
START = [PROGRAM] if IS_NATIVE else ['qemu-' + PROCESSOR, PROGRAM]


def only(pattern):
    found = sorted(DIRECTORY.glob(pattern))
    if len(found) != 1:
        raise AssertionError(f'{pattern}: {[path.name for path in found]}')
    return found[0]


class Program(CliTest):
    def audited(self, start, engine=FASTEST):
        """Status, output and errors. Without an engine so few bytes are examined by re2."""
        self.write_package({'index.js': 'a = "%s"\n' % npm_token()})
        asked = ('--engine', engine) if engine else ()
        done = subprocess.run([*start, 'audit', '--format', 'json', *asked], cwd=self.directory, capture_output=True, text=True,
                              env={'PATH': os.environ['PATH'], 'HOME': str(self.directory)}, timeout=300)
        return done.returncode, done.stdout, done.stderr

    def test_it_is_static_and_small(self):
        self.assertLess(os.path.getsize(PROGRAM), MOST_BYTES)
        headers = subprocess.run(['readelf', '-lW', PROGRAM], capture_output=True, text=True, check=True).stdout
        self.assertNotIn('INTERP', headers)
        self.assertNotIn('DYNAMIC', headers)
        self.assertIn('GNU_EH_FRAME', headers)  # else the first exception sorts all tables

    def test_nothing_in_it_asks_for_a_network(self):
        loaded = re.findall(r'^LOAD (\S+\.[ao])$', (DIRECTORY / 'packwarden.map').read_text(errors='replace'), re.M)
        files = {DIRECTORY.parent / name for name in loaded if os.path.basename(name) not in OF_C_LIBRARY}
        self.assertLessEqual({'libpackwarden_lib.a', 'libarchive.a', 'libstdc++.a'}, {path.name for path in files})
        asked = subprocess.run(['nm', '--undefined-only', '--format=just-symbols', *files], capture_output=True, text=True, check=True)
        self.assertEqual(FORBIDDEN & {symbol.split('@')[0] for symbol in asked.stdout.split()}, set())

    def test_the_c_library_is_that_of_debian_which_gets_updates(self):
        loaded = re.findall(r'^LOAD (\S+/libc\.a)$', (DIRECTORY / 'packwarden.map').read_text(errors='replace'), re.M)
        self.assertEqual({os.path.normpath(name) for name in loaded}, {f'/usr/lib/{PROCESSOR}-linux-gnu/libc.a'})

    def test_it_names_no_directory_of_the_machine_that_built_it(self):
        self.assertNotIn(os.fsencode(pathlib.Path(__file__).resolve().parent.parent), pathlib.Path(PROGRAM).read_bytes())

    def test_it_needs_no_other_file(self):
        if os.getuid() != 0 or not IS_NATIVE:
            self.skipTest('only root can change the root directory, and there is no emulator in it')
        self.write_package({'index.js': 'a = "%s"\n' % npm_token()})
        shutil.copy(PROGRAM, self.directory / 'program')
        done = subprocess.run(['chroot', self.directory, '/program', 'audit', '/', '--format', 'json'], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (1, ''))

    def test_it_finds_the_same_on_old_and_new_processors(self):
        emulator = shutil.which('qemu-' + PROCESSOR)
        if emulator is None:
            self.skipTest('there is no qemu-user')
        usual = self.audited(START)
        self.assertEqual(usual[0], 1)
        for processor in OLD_AND_NEW[PROCESSOR]:
            # The emulator may say what it lacks of a processor.
            self.assertEqual(self.audited([emulator, '-cpu', processor, PROGRAM])[:2], usual[:2], processor)

    def test_hyperscan_says_which_processors_it_does_not_run_on(self):
        emulator = shutil.which('qemu-x86_64')
        if PROCESSOR != 'x86_64' or emulator is None:
            self.skipTest('there is no Hyperscan in it, or no qemu-user')
        status, _, errors = self.audited([emulator, '-cpu', 'qemu64', PROGRAM])
        self.assertEqual(status, 2)
        self.assertIn('this processor has no SSSE3; run with --engine re2', errors)
        status, _, errors = self.audited([emulator, '-cpu', 'qemu64', PROGRAM], engine=None)
        self.assertEqual(status, 1, errors)  # re2 runs there


class Packages(unittest.TestCase):
    SHARED = ['usr/share/man/man1/packwarden.1', 'usr/share/bash-completion/completions/packwarden',
              'usr/share/zsh/vendor-completions/_packwarden', 'usr/share/fish/vendor_completions.d/packwarden.fish',
              'usr/share/doc/packwarden/copyright', 'usr/share/doc/packwarden/README.md']

    def test_the_debian_package_is_the_program_with_manual_and_completions(self):
        with tempfile.TemporaryDirectory() as directory:
            subprocess.run(['dpkg-deb', '-x', only('packwarden_*.deb'), directory], check=True)
            root = pathlib.Path(directory)
            self.assertEqual((root / 'usr/bin/packwarden').read_bytes(), pathlib.Path(PROGRAM).read_bytes())
            for path in self.SHARED:
                self.assertGreater((root / path).stat().st_size, 100, path)
        fields = subprocess.run(['dpkg-deb', '-f', only('packwarden_*.deb')], capture_output=True, text=True, check=True).stdout
        self.assertNotIn('Depends:', fields)
        self.assertIn(f'Architecture: {DEBIAN_NAMES[PROCESSOR]}\n', fields)

    def test_the_tarball_holds_the_same(self):
        with tarfile.open(only(f'packwarden-*-linux-{PROCESSOR}.tar.gz')) as archive:
            names = {re.sub('^[^/]*/', '', member.name) for member in archive}
        self.assertLessEqual({'usr/bin/packwarden', *self.SHARED}, names)

    def test_the_wheel_is_a_copy_that_runs(self):
        with zipfile.ZipFile(only('*.whl')) as wheel, tempfile.TemporaryDirectory() as directory:
            script = next(name for name in wheel.namelist() if name.endswith('.data/scripts/packwarden'))
            self.assertEqual(wheel.read(script), pathlib.Path(PROGRAM).read_bytes())
            self.assertEqual(wheel.getinfo(script).external_attr >> 16, 0o100755)
            record = wheel.read(next(name for name in wheel.namelist() if name.endswith('/RECORD'))).decode()
            self.assertEqual({line.split(',')[0] for line in record.splitlines()}, set(wheel.namelist()))
            self.assertIn(f'Tag: py3-none-manylinux2014_{PROCESSOR}\n',
                          wheel.read(next(name for name in wheel.namelist() if name.endswith('/WHEEL'))).decode())
            if not IS_NATIVE:
                self.skipTest('pip installs no wheel of another processor')
            pip = subprocess.run([sys.executable, '-m', 'pip', 'install', '--no-index', '--quiet', '--target', directory,
                                  only('*.whl')], capture_output=True, text=True)
            if pip.returncode != 0:
                self.skipTest('there is no pip that installs it: ' + pip.stderr.strip()[:100])
            installed = next(pathlib.Path(directory).rglob('packwarden'))
            self.assertEqual(subprocess.run([installed, '--version'], capture_output=True).returncode, 0)

    def test_the_bill_of_materials_is_of_this_program(self):
        bill = json.loads((DIRECTORY / 'packwarden.cdx.json').read_text())
        digest = hashlib.sha256(pathlib.Path(PROGRAM).read_bytes()).hexdigest()
        self.assertEqual(bill['metadata']['component']['hashes'], [{'alg': 'SHA-256', 'content': digest}])
        names = {component['name'] for component in bill['components']}
        self.assertLessEqual({'re2', 'libarchive', 'nettle', 'glibc'}, names)
        self.assertEqual('hyperscan' in names, PROCESSOR == 'x86_64')
        if cyclonedx.jsonschema is None:
            self.skipTest('Python has no jsonschema')
        cyclonedx.jsonschema.validate(bill, cyclonedx.whole_schema())

    def test_the_npm_package_of_the_platform_is_the_program(self):
        if not (DIRECTORY / 'npm').is_dir():
            self.skipTest('no npm packages were made')
        name = 'linux-' + NPM_NAMES[PROCESSOR]
        with tarfile.open(only(f'npm/packwarden-{name}-*.tgz')) as archive:
            self.assertEqual(archive.extractfile('package/bin/packwarden').read(), pathlib.Path(PROGRAM).read_bytes())
            self.assertEqual(json.load(archive.extractfile('package/package.json'))['cpu'], [NPM_NAMES[PROCESSOR]])
        with tarfile.open(only('npm/packwarden-[0-9]*.tgz')) as archive:
            manifest = json.load(archive.extractfile('package/package.json'))
        self.assertIn('@packwarden/' + name, manifest['optionalDependencies'])

    def test_every_file_has_a_checksum(self):
        lines = (DIRECTORY / 'SHA256SUMS').read_text().splitlines()
        listed = dict(reversed(line.split('  ')) for line in lines)
        files = {str(path.relative_to(DIRECTORY)) for path in DIRECTORY.iterdir() if path.is_file()} - {'SHA256SUMS', 'packwarden.map'}
        self.assertEqual(set(listed), files)
        for name, digest in listed.items():
            self.assertEqual(hashlib.sha256((DIRECTORY / name).read_bytes()).hexdigest(), digest, name)


if __name__ == '__main__':
    unittest.main()
