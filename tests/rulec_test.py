#!/usr/bin/env python3
"""Runs the rule compiler on wrong rule files: rulec_test.py RULEC."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

RULEC = sys.argv.pop(1)


def rule(**changes):
    """A sound rule but for `changes`; None drops a key."""
    whole = {'id': 'acme-key', 'title': 'Acme key', 'message': 'It opens doors.', 'fix': 'Change it.',
             'pattern': r'\b(acme_[a-z]{8})\b', 'severity': 'high', 'confidence': 'medium',
             'examples': [['acme_', 'abcdefgh']], 'negative_examples': ['acme_abcdefghi']}
    whole.update(changes)
    return {key: value for key, value in whole.items() if value is not None}


class RulecTest(unittest.TestCase):
    def compile(self, *rules, text=None):
        with tempfile.TemporaryDirectory() as directory:
            file, out = pathlib.Path(directory, 'acme.json'), pathlib.Path(directory, 'rules.bin')
            file.write_text(text or json.dumps({'provider': 'acme', 'rules': rules}))
            run = subprocess.run([RULEC, out, file], capture_output=True, text=True)
            return run.returncode, run.stderr, out.exists() and out.read_bytes()

    def test_a_sound_file_compiles_to_the_same_bytes_each_time(self):
        first, again = self.compile(rule()), self.compile(rule())
        self.assertEqual(first[:2], (0, ''))
        self.assertEqual(first, again)

    def test_the_image_holds_no_example(self):
        self.assertNotIn(b'acme_abcdefgh', self.compile(rule())[2])

    def test_a_wrong_rule_stops_the_build_with_file_id_and_text(self):
        rows = [
            (rule(examples=[['acme_', 'abc']]),
             'acme.json: acme-key: finds nothing in its example with re2: acme_abc\n'),
            (rule(negative_examples=[['x acme_', 'abcdefgh']]),
             'acme.json: acme-key: finds something in its negative example with re2: '
             'x acme_abcdefgh\n'),
            (rule(min_entropy=4),
             'acme.json: acme-key: finds nothing in its example with re2: acme_abcdefgh\n'),
            (rule(validator='nope'), 'acme.json: acme-key: no validator is called "nope"\n'),
            (rule(pattern='a+cme_[a-z]{8}'), 'acme.json: acme-key: only the last item, a greedy '
             'repeat of one class, may be unbounded; bound the others\n'),
            (rule(pattern='[a-z]{8}'), 'acme.json: acme-key: the pattern is weak: it has no literal '
             'of three bytes and needs keywords\n'),
            (rule(title=None), 'acme.json: acme-key: title is missing\n'),
            (rule(colour='red'), 'acme.json: acme-key: unknown key "colour"\n'),
            (rule(pattern='acme_(?:(?:[a-z]{900}x){30}){30}', secret_group=0),
             'acme.json: acme-key: a match may exceed 65536 bytes\n'),
        ]
        for row, message in rows:
            status, errors, image = self.compile(row)
            self.assertEqual((status, errors, image), (1, 'rulec: ' + message, False))

    def test_a_refinement_reports_what_another_rule_finds(self):
        refinement = dict(id='acme-door-key', refines='acme-key', keywords=['door'], pattern='acme_[a-z]{8}',
                          examples=[['door_key=acme_', 'abcdefgh']], negative_examples=[['x=acme_', 'abcdefgh']])
        self.assertEqual(self.compile(rule(), rule(**refinement))[:2], (0, ''))
        rows = [
            (dict(refines='nope'), 'refines "nope", which is no rule that looks at texts\n'),
            (dict(refines='acme-door-key'), 'refines "acme-door-key", which is no rule that looks at texts\n'),
            (dict(keywords=['a_door']), 'a keyword of a refinement must be [a-z0-9]{4,}\n'),
            (dict(keywords=None), 'a refinement needs keywords\n'),
            (dict(validator='jwt'), 'a refinement has no window, groups, validator and min_entropy: those of the rule '
             'that it refines count\n'),
            (dict(keywords=['window']), 'finds nothing in its example with re2: door_key=acme_abcdefgh\n'),
        ]
        for changes, message in rows:
            errors = self.compile(rule(), rule(**{**refinement, **changes}))[1]
            self.assertEqual(errors, 'rulec: acme.json: acme-door-key: ' + message)

    def test_companions_are_other_rules(self):
        other = rule(id='acme-id', pattern='acme-id-[a-z]{8}', examples=[['acme-id-', 'abcdefgh']])
        self.assertEqual(self.compile(rule(companions=['acme-id']), other)[:2], (0, ''))
        for ids in (['nope'], ['acme-key']):
            errors = self.compile(rule(companions=ids), other)[1]
            self.assertEqual(errors, 'rulec: acme.json: acme-key: no other rule is called "%s"\n' % ids[0])

    def test_other_mistakes(self):
        for text, message in [
                ('{', 'acme.json: invalid JSON at line 1, column 2'),
                ('{"rules": []}', 'acme.json: must be {"provider": …, "rules": [ … ]}'),
                ('{"provider": "x", "rules": [1]}', 'acme.json: a rule must be an object')]:
            status, errors, _ = self.compile(text=text)
            self.assertEqual(status, 1)
            self.assertTrue(errors.startswith('rulec: ' + message), errors)
        self.assertIn('acme-key: two rules have this id', self.compile(rule(), rule())[1])


unittest.main()
