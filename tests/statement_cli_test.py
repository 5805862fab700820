#!/usr/bin/env python3
"""Statements and verify, end to end. statement_cli_test.py PROGRAM [unittest arguments]"""
import gzip
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tarfile
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from program import CliTest, DIGITS, npm_token


def repacked(tarball, change):
    """The members of a tarball, as `change` makes them of (TarInfo, bytes), in a new one."""
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(tarball)) as old, \
            tarfile.open(fileobj=out, mode='w', format=tarfile.USTAR_FORMAT) as new:
        for member in old:
            for info, content in change(member, old.extractfile(member).read()):
                info.size = len(content)
                new.addfile(info, io.BytesIO(content))
    return gzip.compress(out.getvalue())


class Statements(CliTest):
    def setUp(self):
        super().setUp()
        self.write('p/package.json', '{"name": "demo", "version": "1.0.0", "files": ["lib", "bin"]}')
        self.write('p/lib/a.js', 'export const a = 1;\n')
        self.write('p/bin/b', 'text\n')
        run = self.run_program('audit', 'p', '--npm', '11', '--format', 'statement=audit.json')
        self.assertEqual(run.status, 0, run.errors)
        run = self.run_program('pack', 'p', '--npm', '11', '--out', 'demo.tgz')
        self.assertEqual(run.status, 0, run.errors)
        self.tarball = (self.directory / 'demo.tgz').read_bytes()

    def verify(self, tarball='demo.tgz', *options):
        return self.run_program('verify', tarball, '--statement', 'audit.json', '--format', 'json',
                                *options)

    def differences(self, run):
        self.assertEqual(run.status, 1, run.errors)
        self.assertEqual({found['rule'] for found in run.target['findings']}, {'out-verify'})
        return [(found['path'], found['message'].split('. ', 1)[1])
                for found in run.target['findings']]

    def test_a_statement_lists_files_and_holds_no_finding(self):
        statement = json.loads((self.directory / 'audit.json').read_text())
        self.assertEqual(statement['_type'], 'https://in-toto.io/Statement/v1')
        self.assertEqual([s['name'] for s in statement['subject']], ['demo-1.0.0.tar'])
        predicate = statement['predicate']
        self.assertEqual([f['path'] for f in predicate['files']],
                         ['bin/b', 'lib/a.js', 'package.json'])
        self.assertEqual(predicate['status'], 'clean')
        self.assertNotIn('message', (self.directory / 'audit.json').read_text())

    def test_no_secret_is_in_it(self):
        secret, value = npm_token(3), ''.join(random.Random(4).choices(DIGITS, k=20))
        self.write('p/.env', 'DB_TOKEN=' + value)
        for engine in (secret, '>=18 ' + value):
            self.write('p/package.json', json.dumps({'name': 'demo', 'version': '1.0.0', 'files': ['lib', 'bin'],
                                                     'engines': {'node': engine}}))
            run = self.run_program('audit', 'p', '--format', 'statement')
            self.assertEqual(run.status, 1, run.errors)
            self.assertIn('engines_node', run.text)
            self.assertFalse(secret in run.text or value in run.text, 'it is shown')

    def test_the_tarball_of_an_audited_directory_is_the_one(self):
        self.assertEqual(self.verify().status, 0)

    def test_how_it_is_compressed_does_not_matter(self):
        (self.directory / 'other.tgz').write_bytes(
            gzip.compress(gzip.decompress(self.tarball), compresslevel=1))
        self.assertEqual(self.verify('other.tgz').status, 0)

    def test_npm_makes_the_same_archive(self):
        npm = shutil.which('npm')
        if npm is None:
            self.skipTest('there is no npm')
        done = subprocess.run([npm, 'pack', '--ignore-scripts', '--silent'],
                              cwd=self.directory / 'p', capture_output=True, timeout=120)
        if done.returncode != 0:
            self.skipTest('npm does not run here')
        name = done.stdout.decode().split()[-1]
        self.assertEqual(self.verify('p/' + name).status, 0)

    def test_each_difference_is_named(self):
        def flipped(info, content):
            yield info, content[:-1] + b'X' if info.name.endswith('a.js') else content

        def added(info, content):
            yield info, content
            if info.name.endswith('a.js'):
                more = tarfile.TarInfo('package/lib/c.js')
                more.mode = 0o644
                yield more, b'more'

        def removed(info, content):
            if not info.name.endswith('a.js'):
                yield info, content

        def remoded(info, content):
            if info.name.endswith('bin/b'):
                info.mode = 0o777
            yield info, content

        def touched(info, content):
            info.mtime += 1
            yield info, content

        for change, expected in (
                (flipped, ('lib/a.js', 'Its content is another than the audited one.')),
                (added, ('lib/c.js', 'The file was not there when the package was audited.')),
                (removed, ('lib/a.js', 'The file was audited and is missing here.')),
                (remoded, ('bin/b', 'Its mode is another than the audited one.')),
                (touched, ('other.tgz', 'Every file is the same, but the archive is not: '
                                        'order or headers differ.'))):
            (self.directory / 'other.tgz').write_bytes(repacked(self.tarball, change))
            self.assertEqual(self.differences(self.verify('other.tgz')), [expected])

    def test_of_a_tarball_the_very_file_counts(self):
        run = self.run_program('audit', 'demo.tgz', '--format', 'statement=audit.json')
        self.assertEqual(run.status, 0, run.errors)
        self.assertEqual(self.verify().status, 0)
        (self.directory / 'other.tgz').write_bytes(
            gzip.compress(gzip.decompress(self.tarball), compresslevel=1))
        self.assertEqual(
            self.differences(self.verify('other.tgz')),
            [('other.tgz', 'The tarball has another SHA-512 than the one that was audited.')])

    def test_an_audit_that_was_not_clean_verifies_nothing(self):
        text = (self.directory / 'audit.json').read_text()
        self.write('audit.json', text.replace('"clean"', '"findings"'))
        self.assertEqual(self.differences(self.verify()),
                         [('demo.tgz', 'The audit that the statement is of did not end clean.')])

    def test_other_rules_than_those_asked_for_are_a_difference(self):
        rules = json.loads((self.directory / 'audit.json').read_text())['predicate']['tool']['rules']
        self.assertEqual(self.verify('demo.tgz', '--expect-rules', rules).status, 0)
        run = self.verify('demo.tgz', '--expect-rules', 'sha256:0')
        self.assertEqual(self.differences(run),
                         [('demo.tgz', 'It was audited with other rules than those asked for.')])

    def test_a_release_is_compared_with_the_one_before(self):
        for name in ('demo.tgz', 'audit.json'):
            run = self.run_program('audit', 'p', '--previous', name, '--format', 'json')
            self.assertEqual(run.status, 0, run.errors)
            self.assertNotIn('dif-', run.text)
        self.write('p/lib/a.js', 'export const a = 2;\n')
        self.write('p/lib/.new/b.css', '')
        for name in ('demo.tgz', 'audit.json'):
            run = self.run_program('audit', 'p', '--previous', name, '--fail-on', 'medium')
            self.assertEqual(run.status, 1, run.errors)
            self.assertIn('dif-new-kind', run.text)

    def test_diff_names_files_and_what_is_new_of_findings(self):
        self.write('p/lib/a.js', 'export const a = 22;\n')
        self.write('p/lib/c.js', 'const home = "/home/jschmidt/x";\n')
        (self.directory / 'p/bin/b').unlink()
        self.assertEqual(self.run_program('pack', 'p', '--out', 'new.tgz').status, 0)
        run = self.run_program('diff', 'demo.tgz', 'new.tgz', '--format', 'json')
        self.assertEqual(run.status, 0, run.errors)
        self.assertEqual([(c['path'], c['change'], c['bytes_before'], c['bytes'])
                          for c in run.target['changes']],
                         [('bin/b', 'removed', 5, 0), ('lib/a.js', 'changed', 20, 21),
                          ('lib/c.js', 'added', 0, 33)])
        self.assertEqual([f['rule'] for f in run.target['findings']],
                         ['env-home-path', 'pkg-version-order'])
        self.assertEqual(self.run_program('diff', 'demo.tgz', 'new.tgz', '--fail-on', 'note').status, 1)
        text = self.run_program('diff', 'demo.tgz', 'new.tgz').text
        self.assertIn('Files since the last release: 1 new, 1 gone, 1 changed\n'
                      '  - bin/b (5 B)\n  ~ lib/a.js (20 B -> 21 B)\n  + lib/c.js (33 B)\n', text)
        run = self.run_program('diff', 'audit.json', 'new.tgz')
        self.assertIn('known by a statement', ' '.join(run.text.split()))
        self.assertEqual(self.run_program('diff', 'none.tgz', 'new.tgz').status, 2)

    def test_a_release_before_that_cannot_be_read_is_an_error(self):
        self.write('wrong.tgz', 'x' * 600)
        for name in ('none.tgz', 'wrong.tgz'):
            run = self.run_program('audit', 'p', '--previous', name, '--format', 'json')
            self.assertEqual(run.status, 2)
            self.assertEqual(run.target['problems'][0]['where'], name)

    def test_what_is_no_statement_is_an_error(self):
        text = (self.directory / 'audit.json').read_text()
        for content, message in (
                ('{}', 'audit.json: is no statement of packwarden: "_type" must be a text'),
                ('[', 'audit.json: '),
                (text.replace('urn:packwarden:audit:1', 'urn:x'),
                 'audit.json: is no statement of packwarden: "predicateType" must be '
                 '"urn:packwarden:audit:1"'),
                (text.replace('"sha256": "', '"sha256": "z', 1),
                 'audit.json: is no statement of packwarden: "sha256" must be a digest of 64 '
                 'hexadecimal digits')):
            self.write('audit.json', content)
            run = self.verify()
            self.assertEqual(run.status, 2)
            self.assertIn(message, run.errors)

    def test_a_statement_is_of_one_package(self):
        run = self.run_program('scan', 'p', '--format', 'statement')
        self.assertEqual(run.status, 2)
        self.assertIn('a statement is of a package', run.errors)
        run = self.run_program('audit', '-', '--format', 'statement', stdin=self.tarball)
        self.assertEqual(run.status, 2)


if __name__ == '__main__':
    unittest.main()
