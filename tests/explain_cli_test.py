#!/usr/bin/env python3
"""`packwarden explain`, end to end. explain_cli_test.py PROGRAM [unittest arguments]"""
import json
import os
import sys
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from program import CliTest, npm_token


class Explain(CliTest):
    def save_report(self):
        self.write_package({'index.js': 'a = "%s"\n' % npm_token(), 'lib/\x1b[31m.js': 'b = "%s"\n' % npm_token(2)})
        report = self.run_program('audit', '--format', 'json').report
        self.write('report.json', json.dumps(report))
        return report

    def test_a_rule_and_a_check_say_what_they_mean_and_how_they_are_accepted(self):
        for rule in ('npm-access-token', 'lit-tests', 'env-value-match'):
            run = self.run_program('explain', rule)
            self.assertEqual((run.status, run.errors), (0, ''))
            for part in (rule + '\n', '  why  ', '  fix  ', '{"rule":"%s","path":"PATH",' % rule,
                         'packwarden rules show ' + rule):
                self.assertIn(part, run.text)

    def test_what_nobody_may_accept_is_explained_without_a_way_to(self):
        for rule in ('out-verify', 'policy-stale-suppression'):
            run = self.run_program('explain', rule)
            self.assertEqual((run.status, run.errors), (0, ''))
            self.assertIn('  accept  No policy and no comment accepts it.\n', run.text)
            self.assertNotIn('packwarden-ignore', run.text)

    def test_statuses_and_kinds_of_problems_are_explained(self):
        for word in ('clean', 'findings', 'incomplete', 'io', 'format', 'limit', 'config', 'unsupported', 'internal'):
            run = self.run_program('explain', word)
            self.assertEqual((run.status, run.text.splitlines()[0]), (0, word))

    def test_a_finding_of_a_report_is_found_by_the_begin_of_its_fingerprint(self):
        for finding in self.save_report()['targets'][0]['findings']:
            run = self.run_program('explain', '--report', 'report.json', finding['fingerprint'][:12])
            self.assertEqual((run.status, run.errors), (0, ''))
            self.assertIn(finding['fingerprint'], run.text)
            self.assertIn(finding['preview'] or '', run.text)
            self.assertNotIn('\x1b', run.text)
            self.assertNotIn(npm_token(), run.text)

    def test_of_a_rule_it_says_where_the_report_has_it(self):
        self.save_report()
        text = self.run_program('explain', '--report', 'report.json', 'npm-access-token').text
        self.assertIn('index.js:1:6', text)
        text = self.run_program('explain', '--report', 'report.json', 'lit-tests').text
        self.assertIn('not in this report', text)

    def test_what_cannot_be_explained_is_an_error(self):
        report = {'schema': 'packwarden/report/1', 'targets': [{'root': '.', 'findings': [
            {'rule': 'r', 'path': 'p', 'fingerprint': 'abcd01'}, {'rule': 'r', 'path': 'p', 'fingerprint': 'abcd02'}]}]}
        self.write('report.json', json.dumps(report))
        self.write('other.json', '{}')
        rows = [
            (('npm-acces-token',), 'npm-acces-token: there is no rule or check of this name; did you mean "npm-access-token"?'),
            (('incomplet',), 'incomplet: there is no rule or check of this name; did you mean "incomplete"?'),
            (('--report', 'report.json', 'abcd'), 'abcd: 2 findings of the report begin so: give more of the fingerprint'),
            (('--report', 'report.json', 'ab'), 'ab: there is no rule, no check, and in the report no finding with a '
             'fingerprint that begins so'),
            (('--report', 'other.json', 'abcd'), 'other.json: is no report of packwarden: --format json=FILE writes one'),
            (('--report', 'none.json', 'abcd'), 'none.json: no such file or directory'),
        ]
        for arguments, message in rows:
            run = self.run_program('explain', *arguments)
            self.assertEqual((run.status, run.text, run.errors), (2, '', 'packwarden: ' + message + '\n'))

    def test_nothing_in_a_report_reaches_the_terminal_as_it_is(self):
        evil = '\x1b]0;x\x07\n::error::x'
        finding = {key: evil for key in ('rule', 'title', 'message', 'fix', 'path', 'severity', 'confidence', 'preview')}
        report = {'schema': 'packwarden/report/1', 'targets': [
            {'root': evil, 'findings': [{**finding, 'via': [evil], 'fingerprint': 'abcd' + evil}]}]}
        self.write('report.json', json.dumps(report))
        run = self.run_program('explain', '--report', 'report.json', 'abcd')
        self.assertEqual(run.status, 0)
        self.assertNotRegex(run.text, r'[\x00-\x09\x0b-\x1f]|(?m:^\s*::)')


if __name__ == '__main__':
    unittest.main()
