#!/usr/bin/env python3
"""A self test of what report formats are held against (support/formats.py): spoiled documents are refused.

Ends with 77 where Python has no jsonschema.
"""
import copy
import json
import os
import sys
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

import formats
import html_page
from skipping import skipped


class TheChecks(unittest.TestCase):
    def setUp(self):
        self.checks = formats.Checks()

    def assert_refused(self, check, good, *spoils):
        self.assertEqual(list(check(json.dumps(good))), [])
        for number, spoil in enumerate(spoils):
            bad = copy.deepcopy(good)
            spoil(bad)
            try:
                complaints = list(check(json.dumps(bad)))
            except (KeyError, IndexError) as missing:
                complaints = [missing]
            self.assertNotEqual(complaints, [], number)

    def test_sarif(self):
        place = {'physicalLocation': {'artifactLocation': {'uri': 'a.js'}, 'region': {
            'startLine': 1, 'startColumn': 2, 'endLine': 1, 'endColumn': 3}}}
        text = {'text': 't'}
        good = {'version': '2.1.0', 'runs': [{
            'tool': {'driver': {'name': 'packwarden', 'rules': [{
                'id': 'r', 'shortDescription': text, 'fullDescription': text, 'help': text,
                'properties': {'tags': ['security'], 'security-severity': '9.5'}}]}},
            'automationDetails': {'id': 'packwarden/a/'}, 'columnKind': 'utf16CodeUnits',
            'results': [{'ruleId': 'r', 'ruleIndex': 0, 'message': text, 'locations': [place], 'relatedLocations': [],
                         'partialFingerprints': {'packwardenFingerprint/v1': '0'}}]}]}
        run = lambda bad: bad['runs'][0]
        result = lambda bad: run(bad)['results'][0]
        rule = lambda bad: run(bad)['tool']['driver']['rules'][0]
        region = lambda bad: result(bad)['locations'][0]['physicalLocation']['region']
        artifact = lambda bad: result(bad)['locations'][0]['physicalLocation']['artifactLocation']
        self.assert_refused(
            self.checks.sarif, good,
            lambda bad: bad.update(version='2.0.0'),
            lambda bad: bad.update(unknown=1),
            lambda bad: run(bad).update(columnKind='bytes'),
            lambda bad: run(bad).pop('tool'),
            lambda bad: bad['runs'].append(run(bad)),
            lambda bad: run(bad)['results'].append(result(bad)),
            lambda bad: result(bad).update(level='critical'),
            lambda bad: result(bad).update(message={}),
            lambda bad: result(bad).pop('partialFingerprints'),
            lambda bad: result(bad)['partialFingerprints'].update(primaryLocationLineHash='0:1'),
            lambda bad: rule(bad)['properties'].update({'security-severity': 9.5}),
            lambda bad: rule(bad).update(fullDescription={'text': 'x' * 1025}),
            lambda bad: region(bad).update(startLine=0),
            lambda bad: region(bad).update(endColumn=1),
            lambda bad: artifact(bad).update(uri='/a.js'),
            lambda bad: artifact(bad).update(uri='a b.js'))

    def test_rdjson(self):
        good = {'source': {'name': 'p'}, 'diagnostics': [{'message': 'm', 'severity': 'ERROR', 'location': {
            'path': 'a.js', 'range': {'start': {'line': 1, 'column': 1}}}}]}
        first = lambda bad: bad['diagnostics'][0]
        self.assert_refused(
            self.checks.rdjson, good,
            lambda bad: bad.pop('diagnostics'),
            lambda bad: first(bad).update(severity='BAD'),
            lambda bad: first(bad).update(message=''),
            lambda bad: first(bad)['location']['range']['start'].update(line=0),
            lambda bad: first(bad)['location'].pop('path'))

    def test_gitlab(self):
        tool = {'id': 'p', 'name': 'p', 'version': '1', 'vendor': {'name': 'p'}}
        good = {'version': '15.1.0', 'scan': {
            'analyzer': tool, 'scanner': tool, 'type': 'secret_detection', 'status': 'success',
            'start_time': '2023-11-14T22:13:20', 'end_time': '2023-11-14T22:13:20'},
            'vulnerabilities': [{'id': '1', 'name': 'n', 'description': 'd', 'solution': 's', 'severity': 'Info',
                                 'identifiers': [{'type': 't', 'name': 'n', 'value': 'v'}],
                                 'location': {'file': 'a', 'commit': {'sha': '0'}, 'start_line': 1, 'end_line': 1}}]}
        first = lambda bad: bad['vulnerabilities'][0]
        self.assert_refused(
            self.checks.gitlab, good,
            lambda bad: bad.update(version='15.2.1'),
            lambda bad: bad['scan'].update(status='clean'),
            lambda bad: bad['scan'].update(end_time='2023-11-14T22:13:20Z'),
            lambda bad: bad['scan']['analyzer'].pop('vendor'),
            lambda bad: bad.pop('vulnerabilities'),
            lambda bad: bad['vulnerabilities'].append(first(bad)),
            lambda bad: first(bad).update(name='x' * 256),
            lambda bad: first(bad).update(severity='high'),
            lambda bad: first(bad).update(identifiers=[]),
            lambda bad: first(bad).update(raw_source_code_extract='x'),
            lambda bad: first(bad)['location'].update(file='./a'),
            lambda bad: first(bad)['location'].pop('commit'))

    def test_codeclimate(self):
        good = [{'type': 'issue', 'check_name': 'c', 'description': 'd', 'content': {'body': 'b'}, 'fingerprint': '0',
                 'categories': ['Security'], 'severity': 'info',
                 'location': {'path': 'a', 'lines': {'begin': 1, 'end': 1}}}]
        self.assert_refused(
            self.checks.codeclimate, good,
            lambda bad: bad.append(bad[0]),
            lambda bad: bad[0].update(severity='high'),
            lambda bad: bad[0].pop('fingerprint'),
            lambda bad: bad[0]['location'].update(path='/a'),
            lambda bad: bad[0]['location']['lines'].update(begin=0))

    @unittest.skipIf(formats.XMLLINT is None, 'there is no xmllint (Debian: libxml2-utils)')
    def test_junit(self):
        good = ('<testsuites><testsuite name="a" tests="1" failures="0" errors="0" skipped="0">'
                '<testcase classname="packwarden" name="n"/></testsuite></testsuites>')
        self.assertEqual(self.checks.junit(good), [])
        for old, new in (('tests="1"', 'tests="2"'), (' name="n"', ''), ('errors="0"', 'errors="1"'),
                         ('<testcase', '<case'), (' failures="0"', ''), ('classname="packwarden"', 'classname="x"'),
                         ('/></testsuite>', '><failed/></testcase></testsuite>')):
            bad = good.replace(old, new)
            try:
                complaints = self.checks.junit(bad)
            except (TypeError, formats.xml.etree.ElementTree.ParseError) as error:
                complaints = [error]
            self.assertNotEqual(complaints, [], bad)

    def test_html(self):
        script, style = 'let a = 1;', 'p { margin: 0 }'
        policy = html_page.POLICY.format(script=html_page.csp_source(script), style=html_page.csp_source(style))
        good = ('<!DOCTYPE html>\n<html lang="en">\n<head><meta http-equiv="Content-Security-Policy" '
                f'content="{policy}"><style>{style}</style></head><body><p class="a">&lt;b&gt;</p>'
                f'<h2 id="t">t</h2><a href="#t">t</a><script>{script}</script></body></html>\n')
        self.assertEqual(self.checks.html(good), [])
        for old, new in (('&lt;b&gt;', '<b>x</b>'), ('class="a"', 'onclick="a()"'), ('class="a"', 'style="a"'),
                         (script, script + ' '), (style, ''), ('&lt;b&gt;', '<!-- x -->'), ('"#t"', '"#u"'),
                         ('id="t"', 'onload="t"'), ('<h2', '<script>x</script><h2'), ('</p>', ''), ('<!DOCTYPE html>', ''),
                         ("img-src data:", "img-src *"), ('&lt;b&gt;', '<img src=x onerror=y>'),
                         ('<p ', '<p id="t" '), ('&lt;b&gt;', '<th>x</th>')):
            self.assertNotEqual(self.checks.html(good.replace(old, new, 1)), [], new)

    def test_the_runner(self):
        commands = lambda text: [name for name, _, _ in formats.Runner.commands(text)]
        self.assertEqual(commands('::error::x\n  ::set-output name=a::b\n\u3000::debug::'),
                         ['error', 'set-output', 'debug'])
        self.assertEqual(commands('a ##[group]b'), ['old'])
        self.assertEqual(commands('x::error::y\na # [b]\n::'), ['old'])
        self.assertEqual(next(formats.Runner.commands('::error file=a%2Cb,line=1::c%0Ad%25')),
                         ('error', {'file': 'a,b', 'line': '1'}, 'c\nd%'))


if __name__ == '__main__':
    if formats.jsonschema is None:
        skipped('as Python has no jsonschema (Debian: python3-jsonschema): no spoiled document was refused')
    unittest.main()
