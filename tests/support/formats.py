"""What report formats must be like: published schemas where there are some, and what is said in words.

Each check yields what is wrong with a document; nothing: it is sound.
"""
import json
import pathlib
import re
import shutil
import subprocess
import urllib.parse
import xml.etree.ElementTree

import html_page

try:
    import jsonschema
except ImportError:  # the test that needs it says so
    jsonschema = None

SCHEMAS = pathlib.Path(__file__).resolve().parent.parent / 'schemas'
XMLLINT = shutil.which('xmllint')


def by_schema(path, validator):
    schema = json.loads((SCHEMAS / path).read_text())
    checker = getattr(jsonschema, validator)(schema)

    def check(document):
        yield from ('/'.join(map(str, error.absolute_path)) + ': ' + error.message[:200]
                    for error in checker.iter_errors(document))
    return check


class Expect:
    """Collects complaints in words."""

    def __init__(self):
        self.complaints = []

    def that(self, holds, what):
        if not holds:
            self.complaints.append(what)
        return holds

    def text(self, value, what, most=None):
        good = isinstance(value, str) and value != '' and (most is None or len(value) <= most)
        return self.that(good, f'{what} is no text, empty or too long')

    def count(self, value, what):
        good = isinstance(value, int) and not isinstance(value, bool) and value >= 1
        return self.that(good, f'{what} does not count from 1')

    def relative(self, value, what):
        good = isinstance(value, str) and value and not value.startswith(('/', './')) and '\\' not in value
        return self.that(good, f'{what} is no relative path')


def sarif_places(result):
    for place in result['locations'] + result['relatedLocations']:
        yield place['physicalLocation']


def github_on_sarif(document):
    """What code scanning of GitHub demands beyond the schema."""
    expect = Expect()
    expect.that(len(document['runs']) <= 20, 'more than 20 runs')
    categories = [run['automationDetails']['id'] for run in document['runs']]
    expect.that(len(set(categories)) == len(categories), 'two runs of one category')
    for run in document['runs']:
        rules = run['tool']['driver']['rules']
        expect.that(run['columnKind'] == 'utf16CodeUnits', 'columnKind')
        expect.that(run['automationDetails']['id'].startswith('packwarden/')
                    and run['automationDetails']['id'].endswith('/'), 'category')
        for rule in rules:
            for key in ('shortDescription', 'fullDescription', 'help'):
                expect.text(rule[key]['text'], key, 1024 if key != 'help' else None)
            properties = rule['properties']
            expect.that(len(properties['tags']) <= 10, 'more than 10 tags')
            score = properties.get('security-severity')
            if score is None:
                expect.that(properties['problem.severity'] in ('error', 'warning', 'recommendation'), 'severity')
            else:
                expect.that(isinstance(score, str) and 0 < float(score) <= 10, 'security-severity')
                expect.that('security' in properties['tags'], 'no tag "security"')
        expect.that(len(run['results']) <= 5000, 'more than 5,000 results')
        prints = []
        for result in run['results']:
            expect.text(result['message']['text'], 'message')
            expect.that(rules[result['ruleIndex']]['id'] == result['ruleId'], 'ruleIndex')
            expect.that(len(result['locations']) == 1 and len(result['relatedLocations']) <= 100, 'locations')
            prints.append(result['partialFingerprints']['packwardenFingerprint/v1'])
            expect.that('primaryLocationLineHash' not in result['partialFingerprints'], 'GitHub makes that one')
            for place in sarif_places(result):
                uri, region = place['artifactLocation']['uri'], place['region']
                expect.that(re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri)
                            and not uri.startswith(('/', './', 'file:')), 'no relative URI: ' + repr(uri))
                for key in ('startLine', 'startColumn', 'endLine', 'endColumn'):
                    expect.count(region[key], key)
                expect.that((region['endLine'], region['endColumn']) >= (region['startLine'], region['startColumn']),
                            'a region ends before it begins')
        expect.that(len(set(prints)) == len(prints), 'two results have one fingerprint')
    return expect.complaints


def gitlab(document):
    """What schema 15.1.0 of GitLab's reports of secret detection demands of the keys that are written,
    and more. The published file (lib/gitlab/ci/parsers/security/validators/schemas of GitLab) was
    compared demand by demand; it is in no package that could be kept here."""
    expect = Expect()
    expect.that(document.get('version') == '15.1.0', 'version')
    scan = document.get('scan', {})
    for role in ('analyzer', 'scanner'):
        tool = scan.get(role, {})
        for key in ('id', 'name', 'version'):
            expect.text(tool.get(key), f'{role} {key}')
        expect.text(tool.get('vendor', {}).get('name'), f'{role} vendor')
    for key in ('start_time', 'end_time'):
        expect.that(re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d', str(scan.get(key))), key)
    expect.that(scan.get('status') in ('success', 'failure'), 'status')
    expect.that(scan.get('type') == 'secret_detection', 'type')
    for message in scan.get('messages', []):
        expect.that(message.get('level') in ('info', 'warn', 'fatal'), 'level')
        expect.text(message.get('value'), 'message')
    found = document.get('vulnerabilities')
    if not expect.that(isinstance(found, list), 'no list of vulnerabilities'):
        return expect.complaints
    ids = [one.get('id') for one in found]
    expect.that(len(set(ids)) == len(ids), 'an id is there twice')
    for one in found:
        expect.text(one.get('id'), 'id')
        expect.text(one.get('name'), 'name', 255)
        expect.text(one.get('description'), 'description', 1048576)
        expect.text(one.get('solution'), 'solution', 7000)
        expect.that(one.get('severity') in ('Info', 'Unknown', 'Low', 'Medium', 'High', 'Critical'), 'severity')
        expect.that('raw_source_code_extract' not in one, 'an extract of the source')
        identifiers = one.get('identifiers')
        if expect.that(isinstance(identifiers, list) and identifiers, 'no identifiers'):
            for identifier in identifiers:
                for key in ('type', 'name', 'value'):
                    expect.text(identifier.get(key), 'identifier ' + key)
        place = one.get('location', {})
        expect.relative(place.get('file'), 'file')
        expect.text(place.get('commit', {}).get('sha'), 'commit')
        expect.count(place.get('start_line'), 'start_line')
        expect.that(place.get('end_line', 0) >= place.get('start_line', 1), 'end_line')
    return expect.complaints


def codeclimate(document):
    """The specification of Code Climate's engines, and what GitLab demands."""
    expect = Expect()
    if not expect.that(isinstance(document, list), 'no array'):
        return expect.complaints
    prints = [issue.get('fingerprint') for issue in document]
    expect.that(len(set(prints)) == len(prints), 'a fingerprint is there twice')
    for issue in document:
        expect.that(issue.get('type') == 'issue', 'type')
        for key in ('check_name', 'description', 'fingerprint'):
            expect.text(issue.get(key), key)
        expect.text(issue.get('content', {}).get('body'), 'body')
        expect.that(issue.get('categories') == ['Security'], 'categories')
        expect.that(issue.get('severity') in ('info', 'minor', 'major', 'critical', 'blocker'), 'severity')
        place = issue.get('location', {})
        expect.relative(place.get('path'), 'path')
        expect.count(place.get('lines', {}).get('begin'), 'begin')
        expect.that(place.get('lines', {}).get('end', 0) >= place.get('lines', {}).get('begin', 1), 'end')
    return expect.complaints


def ndjson(lines):
    expect = Expect()
    types = [line.get('type') for line in lines]
    expect.that(types and types[-1] == 'summary' and types.count('summary') == 1, 'the summary is not the last line')
    expect.that(types == sorted(types, key=['finding', 'problem', 'summary'].index), 'the order of types')
    expect.that(all(line.get('schema') == 'packwarden/ndjson/1' for line in lines), 'schema')
    summary = lines[-1]
    for key, kind in (('findings', 'finding'), ('problems', 'problem')):
        expect.that(summary.get(key) == types.count(kind), f'the number of {key}')
    return expect.complaints


def junit(text):
    """Structure; `junit_schema` is the other half."""
    expect = Expect()
    root = xml.etree.ElementTree.fromstring(text)
    expect.that(root.tag == 'testsuites' and len(root) > 0, 'no suite')
    for suite in root:
        cases = suite.findall('testcase')
        for key, tag in (('failures', 'failure'), ('errors', 'error'), ('skipped', 'skipped')):
            expect.that(int(suite.get(key)) == sum(case.find(tag) is not None for case in cases), key)
        expect.that(int(suite.get('tests')) == len(cases), 'tests')
        expect.that(cases and cases[0].get('classname') == 'packwarden', 'the first case')
        keys = [(case.get('classname'), case.get('name')) for case in cases]
        expect.that(len(set(keys)) == len(keys), 'a case is there twice')
    return expect.complaints


def junit_schema(text):
    """Complaints of xmllint; none where there is no xmllint."""
    if XMLLINT is None:
        return []
    done = subprocess.run([XMLLINT, '--nonet', '--noout', '--schema', SCHEMAS / 'junit-10/junit-10.xsd', '-'],
                          input=text, capture_output=True, check=False)
    return [] if done.returncode == 0 else done.stderr.decode(errors='replace').splitlines()


class Runner:
    """A model of the runner of GitHub Actions: what it takes a line of output for. Modern commands begin a
    line after white space, old ones stand anywhere."""
    MODERN = re.compile(r'^\s*::([A-Za-z-]+)(?: ([^\n]*?))?::(.*)$')
    OLD = re.compile(r'##\[[^\]\n]*\]')

    @classmethod
    def commands(cls, text):
        for line in re.split(r'\r\n|\r|\n', text):
            modern = cls.MODERN.match(line)
            if modern:
                yield modern.group(1), cls.properties(modern.group(2) or ''), cls.unescaped(modern.group(3))
            elif cls.OLD.search(line) or '##vso[' in line or '##teamcity[' in line or line.lstrip().startswith('::'):
                yield 'old', {}, line

    @staticmethod
    def unescaped(value):
        return value.replace('%0D', '\r').replace('%0A', '\n').replace('%25', '%')

    @classmethod
    def properties(cls, text):
        pairs = (pair.partition('=') for pair in text.split(',') if pair)
        return {key: cls.unescaped(value.replace('%3A', ':').replace('%2C', ',')) for key, _, value in pairs}


def path_of_uri(uri):
    return urllib.parse.unquote_to_bytes(uri)


def lines_of(text):
    return [json.loads(line) for line in text.split('\n') if line]


class Checks:
    """What is wrong with the text of a format; nothing: it is sound."""

    def __init__(self):
        self.sarif_schema = by_schema('sarif-2.1.0/sarif-2.1.0-rtm.5.json', 'Draft4Validator')
        self.rdformat = by_schema('rdformat/rdformat.schema.json', 'Draft7Validator')

    def sarif(self, text):
        return list(self.sarif_schema(json.loads(text))) or github_on_sarif(json.loads(text))

    def gitlab(self, text):
        return gitlab(json.loads(text))

    def codeclimate(self, text):
        return codeclimate(json.loads(text))

    def rdjson(self, text):
        return list(self.rdformat(json.loads(text)))

    def rdjsonl(self, text):
        return [complaint for line in lines_of(text) for complaint in self.rdformat(line)]

    def ndjson(self, text):
        return ndjson(lines_of(text))

    def junit(self, text):
        return junit_schema(text.encode()) + junit(text)

    def html(self, text):
        return html_page.complaints(text)

    def json(self, text):
        return [] if json.loads(text)['schema'] == 'packwarden/report/1' else ['schema']

    def text(self, text):
        return [] if text.split('\n')[-2].startswith('packwarden: ') else ['the last line is no verdict']

    def github(self, text):
        commands = list(Runner.commands(text))
        names = [name for name, _, _ in commands]
        wrong = [name for name in names if name not in ('error', 'warning', 'notice')]
        return wrong + [name for name in set(names) if names.count(name) > 10] + self.text(text)
