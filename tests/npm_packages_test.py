#!/usr/bin/env python3
"""The npm packages of a release: how they are made, published in order and installed by npm, pnpm, yarn 1, yarn 4 and
bun from a registry on the loopback, without scripts. npm_packages_test.py PROGRAM [unittest arguments]
Ends with 77 where there is no npm, or the others cannot be had (publish_test.py fetches them)."""
import hashlib
import io
import json
import os
import pathlib
import platform
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import time
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from managers import MANAGER_PROGRAMS, fetch_managers_or_skip
from program import PROGRAM, CliTest, npm_token
from stub_registry import ServingRegistry

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLATFORMS = json.loads((ROOT / 'hooks/npm/platforms.json').read_text())
OWN = 'linux-' + {'x86_64': 'x64', 'aarch64': 'arm64'}.get(platform.machine(), platform.machine())
FOREIGN = 'darwin-arm64'
VERSION = re.search(r'^project\(packwarden VERSION (\S+)', (ROOT / 'CMakeLists.txt').read_text(), re.M).group(1)


class Packages(CliTest):
    def setUp(self):
        super().setUp()
        self.home = self.directory / 'home'
        self.home.mkdir()
        # A script, as packing the program of a debug build takes long.
        self.write('program', '#!/bin/sh\nexec "$REAL_PACKWARDEN" "$@"\n')
        self.program = self.directory / 'program'
        self.program.chmod(0o755)
        self.registry = ServingRegistry()
        self.addCleanup(self.registry.close)
        (self.home / '.npmrc').write_text(f'registry=http://{self.registry.address}/\n'
                                          f'//{self.registry.address}/:_authToken=nobody\n')

    def run_node(self, *arguments, at=None, **variables):
        return subprocess.run(['node', *map(str, arguments)], cwd=at or self.directory, capture_output=True, text=True, timeout=240,
                              env=self.environment(**variables))

    def environment(self, **variables):
        return {'PATH': os.environ['PATH'], 'HOME': str(self.home), 'npm_config_update_notifier': 'false', 'CI': '', 'REAL_PACKWARDEN': PROGRAM,
                'npm_config_audit': 'false', 'npm_config_fund': 'false', 'YARN_ENABLE_TELEMETRY': '0', 'TERM': 'xterm',
                'YARN_NPM_REGISTRY_SERVER': f'http://{self.registry.address}',
                'YARN_UNSAFE_HTTP_WHITELIST': '127.0.0.1', 'YARN_ENABLE_GLOBAL_CACHE': 'false',
                'YARN_REGISTRY': f'http://{self.registry.address}', **variables}

    def make(self, *programs):
        programs = programs or (f'{OWN}={self.program}',)
        return self.run_node(ROOT / 'hooks/npm/make-packages.mjs', self.directory / 'out', *programs)

    def made(self):
        """The members of each tarball by its package's name."""
        out = {}
        for name in json.loads((self.directory / 'out/packages.json').read_text()):
            with tarfile.open(self.directory / 'out' / name) as archive:
                members = {member.name.removeprefix('package/'): archive.extractfile(member).read() for member in archive}
                modes = {member.name.removeprefix('package/'): member.mode for member in archive}
            out[json.loads(members['package.json'])['name']] = (members, modes)
        return out

    def publish(self, *options):
        return self.run_node(ROOT / 'hooks/npm/publish-packages.mjs', self.directory / 'out', *options)


class Make(Packages):
    def test_each_platform_has_a_package_and_the_wrapper_names_them_all(self):
        self.write('foreign', 'no program of this machine\n')
        done = self.make(f'{FOREIGN}={self.directory}/foreign', f'{OWN}={self.program}')
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        made = self.made()
        self.assertEqual(list(made), ['@packwarden/' + OWN, '@packwarden/' + FOREIGN, 'packwarden'])
        for name in (OWN, FOREIGN):
            members, modes = made['@packwarden/' + name]
            row = next(row for row in PLATFORMS if row['name'] == name)
            self.assertEqual(set(members), {'package.json', 'README.md', 'LICENSE', 'NOTICE', 'bin/packwarden'})
            manifest = json.loads(members['package.json'])
            self.assertEqual((manifest['os'], manifest['cpu'], manifest['version'], manifest['preferUnplugged']),
                             ([row['os']], [row['cpu']], VERSION, True))
            self.assertFalse({'scripts', 'dependencies', 'bin'} & set(manifest))
            self.assertEqual(modes['bin/packwarden'], 0o755)
        members, modes = made['packwarden']
        manifest = json.loads(members['package.json'])
        self.assertEqual(manifest['optionalDependencies'], {'@packwarden/' + name: VERSION for name in (OWN, FOREIGN)})
        self.assertFalse({'scripts', 'dependencies'} & set(manifest))
        self.assertEqual(json.loads(members['programs.json']),
                         {OWN: hashlib.sha256(self.program.read_bytes()).hexdigest(),
                          FOREIGN: hashlib.sha256(b'no program of this machine\n').hexdigest()})
        self.assertEqual(json.loads(members['packwarden.schema.json']),
                         json.loads((ROOT / 'src/policy/packwarden.schema.json').read_text()))
        self.assertTrue({'NOTICE', 'LICENSE', 'bin/packwarden.js', 'lib/program.js'} <= set(members))

    def test_the_same_program_gives_the_same_bytes(self):
        digests = []
        for _ in range(2):
            self.assertEqual(self.make().returncode, 0)
            digests.append([hashlib.sha256((self.directory / 'out' / name).read_bytes()).hexdigest()
                            for name in json.loads((self.directory / 'out/packages.json').read_text())])
        self.assertEqual(digests[0], digests[1])

    def test_what_cannot_be_packed_is_an_error(self):
        self.write('old', '#!/bin/sh\necho packwarden 0.0.9\n')
        (self.directory / 'old').chmod(0o755)
        for programs, why in [((f'{OWN}={self.directory}/old',), 'says packwarden 0.0.9, the sources are of ' + VERSION),
                              (('beos-x64=a',), 'beos-x64=a: names no platform'), ((OWN,), 'names no platform'),
                              ((f'{OWN}=missing',), 'no such file'), ((f'{FOREIGN}={self.program}',), 'nothing can audit the packages'),
                              ((f'{OWN}={self.program}',) * 2, 'is given twice')]:
            done = self.make(*programs)
            self.assertEqual((done.returncode, done.stdout), (2, ''), programs)
            self.assertIn(why, done.stderr)


class Publish(Packages):
    def test_platforms_come_first_and_a_broken_release_is_resumed(self):
        self.assertEqual(self.make().returncode, 0)
        dry = self.publish()
        self.assertEqual((dry.returncode, self.registry.names), (0, []), dry.stderr)
        self.assertIn('would be published', dry.stdout)
        done = self.publish('--publish')
        self.assertEqual((done.returncode, self.registry.names), (0, ['@packwarden/' + OWN, 'packwarden']), done.stderr)
        again = self.publish('--publish')
        self.assertEqual((again.returncode, len(self.registry.names)), (0, 2), again.stderr)
        self.assertEqual(again.stdout, f'@packwarden/{OWN}@{VERSION}: is published\npackwarden@{VERSION}: is published\n')

    def test_a_version_that_is_published_is_never_another_one(self):
        self.assertEqual(self.make().returncode, 0)
        self.assertEqual(self.publish('--publish').returncode, 0)
        self.registry.documents['packwarden']['versions'][VERSION]['dist']['integrity'] = 'sha512-other'
        done = self.publish('--publish')
        self.assertEqual((done.returncode, len(self.registry.names)), (2, 2))
        self.assertIn('is published with other bytes', done.stderr)


class Install(Packages):
    # How each installs what package.json names, and runs a program of it.
    MANAGERS = {
        'npm': ((['npm', 'install', '--ignore-scripts'],), ['npx', '--no-install', 'packwarden']),
        'pnpm': ((['pnpm', 'install', '--ignore-scripts'],), ['pnpm', 'exec', 'packwarden']),
        'yarn1': ((['yarn1', 'install', '--ignore-scripts', '--non-interactive'],), ['yarn1', '--silent', 'run', 'packwarden']),
        'yarn4': ((['yarn4', 'install', '--mode=skip-build'],), ['yarn4', 'packwarden']),
        'bun': ((['bun', 'install', '--ignore-scripts'],), ['bun', 'x', '--no-install', 'packwarden']),
    }

    def setUp(self):
        super().setUp()
        programs = self.directory / 'programs'
        programs.mkdir()
        for name, place in MANAGER_PROGRAMS.items():
            (programs / name).symlink_to(place)
        self.path = f'{programs}:{os.environ["PATH"]}'
        self.write('p/package.json', json.dumps({'name': 'p', 'version': '1.0.0', 'devDependencies': {'packwarden': VERSION}}))
        self.write('p/yarn.lock', '')
        self.write('p/.yarnrc.yml', 'nodeLinker: pnp\nenableScripts: false\nnpmMinimalAgeGate: 0\n')
        self.write('p/bunfig.toml', f'[install]\nregistry = "http://{self.registry.address}/"\n')
        self.write('p/a.js', f"const token = '{npm_token()}';\n")

    def run_in_package(self, *command, **variables):
        return subprocess.run(command, cwd=self.directory / 'p', capture_output=True, text=True, timeout=240,
                              env=self.environment(PATH=self.path, **variables))

    def install(self, manager, *options):
        for command in self.MANAGERS[manager][0]:
            done = self.run_in_package(*command, *options)
            self.assertEqual(done.returncode, 0, (manager, done.stdout, done.stderr))

    def packwarden(self, manager, *arguments):
        return self.run_in_package(*self.MANAGERS[manager][1], *arguments)

    def test_every_manager_gives_a_program_that_works(self):
        self.assertEqual(self.make().returncode, 0)
        self.assertEqual(self.publish('--publish').returncode, 0)
        version = self.run_program('--version').text
        for manager in self.MANAGERS:
            with self.subTest(manager):
                self.install(manager)
                done = self.packwarden(manager, '--version')
                self.assertEqual((done.returncode, done.stdout), (0, version), done.stderr)
                for arguments, status in [(('scan', 'a.js'), 1), (('scan', 'none'), 2), (('scan', 'package.json'), 0)]:
                    done = self.packwarden(manager, *arguments)
                    # bun and yarn may make one of any failure.
                    self.assertIn(done.returncode, {status, min(status, 1)}, (arguments, done.stdout, done.stderr))
                shutil.rmtree(self.directory / 'p/node_modules', ignore_errors=True)

    def test_where_the_program_is_missing_it_says_why(self):
        self.assertEqual(self.make().returncode, 0)
        self.assertEqual(self.publish('--publish').returncode, 0)
        self.install('npm', '--omit=optional')
        done = self.packwarden('npm', 'audit')
        self.assertEqual((done.returncode, done.stdout), (2, ''))
        self.assertIn(f'packwarden: @packwarden/{OWN} is not installed', done.stderr)
        self.assertEqual(self.run_in_package('npx', '--no-install', 'packwarden', '--version', PACKWARDEN_BIN=PROGRAM).returncode, 0)

    def test_on_a_platform_without_a_program_it_installs_and_says_so(self):
        self.write('foreign', 'no program of this machine\n')
        self.assertEqual(self.make(f'{FOREIGN}={self.directory}/foreign', f'{OWN}={self.program}').returncode, 0)
        self.assertEqual(self.publish('--publish').returncode, 0)
        del self.registry.documents['packwarden']['versions'][VERSION]['optionalDependencies']['@packwarden/' + OWN]
        self.install('npm')
        self.assertEqual(os.listdir(self.directory / 'p/node_modules').count('@packwarden'), 0)
        done = self.packwarden('npm', 'audit')
        self.assertEqual(done.returncode, 2)
        self.assertIn('is not installed', done.stderr)


class Signals(Packages):
    def test_signals_reach_the_program_and_its_answer_counts(self):
        self.write('patient', "#!/bin/sh\ntrap 'echo stopped; exit 7' TERM INT HUP\necho ready\n"
                              'while :; do sleep 0.05; done\n')
        (self.directory / 'patient').chmod(0o755)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            shim = subprocess.Popen(['node', ROOT / 'hooks/npm/packwarden/bin/packwarden.js'], stdout=subprocess.PIPE, text=True,
                                    env={'PATH': os.environ['PATH'], 'PACKWARDEN_BIN': str(self.directory / 'patient')})
            self.addCleanup(shim.kill)
            self.assertEqual(shim.stdout.readline(), 'ready\n')
            time.sleep(0.05)  # the handler of the shell
            shim.send_signal(number)
            self.assertEqual(shim.communicate(timeout=30)[0], 'stopped\n')
            self.assertEqual(shim.returncode, 7)


if __name__ == '__main__':
    fetch_managers_or_skip('no npm package was made, and none installed')
    unittest.main()
