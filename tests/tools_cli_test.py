#!/usr/bin/env python3
"""The commands that are no audits, end to end. tools_cli_test.py PROGRAM [unittest arguments]"""
import os
import sys
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from program import CliTest


class Rules(CliTest):
    def test_all_are_listed_by_id_with_rules_and_checks(self):
        run = self.run_program('rules', 'list', '--json')
        self.assertEqual(run.status, 0, run.errors)
        ids = [rule['id'] for rule in run.report['rules']]
        self.assertEqual(ids, sorted(set(ids)))
        self.assertLessEqual({'npm-access-token', 'map-sources-content', 'pkg-entry-missing',
                              'env-value-match'}, set(ids))
        lines = self.run_program('rules', 'list').text
        for one in ids:
            self.assertIn(' ' + one + ' ', lines)

    def test_a_list_can_be_narrowed(self):
        run = self.run_program('rules', 'list', '--json', '--kind', 'content', '--severity', 'critical')
        self.assertTrue(run.report['rules'])
        for rule in run.report['rules']:
            self.assertEqual((rule['kind'], rule['severity']), ('content', 'critical'))

    def test_each_of_them_can_be_shown(self):
        for rule in self.run_program('rules', 'list', '--json').report['rules'][::97]:
            shown = self.run_program('rules', 'show', '--json', rule['id']).report
            self.assertEqual({key: shown[key] for key in rule}, rule)
            self.assertTrue(shown['message'] and shown['fix'])
            self.assertIn(rule['id'] + '\n', self.run_program('rules', 'show', rule['id']).text)

    def test_a_pattern_is_shown_as_it_is_written(self):
        shown = self.run_program('rules', 'show', 'npm-access-token').text
        self.assertIn(r'\bnpm_[0-9A-Za-z]{36}\b', shown)

    def test_what_is_misspelt_is_guessed(self):
        cases = [
            (('rules', 'show', 'npm-acces-token'),
             'packwarden: there is no rule or check called "npm-acces-token"; did you mean "npm-access-token"?\n'),
            (('ruls',), 'packwarden: no command is called "ruls"; did you mean "rules"?\n'
                        'packwarden: run packwarden --help to see what there is\n'),
            (('rules',), 'packwarden: which of its commands? list, show, test, check\n'
                         'packwarden: run packwarden rules --help to see what there is\n'),
            (('rules', 'xyzzy'), 'packwarden: no command is called "xyzzy"; there are list, show, test, check\n'
                                 'packwarden: run packwarden rules --help to see what there is\n'),
            (('--format', 'json', 'rules', 'list'),
             'packwarden: --format is for audits; rules list does none\n'
             'packwarden: run packwarden rules list --help to see what there is\n'),
        ]
        for arguments, message in cases:
            run = self.run_program(*arguments)
            self.assertEqual((run.status, run.text, run.errors), (2, '', message))


if __name__ == '__main__':
    unittest.main()
