#!/usr/bin/env python3
"""The policy of a file, end to end. policy_cli_test.py PROGRAM [unittest arguments]"""
import json
import os
import sys
import tarfile
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from program import CliTest, npm_token
from repository import GitTest


class Policies(CliTest):
    def setUp(self):
        super().setUp()
        self.write('p/package.json', '{"name": "demo", "version": "1.0.0", "main": "lib/none.js", "files": ["lib"]}')
        self.write('p/lib/a.js', 'export const a = 1;\n')

    def audit(self, config=None, *options):
        if config is not None:
            self.write('policy.json', json.dumps(config))
            options += ('--config', 'policy.json')
        return self.run_program('audit', 'p', '--format', 'json', *options)

    def allowed(self, **change):
        return {'allow': [{'rule': 'pkg-entry-missing', 'path': 'package.json', 'reason': 'made later', **change}]}

    def entry(self, run):
        return next(found for found in run.target['findings'] if found['rule'] == 'pkg-entry-missing')

    def test_what_is_allowed_is_listed_and_does_not_fail(self):
        self.assertEqual(self.audit().status, 1)
        run = self.audit(self.allowed())
        self.assertEqual(run.status, 0, run.errors)
        self.assertEqual(self.entry(run)['suppressed'], 'policy.json:1: made later')
        self.assertFalse(self.entry(run)['fails'])
        self.assertEqual(run.target['totals']['suppressed'], 1)
        text = self.run_program('audit', 'p', '--config', 'policy.json').text
        self.assertIn('1 suppressed', text)
        self.assertIn('made later', text)

    def test_what_is_over_or_elsewhere_fails(self):
        run = self.audit(self.allowed(until='2001-01-01'))
        self.assertEqual(run.status, 1)
        self.assertIn('policy.json:1: what it allows of `pkg-entry-missing` ended on 2001-01-01. Remove it, or give '
                      'it a later day.', run.target['notes'])
        run = self.audit(self.allowed(path='lib/'))
        self.assertEqual(run.status, 1)
        self.assertIn('policy.json:1: what it allows of `pkg-entry-missing` was not found. Remove it if it is gone.',
                      run.target['notes'])

    def test_the_command_line_decides_the_threshold_before_the_file(self):
        self.assertEqual(self.audit({'failOn': 'critical'}).status, 0)
        self.assertEqual(self.audit({'failOn': 'critical'}, '--fail-on', 'high').status, 1)

    def test_what_lies_in_the_package_only_tightens(self):
        self.write('p/packwarden.json', json.dumps(self.allowed()))
        run = self.audit()
        self.assertEqual(run.status, 1)
        self.assertEqual([note for note in run.target['notes'] if 'packwarden.json' in note],
                         ['p/packwarden.json:1: what it allows of `pkg-entry-missing` does not count: what lies in '
                          'the package cannot loosen its own audit. Name the file with --config where it may.'])
        run = self.run_program('audit', 'p', '--format', 'json', '--config', 'p/packwarden.json')
        self.assertEqual(run.status, 0, run.errors)
        self.write('p/packwarden.json', '{"failOn": "note"}')
        self.write('p/lib/none.js', 'x\n')
        self.assertEqual(self.audit().status, 1)
        self.write('p/packwarden.json', '{}')
        self.assertEqual(self.audit().status, 0)

    def test_a_policy_that_is_wrong_is_incomplete_and_says_where(self):
        for config, error in [
                ({'alow': []}, 'policy.json:1:10: unknown key "alow"; did you mean "allow"?'),
                ({'severities': {'lit-test': 'low'}},
                 'policy.json:1: there is no rule or check called "lit-test"; did you mean '
                 '"lit-tests"?'),
                (self.allowed(rule='lit-test'), 'policy.json:1: there is no rule or check called "lit-test"; did you mean '
                 '"lit-tests"?')]:
            run = self.audit(config)
            self.assertEqual(run.status, 2)
            self.assertEqual([problem['where'] + ': ' + problem['what'] for problem in run.target['problems']],
                             [error])
        self.assertEqual(self.audit(None, '--config', 'none.json').status, 2)
        self.write('p/packwarden.json', '{"failon": "low"}')
        run = self.audit()
        self.assertEqual(run.status, 2)
        self.assertIn('p/packwarden.json:1:12', run.text)

    def test_severities_change_what_fails(self):
        for severity, status in ('medium', 0), ('critical', 1):
            run = self.audit({'severities': {'pkg-entry-missing': severity}})
            self.assertEqual(run.status, status)
            self.assertEqual(self.entry(run)['severity'], severity)

    def test_severities_in_the_package_only_rise(self):
        self.write('p/packwarden.json', '{"severities": {"pkg-entry-missing": "low", "lic-no-license-file": "high"}}')
        run = self.audit()
        self.assertEqual(self.entry(run)['severity'], 'high')
        self.assertIn('p/packwarden.json:1: `severities` of `pkg-entry-missing` = low does not count: what lies in '
                      'the package cannot loosen its own audit. Name the file with --config where it may.',
                      run.target['notes'])

    def test_groups_and_budgets_add_to_those_of_the_command_line(self):
        self.write('p/package.json', '{"name": "lodas", "version": "1.0.0", "license": "MIT"}')
        self.write('p/packwarden.json', '{"groups": ["names"]}')
        run = self.audit({'budgets': ['files=1']}, '--budget', 'size=1B')
        rules = [finding['rule'] for finding in run.target['findings']]
        self.assertEqual(rules.count('dif-budget'), 2)
        self.assertTrue(any('names' in note or 'pkg-name' in note for note in run.target['notes'])
                        or 'pkg-name-confusable' in rules)

    def test_a_policy_extends_others(self):
        self.write('base/packwarden.json', json.dumps(self.allowed()))
        self.write('base/strict.json', '{"failOn": "note"}')
        run = self.audit({'extends': ['./base/strict.json', './base/packwarden.json'], 'failOn': 'high'})
        self.assertEqual(run.status, 0, run.text)
        self.assertEqual(self.entry(run)['suppressed'], 'base/packwarden.json:1: made later')

    def problems(self, run):
        self.assertEqual(run.status, 2)
        return [problem['where'] + ': ' + problem['what'] for problem in run.target['problems']]

    def test_a_policy_in_the_package_extends_what_is_in_its_repository(self):
        self.write('outside.json', '{"failOn": "note"}')
        self.write('repository/.git/HEAD', 'ref: refs/heads/main\n')
        self.write('repository/base.json', '{"failOn": "note"}')
        self.write('repository/p/package.json', '{"name": "demo", "version": "1.0.0", "license": "MIT"}')
        policy = 'repository/p/packwarden.json'
        self.write(policy, '{"extends": "../base.json"}')
        audit = ['audit', 'repository/p', '--format', 'json']
        self.assertEqual(self.run_program(*audit).status, 1)
        for path in '../../outside.json', str(self.directory / 'outside.json'), './link/outside.json':
            self.write(policy, json.dumps({'extends': path}))
            if 'link' in path:
                (self.directory / 'repository/p/link').symlink_to('../..')
            self.assertIn('outside of the repository that it is for', self.problems(self.run_program(*audit))[0])

    def test_without_a_repository_it_extends_what_is_beside_it(self):
        self.write('base.json', '{"failOn": "note"}')
        self.write('p/packwarden.json', '{"extends": "../base.json"}')
        self.assertEqual(self.problems(self.audit()),
                         ['p/packwarden.json:1:13: base.json cannot be read: outside of the repository that it is '
                          'for'])
        self.write('p/strict.json', '{"failOn": "note"}')
        self.write('p/packwarden.json', '{"extends": "./strict.json"}')
        self.write('p/lib/none.js', 'x\n')
        self.assertEqual(self.audit().status, 1)

    def test_a_policy_that_extends_itself_is_named_with_the_way(self):
        self.write('a.json', '{"extends": "b.json"}')
        self.write('b.json', '{\n  "extends": "./a.json"}')
        self.assertEqual(self.problems(self.audit(None, '--config', 'a.json')),
                         ['b.json:2:14: a policy that extends itself: a.json > b.json > a.json'])

    def test_what_lies_in_the_package_is_said_without_its_secrets(self):
        token = npm_token(3)
        for text in ['{"%s": 1}' % token, json.dumps(self.allowed(rule=token))]:
            self.write('p/packwarden.json', text)
            run = self.run_program('audit', 'p')
            self.assertNotIn(token, run.text + run.errors)
            self.assertIn('packwarden.json:1', run.text)

    def test_a_link_is_no_policy_of_the_package(self):
        self.write('other.json', '{}')
        (self.directory / 'p/packwarden.json').symlink_to('../other.json')
        self.assertEqual(self.audit().status, 2)


class Comments(CliTest):
    """Suppressions in comments. The marker stands apart, so that this file has no such comments."""
    MARK = 'packwarden-' + 'ignore-next-line '

    def source(self, comment, name='src/a.js'):
        self.write(name, '%s\nconst token = "%s";\n' % (comment, npm_token(5)))

    def scan(self, *options, environment=None):
        return self.run_program('scan', 'src', '--format', 'json', *options, environment=environment)

    def test_count_where_they_are_switched_on(self):
        self.source('// ' + self.MARK + 'npm-access-token -- revoked [until 2099-12-31]')
        self.assertEqual(self.scan().status, 1)
        run = self.scan('--inline-suppressions', 'on')
        self.assertEqual(run.status, 0, run.text)
        self.assertEqual(run.target['findings'][0]['suppressed'], 'inline src/a.js:1: revoked')
        self.assertEqual(run.target['totals']['suppressed'], 1)
        self.write('policy.json', '{"inlineSuppressions": "on"}')
        self.assertEqual(self.scan('--config', 'policy.json').status, 0)
        self.assertEqual(self.scan('--config', 'policy.json', '--inline-suppressions', 'off').status, 1)

    def test_never_count_for_bad_secrets_in_ci_or_without_a_last_day(self):
        self.source('// ' + self.MARK + 'npm-access-token -- revoked until 2099-12-31')
        run = self.scan('--inline-suppressions', 'on', environment={'CI': 'true'})
        self.assertEqual(run.status, 1)
        self.assertEqual(run.target['notes'],
                         ['src/a.js:1: the comment does not count for `npm-access-token`: in continuous integration '
                          'no comment suppresses a secret of severity critical.'])
        self.source('// ' + self.MARK + 'npm-access-token -- revoked')
        run = self.scan('--inline-suppressions', 'on')
        self.assertEqual(run.status, 1)
        self.assertEqual(run.target['notes'],
                         ['src/a.js:1: the comment does not count for `npm-access-token`: for severity critical the '
                          'reason ends with a last day, as in until 2027-06-30.'])

    def test_in_vain_are_noted_or_fail(self):
        self.write('src/a.js', '// ' + self.MARK + 'npm-access-token -- gone\n// ' + self.MARK + 'x\n')
        notes = ['src/a.js:1: what this suppression allows of `npm-access-token` was not found. Remove it if it is '
                 'gone.',
                 'src/a.js:2: this suppression does not count: it has no reason; write packwarden-ignore-next-line '
                 'RULE -- REASON.']
        run = self.scan('--inline-suppressions', 'on')
        self.assertEqual((run.status, run.target['notes']), (0, notes))
        run = self.scan('--inline-suppressions', 'on', '--fail-on-stale')
        self.assertEqual((run.status, run.target['notes']), (1, []))
        self.assertEqual([(found['rule'], found['path'], found['start']['line'], found['fails'])
                          for found in run.target['findings']],
                         [('policy-stale-suppression', 'src/a.js', 1, True),
                          ('policy-stale-suppression', 'src/a.js', 2, True)])

    def test_allowances_in_vain_fail_where_asked(self):
        self.write('src/a.js', 'a\n')
        policy = {'allow': [{'rule': 'npm-access-token', 'path': 'a.js', 'reason': 'old'}]}
        self.write('policy.json', json.dumps(policy))
        self.assertEqual(self.scan('--config', 'policy.json').status, 0)
        run = self.scan('--config', 'policy.json', '--fail-on-stale', '--fail-on', 'critical')
        self.assertEqual(run.status, 1)
        self.assertEqual(run.target['findings'][0]['path'], 'policy.json')
        self.write('policy.json', json.dumps({**policy, 'failOnStale': 'on'}))
        self.assertEqual(self.scan('--config', 'policy.json').status, 1)

    def test_never_count_in_what_was_packed(self):
        self.source('// ' + self.MARK + 'npm-access-token -- revoked until 2099-12-31', 'p/a.js')
        self.write('p/package.json', '{"name": "demo", "version": "1.0.0"}')
        on = ['--inline-suppressions', 'on', '--format', 'json']
        self.assertEqual(self.run_program('audit', 'p', *on).status, 0)
        with tarfile.open(self.directory / 'demo.tgz', 'w:gz') as archive:
            archive.add(self.directory / 'p', 'package')
        self.assertEqual(self.run_program('audit', 'demo.tgz', *on).status, 1)
        self.assertEqual(self.run_program('scan', 'demo.tgz', *on).status, 1)

    def test_reasons_hold_no_secret(self):
        token = npm_token(6)
        self.source('// ' + self.MARK + 'npm-access-token -- was %s until 2099-12-31' % token)
        for output in 'json', 'text':
            run = self.run_program('scan', 'src', '--inline-suppressions', 'on', '--format', output)
            self.assertNotIn(token, run.text + run.errors)

    def test_reasons_of_a_policy_hold_no_secret(self):
        token = npm_token(7)
        self.source('x')
        policy = {'allow': [{'rule': 'npm-access-token', 'path': '**', 'reason': 'was ' + token}]}
        self.write('policy.json', json.dumps(policy))
        self.write('src/b.js', f'const a = "{npm_token(8)}";')
        for output in 'json', 'text', 'sarif', 'junit':
            run = self.run_program('scan', 'src', '--config', 'policy.json', '--format', output)
            self.assertEqual(run.status, 0, run.text)
            self.assertIn('was ', run.text)
            self.assertNotIn(token, run.text + run.errors)

    def test_what_lies_in_the_package_cannot_switch_them_on(self):
        self.source('// ' + self.MARK + 'npm-access-token -- revoked until 2099-12-31', 'p/a.js')
        self.write('p/package.json', '{"name": "demo", "version": "1.0.0"}')
        self.write('p/packwarden.json', '{"inlineSuppressions": "on"}')
        run = self.run_program('audit', 'p', '--format', 'json')
        self.assertEqual(run.status, 1)
        self.assertTrue(any('`inlineSuppressions` = on does not count' in note for note in run.target['notes']))


class Revisions(GitTest):
    """Policies as git has them."""
    ALLOWED = json.dumps({'allow': [{'rule': 'npm-access-token', 'path': 'a.js', 'reason': 'revoked'}]})

    def setUp(self):
        super().setUp()
        self.git('init', '-q')
        self.write('a.js', 'const token = "%s";\n' % npm_token(5))

    def scan(self, *options):
        return self.run_program('scan', 'a.js', '--format', 'json', *options)

    def test_count_as_the_revision_has_them(self):
        self.write('packwarden.json', json.dumps({'extends': './policy/base.json'}))
        self.write('policy/base.json', self.ALLOWED)
        self.commit()
        self.write('policy/base.json', '{}')
        run = self.scan('--config-from', 'HEAD')
        self.assertEqual(run.status, 0, run.text)
        self.assertEqual(run.target['findings'][0]['suppressed'], 'HEAD:policy/base.json:1: revoked')
        self.assertEqual(self.scan('--config-from', 'HEAD', '--config', 'policy/base.json').status, 0)
        self.commit()
        self.assertEqual(self.scan('--config-from', 'HEAD').status, 1)
        self.assertEqual(self.scan('--config-from', 'HEAD~1').status, 0)

    def test_that_are_not_there_allow_nothing_or_fail(self):
        self.commit()
        self.write('packwarden.json', self.ALLOWED)
        run = self.scan('--config-from', 'HEAD')
        self.assertEqual((run.status, run.target['notes']), (1, ['HEAD has no packwarden.json: nothing is allowed.']))
        for options, error in [
                (['--config-from', 'none'],
                 'none: there is no such commit in this clone. Fetch it and run this again: git fetch origin'),
                (['--config-from', 'HEAD', '--config', 'packwarden.json'],
                 'HEAD:packwarden.json: there is no such file in the revision'),
                (['--config-from', 'HEAD', '--config', '../packwarden.json'],
                 'HEAD:../packwarden.json: outside of the repository'),
                (['--config-from', 'HEAD\nHEAD'], 'HEAD\nHEAD: is no name of a revision')]:
            run = self.scan(*options)
            self.assertEqual(run.status, 2)
            self.assertEqual([problem['where'] + ': ' + problem['what'] for problem in run.target['problems']], [error])

    def test_of_what_is_staged_only_tighten(self):
        self.git('commit', '-q', '--allow-empty', '-m', 'c')
        self.write('packwarden.json', self.ALLOWED)
        self.git('add', '-A')
        run = self.run_program('staged', '--format', 'json')
        self.assertEqual(run.status, 1)
        self.assertTrue(any('packwarden.json:1: what it allows of `npm-access-token` does not count' in note
                            for note in run.target['notes']), run.target['notes'])
        self.assertEqual(self.run_program('staged', '--config', 'packwarden.json').status, 0)

    def test_of_the_environment_count_for_what_is_staged(self):
        self.git('commit', '-q', '--allow-empty', '-m', 'c')
        self.git('add', '-A')
        skip = {'PACKWARDEN_SKIP': 'npm-access-token', 'PACKWARDEN_SKIP_REASON': 'revoked'}
        staged = ['staged', '--format', 'json']
        run = self.run_program(*staged, environment=skip)
        self.assertEqual(run.status, 0, run.text)
        self.assertEqual(run.target['findings'][0]['suppressed'], 'PACKWARDEN_SKIP: revoked')
        run = self.run_program(*staged, environment={**skip, 'CI': 'true'})
        self.assertEqual(run.status, 1)
        self.assertIn('PACKWARDEN_SKIP does not count in continuous integration: nothing is skipped.',
                      run.target['notes'])
        self.assertEqual(self.run_program(*staged, environment={**skip, 'PACKWARDEN_SKIP_REASON': ''}).status, 2)
        self.assertEqual(self.run_program(*staged, environment={**skip, 'PACKWARDEN_SKIP': 'nothing-such'}).status, 2)
        self.assertEqual(self.run_program('scan', 'a.js', environment=skip).status, 1)


class ConfigShow(CliTest):
    def show(self, *options):
        return self.run_program('config', 'show', *options)

    def test_says_where_each_value_comes_from(self):
        self.write('ci.json', '{"failOn": "medium",\n "groups": ["names"]}')
        self.write('p/packwarden.json', '{"failOn": "low", "inlineSuppressions": "on"}')
        run = self.show('p', '--config', 'ci.json')
        self.assertEqual(run.status, 0, run.errors)
        self.assertRegex(run.text, r'(?m)^failOn +low \[p/packwarden.json:1\]$')
        self.assertRegex(run.text, r'(?m)^failOnStale +off \[default\]$')
        self.assertRegex(run.text, r'(?m)^groups +names \[ci.json:2\]$')
        self.assertIn('`inlineSuppressions` = on does not count', ' '.join(run.text.split()))
        document = json.loads(self.show('p', '--config', 'ci.json', '--json').stdout)
        self.assertEqual(list(document), ['schema', 'settings', 'notes'])
        self.assertEqual(document['settings'][0],
                         {'key': 'failOn', 'value': 'low', 'origin': 'p/packwarden.json:1'})
        self.assertEqual(len(document['notes']), 1)

    def test_of_a_wrong_policy_fails(self):
        self.write('p/packwarden.json', '{"failOn": "worst"}')
        run = self.show('p')
        self.assertEqual((run.status, run.text), (2, ''))
        self.assertIn('p/packwarden.json:1:12: not one of', run.errors)

    def test_holds_no_secret(self):
        token = npm_token(7)
        for text in ['{"%s": 1}' % token, json.dumps({'allow': [{'rule': token, 'path': 'a', 'reason': token}]})]:
            self.write('p/packwarden.json', text)
            for options in [], ['--json']:
                run = self.show('p', *options)
                self.assertNotIn(token, run.text + run.errors)


if __name__ == '__main__':
    unittest.main()
