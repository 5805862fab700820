#!/usr/bin/env python3
"""Runs the program as its users do: cli_test.py PROGRAM [unittest arguments]."""
import base64
import bz2
import gzip
import io
import json
import lzma
import os
import pathlib
import py_compile
import random
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import unittest
import urllib.parse
import zipfile

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from program import PROGRAM, github_token, npm_token, CliTest


class Audit(CliTest):
    def test_a_leaky_package_fails_and_names_the_place(self):
        self.write_package({'dist/index.js': '\n  token("%s")' % npm_token()}, files=['dist'])
        run = self.run_program('audit', '--format', 'json')
        self.assertEqual(run.status, 1)
        self.assertEqual(run.errors, '')
        finding, = run.target['findings']
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
            self.assertEqual(run.target['findings'][0]['path'], 'dist/a.js')
            self.assertEqual(run.target['totals']['entries'], 3)
            self.assertEqual(run.target['name'], 'demo')
            self.assertEqual([dict(f, npm_profiles=None) for f in run.target['findings']],
                             [dict(f, npm_profiles=None) for f in runs[0].target['findings']])

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
        self.assertEqual(len(run.target['findings']), 1)
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
        self.assertEqual(run.errors, 'packwarden: nowhere: no such file or directory\n')

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
        found = [f for f in run.target['findings'] if f['via'] == ['name']]
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
        self.write('a.js', 'x = "%s"; y = "postgres://u:%s@db.acme.io/x"' % (npm_token(), 'Zx9' * 4))
        runs = [self.run_program('scan', 'a.js', '--format', 'json', '--engine', engine)
                for engine in ('hyperscan', 're2')]
        self.assertEqual(runs[0].target, runs[1].target)
        self.assertEqual([run.report['tool']['engine'] for run in runs], ['hyperscan 5.4.0', 're2'])


class LargeFiles(CliTest):
    def test_no_token_is_lost_in_one_line_of_64_megabytes(self):
        chunk, size = 4 << 20, 64 << 20
        line = bytearray(b'.' * size)
        shifts = (-40, -39, -20, -1, 0)  # a token is 40 bytes long
        places = [number * chunk + shifts[number % 5] for number in range(1, size // chunk)] + [0, size - 40]
        for number, place in enumerate(places):
            line[place:place + 40] = npm_token(number).encode()
        (self.directory / 'bundle.js').write_bytes(line)
        run = self.run_program('scan', 'bundle.js', '--format', 'json')
        self.assertEqual([finding['span']['begin'] for finding in run.target['findings']], sorted(places))


class Encodings(CliTest):
    def test_tokens_behind_escapes_are_found(self):
        for before in ('\\n', '\\t', '\\r\\n', '\\u0022', '\\x22', 'token%3D', 'Bearer%20'):
            self.write('a.js', 'x = "%s%s\\n"' % (before, npm_token()))
            run = self.run_program('scan', 'a.js', '--format', 'json')
            self.assertEqual([f['preview'] for f in run.target['findings']],
                             ['npm_… (40 bytes)'], before)

    def test_tokens_in_encodings_are_found_where_they_stand(self):
        token = npm_token()
        encoded = base64.b64encode(b'{"token": "%s"}' % token.encode()).decode()
        sources = {
            'base64.js': ('const c = atob("%s");' % encoded, ['base64']),
            'hex.js': ('const c = "%s";' % token.encode().hex(), ['hex']),
            'escape.js': ('const c = "%s";' % ''.join('\\x%02x' % ord(c) for c in token), ['escape']),
            'percent.txt': ('a=%s' % token.replace('_', '%5F'), ['percent']),
            'entity.html': ('<p title="%s">' % token.replace('_', '&#95;'), ['html-entity']),
            'codes.js': ('String.fromCharCode(%s)' % ','.join(str(ord(c)) for c in token), ['char-codes']),
            'array.js': ('const c = ["%s", "%s"].join("");' % (token[:9], token[9:]), ['array-join']),
            'sum.js': ('const c = "%s" + "%s";' % (token[:9], token[9:]), ['concatenation']),
            'twice.txt': (base64.b64encode(encoded.encode()).decode(), ['base64', 'base64']),
        }
        for name, (text, _) in sources.items():
            self.write(name, text)
        (self.directory / 'utf16.txt').write_bytes(('token=%s' % token).encode('utf-16'))
        run = self.run_program('scan', '.', '--format', 'json')
        found = {os.path.basename(finding['path']): finding for finding in run.target['findings']
                 if finding['rule'] == 'npm-access-token'}
        self.assertEqual({name: finding['via'] for name, finding in found.items()},
                         {name: via for name, (_, via) in sources.items()} | {'utf16.txt': ['utf-16']})
        self.assertNotIn(token, run.text)
        span = found['hex.js']['span']
        self.assertEqual(sources['hex.js'][0][span['begin']:span['end']], token.encode().hex())
        span = found['sum.js']['span']
        self.assertEqual(sources['sum.js'][0][span['begin']:span['end']],
                         '%s" + "%s' % (token[:9], token[9:]))

    def test_encoded_values_are_told_by_their_names(self):
        value = ''.join(('9fQ2xLw7', 'ZkT1vB8nRc5Y', 'qq'))
        encoded = base64.b64encode(value.encode()).decode()
        sources = {
            'a.js': ('const apiSecret = Buffer.from("%s", "base64")' % encoded, 'base64'),
            'b.env': ('API_SECRET=%s' % encoded, 'base64'),
            'c.js': ('x={apiSecret:"%s"}' % ''.join('\\x%02x' % ord(c) for c in value), 'escape'),
            'd.js': ('apiSecret=unescape("%s")' % ''.join('%%%02x' % ord(c) for c in value), 'percent'),
            'e.html': ('<a apiSecret="%s">' % ''.join('&#%d;' % ord(c) for c in value), 'html-entity'),
        }
        for name, (text, _) in sources.items():
            self.write(name, text)
        findings = self.run_program('scan', '.', '--format', 'json').target['findings']
        self.assertEqual([(os.path.basename(finding['path']), finding['rule'], finding['via']) for finding in findings],
                         [(name, 'generic-secret', [via]) for name, (_, via) in sources.items()])
        span = findings[0]['span']
        self.assertEqual(sources['a.js'][0][span['begin']:span['end']], encoded.strip('='))

    def test_maps_within_files_name_the_source_too(self):
        source_map = json.dumps({'version': 3, 'sources': ['../src/config.ts'], 'mappings': '',
                                 'sourcesContent': ['// keys\nexport const k = "%s"\n' % npm_token()]})
        comment = 'a()\n//# sourceMappingURL=data:application/json%s\n'
        self.write('base64.js', comment % (';base64,' + base64.b64encode(source_map.encode()).decode()))
        self.write('percent.js', comment % (',' + urllib.parse.quote(source_map)))
        run = self.run_program('scan', '.', '--format', 'json')
        self.assertEqual([finding['original'] for finding in run.target['findings']],
                         [{'path': '../src/config.ts', 'line': 2, 'column': 19}] * 2)

    def test_maps_beside_files_name_the_source_of_what_is_in_the_file(self):
        files = {'dist/a.js': '"é𝒳";k="%s";\n//# sourceMappingURL=maps/a%%20b.map\n' % npm_token(),
                 'dist/maps/a b.map': json.dumps({'sources': ['../../src/a.ts', '../../src/b.ts'], 'mappings': 'AAAA,QCSI'})}
        self.write_package(files)
        with tarfile.open(self.directory / 'p.tgz', 'w:gz') as archive:
            archive.add(self.directory, 'package', filter=lambda member: None if '.tgz' in member.name else member)
        for arguments in (['audit', '.'], ['audit', 'p.tgz'], ['scan', 'dist']):
            finding = self.run_program(*arguments, '--format', 'json').target['findings'][0]
            self.assertEqual((finding['original'], finding['start']),
                             ({'path': '../../src/b.ts', 'line': 10, 'column': 5}, {'line': 1, 'column': 13}))

    def test_of_compiled_files_only_what_has_a_form_of_its_own_is_found(self):
        text = 'token=%s\n' % npm_token() + 'api_key="%s"\n' % ''.join(('9fQ2xLw7', 'ZkT1vB8nRc5Y'))
        for name, content in (('a.node', b'\x7fELF\2\1\1\0' + text.encode()),
                              ('b.wasm', b'\0asm\1\0\0\0' + bytes(range(1, 256)) * 4 + text.encode('utf-16-le')),
                              ('c.txt', text.encode())):
            (self.directory / name).write_bytes(content)
        run = self.run_program('scan', '.', '--format', 'json')
        self.assertEqual([(finding['path'], finding['rule'], finding['via']) for finding in run.target['findings']],
                         [('./a.node', 'npm-access-token', []), ('./b.wasm', 'npm-access-token', ['wide-string']),
                          ('./c.txt', 'npm-access-token', []), ('./c.txt', 'generic-secret', [])])

    @unittest.skipUnless(shutil.which('ssh-keygen'), 'ssh-keygen is not installed')
    def test_keys_of_openssh_are_told_apart_by_their_passphrase(self):
        for name, passphrase in (('clear', ''), ('encrypted', 'pass1234')):
            subprocess.run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', passphrase, '-C', '', '-f', self.directory / name],
                           check=True)
        first, line, *_, last = (self.directory / 'encrypted').read_text().split('\n')[:-1]
        self.write('shown.md', '\n'.join([first, line, '...', last]))
        run = self.run_program('scan', 'clear', 'encrypted', 'shown.md', '--format', 'json')
        self.assertEqual([(finding['path'], finding['rule'], finding['severity']) for finding in run.target['findings']],
                         [('clear', 'pem-private-key', 'critical'), ('encrypted', 'pem-encrypted-private-key', 'high')])

    def rules_found_in(self, files):
        for name, content in files.items():
            (self.directory / name).write_bytes(content)
        run = self.run_program('scan', *files, '--format', 'json')
        self.assertNotIn(npm_token(), run.text)
        found = {name: [] for name in files}
        for finding in run.target['findings']:
            found[finding['path']].append(finding['rule'])
        return found

    def test_tokens_that_nothing_sets_apart_are_found_in_compiled_files(self):
        token, other = npm_token().encode(), github_token().encode()
        near_miss = token[:-1] + (b'0' if token[-1:] != b'0' else b'1')
        elf, words = b'\x7fELF\2\1\1\0' + bytes(8), b'runtimeerrorindexoutofrange'
        files = {
            # The length of a constant stands in front of it; what follows may be a letter.
            'a.class': b'\xca\xfe\xba\xbe\0\0\0\x34\0\x10\1\0\x28' + token + b'\1\0\4Code',
            'b.class': b'\xca\xfe\xba\xbe\0\0\0\x34\0\x10\1\0C' + b'the_token_isn' + token + b'Code',
            # Data segments and the strings of Go stand one behind the other.
            'c.wasm': b'\0asm\1\0\0\0\x0b\x80\1\1\0\x41\0\x0b\x7a' + words + token + words,
            'd.elf': elf + words + token + other + words,
            'near.elf': elf + words + near_miss + words,
            'text.txt': words + token + words,
        }
        self.assertEqual(self.rules_found_in(files), {
            'a.class': ['npm-access-token'], 'b.class': ['npm-access-token'], 'c.wasm': ['npm-access-token'],
            'd.elf': ['npm-access-token', 'github-personal-access-token'], 'near.elf': [], 'text.txt': []})

    def test_tokens_in_databases_are_found(self):
        database = sqlite3.connect(self.directory / 'made.db')
        database.execute('create table settings (name text, value text, note text)')
        database.executemany('insert into settings values (?, ?, ?)', [
            ('token', npm_token(), 'for releases'), ('', github_token(), ''), ('key', npm_token()[:-1] + '-', 'none')])
        database.commit()
        database.close()
        found = self.rules_found_in({'a.db': (self.directory / 'made.db').read_bytes()})
        self.assertEqual(sorted(found['a.db']), ['github-personal-access-token', 'npm-access-token'])

    def test_tokens_in_byte_code_of_python_are_found(self):
        # In front of a short string stands its length, which may be a letter, and behind it a mark of the next one.
        for filler in range(0, 60, 6):
            text = 'def f(a):\n    return "%s"\n' % (npm_token() + ' ' * (filler > 0) + 'x' * filler)
            self.write('a.py', text + 'b = "%s"\n' % github_token())
            py_compile.compile(str(self.directory / 'a.py'), str(self.directory / 'made.pyc'))
            found = self.rules_found_in({'a.pyc': (self.directory / 'made.pyc').read_bytes()})
            self.assertEqual(sorted(found['a.pyc']), ['github-personal-access-token', 'npm-access-token'], filler)

    def test_tokens_in_archives_are_found_by_member(self):
        text = ('{"token": "%s"}' % npm_token()).encode()
        (self.directory / 'a.gz').write_bytes(gzip.compress(text))
        (self.directory / 'b.xz').write_bytes(lzma.compress(text))
        (self.directory / 'c.bz2').write_bytes(bz2.compress(text))
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, 'w', zipfile.ZIP_DEFLATED) as archive:
            archive.writestr('lib/config.json', text)
        (self.directory / 'd.zip').write_bytes(inner.getvalue())
        self.write_package({})
        with tarfile.open(self.directory / 'e.tar', 'w') as archive:
            member = tarfile.TarInfo('x/d.zip')
            member.size = len(inner.getvalue())
            archive.addfile(member, io.BytesIO(inner.getvalue()))
        run = self.run_program('--format', 'json')
        found = {finding['path']: finding['via'] for finding in run.target['findings']}
        self.assertEqual(found, {
            'a.gz': ['archive'], 'b.xz': ['archive'], 'c.bz2': ['archive'],
            'd.zip': ['archive lib/config.json'], 'e.tar': ['archive x/d.zip', 'archive lib/config.json']})
        self.assertEqual(run.target['findings'][3]['span'], {'begin': 0, 'end': len(inner.getvalue())})

    def test_tokens_in_encoded_archives_and_wide_texts_are_found(self):
        text = ('{"token": "%s"}' % npm_token()).encode()
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, 'w', zipfile.ZIP_DEFLATED) as archive:
            archive.writestr('lib/config.json', text)
        command = 'powershell -enc %s' % base64.b64encode(text.decode().encode('utf-16-le')).decode()
        comment = base64.b64encode('// пароль: см. ниже, он здесь\n'.encode() + text).decode()
        sources = {
            'a.js': ('eval(gunzip("%s"))' % base64.b64encode(gzip.compress(text)).decode(), ['base64', 'archive']),
            'b.js': ('x = "%s"' % gzip.compress(text).hex(), ['hex', 'archive']),
            'c.js': ('x = "%s"' % base64.b64encode(zipped.getvalue()).decode(),
                     ['base64', 'archive lib/config.json']),
            'd.cmd': (command, ['base64', 'utf-16']),
            'e.js': ('x = atob("%s")' % comment, ['base64']),
        }
        for name, (content, _) in sources.items():
            self.write(name, content)
        run = self.run_program('scan', '.', '--format', 'json')
        self.assertEqual({os.path.basename(finding['path']): finding['via'] for finding in run.target['findings']},
                         {name: via for name, (_, via) in sources.items()})
        span = run.target['findings'][0]['span']
        self.assertEqual(sources['a.js'][0][span['begin']:span['end']].strip('='),
                         base64.b64encode(gzip.compress(text)).decode().strip('='))

    def test_two_encoded_archives_of_a_file_are_two_places(self):
        encoded = [base64.b64encode(gzip.compress(('token = %s' % npm_token(seed)).encode())).decode() for seed in (1, 2)]
        self.write('a.js', 'x = ["%s", "%s"]' % tuple(encoded))
        run = self.run_program('scan', 'a.js', '--format', 'json')
        self.assertEqual([finding['span']['begin'] for finding in run.target['findings']], [6, 10 + len(encoded[0])])

    def test_two_secrets_of_an_archive_are_two_findings_and_names_of_members_are_concealed(self):
        self.write_package({})
        with zipfile.ZipFile(self.directory / 'a.zip', 'w', zipfile.ZIP_DEFLATED) as archive:
            for name, seed in (('one', 1), ('two', 2), (npm_token(3), 4)):
                archive.writestr(name, ('x' * 99 + ' %s ' % npm_token(seed)) * 2)
        run = self.run_program('--format', 'json')
        self.assertEqual(sorted(finding['via'] for finding in run.target['findings'] if finding['via']),
                         [['archive npm_… (40 bytes)'], ['archive one'], ['archive two']])
        self.assertNotIn(npm_token(3), run.text)

    def test_a_finding_in_a_source_map_names_the_source(self):
        source = 'const a = 1;\n\tconst token = "%s";\n' % npm_token()
        self.write('a.js.map', json.dumps({
            'version': 3, 'sources': ['../src/a.ts', '../src/b.ts'], 'mappings': 'AAAA',
            'sourcesContent': ['export {};\n', source]}))
        run = self.run_program('scan', 'a.js.map', '--format', 'json')
        finding, = run.target['findings']
        self.assertEqual(finding['original'], {'path': '../src/b.ts', 'line': 2, 'column': 17})
        self.assertIn('../src/b.ts:2:17', self.run_program('scan', 'a.js.map').text)

    def test_compressed_tars_count_once_and_one_too_deep_is_a_problem(self):
        content = ('token = %s' % npm_token()).encode()
        for depth in range(1, 6):
            packed = io.BytesIO()
            with tarfile.open(fileobj=packed, mode='w:' + ('gz', 'xz')[depth % 2]) as archive:
                member = tarfile.TarInfo('x')
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
            content = packed.getvalue()
            (self.directory / 'a.bin').write_bytes(content)
            run = self.run_program('scan', 'a.bin', '--format', 'json')
            if depth < 5:
                self.assertEqual((run.status, [f['via'] for f in run.target['findings']]),
                                 (1, [['archive', 'archive x'] * depth]))
        self.assertEqual(run.status, 2)
        problem, = run.target['problems']
        self.assertEqual((problem['where'], problem['limit']), ('a.bin', {'name': 'archive-depth', 'value': 4}))

    def test_an_archive_that_inflates_without_end_is_a_problem(self):
        self.write_package({})
        (self.directory / 'bomb.gz').write_bytes(gzip.compress(bytes(300 << 20), 9))
        run = self.run_program()
        self.assertEqual(run.status, 2)
        self.assertIn('bomb.gz: it decodes to too much (limit decoded-bytes = 268435456)', run.text)


class Information(CliTest):
    def test_version_names_libraries_and_rules(self):
        run = self.run_program('--version')
        self.assertEqual(run.status, 0)
        self.assertRegex(run.text, r'^packwarden \d+\.\d+\.\d+\n')
        self.assertRegex(run.text, r'sha256:[0-9a-f]{64}')
        self.assertRegex(run.text, r'hyperscan +5\.4\.0')

    def test_help_goes_to_standard_output(self):
        for arguments in (['--help'], ['audit', '--help'], ['scan', '-h']):
            run = self.run_program(*arguments)
            self.assertEqual((run.status, run.errors), (0, ''))
            self.assertIn('Examples:', run.text)
            self.assertLessEqual(max(map(len, run.text.splitlines())), 80)


if __name__ == '__main__':
    unittest.main()
