#!/usr/bin/env python3
"""The program in scripts that package managers run, and tarballs that must be the expected ones. No package manager is
needed: what they tell their scripts is told here. lifecycle_cli_test.py PROGRAM [unittest arguments]"""
import base64
import gzip
import hashlib
import json
import os
import sys
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from program import CliTest


def integrity_of(content):
    return 'sha512-' + base64.b64encode(hashlib.sha512(content).digest()).decode()


class Lifecycle(CliTest):
    def setUp(self):
        super().setUp()
        self.write_package({'README.md': '# demo\n', 'index.js': 'exports.one = 1;\n'}, license='MIT',
                           scripts={'prepack': 'tsc', 'prepare': 'tsc', 'postpack': 'packwarden audit'})

    def script(self, event, *arguments, agent='npm/11.0.0 node/v22.0.0 linux x64', manifest=None, **variables):
        return self.run_program('audit', *arguments, environment={
            'npm_config_user_agent': agent, 'npm_lifecycle_event': event, 'npm_command': 'publish',
            'npm_package_json': manifest or str(self.directory / 'package.json'), **variables})

    def test_standard_output_stays_empty(self):
        for event in ('prepublishOnly', 'prepack', 'prepare', 'postpack'):
            for format in ('text', 'json'):
                run = self.script(event, '--format', format)
                self.assertEqual((run.status, run.text), (0, ''))
                self.assertTrue(run.errors)

    def test_a_tree_that_is_not_final_is_said_to_be(self):
        for event, note in [('prepublishOnly', 'after prepublishOnly npm runs prepack and prepare, which'),
                            ('prepack', 'after prepack npm runs prepare, which'), ('prepare', None), ('postpack', None)]:
            errors = ' '.join(self.script(event).errors.split())
            self.assertEqual('Not final yet' in errors, note is not None, event)
            self.assertIn(note or '', errors)

    def test_the_tarball_of_postpack_is_recorded(self):
        integrity = integrity_of(b'a tarball')
        run = self.script('postpack', '--format', 'json', npm_package_integrity=integrity)
        target = json.loads(run.errors)['targets'][0]
        self.assertEqual((target['integrity'], target['status']), (integrity, 'clean'))
        self.assertIn(f'The tarball that npm made of it: {integrity}.', target['notes'])
        for event, value in [('prepack', integrity), ('postpack', ''), ('postpack', 'sha512-x\n::error::')]:
            run = self.script(event, '--format', 'json', npm_package_integrity=value)
            self.assertIsNone(json.loads(run.errors)['targets'][0]['integrity'])

    def test_another_package_than_that_of_the_script_has_no_note(self):
        self.write('other/package.json', '{"name": "other", "version": "1.0.0"}')
        run = self.script('prepack', manifest=str(self.directory / 'other/package.json'))
        self.assertNotIn('Not final yet', run.errors)

    def test_settings_of_a_run_change_nothing(self):
        plain = self.script('postpack').errors
        for name, value in [('npm_config_dry_run', 'true'), ('npm_config_workspaces', 'true'),
                            ('npm_config_workspace', 'x'), ('npm_config_json', 'true'),
                            ('npm_config_include_workspace_root', 'true')]:
            self.assertEqual(self.script('postpack', **{name: value}).errors, plain, name)


class ExpectedIntegrity(CliTest):
    def setUp(self):
        super().setUp()
        manifest = json.dumps({'name': 'demo', 'version': '1.0.0', 'license': 'MIT'}).encode()
        self.content = gzip.compress(self.tarball({'package.json': manifest, 'README.md': b'# demo\n'}))
        self.write('demo.tgz', self.content)

    def audit(self, *arguments, **options):
        return self.run_program('audit', '--format', 'json', *arguments, **options)

    def test_a_tarball_has_one(self):
        self.assertEqual(self.audit('demo.tgz').target['integrity'], integrity_of(self.content))

    def test_the_expected_tarball_is_audited(self):
        right = integrity_of(self.content)
        self.assertEqual(self.audit('demo.tgz', '--expect-integrity', right).status, 0)
        self.assertEqual(self.audit('-', '--expect-integrity', right, stdin=self.content).status, 0)
        run = self.audit('demo.tgz', '--expect-integrity-env', 'EXPECTED', environment={'EXPECTED': right})
        self.assertEqual((run.status, run.target['integrity']), (0, right))

    def test_another_one_is_not(self):
        other = integrity_of(b'')
        for arguments, options in [(['demo.tgz', '--expect-integrity', other], {}),
                                   (['-', '--expect-integrity', other], {'stdin': self.content}),
                                   (['demo.tgz', '--expect-integrity-env', 'OTHER'], {'environment': {'OTHER': other}})]:
            run = self.audit(*arguments, **options)
            self.assertEqual(run.status, 2)
            self.assertEqual(run.target['problems'][0]['what'],
                             'is another tarball than the expected one: its integrity is ' + integrity_of(self.content))

    def test_what_says_nothing_expects_nothing_and_is_refused(self):
        cases = [(['demo.tgz', '--expect-integrity-env', 'UNSET'], 'UNSET', 'is not set'),
                 (['demo.tgz', '--expect-integrity', 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk='], '--expect-integrity',
                  'is no digest of a tarball'),
                 (['.', '--expect-integrity', integrity_of(b'')], '.', 'is a directory')]
        for arguments, where, what in cases:
            run = self.audit(*arguments)
            problem = run.target['problems'][0]
            self.assertEqual((run.status, problem['where']), (2, where))
            self.assertIn(what, problem['what'])
        for command in ('list', 'scan', 'pack', 'fix'):
            self.assertEqual(self.run_program('--expect-integrity', integrity_of(b''), command, 'demo.tgz').status, 2)


if __name__ == '__main__':
    unittest.main()
