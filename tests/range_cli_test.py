#!/usr/bin/env python3
"""`packwarden range`, in repositories that git itself makes. range_cli_test.py PROGRAM [unittest arguments]"""
import json
import os
import shutil
import sys
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from changes import ChangesTest, line
from program import PROGRAM
from skipping import skipped


class Range(ChangesTest):
    def test_each_version_of_a_file_is_looked_into_whatever_became_of_it(self):
        base = self.commit_file('a.js', 'one\n')
        leak = self.commit_file('a.js', line(1))
        self.commit_file('a.js', 'clean\n')
        run = self.range(base + '..HEAD')
        self.assertEqual((run.status, run.target['kind'], run.target['root']), (1, 'range', base + '..HEAD'))
        self.assertEqual(len(run.secrets), 1)
        self.assertIn('Added by commit ' + leak[:12] + '.', run.secrets[0]['message'])
        self.assertEqual(run.target['totals']['entries'], 2)
        self.assertNoSecret(run)

    def commit_file(self, path, content):
        self.write('r/' + path, content)
        return self.commit()

    def test_what_was_there_before_does_not_fail(self):
        base = self.commit_file('a.js', line(1))
        self.commit_file('a.js', line(1) + 'more\n')
        run = self.range(base)
        self.assertEqual(run.status, 0)
        self.assertTrue(run.secrets[0]['suppressed'].startswith('older than commit '))

    def test_a_secret_that_several_commits_carry_is_told_once(self):
        base = self.commit_file('a.js', 'one\n')
        first = self.commit_file('a.js', line(1))
        self.commit_file('a.js', line(1) + 'more\n')
        self.commit_file('b/a.js', line(1) + 'more\n')  # the same bytes as another file
        run = self.range(base)
        self.assertEqual((run.status, len(run.secrets)), (1, 1))
        self.assertIn(first[:12], run.secrets[0]['message'])

    def test_an_empty_range_is_clean(self):
        self.commit_file('a.js', line(1))
        run = self.range('HEAD..HEAD')
        self.assertEqual((run.status, run.target['totals']['entries']), (0, 0))
        self.assertEqual(run.target['notes'], ['0 commits.'])

    def test_of_a_merge_counts_what_is_in_neither_parent(self):
        self.commit_file('a.js', 'one\n')
        self.git('checkout', '-qb', 'side')
        self.commit_file('side.js', line(1))
        self.git('checkout', '-q', 'main')
        base = self.commit_file('main.js', 'main\n')
        self.git('merge', '-q', '--no-commit', 'side')
        self.write('r/evil.js', line(2))
        self.commit()
        self.assertEqual({place['path'] for place in self.range(base).places}, {'side.js', 'evil.js'})
        self.git('checkout', '-q', 'side')
        self.git('merge', '-q', 'main')
        run = self.range('main..side')
        self.assertEqual((run.status, run.target['totals']['entries']), (0, 0))

    def test_a_name_that_is_no_commit_is_an_error(self):
        self.commit_file('a.js', 'one\n')
        cases = [('HEAD..nope', 'there is no commit nope'),
                 ('nope..HEAD', 'this clone does not hold where the range begins. Fetch it and run this again: '
                                'git fetch origin nope'),
                 ('--all..HEAD', None), ('a b', 'is no range of commits: name one as origin/main..HEAD')]
        for text, what in cases:
            run = self.range(text)
            self.assertEqual(run.status, 2, text)
            if what:
                self.assertEqual(run.target['problems'][0]['what'], what)
        run = self.range()
        self.assertEqual((run.status, run.target['problems'][0]['what']),
                         (2, 'nothing here says which commits to look into: name them as origin/main..HEAD'))

    def test_a_shallow_clone_is_never_clean_without_its_base(self):
        base = self.commit_file('a.js', 'one\n')
        self.commit_file('a.js', line(1))
        self.commit_file('a.js', line(1) + 'more\n')
        self.git('checkout', '-qb', 'topic')
        tip = self.commit_file('b.js', 'b\n')
        url = 'file://' + str(self.directory / 'r')
        self.git('clone', '-q', '--depth', '1', '--branch', 'topic', url, str(self.directory / 'shallow'), at='.')
        for arguments, variables in [((base + '..HEAD',), {}), (('HEAD~1..HEAD',), {}),
                                     ((), {'GITHUB_ACTIONS': 'true', 'GITHUB_BASE_REF': 'main'}),
                                     ((), {'GITLAB_CI': 'true', 'CI_COMMIT_BEFORE_SHA': base})]:
            run = self.range(*arguments, at='shallow', **variables)
            self.assertEqual(run.status, 2, (arguments, variables))
            self.assertIn('git fetch --unshallow origin', run.target['problems'][0]['what'])
        # The base is there, and what lies between is not.
        self.git('clone', '-q', '--depth', '2', '--branch', 'topic', url, str(self.directory / 'two'), at='.')
        self.git('fetch', '-q', '--depth', '1', 'origin', base, at='two')
        run = self.range(base + '..HEAD', at='two')
        self.assertEqual(run.status, 2, run.text)
        # With enough of it the answer is whole.
        self.git('fetch', '-q', '--unshallow', 'origin', '+refs/heads/main:refs/remotes/origin/main', at='two')
        self.assertEqual(self.range(base + '..HEAD', at='two').status, 1)
        run = self.range(at='two', GITHUB_ACTIONS='true', GITHUB_BASE_REF='main')
        self.assertEqual((run.status, run.target['totals']['entries']), (0, 1))
        self.assertTrue(tip)

    def test_a_pull_request_that_is_not_checked_out_is_never_clean(self):
        self.commit_file('a.js', 'one\n')
        self.git('update-ref', 'refs/remotes/origin/main', 'HEAD')
        self.git('checkout', '-qb', 'topic')
        commit = self.commit_file('b.js', line(1))
        event = self.directory / 'event.json'
        event.write_text(json.dumps({'pull_request': {'head': {'sha': commit}}}))
        variables = {'GITHUB_ACTIONS': 'true', 'GITHUB_BASE_REF': 'main', 'GITHUB_EVENT_PATH': str(event)}
        self.assertEqual(self.range(**variables).status, 1)
        self.git('checkout', '-q', 'main')
        run = self.range(**variables)
        self.assertEqual((run.status, run.target['problems'][0]['what']),
                         (2, f'does not hold the commit of the pull request, {commit[:12]}: check that out, or its '
                             'merge, with the whole history, and run this again'))

    def test_an_empty_variable_is_no_range(self):
        self.commit_file('a.js', line(1))
        for text in ('..HEAD', '..', '...HEAD'):
            run = self.range(text)
            self.assertEqual((run.status, run.target['problems'][0]['what']),
                             (2, 'names no commit in front of the dots: is a variable empty? HEAD..TIP says from HEAD'))

    def test_the_command_that_fetches_holds_no_words_for_a_shell(self):
        self.commit_file('a.js', 'one\n')
        run = self.range(GITHUB_ACTIONS='true', GITHUB_BASE_REF='x;id')
        self.assertTrue(run.target['problems'][0]['what'].endswith('run this again: git fetch origin'), run.text)

    def test_blobs_that_a_partial_clone_lacks_are_problems_and_are_not_fetched(self):
        base = self.commit_file('a.js', 'one\n')
        self.commit_file('a.js', line(1))
        self.git('config', 'uploadpack.allowFilter', 'true')
        self.git('clone', '-q', '--no-checkout', '--filter=blob:none', 'file://' + str(self.directory / 'r'),
                 str(self.directory / 'partial'), at='.')
        run = self.range(base, at='partial')
        self.assertEqual(run.status, 2)
        self.assertTrue(run.target['problems'])

    def test_a_push_counts_what_the_remote_does_not_have(self):
        self.git('init', '-q', '--bare', str(self.directory / 'remote'), at='.')
        self.git('remote', 'add', 'origin', str(self.directory / 'remote'))
        self.commit_file('a.js', 'one\n')
        self.write_hook(f'#!/bin/sh\nexec "{PROGRAM}" range --pre-push "$1"\n', 'pre-push')
        self.git('push', '-q', 'origin', 'main')
        self.git('checkout', '-qb', 'topic')
        self.commit_file('b.js', line(1))
        done = self.git('push', '-q', 'origin', 'topic', check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn('packwarden: 1 finding fails (status 1)', done.stdout + done.stderr)
        self.git('push', '-q', '--no-verify', 'origin', 'topic')
        self.git('push', '-q', 'origin', 'topic:again')
        self.git('push', '-q', 'origin', ':again')


if __name__ == '__main__':
    if shutil.which('git') is None:
        skipped('as there is no git: no commit was looked into')
    unittest.main()
