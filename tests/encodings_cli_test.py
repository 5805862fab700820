#!/usr/bin/env python3
"""Runs the program on secrets in encodings, archives, compiled and large files: encodings_cli_test.py PROGRAM."""
import base64
import bz2
import gzip
import io
import json
import lzma
import os
import py_compile
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import unittest
import urllib.parse
import zipfile

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from program import github_token, npm_token, CliTest


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
        self.assertEqual([finding['span']['begin'] for finding in run.secrets], sorted(places))


class Encodings(CliTest):
    def test_tokens_behind_escapes_are_found(self):
        for before in ('\\n', '\\t', '\\r\\n', '\\u0022', '\\x22', 'token%3D', 'Bearer%20'):
            self.write('a.js', 'x = "%s%s\\n"' % (before, npm_token()))
            run = self.run_program('scan', 'a.js', '--format', 'json')
            self.assertEqual([f['preview'] for f in run.secrets],
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
        found = {os.path.basename(finding['path']): finding for finding in run.places
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
        findings = self.run_program('scan', '.', '--format', 'json').places
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
        self.assertEqual([place['original'] for place in run.places],
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
        self.assertEqual([(finding['path'], finding['rule'], finding['via']) for finding in run.places],
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
        self.assertEqual([(finding['path'], finding['rule'], finding['severity']) for finding in run.secrets],
                         [('clear', 'pem-private-key', 'critical'), ('encrypted', 'pem-encrypted-private-key', 'high')])

    def rules_found_in(self, files):
        for name, content in files.items():
            (self.directory / name).write_bytes(content)
        run = self.run_program('scan', *files, '--format', 'json')
        self.assertNotIn(npm_token(), run.text)
        found = {name: [] for name in files}
        for finding in run.places:
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
        # The first place in a file: what is not compressed stands in its bytes, too.
        found = {place['path']: place for place in reversed(run.places)}
        self.assertEqual({path: place['via'] for path, place in found.items()}, {
            'a.gz': ['archive'], 'b.xz': ['archive'], 'c.bz2': ['archive'],
            'd.zip': ['archive lib/config.json'], 'e.tar': ['archive x/d.zip', 'archive lib/config.json']})
        self.assertEqual(found['d.zip']['span'], {'begin': 0, 'end': len(inner.getvalue())})

    def test_tokens_in_encoded_archives_and_wide_texts_are_found(self):
        text = ('{"token": "%s"}' % npm_token()).encode()
        packed = gzip.compress(text)
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, 'w', zipfile.ZIP_DEFLATED) as archive:
            archive.writestr('lib/config.json', text)
        command = 'powershell -enc %s' % base64.b64encode(text.decode().encode('utf-16-le')).decode()
        comment = base64.b64encode('// пароль: см. ниже, он здесь\n'.encode() + text).decode()
        sources = {
            'a.js': ('eval(gunzip("%s"))' % base64.b64encode(packed).decode(), ['base64', 'archive']),
            'b.js': ('x = "%s"' % packed.hex(), ['hex', 'archive']),
            'c.js': ('x = "%s"' % base64.b64encode(zipped.getvalue()).decode(),
                     ['base64', 'archive lib/config.json']),
            'd.cmd': (command, ['base64', 'utf-16']),
            'e.js': ('x = atob("%s")' % comment, ['base64']),
        }
        for name, (content, _) in sources.items():
            self.write(name, content)
        run = self.run_program('scan', '.', '--format', 'json')
        self.assertEqual({os.path.basename(finding['path']): finding['via'] for finding in run.places},
                         {name: via for name, (_, via) in sources.items()})
        span = run.places[0]['span']
        self.assertEqual(sources['a.js'][0][span['begin']:span['end']].strip('='),
                         base64.b64encode(packed).decode().strip('='))

    def test_two_encoded_archives_of_a_file_are_two_places(self):
        encoded = [base64.b64encode(gzip.compress(('token = %s' % npm_token(seed)).encode())).decode() for seed in (1, 2)]
        self.write('a.js', 'x = ["%s", "%s"]' % tuple(encoded))
        run = self.run_program('scan', 'a.js', '--format', 'json')
        self.assertEqual([finding['span']['begin'] for finding in run.secrets], [6, 10 + len(encoded[0])])

    def test_two_secrets_of_an_archive_are_two_findings_and_names_of_members_are_concealed(self):
        self.write_package({})
        with zipfile.ZipFile(self.directory / 'a.zip', 'w', zipfile.ZIP_DEFLATED) as archive:
            for name, seed in (('one', 1), ('two', 2), (npm_token(3), 4)):
                archive.writestr(name, ('x' * 99 + ' %s ' % npm_token(seed)) * 2)
        run = self.run_program('--format', 'json')
        self.assertEqual(sorted(finding['via'] for finding in run.secrets if finding['via']),
                         [['archive npm_… (40 bytes)'], ['archive one'], ['archive two']])
        self.assertNotIn(npm_token(3), run.text)

    def test_a_finding_in_a_source_map_names_the_source(self):
        source = 'const a = 1;\n\tconst token = "%s";\n' % npm_token()
        self.write('a.js.map', json.dumps({
            'version': 3, 'sources': ['../src/a.ts', '../src/b.ts'], 'mappings': 'AAAA',
            'sourcesContent': ['export {};\n', source]}))
        run = self.run_program('scan', 'a.js.map', '--format', 'json')
        finding, = run.secrets
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
                self.assertEqual((run.status, [f['via'] for f in run.secrets]),
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


if __name__ == '__main__':
    unittest.main()
