#!/usr/bin/env python3
"""What stops a publish, and what is published, with npm, pnpm, yarn 1, yarn 4 and bun and a registry on the loopback.
publish_test.py PROGRAM [unittest arguments]
Ends with 77 where the managers cannot be had (support/managers.py)."""
import base64
import hashlib
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from managers import MANAGER_PROGRAMS, fetch_managers_or_skip
from program import PROGRAM, CliTest, npm_token
from stub_registry import StubRegistry

ROOT = pathlib.Path(__file__).resolve().parent.parent
PUBLISH = str(ROOT / 'hooks/npm/packwarden/bin/packwarden-publish.mjs')
AUDIT = 'packwarden audit'

# How each publishes, and the scripts whose failure must stop it.
MANAGERS = {
    'npm': (['npm', 'publish'], ['prepublishOnly', 'prepack', 'prepare', 'postpack']),
    'pnpm': (['pnpm', 'publish', '--no-git-checks'],
             ['prepublishOnly', 'prepublish', 'prepack', 'prepare', 'postpack']),
    'yarn 1': (['yarn1', 'publish', '--non-interactive', '--new-version', '1.0.0'],
               ['prepublishOnly', 'prepublish', 'prepack', 'prepare', 'postpack']),
    'yarn': (['yarn4', 'npm', 'publish'], ['prepublish', 'prepack']),
    'bun': (['bun', 'publish'], ['prepublishOnly', 'prepack', 'prepare', 'postpack']),
}


def integrity_of(tarball):
    return 'sha512-' + base64.b64encode(hashlib.sha512(tarball).digest()).decode()


def files_in(tarball):
    with tarfile.open(fileobj=io.BytesIO(tarball)) as archive:
        return {member.name.removeprefix('package/'): archive.extractfile(member).read()
                for member in archive if member.isfile()}


def said_by(done):
    """All that was said, in one line. Yarn 4 keeps what scripts say in a file, and names that."""
    text = done.stdout + done.stderr
    for log in re.findall(r'logs can be found here: ([^)]*)', text):
        text += pathlib.Path(log).read_text()
    return ' '.join(text.split())


class PublishTest(CliTest):
    def setUp(self):
        super().setUp()
        self.registry = StubRegistry()
        self.addCleanup(self.registry.close)
        programs = self.directory / 'programs'
        programs.mkdir()
        (programs / 'packwarden').symlink_to(PROGRAM)
        (programs / 'packwarden-publish').symlink_to(PUBLISH)
        for name, place in MANAGER_PROGRAMS.items():
            (programs / name).symlink_to(place)
        self.programs = programs
        self.package = self.directory / 'p'
        (self.directory / 'tmp').mkdir()

    def environment(self, **variables):
        return {'PATH': f'{self.programs}:{os.environ["PATH"]}', 'HOME': str(self.directory), 'CI': '',
                'TMPDIR': str(self.directory / 'tmp'),
                'npm_config_update_notifier': 'false', 'YARN_ENABLE_TELEMETRY': '0', 'NO_UPDATE_NOTIFIER': '1',
                'PACKWARDEN_BIN': PROGRAM, **variables}

    def make(self, manager, scripts, leak=False, **manifest):
        shutil.rmtree(self.package, ignore_errors=True)
        self.registry.tarballs.clear()
        document = {'name': 'packwarden-demonstration', 'version': '1.0.0', 'license': 'MIT', 'main': 'dist/index.js',
                    'files': ['dist'], 'scripts': scripts, **manifest}
        address = self.registry.address
        files = {'package.json': json.dumps(document, indent=2), 'README.md': '# demonstration\n',
                 'dist/index.js': f"exports.token = '{npm_token()}';\n" if leak else 'exports.one = 1;\n',
                 '.npmrc': f'registry=http://{address}/\n//{address}/:_authToken=nobody\n'}
        if manager == 'yarn':
            files['.yarnrc.yml'] = (f'npmRegistryServer: "http://{address}"\nunsafeHttpWhitelist: ["127.0.0.1"]\n'
                                    'npmAuthToken: nobody\nenableTelemetry: false\nnodeLinker: node-modules\n')
            files['yarn.lock'] = ''
        if manager == 'yarn 1':
            files['yarn.lock'] = '# yarn lockfile v1\n'
        if manager == 'pnpm':
            files['pnpm-lock.yaml'] = "lockfileVersion: '9.0'\n"
        if manager == 'bun':
            files['bunfig.toml'] = ''
            files['bun.lock'] = '{"lockfileVersion": 1, "workspaces": {"": {"name": "packwarden-demonstration"}}}\n'
        for path, content in files.items():
            file = self.package / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content)
        if manager == 'yarn':
            self.run_in_package('yarn4', 'install')

    def run_in_package(self, *command, **variables):
        done = subprocess.run(command, cwd=self.package, env=self.environment(**variables), capture_output=True,
                              text=True, timeout=120)
        self.assertNotIn(npm_token()[4:14], done.stdout + done.stderr)
        return done

    def publish(self, manager, *arguments, **variables):
        return self.run_in_package(*MANAGERS[manager][0], *arguments, **variables)


class Scripts(PublishTest):
    def test_each_script_that_can_stop_a_publish_does(self):
        for manager, (_, blocking) in MANAGERS.items():
            for event in blocking:
                with self.subTest(manager=manager, event=event):
                    self.make(manager, {event: AUDIT}, leak=True)
                    done = self.publish(manager)
                    self.assertNotEqual(done.returncode, 0)
                    self.assertIn('npm-access-token', said_by(done))
                    self.assertEqual(self.registry.tarballs, [])

    def test_what_is_clean_is_published(self):
        for manager in MANAGERS:
            with self.subTest(manager=manager):
                self.make(manager, {'prepack': AUDIT, 'postpack': AUDIT})
                done = self.publish(manager)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertEqual(len(self.registry.tarballs), 1)
                self.assertEqual(files_in(self.registry.tarballs[0])['dist/index.js'], b'exports.one = 1;\n')

    def test_in_postpack_yarn_has_uploaded_already_and_that_is_said(self):
        self.make('yarn', {'postpack': AUDIT}, leak=True)
        done = self.publish('yarn')
        self.assertEqual(len(self.registry.tarballs), 1)
        self.assertIn('Too late: where yarn publishes', said_by(done))

    def test_a_note_says_that_a_build_is_still_to_come(self):
        build = "node -e \"fs.writeFileSync('dist/late.js', '')\""
        for manager in ('npm', 'pnpm', 'bun'):
            with self.subTest(manager=manager):
                self.make(manager, {'prepack': AUDIT, 'prepare': build})
                done = self.publish(manager)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn(f'Not final yet: after prepack {manager} runs prepare,', said_by(done))
                self.assertIn('dist/late.js', files_in(self.registry.tarballs[0]))

    def test_standard_output_of_npm_stays_one_document(self):
        self.make('npm', {event: AUDIT for event in ('prepublishOnly', 'prepack', 'prepare', 'postpack')})
        for arguments in (['--json'], ['--json', '--dry-run'], ['--json', '--loglevel=silent']):
            done = self.publish('npm', *arguments)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertNotIn('packwarden: clean', done.stdout)
            # npm itself prints the names of scripts in front of it.
            document = json.loads(done.stdout[done.stdout.index('{'):])
            self.assertIn('packwarden-demonstration', json.dumps(document))
            self.assertIn('packwarden: clean', done.stderr)

    def test_in_postpack_the_report_names_the_tarball_that_npm_uploads(self):
        self.make('npm', {'postpack': AUDIT + ' --format text --format json=../report.json'})
        done = self.publish('npm')
        self.assertEqual(done.returncode, 0, done.stderr)
        report = json.loads((self.directory / 'report.json').read_text())['targets'][0]
        integrity = integrity_of(self.registry.tarballs[0])
        self.assertEqual((report['integrity'], report['status']), (integrity, 'clean'))
        self.assertIn(integrity, ''.join(done.stderr.split()))

    def test_settings_of_the_run_do_not_confuse_the_audit(self):
        self.make('npm', {'prepack': AUDIT}, leak=True)
        for variables in ({'npm_config_dry_run': 'true'}, {'npm_config_workspaces': 'false'},
                          {'npm_config_json': 'true'}, {'npm_config_ignore_scripts': 'false'}):
            done = self.publish('npm', **variables)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn('npm-access-token', done.stderr)
        self.assertEqual(self.registry.tarballs, [])

    def test_a_nested_pack_is_the_tarball_that_is_expected(self):
        pack = 'npm pack --silent --ignore-scripts --dry-run=false --pack-destination ..'
        audit = 'packwarden audit ../packwarden-demonstration-1.0.0.tgz --expect-integrity-env npm_package_integrity'
        self.make('npm', {'postpack': f'{pack} && {audit}'})
        done = self.publish('npm')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((self.directory / 'packwarden-demonstration-1.0.0.tgz').read_bytes(), self.registry.tarballs[0])
        self.make('npm', {'postpack': f"{pack} && echo 'exports.two = 2;' >> dist/index.js && {pack} && {audit}"})
        done = self.publish('npm')
        self.assertIn('is another tarball than the expected one', said_by(done))
        self.assertEqual(self.registry.tarballs, [])


class PackwardenPublish(PublishTest):
    def safely(self, *arguments, **variables):
        return self.run_in_package('packwarden-publish', *arguments, **variables)

    def shims(self, manager):
        """The program under the name that a project has for it."""
        for name in ('yarn',):
            (self.programs / name).unlink(missing_ok=True)
            (self.programs / name).symlink_to(self.programs / ('yarn4' if manager == 'yarn' else 'yarn1'))

    def test_what_is_uploaded_is_what_was_audited(self):
        build = "node -e \"fs.writeFileSync('dist/built.js', '')\""
        for manager in MANAGERS:
            with self.subTest(manager=manager):
                self.shims(manager)
                self.make(manager, {'prepublishOnly' if manager != 'yarn' else 'prepack': build})
                done = self.safely('--tag', 'next')
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(len(self.registry.tarballs), 1)
                self.assertIn('npm publishes what was audited: ' + integrity_of(self.registry.tarballs[0]), done.stderr)
                self.assertIn('dist/built.js', files_in(self.registry.tarballs[0]))
                self.assertIn(f'packwarden: {manager} packs', done.stderr)

    def test_a_leak_is_not_uploaded(self):
        for manager in MANAGERS:
            with self.subTest(manager=manager):
                self.shims(manager)
                self.make(manager, {}, leak=True)
                done = self.safely()
                self.assertEqual((done.returncode, self.registry.tarballs), (1, []), done.stderr)
                self.assertIn('npm-access-token', done.stderr)
                self.assertTrue(done.stderr.endswith('packwarden: nothing was published\n'))

    def test_arguments_are_passed_on(self):
        self.make('npm', {})
        done = self.safely('--dry-run', '--json')
        self.assertEqual((done.returncode, self.registry.tarballs), (0, []), done.stderr)
        self.assertIn('packwarden-demonstration', json.dumps(json.loads(done.stdout)))
        done = self.safely(npm_config_dry_run='true', npm_config_workspaces='true')
        self.assertEqual((done.returncode, self.registry.tarballs), (0, []), done.stderr)
        done = self.safely('--', '--fail-on', 'note')
        self.assertEqual((done.returncode, self.registry.tarballs), (1, []), done.stderr)

    def test_a_finished_tarball_and_another_directory(self):
        self.make('npm', {})
        self.assertEqual(self.run_in_package('npm', 'pack', '--silent', '--pack-destination', '..').returncode, 0)
        self.assertEqual(self.safely('../packwarden-demonstration-1.0.0.tgz').returncode, 0)
        self.assertEqual(self.registry.tarballs,
                         [(self.directory / 'packwarden-demonstration-1.0.0.tgz').read_bytes()])
        inner = self.package / 'inner'
        inner.mkdir()
        (inner / 'package.json').write_text('{"name": "packwarden-inner", "version": "1.0.0"}')
        done = self.safely('./inner')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(files_in(self.registry.tarballs[1])['package.json'])['name'], 'packwarden-inner')

    def test_what_it_does_not_do_is_refused(self):
        self.make('npm', {'failing': 'exit 3'})
        for arguments, why in [(['-w', 'a'], '-w: one package at a time'),
                               (['--workspaces'], '--workspaces: one package at a time'),
                               (['a', 'b'], 'one package at a time, and these are 2: a b'),
                               (['left-pad@1.0.0'], 'left-pad@1.0.0 is no directory and no file here')]:
            done = self.safely(*arguments)
            self.assertEqual((done.returncode, self.registry.tarballs), (2, []), done.stderr)
            self.assertIn(why, done.stderr)
        self.make('npm', {'prepack': 'exit 3'})
        done = self.safely()
        self.assertEqual((done.returncode, self.registry.tarballs), (3, []), done.stderr)
        self.make('npm', {'prepublishOnly': 'packwarden-publish'})
        done = self.safely()
        self.assertEqual((done.returncode, self.registry.tarballs), (2, []), done.stderr)
        self.assertIn('is run by a script that it runs itself', done.stderr)

    def test_a_program_that_dies_or_is_missing_stops_it(self):
        dying = self.directory / 'dying'
        dying.write_text('#!/bin/sh\nkill -SEGV $$\n')
        dying.chmod(0o755)
        self.make('npm', {})
        for program, why in [(str(dying), 'was ended by SIGSEGV'), ('/nowhere/packwarden', 'cannot be run'),
                             ('', 'is not installed')]:
            done = self.safely(PACKWARDEN_BIN=program)
            self.assertEqual((done.returncode, self.registry.tarballs), (2, []), done.stderr)
            self.assertIn(why, done.stderr)


class Shim(CliTest):
    SHIM = str(ROOT / 'hooks/npm/packwarden/bin/packwarden.js')

    def shim(self, *arguments, **variables):
        return subprocess.run(['node', self.SHIM, *arguments], cwd=self.directory, capture_output=True, text=True,
                              env={'PATH': os.environ['PATH'], **variables}, timeout=60)

    def test_it_passes_arguments_output_and_status_on(self):
        self.write('a.js', f"const token = '{npm_token()}';\n")
        for arguments in (['--version'], ['scan', 'a.js'], ['scan', 'missing']):
            direct = self.run_program(*arguments)
            done = self.shim(*arguments, PACKWARDEN_BIN=PROGRAM, TERM='xterm')
            self.assertEqual((done.returncode, done.stdout, done.stderr), (direct.status, direct.text, direct.errors))

    def test_no_abnormal_end_passes(self):
        for signal in ('SEGV', 'KILL', 'TERM', 'ABRT'):
            self.write('dying', f'#!/bin/sh\nkill -{signal} $$\n')
            os.chmod(self.directory / 'dying', 0o755)
            self.assertEqual(self.shim(PACKWARDEN_BIN='./dying').returncode, 2)
        self.assertEqual(self.shim(PACKWARDEN_BIN='./missing').returncode, 2)
        done = self.shim()
        self.assertEqual(done.returncode, 2)
        self.assertIn('is not installed', done.stderr)


if __name__ == '__main__':
    fetch_managers_or_skip('nothing was published')
    unittest.main()
