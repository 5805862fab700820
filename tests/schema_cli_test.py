#!/usr/bin/env python3
"""The schemas that the program prints, and documents held against them and against the program.
schema_cli_test.py PROGRAM [unittest arguments]

Ends with 77 where Python has no jsonschema.
"""
import json
import os
import sys
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from program import CliTest, npm_token
from skipping import skipped

try:
    import jsonschema
except ImportError:
    skipped('as Python has no jsonschema (Debian: python3-jsonschema): no document was held against a schema')

ALLOWED = {'rule': 'lit-tests', 'path': 'test/', 'reason': 'wanted'}


def allow(**change):
    return {'allow': [{key: value for key, value in {**ALLOWED, **change}.items() if value is not None}]}


GOOD = [
    {},
    {'$schema': './packwarden.schema.json'},
    {'failOn': 'note'}, {'failOn': 'critical'},
    {'failOnStale': 'on', 'inlineSuppressions': 'off'},
    {'allow': []},
    allow(), allow(until='2028-02-29'), allow(path='**'), allow(path='/dist/*.js'), allow(path='a b?.js'),
    {'severities': {}}, {'severities': {'lit-tests': 'high', 'npm-access-token': 'critical'}},
    {'groups': []}, {'groups': ['names', 'practices', 'provenance']},
    {'budgets': ['files=200', 'size=1.5MB', 'dist/**=300kB', '*.js=0', './lib/=3GB', 'size=17']},
    {'extends': []}, {'extends': './base.json'}, {'extends': ['base.json', './other.jsonc']},
]
BAD = [
    [], 'text', 3, None,
    {'alow': []}, {'FailOn': 'high'},
    {'failOn': 'severe'}, {'failOn': 3}, {'failOn': ['high']}, {'failOn': 'High'},
    {'failOnStale': True}, {'inlineSuppressions': 'yes'},
    {'allow': {}}, {'allow': ['x']}, {'allow': None},
    allow(rule=None), allow(path=None), allow(reason=None),
    allow(rule=''), allow(reason=' \t'), allow(path=''), allow(path='!a'), allow(path='a[b]'), allow(path='{a,b}'),
    allow(path='a\\b'), allow(path='./a'), allow(reason=3), allow(until='tomorrow'), allow(until='2027-13-01'),
    allow(until='2027-1-1'), allow(until=''), allow(paths='a'),
    {'severities': ['lit-tests']}, {'severities': {'lit-tests': 'worst'}},
    {'groups': 'names'}, {'groups': ['name']}, {'groups': [1]},
    {'budgets': {'files': 3}}, {'budgets': [3]}, {'budgets': ['files']}, {'budgets': ['files=1.5']},
    {'budgets': ['files=3kB']}, {'budgets': ['dist=3kB']}, {'budgets': ['size=many']}, {'budgets': ['size=3 MB']},
    {'extends': 3}, {'extends': [3]}, {'extends': 'https://example.com/a.json'}, {'extends': '@acme/policy'},
    {'extends': 'npm:policy.json'}, {'extends': ''},
]


class ConfigSchema(CliTest):
    def setUp(self):
        super().setUp()
        self.write('src/a.js', 'a\n')
        self.write('base.json', '{}')
        self.write('other.jsonc', '{} // a comment')

    def takes(self, document):
        self.write('policy.json', json.dumps(document))
        return self.run_program('scan', 'src', '--config', 'policy.json').status != 2

    def schema(self):
        run = self.run_program('schema')
        self.assertEqual(run.status, 0)
        return json.loads(run.stdout)

    def test_is_a_schema(self):
        jsonschema.Draft7Validator.check_schema(self.schema())
        self.assertEqual(self.run_program('schema', 'config').stdout, self.run_program('schema').stdout)

    def test_takes_what_the_program_takes(self):
        validator = jsonschema.Draft7Validator(self.schema())
        for document in GOOD:
            self.assertTrue(self.takes(document), document)
            self.assertTrue(validator.is_valid(document), document)

    def test_refuses_what_the_program_refuses(self):
        validator = jsonschema.Draft7Validator(self.schema())
        for document in BAD:
            self.assertFalse(self.takes(document), document)
            self.assertFalse(validator.is_valid(document), document)

    def test_of_something_else_there_is_none(self):
        run = self.run_program('schema', 'nothing')
        self.assertEqual(run.status, 2)
        self.assertIn('config', run.errors)


class ReportSchema(CliTest):
    def validator(self):
        schema = json.loads(self.run_program('schema', 'report').stdout)
        jsonschema.Draft7Validator.check_schema(schema)
        return jsonschema.Draft7Validator(schema)

    def reports(self):
        """Reports of all kinds: with findings, problems, changes, notes; clean and not."""
        self.write('p/package.json', json.dumps({'name': 'demo', 'version': '1.0.0', 'main': 'a.js'}))
        self.write('p/a.js', 'const token = "%s";\nconst again = "%s";\n' % (npm_token(1), npm_token(1)))
        self.write('p/.env', 'TOKEN=%s\n' % npm_token(2))
        self.write('policy.json', '{"allow": [{"rule": "npm-access-token", "path": "a.js", "reason": "x"}]}')
        self.write('wrong.json', '{')
        (self.directory / 'old.tgz').write_bytes(self.tarball({'package.json': b'{"name":"demo","version":"0.9.0"}'}))
        (self.directory / 'cut.tgz').write_bytes(self.tarball({'a.js': b'a' * 2000})[:1024])
        self.write('plain/a.txt', 'nothing\n')
        for arguments in [('audit', 'p'), ('audit', 'p', '--config', 'policy.json'), ('audit', 'p', '--previous', 'old.tgz'),
                          ('audit', 'p', '--config', 'wrong.json'), ('audit', 'cut.tgz'), ('audit', 'none'),
                          ('diff', 'old.tgz', 'old.tgz'), ('scan', 'plain'), ('scan', '-'), ('scan', 'p')]:
            yield arguments, self.run_program(*arguments, '--format', 'json').report

    def test_describes_every_report(self):
        validator = self.validator()
        statuses = set()
        for arguments, report in self.reports():
            errors = [error.message for error in validator.iter_errors(report)]
            self.assertEqual(errors, [], arguments)
            statuses.add(report['status'])
        self.assertEqual(statuses, {'clean', 'findings', 'incomplete'})

    def test_refuses_what_no_report_is(self):
        validator = self.validator()
        report = next(report for _, report in self.reports())
        for change in [{'schema': 'packwarden/report/2'}, {'status': 'ok'}, {'more': 1}, {'targets': []}]:
            self.assertFalse(validator.is_valid({**report, **change}), change)


if __name__ == '__main__':
    unittest.main()
