#!/usr/bin/env python3
"""`baseline import`, of the files of other scanners. baseline_import_cli_test.py PROGRAM [unittest arguments]"""
import hashlib
import json
import os
import sys
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from baselines import DAY, BaselineTest
from program import github_token, npm_token


class Importing(BaselineTest):
    """Files of other scanners, as their documentation describes them."""

    def setUp(self):
        super().setUp()
        self.plant('src/b.py', npm_token(2), github_token(3))

    def known(self):
        return [(entry['rule'], entry['path'], entry['reason']) for entry in self.entries()]

    def result(self, value, line, **more):
        return {'type': 'NPM tokens', 'filename': 'src/b.py', 'is_verified': False, 'line_number': line,
                'hashed_secret': hashlib.sha1(value.encode()).hexdigest(), **more}

    def test_values_that_detect_secrets_knows_become_entries(self):
        self.write('.secrets.baseline', json.dumps({'version': '1.5.0', 'plugins_used': [], 'results': {
            'src/b.py': [self.result(npm_token(2), 1), self.result('something else', 2),
                         self.result(npm_token(9), 9, is_secret=True)],
            'lib/a.js': [self.result(npm_token(2), 1)], 'gone.py': [self.result(npm_token(2), 1)]}}))
        run = self.baseline('import', '.secrets.baseline', '--owner', 'ann')
        self.assertEqual(self.known(), [('npm-access-token', 'src/b.py', 'detect-secrets: NPM tokens')])
        self.assertEqual(self.entries()[0]['owner'], 'ann')
        self.assertIn('Carried over: 1 of 5', run.text)
        flat = ' '.join(run.text.split())
        self.assertIn('was audited as a real secret', flat)
        self.assertIn('a value in gone.py: is not found there now', flat)
        self.assertIn('what is found there is something else', flat)
        self.audit('lib', 'src', status=1, command='scan')
        for value in (npm_token(2), npm_token(9)):
            digest = hashlib.sha1(value.encode()).hexdigest()
            self.assertNotIn(digest, run.text + run.errors + self.read())

    def test_places_that_gitleaks_ignores_become_entries(self):
        self.write('.gitleaksignore', '\n'.join([
            '# known', 'src/b.py:npm-access-token:1', 'c' * 40 + ':lib/a.js:npm-access-token:1',
            'src/b.py:jwt:7', '../b.js:jwt:1', '/etc/passwd:jwt:1']))
        run = self.baseline('import', '.gitleaksignore')
        self.assertEqual([entry[:2] for entry in self.known()],
                         [('npm-access-token', 'lib/a.js'), ('npm-access-token', 'src/b.py')])
        self.assertIn('Carried over: 2 of 5', run.text)
        self.assertIn('is not in this directory', ' '.join(run.text.split()))
        self.audit('lib', 'src', status=1, command='scan')  # the second one of src/b.py

    def test_paths_that_gitleaks_allows_become_entries_of_the_policy(self):
        self.write('.gitleaks.toml', '''[allowlist]
paths = ["^src/", "[ab].md"]
stopwords = ["x"]
''')
        run = self.baseline('import', '.gitleaks.toml')
        policy = json.loads(self.read('packwarden.json'))
        rules = [found['rule'] for found in self.run_program('scan', 'src', '--format', 'json').secrets]
        self.assertEqual(len(rules), 2)
        self.assertEqual(policy, {'allow': [{'rule': rule, 'path': '/src/**', 'reason': 'gitleaks: allow-list'}
                                            for rule in sorted(rules)]})
        self.assertIn('Carried over: 1 of 3', run.text)
        self.assertEqual(self.run_program('scan', 'src', '--config', 'packwarden.json').status, 0)
        self.write('packwarden.json', '{} // ours')
        run = self.baseline('import', '.gitleaks.toml')
        self.assertIn('add to `allow` of packwarden.json\n    {"rule"', run.text)
        self.assertEqual(self.read('packwarden.json'), '{} // ours')

    def test_texts_that_secretlint_allows_become_entries(self):
        self.write('.secretlintrc.json', json.dumps({'rules': [{'id': '@secretlint/secretlint-rule-npm', 'options': {
            'allows': [npm_token(1), '/dummy/i', npm_token(8)]}}]}))
        self.write('.secretlintignore', 'node_modules\nsrc\n')
        run = self.baseline('import', '.secretlintrc.json', '.secretlintignore', '--scan', 'lib', '--scan', 'src')
        self.assertEqual([entry[:2] for entry in self.known()], [('npm-access-token', 'lib/a.js')])
        self.assertIn('"path":"src/"', self.read('packwarden.json').replace(': ', ':'))
        for seed in (1, 8):
            self.assertNotIn(npm_token(seed), run.text + run.errors + self.read())

    def test_what_is_imported_adds_to_a_baseline(self):
        self.baseline('create', '--scan', 'lib', '--reason', 'ours')
        self.write('.gitleaksignore', 'src/b.py:npm-access-token:1\nlib/a.js:npm-access-token:1\n')
        self.baseline('import', '.gitleaksignore')
        self.assertEqual([entry[1:] for entry in self.known()],
                         [('lib/a.js', 'ours'), ('src/b.py', 'gitleaks: npm-access-token')])

    def test_mistakes_are_told(self):
        self.write('known.json', '{}')
        self.write('.gitleaks.toml', 'a = \n')
        for arguments, error in [(('known.json',), 'say it with --from'), (('.gitleaks.toml',), 'is no TOML'),
                                 (('--from', 'detect-secrets', 'known.json'), 'without "results"'),
                                 (('--from', 'x', 'known.json'), 'no format that is known'),
                                 (('none.toml',), 'none.toml'), ((), 'FILE')]:
            self.assertIn(error, self.baseline('import', *arguments, status=2).errors)
        self.write('.gitleaksignore', 'src/b.py:jwt:1\n')
        self.baseline('import', '.gitleaksignore', environment={**DAY, 'CI': '1'}, status=2)


if __name__ == '__main__':
    unittest.main()
