#!/usr/bin/env python3
"""Baselines, end to end. baseline_cli_test.py PROGRAM [unittest arguments]"""
import hashlib
import json
import os
import sys
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from baselines import DAY, FILE, BaselineTest
from program import github_token, npm_token
from repository import GitTest


class Judging(BaselineTest):
    def test_what_is_known_is_listed_counted_and_does_not_fail(self):
        self.audit_status_without(1)
        self.baseline('create', '--reason', 'a test key')
        run = self.audit(status=0)
        secret = run.secrets[0]
        self.assertEqual(secret['suppressed'], 'baseline ' + FILE + ': a test key')
        self.assertFalse(secret['fails'])
        self.assertGreater(run.target['totals']['suppressed'], 0)
        self.assertEqual([found for found in run.target['findings'] if not found['suppressed']], [])
        self.assertIn('suppressed', self.run_program('audit', '--baseline', FILE).text.splitlines()[-1])

    def audit_status_without(self, status):
        self.assertEqual(self.run_program('audit').status, status)

    def test_reports_show_the_keyed_fingerprint(self):
        self.baseline('create')
        keyed = self.audit(status=0).secrets[0]['fingerprint']
        self.assertIn(keyed, [entry['fingerprint'] for entry in self.entries()])
        self.assertNotEqual(self.run_program('audit', '--format', 'json').secrets[0]['fingerprint'], keyed)

    def test_edits_and_moved_lines_change_nothing(self):
        self.baseline('create')
        self.write('lib/a.js', '\n' * 40 + '// more\n' + (self.directory / 'lib/a.js').read_text())
        self.audit(status=0)

    def test_another_value_is_a_new_finding(self):
        self.baseline('create')
        self.plant('lib/a.js', npm_token(2))
        self.audit(status=1)

    def test_a_known_value_at_a_new_path_fails_and_says_where_it_is_known(self):
        self.baseline('create')
        self.plant('lib/b.js', npm_token(1))
        run = self.audit(status=1)
        self.assertEqual([(found['path'], found['fails']) for found in run.secrets],
                         [('lib/a.js', False), ('lib/b.js', True)])
        self.assertIn('It is known at `lib/a.js`', run.secrets[1]['message'])
        self.assertIn('baseline update', run.secrets[1]['message'])

    def test_what_lies_in_the_package_counts_only_where_it_is_named(self):
        self.baseline('create')
        self.audit_status_without(1)

    def test_it_holds_for_tarballs_scans_and_packing(self):
        self.baseline('create')
        self.write('demo.tgz', self.tarball({path: (self.directory / path).read_bytes()
                                             for path in ['package.json', 'lib/a.js', 'README.md', 'LICENSE']}))
        self.audit('demo.tgz', status=0)
        self.audit('lib', status=0, command='scan')
        self.audit('./lib', status=0, command='scan')
        self.audit('--out', 'out.tgz', status=0, command='pack')

    def test_incomplete_stays_incomplete(self):
        self.baseline('create')
        self.audit('lib', 'none', status=2, command='scan')

    def test_a_baseline_that_is_wrong_is_incomplete_and_says_where(self):
        self.baseline('create')
        text = self.read()
        self.write(FILE, text.replace('"rule"', '"rul"', 1))
        run = self.audit(status=2)
        self.assertIn(FILE + ':5:13', run.target['problems'][0]['where'])
        self.write(FILE, '<<<<<<< ours\n' + text)
        self.assertIn('a merge that was not finished', self.audit(status=2).target['problems'][0]['what'])
        os.remove(self.directory / FILE)
        self.audit(status=2)

    def test_notes_say_what_is_over_and_what_was_not_found(self):
        self.plant('lib/b.js', npm_token(2))
        self.baseline('create', '--until', '2001-01-01')
        run = self.audit(status=1)
        self.assertTrue([note for note in run.target['notes'] if 'was known until 2001-01-01' in note])
        self.assertIn('It was known until 2001-01-01', run.secrets[0]['message'])
        os.remove(self.directory / FILE)
        self.baseline('create')
        os.remove(self.directory / 'lib/b.js')
        gone = lambda run: [note for note in run.target['notes'] if '`lib/b.js` was not found' in note]
        self.assertEqual(len(gone(self.audit(status=0))), 1)
        self.assertEqual(gone(self.audit('lib/a.js', status=0, command='scan')), [])
        self.assertEqual(len(gone(self.audit('lib', status=0, command='scan'))), 1)
        notes = self.audit('.', status=0, command='scan').target['notes']
        self.assertEqual([note for note in notes if 'package.json' in note], [])

    def test_content_is_known_until_something_else_is_said_of_it(self):
        self.write('lib/.env', 'A=1\n')
        self.write('lib/debug.log', 'x\n')
        self.baseline('create')
        self.audit('--fail-on', 'note', status=0)
        self.write('lib/debug.log', 'x\ny\n')
        self.audit('--fail-on', 'note', status=0)
        self.write('lib/.env', 'B=' + github_token() + '\n')
        self.audit('--fail-on', 'note', status=1)

    def test_no_value_and_no_plain_digest_of_one_is_in_it(self):
        self.write('lib/.npmrc', '//localhost/:_authToken=' + npm_token(3) + '\n')
        self.baseline('create', '--reason', 'it is ' + npm_token(4))
        text = self.read() + self.audit(status=0).text
        for value in [npm_token(seed) for seed in (1, 3, 4)]:
            self.assertNotIn(value, text)
            for algorithm in ('md5', 'sha1', 'sha256', 'sha512'):
                self.assertNotIn(hashlib.new(algorithm, value.encode()).hexdigest()[:16], text)


class Commands(BaselineTest):
    def test_create_lists_writes_and_never_overwrites(self):
        run = self.baseline('create', '--reason', 'old', '--owner', 'ann', '--until', '2099-01-31')
        self.assertIn('+ npm-access-token lib/a.js', run.text)
        [entry] = [entry for entry in self.entries() if entry['rule'] == 'npm-access-token']
        self.assertEqual({**entry, 'fingerprint': None},
                         {'rule': 'npm-access-token', 'path': 'lib/a.js', 'fingerprint': None,
                          'date': '2026-11-23', 'reason': 'old', 'owner': 'ann', 'until': '2099-01-31'})
        self.assertRegex(json.loads(self.read())['key'], '^[0-9a-f]{64}$')
        before = self.read()
        self.assertIn('baseline update', self.baseline('create', status=2).errors)
        self.assertEqual(self.read(), before)
        self.baseline('create', '--out', 'other.json')
        self.assertNotEqual(json.loads(self.read('other.json'))['key'], json.loads(before)['key'])

    def test_an_audit_that_cannot_finish_writes_nothing(self):
        self.baseline('create', '--scan', 'none', status=2)
        self.assertFalse((self.directory / FILE).exists())

    def test_ci_needs_a_confirmation(self):
        ci = {**DAY, 'CI': 'true'}
        self.assertIn('--yes', self.baseline('create', environment=ci, status=2).errors)
        self.assertFalse((self.directory / FILE).exists())
        self.baseline('create', '--yes', environment=ci)
        for command in ('update', 'prune'):
            self.baseline(command, environment=ci, status=2)

    def test_severities_can_be_chosen(self):
        self.write('lib/debug.log', 'x\n')
        self.baseline('create', '--fail-on', 'critical')
        self.assertEqual([entry['rule'] for entry in self.entries()], ['npm-access-token'])

    def test_update_adds_what_is_new_and_keeps_reasons(self):
        self.baseline('create', '--reason', 'old')
        self.plant('lib/b.js', npm_token(2))
        run = self.baseline('update', '--reason', 'new')
        self.assertIn('+ npm-access-token lib/b.js', run.text)
        self.assertNotIn('lib/a.js', run.text)
        self.assertEqual([entry['reason'] for entry in self.entries() if entry['rule'] == 'npm-access-token'],
                         ['old', 'new'])
        self.audit(status=0)
        before = self.read()
        self.assertIn('nothing to change', self.baseline('update').errors)
        self.assertEqual(self.read(), before)

    def test_update_follows_a_rename(self):
        self.baseline('create', '--reason', 'old')
        os.rename(self.directory / 'lib/a.js', self.directory / 'lib/new.js')
        self.write('lib/a.js', 'exports.a = 1;\n')
        run = self.baseline('update', '--reason', 'new')
        self.assertIn('> npm-access-token lib/a.js -> lib/new.js', run.text)
        self.assertEqual([(entry['path'], entry['reason']) for entry in self.entries()
                          if entry['rule'] == 'npm-access-token'], [('lib/new.js', 'old')])
        self.audit(status=0)

    def test_prune_drops_what_is_gone(self):
        self.plant('lib/b.js', npm_token(2))
        self.baseline('create')
        os.remove(self.directory / 'lib/b.js')
        self.assertIn('- npm-access-token lib/b.js', self.baseline('prune').text)
        self.assertEqual(self.secrets_at(), ['lib/a.js'])
        self.assertIn('--workspaces', self.baseline('prune', '--workspace', 'a', status=2).errors)

    def test_audit_lists_what_wants_looking_at(self):
        self.baseline('create', '--reason', 'r', '--owner', 'ann')
        self.assertIn('all is well', self.baseline('audit').text)
        self.plant('lib/b.js', npm_token(2))
        self.baseline('update', '--until', '2001-01-01')
        self.plant('lib/a.js')
        text = self.baseline('audit', status=1).text
        self.assertIn('no reason, no owner, over since 2001-01-01', text)
        self.assertIn('not found', text)

    def test_paths_can_be_scanned_instead_of_a_package(self):
        self.plant('src/c.js', github_token())
        self.baseline('create', '--scan', 'src', '--scan', 'lib')
        self.assertEqual([entry['path'] for entry in self.entries()], ['src/c.js', 'lib/a.js'])
        self.audit('src', 'lib', status=0, command='scan')
        self.baseline('create', 'lib', '--scan', 'src', '--out', 'x', status=2)

    def test_what_was_not_looked_into_stays_as_it_is(self):
        self.plant('src/c.js', npm_token(7))
        self.baseline('create', '--scan', 'src', '--scan', 'lib', '--reason', 'r', '--owner', 'ann')
        self.plant('src/d.js', npm_token(1))
        self.baseline('update', '--scan', 'src', '--reason', 'n', '--owner', 'ann')
        self.assertEqual(self.secrets_at(), ['lib/a.js', 'src/c.js', 'src/d.js'])
        os.remove(self.directory / 'src/d.js')
        os.remove(self.directory / 'lib/a.js')
        self.assertIn('src/d.js', self.baseline('audit', '--scan', 'src', status=1).text)
        self.baseline('prune', '--scan', 'src')
        self.assertEqual(self.secrets_at(), ['lib/a.js', 'src/c.js'])

    def test_mistakes_say_what_there_is(self):
        for arguments, error in [(('creat',), 'did you mean "create"?'), ((), 'which of its commands?'),
                                 (('create', '--until', 'soon'), 'YYYY-MM-DD'),
                                 (('update',), FILE), (('prune', '--baseline', ''), 'empty')]:
            run = self.run_program('baseline', *arguments)
            self.assertEqual(run.status, 2)
            self.assertIn(error, run.errors)


class Merging(BaselineTest, GitTest):
    """What two branches add, merged by git itself."""

    def setUp(self):
        super().setUp()
        for name, seed in (('d', 10), ('m', 11), ('r', 12)):
            self.plant(f'lib/{name}.js', npm_token(seed))
        self.baseline('create')
        self.git('init', '-q')
        self.commit('base')

    def add(self, branch, name, seed):
        self.git('checkout', '-q', '-b', branch, 'main')
        self.plant(f'lib/{name}.js', npm_token(seed))
        self.baseline('update')
        self.commit(branch)

    def test_entries_at_different_places_merge_without_a_conflict(self):
        self.add('one', 'b', 20)
        self.add('two', 'n', 21)
        self.git('merge', '-q', 'one')
        self.audit(status=0)

    def test_entries_behind_the_last_and_before_the_first_merge(self):
        self.add('one', '0', 20)
        self.add('two', 'z', 21)
        self.git('merge', '-q', 'one')
        self.audit(status=0)

    def test_entries_at_one_place_conflict_and_the_union_of_lines_is_a_baseline(self):
        self.add('one', 'y', 20)
        self.add('two', 'z', 21)
        self.assertNotEqual(self.git('merge', '-q', 'one', check=False).returncode, 0)
        self.assertIn('a merge that was not finished', self.audit(status=2).target['problems'][0]['what'])
        versions = {}
        for stage, name in ((1, 'base'), (2, 'ours'), (3, 'theirs')):
            self.write(name, self.git('show', f':{stage}:{FILE}').stdout)
        self.git('merge-file', '--union', 'ours', 'base', 'theirs')
        self.write(FILE, self.read('ours'))
        self.audit(status=0)

    def test_git_takes_the_union_where_it_is_told_to(self):
        self.write('.gitattributes', FILE + ' merge=union\n')
        self.commit('attributes')
        self.add('one', 'y', 20)
        self.add('two', 'z', 21)
        self.git('merge', '-q', 'one')
        self.audit(status=0)

    def test_the_same_entry_on_both_sides_is_one_when_it_is_written(self):
        self.add('one', 'z', 20)
        self.add('two', 'z', 20)
        line = next(line for line in self.read().splitlines() if 'lib/z.js' in line)
        self.write(FILE, self.read().replace(line, line + '\n' + line))
        self.audit(status=0)
        self.plant('lib/zz.js', npm_token(30))
        self.baseline('update')
        self.assertEqual(self.read().count('lib/z.js'), 1)

    def test_two_baselines_of_their_own_are_told(self):
        for branch in ('one', 'two'):
            self.git('checkout', '-q', '-b', branch, 'main')
            self.git('rm', '-q', FILE)
            self.baseline('create')
            self.commit(branch)
        self.git('merge', '-q', '-X', 'ours', 'one')
        lines = self.read().splitlines()
        self.write(FILE, '\n'.join(lines[:3] + lines[2:]))
        self.assertIn('two baselines', self.audit(status=2).target['problems'][0]['what'])


class Revisions(BaselineTest, GitTest):
    """A pull request must not change what it is judged by."""

    def setUp(self):
        super().setUp()
        self.baseline('create', '--reason', 'looked at')
        self.git('init', '-q')
        self.commit('base')

    def from_revision(self, *options, status, command='audit'):
        run = self.run_program(command, '--format', 'json', *options)
        self.assertEqual(run.status, status, run.text + run.errors)
        return run

    def test_a_baseline_is_read_from_a_revision(self):
        self.plant('lib/b.js', npm_token(5))
        self.baseline('update')
        self.audit(status=0)
        run = self.from_revision('--baseline-from', 'main', status=1)
        self.assertEqual([(found['path'], found['suppressed']) for found in run.secrets],
                         [('lib/a.js', 'baseline main:' + FILE + ': looked at'), ('lib/b.js', None)])
        os.remove(self.directory / FILE)
        self.from_revision('--baseline-from', 'HEAD', '--baseline', FILE, 'lib/a.js', command='scan', status=0)

    def test_what_is_staged_and_what_commits_add_may_be_known(self):
        self.plant('lib/b.js', npm_token(5))
        self.git('add', '-A')
        self.audit(status=1, command='staged')
        self.baseline('update')
        self.git('add', '-A')
        self.audit(status=0, command='staged')
        self.from_revision('--baseline-from', 'HEAD', status=1, command='staged')
        self.commit('more')
        run = self.audit('main~1..main', status=0, command='range')
        self.assertEqual([note for note in run.target['notes'] if 'was not found' in note], [])

    def test_what_is_not_there_is_told(self):
        for revision in ('none', 'HEAD:lib', ':0', 'HEAD\nHEAD'):
            self.from_revision('--baseline-from', revision, status=2)
        self.from_revision('--baseline-from', 'HEAD', '--baseline', 'lib', status=2)
        self.from_revision('--baseline-from', 'HEAD', '--baseline', '/' + FILE, status=2)


if __name__ == '__main__':
    unittest.main()
