#!/usr/bin/env python3
"""Runs the program as its users do: cli_test.py PROGRAM [unittest arguments]."""
import gzip
import io
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from program import PROGRAM, is_built_with, npm_token, CliTest


class Audit(CliTest):
    def test_a_leaky_package_fails_and_names_the_place(self):
        self.write_package({'dist/index.js': '\n  token("%s")' % npm_token()}, files=['dist'])
        run = self.run_program('audit', '--format', 'json')
        self.assertEqual(run.status, 1)
        self.assertEqual(run.errors, '')
        finding, = run.secrets
        self.assertEqual(finding['rule'], 'npm-access-token')
        self.assertEqual(finding['path'], 'dist/index.js')
        self.assertEqual(finding['span'], {'begin': 10, 'end': 50})
        self.assertEqual(finding['start'], {'line': 2, 'column': 10})
        self.assertEqual(finding['end'], {'line': 2, 'column': 50})
        self.assertEqual(finding['confidence'], 'verified')
        self.assertTrue(finding['fails'])

    def test_text_says_where_what_why_and_what_to_do(self):
        self.write_package({'index.js': 'x = "%s"' % npm_token()})
        run = self.run_program()
        self.assertEqual(run.status, 1)
        for part in ('demo@1.0.0', 'index.js', '1:6', 'npm-access-token', 'npm_… (40 bytes)'):
            self.assertIn(part, run.text)
        self.assertIn('(status 1)', run.text.splitlines()[-1])

    def test_a_clean_package_is_clean(self):
        self.write_package({'index.js': 'x = 1'})
        run = self.run_program()
        self.assertEqual(run.status, 0)
        self.assertIn('(status 0)', run.text.splitlines()[-1])

    def test_what_npm_leaves_out_is_not_looked_at(self):
        self.write_package({'index.js': '', 'secret.txt': npm_token()}, files=['index.js'])
        self.assertEqual(self.run_program().status, 0)

    def test_the_threshold_decides(self):
        self.write_package({'index.js': 'x = "%s"' % npm_token()})
        for threshold, status in (('note', 1), ('critical', 1)):
            self.assertEqual(self.run_program('--fail-on', threshold).status, status)

    def test_directory_tarball_and_standard_input_agree(self):
        files = {'package.json': json.dumps({'name': 'demo', 'version': '1.0.0'}).encode(),
                 'dist/a.js': ('x = "%s"' % npm_token()).encode(), 'README.md': b'# demo'}
        for path, content in files.items():
            self.write(path, content)
        tar = self.tarball(files)
        with tempfile.TemporaryDirectory() as elsewhere:
            archive = pathlib.Path(elsewhere) / 'demo.tgz'
            archive.write_bytes(gzip.compress(tar))
            plain = pathlib.Path(elsewhere) / 'demo.tar'
            plain.write_bytes(tar)
            runs = [self.run_program('audit', '--format', 'json', target) for target in
                    ('.', str(archive), str(plain))]
        runs.append(self.run_program('audit', '-', '--format', 'json', stdin=gzip.compress(tar)))
        for run in runs:
            self.assertEqual(run.status, 1, run.errors)
            self.assertEqual(run.secrets[0]['path'], 'dist/a.js')
            self.assertEqual(run.target['totals']['entries'], 3)
            self.assertEqual(run.target['name'], 'demo')
            self.assertEqual([dict(f, npm_profiles=None) for f in run.target['findings']],
                             [dict(f, npm_profiles=None) for f in runs[0].target['findings']])

    def test_a_secret_in_several_files_is_one_finding_that_names_each_place(self):
        bundle = 'go("%s");\n' % npm_token()
        source_map = {'version': 3, 'sources': ['../src/go.ts'], 'sourcesContent': ['\n' + bundle],
                      'mappings': 'AACA'}
        self.write_package({'dist/a.js': bundle + '//# sourceMappingURL=a.js.map\n',
                            'dist/a.js.map': json.dumps(source_map),
                            'lib/b.js': '//\n' + bundle + bundle, 'lib/c.js': npm_token(2)})
        run = self.run_program('--format', 'json')
        first, second = run.secrets
        self.assertEqual([first['path'], second['path']], ['dist/a.js', 'lib/c.js'])
        self.assertEqual([list(place) for place in first['also'][:1]],
                         [['rule', 'path', 'npm_profiles', 'span', 'start', 'end', 'via', 'original']])
        self.assertEqual([(place['path'], place['start'], place['original'] is not None)
                          for place in first['also']],
                         [('dist/a.js.map', {'line': 1, 'column': 72}, True),
                          ('lib/b.js', {'line': 2, 'column': 5}, False),
                          ('lib/b.js', {'line': 3, 'column': 5}, False)])
        self.assertEqual({tuple(place['npm_profiles']) for place in run.places}, {(11, 12)})
        text = self.run_program().text
        self.assertIn('  also   dist/a.js.map:1:72, lib/b.js:2:5, lib/b.js:3:5\n', text)
        self.assertIn('  findings  2 failing, in 5 places\n', self.run_program('scan', '.').text)
        self.assertIn('packwarden: 2 findings fail', text)

    def test_an_unreadable_file_is_named_and_the_rest_is_examined(self):
        if os.getuid() != 0:
            self.skipTest('needs root, to be somebody else')
        self.write_package({'a.js': 'x = "%s"' % npm_token(), 'b.js': 'x'})
        os.chmod(self.directory / 'b.js', 0)
        run = self.run_program('--format', 'json', as_nobody=True)
        self.assertEqual(run.status, 2)
        problem, = run.target['problems']
        self.assertEqual(problem['kind'], 'io')
        self.assertIn('b.js', problem['where'])
        self.assertIn('permission denied', problem['what'].lower())
        self.assertEqual(len(run.secrets), 1)
        totals = run.target['totals']
        self.assertEqual(totals['entries'], totals['entries_scanned'] + totals['entries_named'])
        self.assertEqual(totals['bytes'], totals['bytes_scanned'] + totals['bytes_named'])

    def test_in_an_npm_script_standard_output_stays_empty(self):
        self.write_package({'index.js': 'x = 1'})
        run = self.run_program(environment={'npm_lifecycle_event': 'prepublishOnly'})
        self.assertEqual((run.status, run.stdout), (0, b''))
        self.assertIn('demo@1.0.0', run.errors)
        for command in (('list', '--json'), ('why', 'index.js')):
            run = self.run_program(*command, environment={'npm_lifecycle_event': 'prepack'})
            self.assertEqual((run.status, run.stdout), (0, b''))
            self.assertIn('index.js', run.errors)
        run = self.run_program(environment={'npm_lifecycle_event': 'npx'})
        self.assertEqual((run.status, run.errors), (0, ''))


class BadInput(CliTest):
    def assert_one_line(self, run, *parts):
        self.assertEqual(run.status, 2, run.text + run.errors)
        for part in parts:
            self.assertIn(part, run.text + run.errors)
        self.assertNotIn('(status 0)', run.text)

    def test_a_directory_without_package_json(self):
        self.assert_one_line(self.run_program(), 'package.json')

    def test_invalid_json_names_line_and_column(self):
        self.write('package.json', '{\n  "name": "x",\n  "version": 1.0.0\n}')
        self.assert_one_line(self.run_program(), 'package.json', 'line 3, column 1')

    def test_a_package_without_name_or_version(self):
        for manifest, what in [('{}', 'has neither name nor version'),
                               ('{"name": "x"}', 'has no version'), ('{"version": "1.0.0"}', 'has no name'),
                               ('{"name": "", "version": "1"}', 'has no name')]:
            self.write('package.json', manifest)
            self.assert_one_line(self.run_program(), 'package.json: ' + what)

    def test_a_target_that_does_not_exist(self):
        self.assert_one_line(self.run_program('audit', 'nowhere'), 'nowhere: no such file')
        self.assert_one_line(self.run_program('scan', 'nowhere'), 'nowhere', 'no such file')

    def test_a_truncated_tarball(self):
        whole = gzip.compress(self.tarball({'package.json': b'{"name":"x","version":"1.0.0"}',
                                            'a.js': random.Random(1).randbytes(20000)}))
        for length in (5, 30, len(whole) // 2, len(whole) - 1):
            self.write('x.tgz', whole[:length])
            self.assert_one_line(self.run_program('audit', 'x.tgz'), 'x.tgz')

    def test_what_is_no_archive(self):
        for content in (b'', b'hello', b'\x1f\x8b', b'\0' * 1024, gzip.compress(b'hello')):
            self.write('x.tgz', content)
            self.assert_one_line(self.run_program('audit', 'x.tgz'), 'x.tgz')

    def test_nothing_to_scan(self):
        (self.directory / 'empty').mkdir()
        self.assert_one_line(self.run_program('scan', 'empty'), '0 files')

    def test_a_report_that_cannot_be_written(self):
        self.write_package({'index.js': 'x = 1'})
        self.assert_one_line(self.run_program('--format', 'json=none/x.json'), 'none/x.json')
        self.assert_one_line(self.run_program('--format', 'json=/dev/full'), '/dev/full')

    def test_a_reader_that_went_away(self):
        self.write_package({'index.js': 'x = 1'})
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run([PROGRAM], cwd=self.directory, stdout=writer, stderr=subprocess.PIPE)
        os.close(writer)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b'standard output: cannot be written', done.stderr)

    def test_problems_are_said_where_every_report_goes_to_a_file(self):
        run = self.run_program('audit', 'nowhere', '--format', 'json=report.json')
        self.assertEqual((run.status, run.text), (2, ''))
        self.assertEqual(run.errors, 'packwarden: nowhere: no such file or directory\n'
                         'packwarden: incomplete: 1 problem: nothing may be concluded (status 2)\n')

    @unittest.skipIf(is_built_with('tsan'), 'the thread sanitizer changes what signals do')
    def test_a_report_file_that_may_not_grow(self):
        self.write_package({'index.js': 'x = 1'})
        command = 'ulimit -f 0; exec "%s" --format json=r.json' % PROGRAM
        done = subprocess.run(['sh', '-c', command], cwd=self.directory, capture_output=True)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(sorted(os.listdir(self.directory)), ['index.js', 'package.json'])

    def test_usage_errors(self):
        for arguments in (['--nope'], ['audit', 'a', 'b'], ['scan'], ['--format', 'x']):
            run = self.run_program(*arguments)
            self.assertEqual((run.status, run.stdout), (2, b''))
            self.assertTrue(run.errors.startswith('packwarden: '), run.errors)


class Secrecy(CliTest):
    """No run, whatever its format and however it ends, writes a planted secret anywhere."""

    FORMATS = ('text', 'json')
    VERBOSITY = ('--quiet', '--verbose', '--no-progress')

    def planted(self):
        return [npm_token(seed) for seed in range(20)]

    def lay_out(self, secrets):
        bundle = 'a="%s";' % '";b="'.join(secrets)
        self.write_package({
            'bundle.js': bundle, 'bundle.js.map': json.dumps({'sourcesContent': [bundle]}),
            '.env': '\n'.join('TOKEN=' + secret for secret in secrets),
            'long.txt': 'x' * 100000 + bundle, 'binary.bin': b'\0\xff' + bundle.encode(),
            'home/.npmrc': '//r.example/:_authToken=' + secrets[0]})
        self.write('broken/package.json', '{"name": "x", "token": "%s" "%s"}' % tuple(secrets[:2]))
        tar = self.tarball({'package.json': b'{"name":"x","version":"1.0.0"}',
                            'a.js': bundle.encode() * 50})
        self.write('whole.tgz', gzip.compress(tar))
        self.write('cut.tgz', gzip.compress(tar)[:-20])
        self.write('cut.tar', tar[:-1500])

    def assert_silent(self, secrets, *places):
        for secret in secrets:
            for shown in (secret, secret[4:], secret[:12]):
                for place in places:
                    self.assertNotIn(shown.encode(), place)

    def test_a_canary_reaches_no_output(self):
        secrets = self.planted()
        self.lay_out(secrets)
        scratch = self.directory.parent / (self.directory.name + '-scratch')
        scratch.mkdir()
        self.addCleanup(lambda: subprocess.run(['rm', '-rf', scratch]))
        count = 0
        for target in (['audit', '.'], ['audit', 'broken'], ['audit', 'whole.tgz'],
                       ['audit', 'cut.tgz'], ['audit', 'cut.tar'], ['scan', '.'], ['scan', 'cut.tgz']):
            for name in self.FORMATS:
                for verbosity in self.VERBOSITY:
                    report = scratch / 'report'
                    run = self.run_program(*target, verbosity, '--format', name + '=' + str(report),
                                           environment={'TMPDIR': str(scratch)})
                    self.assertIn(run.status, (1, 2))
                    direct = self.run_program(*target, verbosity, '--format', name)
                    written = [file.read_bytes() for file in scratch.rglob('*') if file.is_file()]
                    self.assertEqual(len(written), 1)
                    self.assert_silent(secrets, run.stdout, run.stderr, direct.stdout,
                                       direct.stderr, *written)
                    count += 1
        self.assertEqual(count, 42)

    def test_a_secret_in_a_name_is_found_and_not_shown(self):
        token = npm_token()
        self.write_package({token + '.js': 'x', 'd/%s/a.js' % token: 'y'})
        self.write('odd/package.json', json.dumps({'name': 'demo', 'version': '1.0.0-' + token}))
        self.write('t.tgz', gzip.compress(self.tarball(
            {'package.json': b'{"name":"x","version":"1"}', token + '.js': b'x'})))
        for arguments in (['audit', '.'], ['audit', 'odd'], ['audit', 't.tgz'], ['scan', '.'],
                          ['scan', token + '.js'], ['scan', 'none-' + token + '.js']):
            for name in self.FORMATS:
                run = self.run_program(*arguments, '--verbose', '--format', name)
                self.assert_silent([token], run.stdout, run.stderr)
        run = self.run_program('--format', 'json')
        found = [place for place in run.places if place['via'] == ['name']]
        self.assertEqual([f['path'] for f in found],
                         ['d/npm_… (40 bytes)/a.js', 'npm_… (40 bytes).js'])
        self.assertEqual(run.status, 1)

    def test_terminal_controls_in_names_stay_out(self):
        names = ['a\x1b[2J.js', 'b\x07.js', 'c\n.js', 'd\u202egpj.js', 'e\x9b1m.js'.encode('latin-1'),
                 b'f\xff.js']
        self.write('package.json', '{"name":"demo\\u001b[31m","version":"1.0.0\\n2"}')
        for name in names:
            raw = name.encode() if isinstance(name, str) else name
            with open(os.path.join(os.fsencode(self.directory), raw), 'wb') as file:
                file.write(npm_token().encode())
        for arguments in (['audit', '--verbose'], ['scan', '.', '--verbose']):
            run = self.run_program(*arguments, '--color', 'never')
            for text in (run.text, run.errors):
                bad = [c for c in text if (ord(c) < 32 and c != '\n') or 0x7f <= ord(c) <= 0x9f
                       or 0x202a <= ord(c) <= 0x202e]
                self.assertEqual(bad, [])


class Determinism(CliTest):
    def test_threads_and_locale_change_nothing(self):
        for number in range(400):
            self.write('tree/%d/%d.js' % (number % 7, number),
                       'x' * number + (npm_token(number) if number % 9 == 0 else ''))
        first = self.run_program('scan', 'tree', '--format', 'json', '--threads', '1').stdout
        for threads in ('2', '8'):
            for locale in ('C', 'tr_TR.UTF-8'):
                run = self.run_program('scan', 'tree', '--format', 'json', '--threads', threads,
                                       environment={'LC_ALL': locale})
                self.assertEqual(run.stdout, first)

    def test_both_engines_report_the_same(self):
        if not self.has_hyperscan():
            self.skipTest('built without Hyperscan')
        self.write('a.js', 'x = "%s"; y = "postgres://u:%s@db.acme.io/x"' % (npm_token(), 'Zx9' * 4))
        runs = [self.run_program('scan', 'a.js', '--format', 'json', '--engine', engine)
                for engine in ('hyperscan', 're2')]
        self.assertEqual(runs[0].target, runs[1].target)
        self.assertEqual([run.report['tool']['engine'] for run in runs], ['hyperscan 5.4.0', 're2'])


    def test_without_hyperscan_its_engine_is_refused_and_the_other_runs(self):
        self.write('a.js', 'x = "%s"' % npm_token())
        run = self.run_program('scan', 'a.js', '--engine', 'hyperscan')
        if self.has_hyperscan():
            self.assertEqual(run.status, 1)
            return
        self.assertEqual((run.status, run.errors), (2, 'packwarden: hyperscan: this program was built without '
                                                    'it; run with --engine re2, which finds the same\n'))
        self.assertEqual(self.run_program('scan', 'a.js').status, 1)


class Information(CliTest):
    def test_version_names_libraries_and_rules(self):
        run = self.run_program('--version')
        self.assertEqual(run.status, 0)
        self.assertRegex(run.text, r'^packwarden \d+\.\d+\.\d+\n')
        self.assertRegex(run.text, r'sha256:[0-9a-f]{64}')
        self.assertRegex(run.text, r'hyperscan +(5\.4\.0|none)\n')
        engine = 'hyperscan 5.4.0' if self.has_hyperscan() else 're2'
        self.assertIn('engine         %s\n' % engine, run.text)

    def test_help_goes_to_standard_output(self):
        for arguments in (['--help'], ['audit', '--help'], ['fix', '--help'], ['scan', '-h']):
            run = self.run_program(*arguments)
            self.assertEqual((run.status, run.errors), (0, ''))
            self.assertIn('Examples:', run.text)
            self.assertLessEqual(max(map(len, run.text.splitlines())), 80)


if __name__ == '__main__':
    unittest.main()
