#!/usr/bin/env python3
"""packwarden fix for each check that has an edit. fix_checks_cli_test.py PROGRAM [unittest arguments]"""
import io
import json
import os
import re
import shutil
import struct
import sys
import unittest
import zipfile

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from fixing import ELF, HOME, FixTest, source_map

HERE = os.path.dirname(os.path.abspath(__file__))


def zip_file():
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as archive:
        archive.writestr('a.txt', 'text')
    return out.getvalue()


WASM = b'\0asm\1\0\0\0'
VALUE = 'Zq7' + 'xT4mK9' * 4
PGP = '-----BEGIN PGP %s-----\n\nAAAA\n-----END PGP %s-----\n'
LOCK = json.dumps({'lockfileVersion': 3, 'packages': {'node_modules/a': {
    'version': '1.0.0', 'resolved': 'https://npm.acme.corp/a/-/a-1.0.0.tgz'}}})


def der_key():
    """The outline of a key of PKCS #8, long enough to be one."""
    body = b'\x02\x01\x00\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00'
    inner = b'\x30\x82' + struct.pack('>H', 604) + b'\x02\x01\x00' + b'\x02\x82\x01\x01\x00' + bytes(
        (7 * i * i + 3 * i) % 251 + 1 for i in range(256)) + bytes(604 - 3 - 5 - 256)
    body += b'\x04\x82' + struct.pack('>H', len(inner)) + inner
    return b'\x30\x82' + struct.pack('>H', len(body)) + body


# Of each check with an edit: files that it names, and those of them that go. "asked": only by id.
FIXTURES = {
    'arc-nested': {'lib/a.bin': zip_file()},
    'arc-polyglot': {'lib/a.png': b'\x89PNG\r\n\x1a\n' + zip_file()},
    'bin-build-traces': {'prebuilds/a': b'\xcf\xfa\xed\xfe\0' + HOME.encode() + b'/src/a.c\0'},
    'bin-native-binary': {'lib/a.node': ELF},
    'bin-wasm-sections': {'lib/a.wasm': WASM + b'\0\x05\x04name'},
    'cred-ai-assistant-config': {'lib/.claude/settings.local.json': '{}'},
    'cred-api-client-environment': {'http-client.private.env.json': '{"dev": {"key": "acme-live-1"}}'},
    'cred-cloud-credentials': {'lib/google-services.json': '{"client": []}'},
    'cred-data-dump': {'lib/a.sql': 'CREATE TABLE a;\nINSERT INTO a VALUES (1);\n'},
    'cred-dotenv': {'lib/.env': 'A=acme-1\n', '.env.production': 'B=acme-2\n'},
    'cred-home-file': {'lib/.netrc': 'machine a.io login b\n'},
    'cred-infra-state': {'lib/terraform.tfvars': 'a = 1'},
    'cred-keystore': {'lib/a.jks': b'\xfe\xed\xfe\xed\0\0\0\2'},
    'cred-kubeconfig': {'lib/kubeconfig': ''},
    'cred-memory-image': {'lib/core': b'\x7fELF\2\1\1' + bytes(9) + b'\4\0'},
    'cred-notebook-output': {'lib/a.ipynb': '{"cells": [{"outputs": [{"text": 1}]}]}'},
    'cred-npmrc': {'lib/.npmrc': '; comment\n//registry.acme.io/:keyfile=/etc/key.pem\n'},
    'cred-openpgp-secret-key': {'lib/a.asc': PGP % (('PRIVATE KEY ' + 'BLOCK',) * 2)},
    'cred-package-manager-config': {'lib/.yarnrc.yml': 'nodeLinker: node-modules\n'},
    'cred-platform-state': {'lib/.vercel/project.json': '{}'},
    'cred-private-key-file': {'lib/server.der': der_key()},
    'cred-recovery-codes': {'lib/github-recovery-codes.txt': '1'},
    'cred-shell-history': {'lib/.bash_history': 'ls\n'},
    'cred-ssh-key': {'lib/.ssh/known_hosts': 'acme.io ssh-rsa AAAA'},
    'cred-traffic-capture': {'lib/a.har': '{"log": {"version": "1.2", "entries": []}}'},
    'lit-backup-file': {'lib/a.js~': '', 'lib/b.js.bak': ''},
    'lit-build-cache': {'lib/.next/cache/a.pack': '', 'lib/.next/cache/b.pack': ''},
    'lit-ci-config': {'lib/.github/workflows/a.yml': 'on: push\n'},
    'lit-container-files': {'lib/Dockerfile': 'FROM x\n'},
    'lit-coverage-report': {'coverage/lcov.info': '', 'coverage/coverage-final.json': '{}'},
    'lit-docs-and-media': {'docs/a.md': 'text\n' * 5000},
    'lit-editor-directory': {'lib/.idea/workspace.xml': '', 'lib/.idea/modules.xml': ''},
    'lit-git-metadata': {'lib/.mailmap': 'A <a@acme.io>\n'},
    'lit-hidden-file': {'lib/.unknown-tool/state.json': '{}'},
    'lit-log-file': {'yarn-error.log': 'x', 'lib/a.log': 'x'},
    'lit-os-metadata': {'lib/Thumbs.db': 'x'},
    'lit-own-tarball': {'demo-0.9.0.tgz': b'x'},
    'lit-package-manager-files': {'lib/package-lock.json': '{}'},
    'lit-tests': {'test/%03d.js' % i: 'x' for i in range(130)},
    'lit-tool-config': {'lib/.eslintrc.json': '{}', 'lib/tsconfig.json': '{}'},
    'lit-untracked-file': {'lib/new.js': 'x = 1'},
    'lit-vcs-directory': {'lib/.jj/store/a': 'x', 'lib/.jj/b': 'x'},
    'map-absolute-path': {'lib/b.js.map': source_map(HOME + '/a.ts')},
    'map-invalid': {'lib/b.js.map': '{"version":3,'},
    'map-missing-source': {'lib/b.js.map': source_map()},
    'map-orphan': {'lib/b.js.map': source_map('a.ts')},
    'map-outside-source': {'lib/b.js.map': source_map('../../core/a.ts')},
    'map-size': {'lib/b.js.map': source_map(content='x' * 120000)},
    'map-sources-content': {'lib/b.js.map': source_map(content='let a'),
                            'lib/c.js.map': source_map(content='let b')},
    'net-lockfile-host': {'lib/package-lock.json': LOCK},
    'pkg-implicit-install': {'binding.gyp': '{}'},
    'pkg-nested-manifest': {'lib/x/package.json': json.dumps(
        {'name': 'x', 'version': '1.0.0', 'dependencies': {'b': '^1.0.0'}}), 'lib/x/a.js': 'x'},
}
# Those that are edits of package.json alone have tests of their own.
OF_MANIFEST = {'pkg-files-catch-all', 'pkg-files-no-match', 'pkg-no-files-field', 'sec-manifest-url-credentials'}


def ids_of_program():
    path = os.path.join(HERE, '..', 'src', 'fix', 'remedies.cc')
    with open(path, encoding='utf-8') as source:
        return re.findall(r'Remedy\{"([a-z-]+)"', source.read())


class EachCheck(FixTest):
    def write_fixture(self, check, **manifest):
        self.write_package({'index.js': 'x = 1\n', 'lib/a.js': 'a = 1\n', 'lib/deep/a.js': 'a = 1\n',
                            **FIXTURES[check]}, main='index.js', **manifest)
        if check == 'cred-npmrc':  # npm leaves it out unless something names it
            self.write('lib/.npmignore', '!.npmrc\n')
        if check != 'lit-untracked-file':
            return
        self.git('init', '-q')
        self.git('add', 'package.json', 'index.js', 'lib/a.js', 'lib/deep/a.js')
        self.git('commit', '-qm', 'x')

    def check_fix(self, check):
        npm = ('--npm', '11')
        self.assertIn(check, self.found(*npm))
        before = self.packed(*npm)
        run = self.fix('--only', check, *npm, status=1)
        self.assertIn('(%s)' % check, run.errors)
        self.fix('--only', check, '--write', *npm, status=0)
        self.assertNotIn(check, self.found(*npm))
        self.assertEqual(before - self.packed(*npm), set(FIXTURES[check]))
        self.assertLessEqual(self.packed(*npm), before)
        run = self.fix('--only', check, *npm, status=0)
        self.assertEqual((run.text, run.errors), ('', 'packwarden: there is nothing to fix\n'))

    def with_each(self, prepare):
        for check in sorted(FIXTURES):
            with self.subTest(check):
                if check == 'lit-untracked-file' and shutil.which('git') is None:
                    continue
                prepare(check)
                self.check_fix(check)
                shutil.rmtree(self.directory)
                self.directory.mkdir()

    def test_has_a_fixture(self):
        self.assertEqual(sorted(set(FIXTURES) | OF_MANIFEST), sorted(ids_of_program()))

    def test_with_a_list_of_files(self):
        def prepare(check):
            entries = {path.split('/')[0] for path in FIXTURES[check]} | {'lib'}
            if check == 'lit-untracked-file':
                entries = {'**/*.js'}
            self.write_fixture(check, files=sorted(entries))
        self.with_each(prepare)

    def test_with_an_npmignore(self):
        def prepare(check):
            self.write_fixture(check)
            self.write('.npmignore', '*.tmp\n')
            self.write('lib/x.tmp', 'x')
        self.with_each(prepare)

    def test_without_any_list(self):
        self.with_each(self.write_fixture)

    def test_beside_a_gitignore(self):
        def prepare(check):
            self.write_fixture(check)
            self.write('.gitignore', '*.tmp\n')
            self.write('lib/x.tmp', 'x')
        self.with_each(prepare)


if __name__ == '__main__':
    unittest.main()
