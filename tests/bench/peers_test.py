#!/usr/bin/env python3
"""A self test of the comparison with other tools: their reports are read and scored as they should be."""
import filecmp
import io
import os
import random
import subprocess
import sys
import tempfile
import unittest
import zipfile
import zlib

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'peers'))

import hiding_places
import labelled
import programs
import reports
import timing
import unpack

TEXT = 'first\nname = "välue" # the rest\nlast\n'.encode()
VALUE = (14, 20)  # the bytes of välue, without the quotes

REPORTS = {
    'packwarden': (reports.packwarden, '''{"targets": [{"findings": [
        {"kind": "file", "path": "./a.js", "rule": "x", "also": []},
        {"kind": "secret", "path": "./a.js", "rule": "r", "span": {"begin": 14, "end": 20}, "also": [
            {"path": "b/a.js", "rule": "r", "span": {"begin": 1, "end": 2}}]}]}]}''', ['a.js', 'b/a.js']),
    'gitleaks': (reports.gitleaks, '''[{"File": "a.js", "StartLine": 2, "EndLine": 2, "Secret": "välue",
        "RuleID": "r"}]''', ['a.js']),
    'gitleaks, nothing': (reports.gitleaks, '', []),
    'betterleaks': (reports.betterleaks, '''{"findings": [{"rule_id": "r", "match": {"value": "välue"},
        "location": {"path": "./a.js", "start_line": 2, "end_line": 2}}]}''', ['a.js']),
    'betterleaks, nothing': (reports.betterleaks, '{"findings": null}', []),
    'kingfisher': (reports.kingfisher, '''{"findings": [{"rule": {"id": "r"}, "finding": {"path": "./a.js",
        "line": 2, "snippet": "välue"}}]}''', ['a.js']),
    'trufflehog': (reports.trufflehog, '''{"level": "info"}
        {"SourceMetadata": {"Data": {"Filesystem": {"file": "/root/a.js", "line": 2}}}, "Raw": "välue",
        "DetectorName": "r"}'''.replace('\n        "D', ' "D'), ['a.js']),
    'secretlint': (reports.secretlint, '''[{"filePath": "/root/a.js", "messages": [{"ruleId": "r", "loc": {
        "start": {"line": 2, "column": 8}, "end": {"line": 2, "column": 13}}}]},
        {"filePath": "/root/b.js", "messages": []}]''', ['a.js']),
}


class TheReports(unittest.TestCase):
    def test_each_is_read(self):
        for name, (read, text, files) in REPORTS.items():
            with self.subTest(name):
                found = read(text, '/root')
                self.assertEqual([finding['file'] for finding in found], files)
                if found:
                    self.assertEqual(labelled.span_of(found[0], TEXT), VALUE)


class TheScore(unittest.TestCase):
    rows = [{'file': 'a', 'polarity': 'positive', 'tier': 'core', 'spans': [VALUE]},
            {'file': 'b', 'polarity': 'positive', 'tier': 'generic', 'spans': [VALUE]},
            {'file': 'c', 'polarity': 'negative', 'tier': 'neg-strict', 'spans': []},
            {'file': 'd', 'polarity': 'negative', 'tier': 'neg-strict', 'spans': []}]
    texts = {name: TEXT for name in 'abcd'}

    def score(self, *findings):
        return labelled.score(self.rows, findings, self.texts)

    def test_a_finding_hits_what_it_shares_a_byte_with(self):
        tiers = self.score({'file': 'a', 'start': 19, 'end': 25}, {'file': 'b', 'start': 20, 'end': 25})
        self.assertEqual(tiers, {'core': [1, 1], 'generic': [0, 1], 'neg-strict': [0, 2]})

    def test_any_finding_fails_a_file_without_secrets(self):
        self.assertEqual(self.score({'file': 'c', 'line': 1})['neg-strict'], [1, 2])

    def test_without_its_text_a_finding_is_its_line(self):
        self.assertEqual(self.score({'file': 'a', 'line': 2, 'secret': 'decoded'})['core'], [1, 1])
        self.assertEqual(self.score({'file': 'a', 'line': 1})['core'], [0, 1])

    def test_lines_that_are_not_there_and_whole_files_do_not_count(self):
        self.texts = {'a': b'\n' * 300 + b'x' * 20000}
        for finding in ({'file': 'a', 'line': 900}, {'file': 'e', 'line': 1}, {'file': 'a', 'start': 0, 'end': 300},
                        {'file': 'a', 'start': 300, 'end': 15000}):
            self.assertEqual(labelled.spans_by_file([finding], self.texts), {})

    def test_the_row(self):
        tiers = self.score({'file': 'a', 'line': 2}, {'file': 'd', 'line': 3})
        self.assertEqual(labelled.summary(tiers), [
            '0.500', '0.500 (1 of 2)', '1.000 (1 of 1)', '–', '0.000 (0 of 1)'])


class ThePlaces(unittest.TestCase):
    def test_tokens_have_their_checksum(self):
        token, tail = hiding_places.with_checksum(random.Random(1), 'x_'), 0
        for digit in token[32:]:
            tail = tail * 62 + hiding_places.BASE62.index(digit)
        self.assertEqual(tail, zlib.crc32(token[2:32].encode()))

    def test_a_key_id_of_aws_names_an_account(self):
        key, number = hiding_places.aws_key_id(random.Random(1)), 0
        for letter in key[4:]:
            number = number << 5 | hiding_places.BASE32.index(letter)
        self.assertEqual(len(key), 20)
        self.assertLess(number >> 39 & (1 << 40) - 1, 10 ** 12)

    def test_the_package_is_the_same_each_time_and_names_what_is_found(self):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
            files = hiding_places.make_package(one, ['npm', 'aws'])
            self.assertEqual(hiding_places.make_package(other, ['npm', 'aws']), files)
            for file in files.values():
                self.assertTrue(filecmp.cmp(os.path.join(one, file), os.path.join(other, file), False), file)
        found = hiding_places.found_kinds(files, [{'file': 'dist/plain/npm.js'}, {'file': 'dist/zip/aws.zip!x.tgz!y'},
                                                  {'file': 'dist/zip/nothing.zip'}])
        self.assertEqual(found['plain'], {'npm'})
        self.assertEqual([hiding_places.cell(found[place]) for place in ('plain', 'zip', 'map')], ['1', '1 !', '0'])

    def test_an_archive_does_not_tell_when_it_was_made(self):
        archive = zipfile.ZipFile(io.BytesIO(hiding_places.zipped('a.js', b'text')))
        entry = archive.getinfo('a.js')
        self.assertEqual((entry.date_time, entry.compress_type, archive.read(entry)),
                         ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_DEFLATED, b'text'))


class TheRuns(unittest.TestCase):
    def test_a_command_is_filled_in(self):
        tool = programs.Tool('x', ['/bin/x'], [], 'scan {dir} -e a{3} {one} {report}', '--jobs 1', None, (0,))
        self.assertEqual(programs.shown_command(tool), 'x scan DIR -e a{3} REPORT')
        self.assertEqual(programs.filled(tool.words, {'one': tool.one})[4:6], ['--jobs', '1'])

    def test_a_command_that_fails_has_no_time(self):
        def python(text):
            return timing.Command([sys.executable, '-c', text], '.', dict(os.environ), None, (0,))
        found, failures = timing.medians({'good': python('bytes(30000000)'), 'bad': python('exit(3)')}, 1)
        self.assertEqual(failures, {'bad': 'it ended with 3'})
        self.assertGreater(found['good'].wall, 0)
        self.assertEqual(len(timing.table(found, failures)), 4)

    def test_a_tree_is_spread_over_all_names(self):
        for count in range(1, 40):
            self.assertEqual(sorted(unpack.spread(list(range(count)))), list(range(count)))
        self.assertEqual(list(unpack.spread(list(range(8))))[:3], [4, 2, 6])

    def test_the_script_that_installs_is_sound(self):
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'peers', 'install.sh')
        subprocess.run(['sh', '-n', script], check=True)


if __name__ == '__main__':
    unittest.main()
