#!/usr/bin/env python3
"""Known values, as users meet them: known_values_cli_test.py PROGRAM [unittest arguments].

Values are made here, at run time. No test prints one.
"""
import base64
import os
import random
import shutil
import sys
import unittest
import urllib.parse

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from program import DIGITS
from repository import GitTest

CI = {'CI': 'true'}


def invented(size=24, seed=1):
    return ''.join(random.Random(seed).choices(DIGITS, k=size))


class KnownValues(GitTest):
    def audit(self, *arguments, **options):
        """The run, once it is sure that it shows no value."""
        run = self.run_program('audit', '--format', 'json', *arguments, **options)
        for value in self.values:
            shown = value.encode() in run.stdout + run.stderr
            self.assertFalse(shown, 'a value is shown')
        return run

    def setUp(self):
        super().setUp()
        self.values = [invented()]
        self.value = self.values[0]

    def write_leak(self, content, dotenv='DB_TOKEN=%s\n', **manifest):
        self.write_package({'dist/a.js': content}, files=['dist'], **manifest)
        if dotenv:
            self.write('.env', dotenv % self.value)

    def test_a_value_of_dotenv_that_was_inlined_fails(self):
        self.write_leak('connect("%s")' % self.value)
        run = self.audit()
        self.assertEqual(run.status, 1, run.errors)
        finding, = run.secrets
        self.assertEqual(finding['rule'], 'env-dotenv-value-match')
        self.assertEqual(finding['severity'], 'critical')
        self.assertEqual(finding['span'], {'begin': 9, 'end': 33})
        self.assertIn('DB_TOKEN in .env,', finding['message'])
        self.assertEqual(run.target['notes'][:1], ['looked for 1 known value of .env'])

    def test_each_encoding_is_found_wherever_it_begins(self):
        raw = self.value[:-2] + '/+'
        self.values = [raw]
        self.value = raw
        encoded = [base64.b64encode(b'x' * before + raw.encode() + b'yz').decode()
                   for before in range(3)]
        encoded += [base64.urlsafe_b64encode(b'\0' * before + raw.encode() + b'\xff').decode()
                    for before in range(3)]
        encoded += [raw.encode().hex(), raw.encode().hex().upper(), urllib.parse.quote(raw, ''),
                    raw.replace('/', '\\/'), raw]
        for text in encoded:
            self.write_leak('\0\1"%s"' % text)
            run = self.audit()
            self.assertEqual(run.status, 1, 'form %d' % encoded.index(text))
            rules = [finding['rule'] for finding in run.secrets]
            self.assertEqual(rules, ['env-dotenv-value-match'], 'form %d' % encoded.index(text))

    def test_a_key_of_several_lines_is_found_where_its_lines_are_escaped(self):
        lines = [invented(64, seed) for seed in range(5)]
        self.values = lines
        self.write_leak('k = "%s"' % '\\n'.join(lines), dotenv=None)
        self.write('.env', 'SIGNING_KEY="%s"\n' % '\n'.join(lines))
        run = self.audit()
        self.assertEqual(run.status, 1)
        self.assertEqual(run.secrets[0]['via'], ['escape'])

    def test_off_looks_for_none(self):
        self.write_leak(self.value)
        run = self.audit('--known-values', 'off')
        self.assertEqual((run.status, run.secrets), (0, []))
        self.assertNotIn('known value', ' '.join(run.target['notes']))

    def test_variables_count_in_ci_only(self):
        self.write_leak(self.value, dotenv=None)
        variables = {'DEPLOY_TOKEN': self.value}
        self.assertEqual(self.audit(environment=variables).status, 0)
        for mark in (CI, {'GITHUB_ACTIONS': 'true'}, {'TF_BUILD': 'True'}):
            run = self.audit(environment={**variables, **mark})
            self.assertEqual(run.status, 1)
            finding, = run.secrets
            self.assertEqual(finding['rule'], 'env-value-match')
            self.assertIn('the environment variable DEPLOY_TOKEN,', finding['message'])
        self.assertEqual(self.audit(environment={**variables, 'CI': 'false'}).status, 0)

    def test_variables_count_for_tarballs_too_and_scan_knows_none(self):
        self.write_leak(self.value)
        content = {'package.json': (self.directory / 'package.json').read_bytes(),
                   'dist/a.js': self.value.encode()}
        self.write('demo.tar', self.tarball(content))
        environment = {'DEPLOY_TOKEN': self.value, **CI}
        self.assertEqual(self.audit('demo.tar').status, 0)
        self.assertEqual(self.audit('demo.tar', environment=environment).status, 1)
        self.assertEqual(self.audit('-', environment=environment,
                                    stdin=self.tarball(content)).status, 1)
        self.assertEqual(self.run_program('scan', 'dist', environment=environment).status, 0)

    def test_pack_writes_no_tarball_with_a_known_value(self):
        self.write_leak(self.value)
        self.assertEqual(self.run_program('pack', '--out', 'demo.tgz').status, 1)
        self.assertFalse((self.directory / 'demo.tgz').exists())
        run = self.run_program('pack', '--out', 'demo.tgz', '--known-values', 'off')
        self.assertEqual(run.status, 0)

    def test_a_workspace_knows_the_values_of_its_root(self):
        self.write('package.json', '{"name": "root", "version": "1.0.0", "workspaces": ["a"]}')
        self.write('.env', 'DB_TOKEN=%s\n' % self.value)
        self.write('a/package.json', '{"name": "a", "version": "1.0.0", "files": ["dist"]}')
        self.write('a/dist/a.js', self.value)
        run = self.audit('--workspaces')
        self.assertEqual(run.status, 1)
        self.assertIn('DB_TOKEN in ../.env,', run.secrets[0]['message'])

    def test_settings_and_what_is_public_anyway_are_passed_over(self):
        for name, value in (('NODE_ENV', 'production'), ('API_URL', 'https://api.example.org/v1'),
                            ('PORT', '12345678'), ('AUTH_PROVIDER', 'google-oauth2'),
                            ('APP_SECRET', 'changeme'), ('NEXT_PUBLIC_KEY', self.value)):
            self.write_leak('x = "%s"' % value, dotenv=None)
            self.write('.env', '%s=%s\n' % (name, value))
            self.assertEqual(self.audit().secrets, [], name)

    def test_a_value_of_an_example_is_no_secret(self):
        self.write_leak(self.value)
        self.write('.env.example', 'DB_TOKEN=%s\n' % self.value)
        self.assertEqual(self.audit().status, 0)

    @unittest.skipUnless(shutil.which('git'), 'there is no git')
    def test_a_value_in_tracked_source_is_no_secret_unless_that_is_packed(self):
        self.write_leak(self.value)
        self.write('compose.yml', 'token: %s' % self.value)

        self.git('init')
        self.assertEqual(self.audit().status, 1)
        self.git('add', '.env', 'dist')
        self.assertEqual(self.audit().status, 1)
        self.git('add', 'compose.yml')
        self.assertEqual(self.audit().status, 0)
        without_git = {'PATH': str(self.directory / 'node_modules/.bin')}
        self.write('node_modules/.bin/git', '#!/bin/sh\ntouch "%s/canary"\n' % self.directory)
        os.chmod(self.directory / 'node_modules/.bin/git', 0o755)
        self.assertEqual(self.audit(environment=without_git).status, 1)
        self.assertFalse((self.directory / 'canary').exists())

    def test_settings_that_cannot_be_read_are_named(self):
        self.write_leak('x = 1', dotenv=None)
        os.mkfifo(self.directory / '.env')
        run = self.audit()
        self.assertEqual(run.status, 0)
        self.assertIn('.env are not known', run.target['notes'][0])
        os.remove(self.directory / '.env')
        self.write('.env', 'A=1\n' * 300_000)
        run = self.audit()
        self.assertEqual(run.status, 2)
        self.assertEqual(run.target['problems'][0]['limit'], {'name': 'file-bytes', 'value': 1 << 20})
        self.assertEqual(self.audit('--known-values', 'off').status, 0)

    def test_a_wrong_value_of_the_option_is_said(self):
        run = self.run_program('audit', '--known-values', 'on')
        self.assertEqual(run.status, 2)
        self.assertIn('--known-values', run.errors)
        self.assertIn('--known-values', self.run_program('audit', '--help').text)


if __name__ == '__main__':
    unittest.main()
