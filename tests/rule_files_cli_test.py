#!/usr/bin/env python3
"""Rules of whoever runs the program, end to end: rules test, rules check, --rules.
rule_files_cli_test.py PROGRAM [unittest arguments]
"""
import json
import os
import sys
import time
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from program import CliTest, npm_token


def rule(**changes):
    out = {'id': 'acme-key', 'title': 'Acme key', 'message': 'It opens doors.', 'fix': 'Change the lock.',
           'pattern': r'\bacme_([a-z]{8})', 'examples': [['acme_', 'abcdefgh']], 'negative_examples': ['acme_1']}
    out.update(changes)
    return {key: value for key, value in out.items() if value is not None}


class RuleFiles(CliTest):
    def write_rules(self, *rules, name='acme.json'):
        self.write(name, json.dumps({'provider': 'acme', 'rules': rules}))

    def check(self, *arguments):
        return self.run_program('rules', 'check', *arguments)


class Check(RuleFiles):
    def test_a_sound_file_is_sound(self):
        self.write_rules(rule(), rule(id='acme-id', pattern='acme-id-[a-z]{8}', examples=[['acme-id-', 'abcdefgh']]))
        run = self.check('acme.json')
        self.assertEqual((run.status, run.text, run.errors), (0, '2 rules are sound.\n', ''))

    def test_what_is_wrong_is_told_with_file_and_id(self):
        rows = [
            (rule(examples=[['acme_', 'abc']]), 'acme.json: acme-key: finds nothing in its example'),
            (rule(negative_examples=['x', ['acme_', 'abcdefgh']]),
             'acme.json: acme-key: finds something in its negative example 2'),
            (rule(validator='nope'), 'acme.json: acme-key: no validator is called "nope"'),
            (rule(companions=['nope']), 'acme.json: acme-key: no other rule is called "nope"'),
            (rule(refines='nope', keywords=['acme'], pattern='[a-z]{20}'),
             'acme.json: acme-key: refines "nope", which is no rule that looks at texts'),
            (rule(title=None), 'acme.json: acme-key: title is missing'),
            (rule(colour='red'), 'acme.json: acme-key: unknown key "colour"'),
            (rule(pattern='acme(' * 21 + 'acme' + ')' * 21, secret_group=21),
             'acme.json: acme-key: secret_group is beyond group 6'),
        ]
        for row, message in rows:
            self.write_rules(row)
            run = self.check('acme.json')
            self.assertEqual((run.status, ' '.join(run.text.split()), run.errors),
                             (1, message + ' 0 rules are sound, 1 fault.', ''))

    def test_all_faults_are_told_and_no_example_is_quoted(self):
        self.write_rules(rule(id='acme-a', title=None), rule(id='acme-b', examples=['secretive']), rule(), rule())
        run = self.check('--json', 'acme.json')
        self.assertEqual(run.status, 1)
        self.assertEqual([fault['where'] for fault in run.report['faults']],
                         ['acme.json: acme-a', 'acme.json: acme-key', 'acme.json: acme-b'])
        self.assertEqual(run.report['sound'], 1)
        self.assertNotIn('secretive', run.text)

    def test_a_rule_may_refer_to_built_in_ones_and_be_one(self):
        self.write_rules(rule(companions=['npm-access-token']), name='a.json')
        self.write_rules(rule(id='npm-access-token'), name='b.json')
        run = self.check('--json', 'a.json', 'b.json')
        self.assertEqual((run.status, run.report['sound'], run.report['built_in']), (0, 2, 1))

    def test_what_is_no_rule_file(self):
        for text in ('{', '[]', '{"rules": []}', '{"provider": "x", "rules": [1]}'):
            self.write('acme.json', text)
            run = self.check('acme.json')
            self.assertEqual(run.status, 1, text)
            self.assertIn('acme.json: ', run.text)
        self.assertEqual(self.check('none.json').status, 2)
        self.write_rules(*[rule(id='acme-%d' % i) for i in range(5001)])
        run = self.check('acme.json')
        self.assertEqual((run.status, run.errors),
                         (2, 'packwarden: acme.json: too many rules (limit rules = 5000)\n'))

    def test_patterns_that_grow_are_refused_quickly(self):
        patterns = ['(a{1,1000}){1,1000}', '(?:(?:(?:acme[a-z]{99}){9}){9}){9}', 'acme.{0,32767}x', 'acme.{0,1001}x',
                    'acme' + '(?:' * 200 + 'a' + ')?' * 200, '(?:acme|' + '|'.join('x%d' % i for i in range(10000)) + ')',
                    'acme(?:[ab]{1,99}c){1,99}', 'acme(?:(?:[ab]?){99}){99}c', '((((', 'acme[', 'acme\\', '(?P<x>acme)',
                    '(a*)*acme', 'acme(?=x)', '^acme', 'acme$', '\\1acme', 'a++', '']
        for pattern in patterns:
            self.write_rules(rule(pattern=pattern, secret_group=0))
            begin = time.monotonic()
            run = self.check('acme.json')
            self.assertLess(time.monotonic() - begin, 30, pattern)  # a second, on a machine that has one to spare
            self.assertEqual(run.status, 1, pattern)
            self.assertNotIn('is sound', run.text)


class Test(RuleFiles):
    def test_each_place_of_each_rule_is_told_and_no_secret(self):
        self.write('src/a.js', 'x\nkey = "%s"\n' % npm_token())
        run = self.run_program('rules', 'test', 'src')
        self.assertEqual((run.status, run.errors), (0, ''))
        self.assertIn('verified npm-access-token src/a.js:2:8 npm_… (40 bytes)\n', run.text)
        self.assertIn('also     generic-secret src/a.js:2:8 npm_… (40 bytes)\n', run.text)
        self.assertNotIn(npm_token(), self.run_program('rules', 'test', '--json', 'src').text)

    def test_one_rule_can_be_asked_for(self):
        self.write('a.js', 'key = "%s"\n' % npm_token())
        run = self.run_program('rules', 'test', '--json', '--rule', 'npm-access-token', 'a.js')
        self.assertEqual([match['rule'] for match in run.report['matches']], ['npm-access-token'])
        run = self.run_program('rules', 'test', '--rule', 'slack-bot-token', 'a.js')
        self.assertEqual((run.status, run.text), (0, 'slack-bot-token does not fire.\n'))
        run = self.run_program('rules', 'test', '--rule', 'npm-acces-token', 'a.js')
        self.assertEqual(run.status, 2)
        self.assertIn('did you mean "npm-access-token"?', run.errors)

    def test_the_layers_of_a_place_are_told(self):
        self.write('a.js', 'x = "%s"\n' % npm_token().encode().hex())
        self.assertIn(' via hex ', self.run_program('rules', 'test', 'a.js').text)

    def test_what_cannot_be_read_is_an_error(self):
        run = self.run_program('rules', 'test', 'none.js')
        self.assertEqual((run.status, run.errors), (2, 'packwarden: none.js: no such file or directory\n'))


class Audits(RuleFiles):
    def test_extra_rules_find_beside_the_built_in_ones(self):
        self.write_rules(rule())
        self.write_package({'index.js': 'a = "%s"; b = "acme_abcdefgh"' % npm_token()})
        for arguments in (('audit', '.'), ('scan', 'index.js')):
            plain = self.run_program(*arguments, '--format', 'json')
            run = self.run_program(*arguments, '--format', 'json', '--rules', 'acme.json')
            self.assertEqual([finding['rule'] for finding in run.secrets], ['npm-access-token', 'acme-key'])
            self.assertNotEqual(run.report['tool']['rules'], plain.report['tool']['rules'])
            self.assertEqual(run.secrets[0]['fingerprint'], plain.secrets[0]['fingerprint'])
            again = self.run_program(*arguments, '--format', 'json', '--rules', 'acme.json', '--engine', 're2')
            self.assertEqual(again.target, run.target)

    def test_the_digest_of_the_rules_tells_the_files_apart(self):
        self.write('x', 'x')
        digests = set()
        for changes in ({}, {'severity': 'low'}, {'id': 'acme-other'}):
            self.write_rules(rule(**changes))
            digests.add(self.run_program('scan', '--format', 'json', '--rules', 'acme.json', 'x').report['tool']['rules'])
        self.assertEqual(len(digests), 3)

    def test_a_file_with_a_fault_is_refused(self):
        self.write('x', 'x')
        rows = [(rule(title=None), 'acme.json: acme-key: title is missing'),
                (rule(id='npm-access-token'),
                 'acme.json: npm-access-token: a rule or a check that is built in is called so, too'),
                (rule(id='lit-tests'), 'acme.json: lit-tests: a rule or a check that is built in is called so, too')]
        for row, message in rows:
            self.write_rules(row)
            run = self.run_program('scan', '--rules', 'acme.json', 'x')
            self.assertEqual((run.status, run.text, run.errors), (2, '', 'packwarden: ' + message + '\n'))
        self.assertEqual(self.run_program('scan', '--rules', 'none.json', 'x').status, 2)

    def test_a_refinement_and_an_id_of_a_built_in_rule(self):
        self.write_rules(rule(), rule(id='acme-door', refines='acme-key', keywords=['door'], pattern='[a-z]{8}',
                                      examples=[['door = acme_', 'abcdefgh']]))
        self.assertEqual(self.check('acme.json').status, 0)
        self.write('x', 'door = acme_abcdefgh\nother: acme_hgfedcba\n')
        run = self.run_program('scan', '--format', 'json', '--rules', 'acme.json', 'x')
        self.assertEqual([finding['rule'] for finding in run.secrets], ['acme-door', 'acme-key'])

    def test_a_rule_that_is_too_noisy_is_a_problem(self):
        self.write_rules(rule(pattern='acme_[0-9]{4}', secret_group=0, examples=[['acme_', '1234']],
                              negative_examples=['acme_x']))
        self.write('few', '\n'.join('acme_%04d' % i for i in range(1000)))
        self.write('many', '\n'.join('acme_%04d' % i for i in range(1001)))
        run = self.run_program('scan', '--format', 'json', '--rules', 'acme.json', 'few')
        self.assertEqual((run.status, run.target['problems']), (1, []))
        run = self.run_program('scan', '--format', 'json', '--rules', 'acme.json', 'many')
        self.assertEqual(run.status, 2)
        self.assertEqual(run.target['problems'][0]['limit'], {'name': 'matches-per-rule', 'value': 1000})


if __name__ == '__main__':
    unittest.main()
