#!/usr/bin/env python3
"""Report formats, end to end. formats_cli_test.py PROGRAM [unittest arguments]

Every document is held against its published schema, where there is one, and against what is said of it in
words. Ends with 77 where Python has no jsonschema.
"""
import json
import os
import pathlib
import random
import re
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

import formats
import html_page
from program import github_token, npm_token
from repository import GitTest
from skipping import skipped

FORMATS = ('codeclimate', 'github', 'gitlab', 'html', 'json', 'junit', 'ndjson', 'rdjson', 'rdjsonl', 'sarif', 'text')
DATE = {'SOURCE_DATE_EPOCH': '1700000000'}
HOSTILE = ['\x1b[2J.js', 'a\n::error::b.js', '::error::c.js', ']]>.js', '<script>alert(1)</script>.js', '"\'&.js',
           '\u2028::warning::d.js', '\u202eevil.js', 'dir ##[error]/e.js', '%0A::notice::f.js', '[x](y).js', 'g|`*_.js',
           'h\r::error::.js', '{0}.js', 'a,b:c=d.js', '\u3000::error::i.js', '\ufffe\uffff.js', '@team #1.js', 'j!k.js']


def shown_name(name):
    """As all formats for people show it."""
    shown = ''.join(
        f'\\x{ord(c):02X}' if c < ' ' else
        f'\\u{{{ord(c):X}}}' if c in '\u2028\u202e\ufffe\uffff' else c for c in name)
    shown = re.sub(r'(?<![0-9A-Za-z])::', r'\\x3A:', shown)
    return shown.replace('##', '#\\x23')


def place_of(result):
    return result['locations'][0]['physicalLocation']


def uri_of(result):
    return place_of(result)['artifactLocation']['uri']


def diagnostic_of(texts, rule):
    return next(one for one in json.loads(texts['rdjson'])['diagnostics'] if one['code']['value'] == rule)


class FormatTest(GitTest):
    @classmethod
    def setUpClass(cls):
        cls.checks = formats.Checks()

    def setUp(self):
        super().setUp()
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.elsewhere = pathlib.Path(holder.name)

    def complaints(self, name, text):
        controls = [c for c in text if c != '\n' and (c < ' ' or '\x7f' <= c <= '\x9f')]
        return ([f'controls: {controls}'] if controls else []) + list(getattr(self.checks, name)(text))

    def documents(self, *arguments, status, **options):
        """The text of each format, all of one audit."""
        outputs = [part for name in FORMATS for part in ('--format', f'{name}={self.elsewhere}/{name}')]
        environment = {**DATE, **options.pop('environment', {})}
        run = self.run_program(*arguments, *outputs, environment=environment, **options)
        self.assertEqual(run.status, status, run.errors)
        self.assertEqual(run.text, '')
        self.assertRegex(run.errors.splitlines()[-1], r'^packwarden: .* \(status %d\)$' % status)
        texts = {name: (self.elsewhere / name).read_bytes().decode() for name in FORMATS}
        for name, text in texts.items():
            self.assertEqual(self.complaints(name, text), [], name)
        return texts

    def results(self, texts):
        return json.loads(texts['sarif'])['runs'][0]['results']


class Documents(FormatTest):
    def test_a_leaky_package(self):
        self.write_package({'dist/index.js': 'ü😀 x = "%s"\n' % npm_token(), 'lib/a.js': 'y = "%s"' % npm_token()})
        texts = self.documents('audit', status=1)
        result = next(r for r in self.results(texts) if r['ruleId'] == 'npm-access-token')
        self.assertEqual(result['level'], 'error')
        place = place_of(result)
        self.assertEqual(place, {'artifactLocation': {'uri': 'dist/index.js'}, 'region': {
            'startLine': 1, 'startColumn': 10, 'endLine': 1, 'endColumn': 50}})
        self.assertEqual(result['relatedLocations'][0]['physicalLocation']['artifactLocation']['uri'], 'lib/a.js')
        self.assertEqual(json.loads(texts['sarif'])['runs'][0]['automationDetails']['id'], 'packwarden/demo/')
        found = diagnostic_of(texts, 'npm-access-token')
        self.assertEqual(found['location']['range'],
                         {'start': {'line': 1, 'column': 13}, 'end': {'line': 1, 'column': 53}})
        self.assertEqual(formats.lines_of(texts['rdjsonl']), json.loads(texts['rdjson'])['diagnostics'])
        scan = json.loads(texts['gitlab'])['scan']
        self.assertEqual((scan['status'], scan['start_time'], scan['end_time']),
                         ('success', '2023-11-14T22:13:20', '2023-11-14T22:13:20'))
        self.assertIn('blocker', [issue['severity'] for issue in json.loads(texts['codeclimate'])])
        self.assertIn('<failure type="critical" message="npm access token: npm_… (40 bytes)">', texts['junit'])
        name, properties, _ = next(formats.Runner.commands(texts['github']))
        self.assertEqual((name, properties['file'], properties['col'], properties['endColumn']),
                         ('error', 'dist/index.js', '10', '50'))

    def test_findings_of_all_formats_are_those_of_json(self):
        self.write_package({'index.js': 'x = "%s"; y = "%s"' % (npm_token(), github_token()), '.env': 'A=1'})
        texts = self.documents('audit', status=1)
        found = json.loads(texts['json'])['targets'][0]['findings']
        rules = sorted(one['rule'] for one in found)
        self.assertEqual(sorted(r['ruleId'] for r in self.results(texts)), rules)
        found_by_gitlab = json.loads(texts['gitlab'])['vulnerabilities']
        self.assertEqual(sorted(one['identifiers'][0]['value'] for one in found_by_gitlab), rules)
        self.assertEqual(sorted(i['check_name'] for i in json.loads(texts['codeclimate'])), rules)
        self.assertEqual(sorted(d['code']['value'] for d in json.loads(texts['rdjson'])['diagnostics']), rules)
        lines = formats.lines_of(texts['ndjson'])
        self.assertEqual([{k: v for k, v in line.items() if k not in ('schema', 'type', 'target')}
                          for line in lines[:-1]], found)
        self.assertEqual(lines[-1]['status'], 'findings')
        self.assertEqual(sorted(re.findall('<article [^>]* data-rule="([^"]*)"', texts['html'])), rules)

    def test_the_same_input_gives_the_same_bytes(self):
        self.write_package({f'a{i}.js': 'x = "%s"' % npm_token(i) for i in range(20)})
        first = self.documents('audit', '--threads', '1', status=1)
        self.assertEqual(self.documents('audit', '--threads', '4', status=1), first)

    def test_a_clean_package(self):
        self.write_package({'index.js': 'x = 1'})
        texts = self.documents('audit', '--fail-on', 'critical', status=0)
        self.assertTrue(json.loads(texts['sarif'])['runs'][0]['invocations'][0]['executionSuccessful'])
        self.assertNotIn('::error', texts['github'])
        self.assertNotIn('<error', texts['junit'])

    def test_an_audit_that_could_not_finish(self):
        whole = self.tarball({'package.json': b'{"name":"demo","version":"1.0.0"}', 'a.js': b'a' * 600})
        self.write('demo.tgz', whole[:1500])
        texts = self.documents('audit', 'demo.tgz', status=2)
        invocation = json.loads(texts['sarif'])['runs'][0]['invocations'][0]
        self.assertFalse(invocation['executionSuccessful'])
        self.assertEqual(invocation['toolExecutionNotifications'][0]['level'], 'error')
        self.assertEqual(json.loads(texts['gitlab'])['scan']['status'], 'failure')
        self.assertEqual(json.loads(texts['gitlab'])['scan']['messages'][0]['level'], 'fatal')
        self.assertEqual(json.loads(texts['codeclimate'])[0]['check_name'], 'packwarden-incomplete')
        self.assertEqual(json.loads(texts['rdjson'])['diagnostics'][0]['severity'], 'ERROR')
        self.assertIn('<error type="incomplete"', texts['junit'])
        self.assertTrue(texts['github'].startswith('::error '))
        self.assertIn('<header class="verdict incomplete">', texts['html'])
        self.assertIn('Nothing may be concluded', texts['html'])
        self.assertEqual(formats.lines_of(texts['ndjson'])[-1]['status'], 'incomplete')

    def test_of_nothing_that_is_there(self):
        texts = self.documents('audit', 'nowhere', status=2)
        for name, text in texts.items():
            self.assertIn('nowhere', text, name)

    def test_what_is_suppressed(self):
        self.write_package({'index.js': 'x = "%s"' % npm_token()})
        self.write('policy.json', json.dumps({'allow': [
            {'rule': 'npm-access-token', 'path': 'index.js', 'reason': 'it is [revoked](x)'}]}))
        run = self.run_program('audit', '--config', 'policy.json', '--format', 'json')
        self.assertTrue(run.secrets[0]['suppressed'], run.errors)
        texts = self.documents('audit', '--config', 'policy.json', status=0)
        results = self.results(texts)
        suppressed = next(r for r in results if r['ruleId'] == 'npm-access-token')
        self.assertIn('revoked', suppressed['suppressions'][0]['justification'])
        self.assertTrue(all('suppressions' in r for r in results))
        self.assertIn('<skipped message="suppressed: ', texts['junit'])
        for name in ('github', 'gitlab', 'codeclimate', 'rdjson', 'rdjsonl'):
            self.assertNotIn('npm-access-token', texts[name], name)

    def test_workspaces_have_categories_of_their_own(self):
        self.write('package.json', json.dumps({'name': 'all', 'private': True, 'version': '1.0.0',
                                               'workspaces': ['packages/*']}))
        for i in range(25):
            self.write(f'packages/p{i}/package.json', json.dumps({'name': f'@acme/p{i}', 'version': '1.0.0'}))
            self.write(f'packages/p{i}/a.js', 'x = "%s"' % npm_token(i))
        chosen = [part for i in range(3) for part in ('--workspace', f'packages/p{i}')]
        runs = json.loads(self.documents('audit', *chosen, status=1)['sarif'])['runs']
        self.assertEqual([run['automationDetails']['id'] for run in runs],
                         [f'packwarden/@acme/p{i}/' for i in range(3)])
        uris = {uri_of(r) for run in runs for r in run['results']}
        self.assertIn('packages/p1/a.js', uris)
        runs = json.loads(self.documents('audit', '--workspaces', status=1)['sarif'])['runs']
        self.assertEqual([run['automationDetails']['id'] for run in runs], ['packwarden/'])
        self.assertGreaterEqual(len(runs[0]['results']), 25)


class Places(FormatTest):
    def test_paths_count_from_the_repository(self):
        self.git('init', '-q')
        self.write('packages/a/package.json', json.dumps({'name': 'a', 'version': '1.0.0'}))
        self.write('packages/a/ä b.js', 'x = "%s"' % npm_token())
        (self.directory / 'link').symlink_to('packages')
        for target in ('packages/a', str(self.directory / 'packages/a'), 'link/a'):
            texts = self.documents('audit', target, status=1)
            uris = [uri_of(r) for r in self.results(texts)]
            self.assertIn('packages/a/%C3%A4%20b.js', uris, target)
            self.assertIn('packages/a/ä b.js', [i['location']['path'] for i in json.loads(texts['codeclimate'])])

    def test_the_cause_is_the_authors_file(self):
        self.write_package({'dist/a.js': 'x="%s"\n//# sourceMappingURL=a.js.map' % npm_token(),
                            'dist/a.js.map': json.dumps({'version': 3, 'sources': ['../src/a.ts'], 'names': [],
                                                         'mappings': 'AAEI'})}, files=['dist'])
        texts = self.documents('audit', status=1)
        result = next(r for r in self.results(texts) if r['ruleId'] == 'npm-access-token')
        place = place_of(result)
        region = place['region']
        self.assertEqual((uri_of(result), region['startLine'], region['startColumn']), ('src/a.ts', 3, 5))
        self.assertEqual(result['relatedLocations'][0]['physicalLocation']['artifactLocation']['uri'], 'dist/a.js')
        self.assertIn('It is published in dist/a.js:1:4.', result['message']['text'])
        self.assertIn('file=src/a.ts,line=3', texts['github'])

    def test_the_cause_of_what_git_ignores_is_the_line_that_packs_it(self):
        self.write('package.json', '{"name": "demo",\n "version": "1.0.0",\n'
                   ' "files": [\n\n  "lib",\n  "dist/**"\n ]\n}\n')
        self.write('.gitignore', 'dist\n')
        self.write('lib/a.js', 'x = "%s"' % npm_token(1))
        self.write('dist/a.js', 'x = "%s"' % npm_token(2))
        self.git('init', '-q')
        self.git('add', '-A')
        self.git('commit', '-q', '-m', 'm')
        texts = self.documents('audit', status=1)
        places = [place_of(r) for r in self.results(texts) if r['ruleId'] == 'npm-access-token']
        self.assertEqual(sorted((p['artifactLocation']['uri'], p['region']['startLine']) for p in places),
                         [('lib/a.js', 1), ('package.json', 6)])

    def test_what_is_staged_has_paths_of_the_repository(self):
        self.git('init', '-q')
        self.write('packages/a/a.js', 'x = "%s"' % npm_token())
        texts = self.documents('staged', status=0)
        self.assertTrue(json.loads(texts['sarif'])['runs'][0]['invocations'][0]['executionSuccessful'])
        self.git('add', '-A')
        (self.directory / 'packages/b').mkdir()
        self.directory /= 'packages/b'
        self.assertEqual([uri_of(r) for r in self.results(self.documents('staged', status=1))], ['packages/a/a.js'])

    def test_columns_are_in_the_units_that_are_declared(self):
        """On random lines: UTF-16 in SARIF, bytes in rdjson."""
        draw = random.Random(7)
        letters = 'ab üß日本😀🏳\u0301\u200d'
        for round_number in range(12):
            before = ''.join(draw.choices(letters, k=draw.randrange(40)))
            after = ''.join(draw.choices(letters, k=draw.randrange(10)))
            line = f'{before} x = "{npm_token(round_number)}" {after}'
            begin = line.index('npm_')
            self.write_package({'a.js': '\n'.join(['ü'] * draw.randrange(3) + [line])})
            texts = self.documents('audit', status=1)
            region = next(r for r in self.results(texts) if r['ruleId'] == 'npm-access-token'
                          )['locations'][0]['physicalLocation']['region']
            self.assertEqual(region['startColumn'], len(line[:begin].encode('utf-16-le')) // 2 + 1)
            self.assertEqual(region['endColumn'] - region['startColumn'], 40)
            found = diagnostic_of(texts, 'npm-access-token')
            self.assertEqual(found['location']['range']['start']['column'], len(line[:begin].encode()) + 1)


class Hostile(FormatTest):
    def write_hostile(self):
        self.secrets = []
        self.write('package.json', '{"name":"demo","version":"1.0.0"}')
        for number, name in enumerate(HOSTILE):
            self.secrets.append(npm_token(100 + number))
            self.write(name, 'x = "%s"' % self.secrets[-1])
        self.secrets.append(npm_token(98))
        self.write(f'in-name-{self.secrets[-1]}.js', '1')

    def assert_keeps_secrets(self, text, what):
        for secret in self.secrets:
            body = secret[4:]
            for at in range(len(body) - 7):
                self.assertNotIn(body[at:at + 8], text, what)

    def test_names_reach_no_terminal_parser_or_runner(self):
        self.write_hostile()
        texts = self.documents('audit', status=1, environment={'GITHUB_ACTIONS': 'true'})
        for name, text in texts.items():
            self.assert_keeps_secrets(text, name)
            if name != 'github':
                self.assertEqual(list(formats.Runner.commands(text)), [], name)
        paths = {formats.path_of_uri(uri_of(r))
                 for r in self.results(texts)}
        names = html_page.Page(texts['html']).names
        for name in HOSTILE:
            self.assertIn(os.fsencode(name), paths)
            self.assertIn(shown_name(name), names)

    def test_names_that_are_no_utf_8(self):
        self.secrets = [npm_token(99)]
        name = b'\xff\xfe(\xc3\x9b\xed\xa0\x80.js'
        (self.directory / 'src').mkdir()
        with open(os.path.join(os.fsencode(self.directory), b'src', name), 'wb') as file:
            file.write(b'x = "%s"' % self.secrets[0].encode())
        texts = self.documents('scan', 'src', status=1)
        for format_name, text in texts.items():
            self.assert_keeps_secrets(text, format_name)
        self.assertEqual(formats.path_of_uri(uri_of(self.results(texts)[0])), b'src/' + name)

    def test_each_format_alone_on_standard_output(self):
        self.write_hostile()
        for name in FORMATS:
            run = self.run_program('audit', '--format', name, environment={**DATE, 'GITHUB_ACTIONS': 'true'})
            self.assertEqual(run.status, 1)
            self.assertEqual(self.complaints(name, run.text), [], name)
            self.assert_keeps_secrets(run.text + run.errors, name)
            commands = list(formats.Runner.commands(run.text + run.errors))
            self.assertEqual(bool(commands), name == 'github', name)

    def test_errors_are_no_commands(self):
        for target in ('##[error]x', '::error::x', 'a\n::error::x'):
            for arguments in (('audit', target), ('audit', target, '--format', 'sarif=x.sarif'), ('scan', target),
                              ('audit', '--format', target), ('audit', '--config', target), (target,)):
                run = self.run_program(*arguments)
                self.assertEqual(run.status, 2)
                self.assertEqual(list(formats.Runner.commands(run.text + run.errors)), [], arguments)


class GitHub(FormatTest):
    def test_only_so_many_annotations_are_kept(self):
        self.write_package({f'a{i:02}.js': 'x = "%s"' % npm_token(i) for i in range(15)})
        run = self.run_program('audit', '--format', 'github')
        errors = [command for command in formats.Runner.commands(run.text) if command[0] == 'error']
        self.assertEqual(len(errors), 10)
        self.assertRegex(errors[-1][2], r'^\+6 more')

    def test_the_summary_of_the_job_is_appended(self):
        self.write_package({'<b>|`a`.js': 'x = "%s"' % npm_token()})
        summary = self.directory / 'summary.md'
        summary.write_text('earlier\n')
        environment = {'GITHUB_STEP_SUMMARY': str(summary)}
        self.run_program('audit', '--format', 'json', environment=environment)
        self.assertEqual(summary.read_text(), 'earlier\n')
        run = self.run_program('audit', '--format', 'github', environment=environment)
        text = summary.read_text()
        self.assertEqual(run.status, 1)
        self.assertTrue(text.startswith('earlier\n### packwarden'))
        self.assertIn('| **critical** | &#60;b&#62;&#124;&#96;a&#96;&#46;js', text)
        self.assertNotIn('<b>', text)

    def test_the_summary_leaves_room_for_what_is_there(self):
        self.write_package({f'a{i}.js': 'x = "%s"' % npm_token(i) for i in range(20)})
        summary = self.directory / 'summary.md'
        for used in (1 << 20, (1 << 20) - 600, (1 << 20) - 10):
            summary.write_text('x' * used)
            run = self.run_program('audit', '--format', 'github', environment={'GITHUB_STEP_SUMMARY': str(summary)})
            self.assertEqual(run.status, 1)
            self.assertLessEqual(summary.stat().st_size, 1 << 20)

    def test_a_summary_that_cannot_be_written_is_not_passed_over(self):
        self.write_package({'a.js': '1'})
        run = self.run_program('audit', '--fail-on', 'critical', '--format', 'github',
                               environment={'GITHUB_STEP_SUMMARY': str(self.directory / 'none/summary.md')})
        self.assertEqual(run.status, 2)
        self.assertIn('the summary of the job cannot be written', run.errors)


class Usage(FormatTest):
    def test_verdicts_are_said_where_all_reports_go_to_files(self):
        self.write_package({'a.js': '1'})
        run = self.run_program('audit', '--fail-on', 'critical', '--format', 'sarif=a.sarif')
        self.assertEqual(run.text, '')
        self.assertRegex(run.errors, r'^packwarden: clean: .* \(status 0\)\n$')
        run = self.run_program('audit', '--fail-on', 'critical', '--format', 'sarif=a.sarif', '--format', 'text')
        self.assertEqual(run.errors, '')

    def test_a_wrong_date_is_said_where_a_format_tells_it(self):
        self.write_package({'a.js': '1'})
        wrong = {'SOURCE_DATE_EPOCH': 'tomorrow'}
        run = self.run_program('audit', '--format', 'gitlab', environment=wrong)
        self.assertEqual((run.status, run.text), (2, ''))
        self.assertIn('SOURCE_DATE_EPOCH: must be a number', run.errors)
        self.assertNotEqual(self.run_program('audit', '--format', 'sarif', environment=wrong).status, 2)


if __name__ == '__main__':
    if formats.jsonschema is None:
        skipped('as Python has no jsonschema (Debian: python3-jsonschema): no report format was checked')
    if formats.XMLLINT is None:
        print('There is no xmllint (Debian: libxml2-utils): reports of JUnit are not held against their schema')
    unittest.main()
