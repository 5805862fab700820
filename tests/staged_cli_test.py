#!/usr/bin/env python3
"""`packwarden staged`, in repositories that git itself makes. staged_cli_test.py PROGRAM [unittest arguments]"""
import hashlib
import os
import shutil
import sys
import unittest
import unittest.mock

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from changes import ChangesTest, line
from program import PROGRAM, npm_token
from skipping import skipped


class Staged(ChangesTest):
    def test_a_hook_that_runs_these_tests_keeps_its_repository_to_itself(self):
        self.git('init', '-q', 'outer', at='.')
        self.write('r/a.js', 'one\n')
        with unittest.mock.patch.dict(os.environ, GIT_DIR=str(self.directory / 'outer/.git')):
            self.commit()
        self.assertEqual(self.git('rev-list', '--all', at='outer').stdout, '')
        self.assertNotEqual(self.git('rev-list', '--all').stdout, '')

    def test_an_empty_index_is_clean_and_says_so(self):
        run = self.run_program('staged')
        self.assertEqual((run.status, run.text.splitlines()[-1]),
                         (0, 'packwarden: clean: 0 files, 0 B examined (status 0)'))

    def test_before_the_first_commit_all_files_count(self):
        self.write('r/a.js', line())
        self.git('add', 'a.js')
        run = self.staged()
        self.assertEqual((run.status, run.target['kind']), (1, 'staged'))
        self.assertEqual([found['path'] for found in run.secrets], ['a.js'])
        self.assertNoSecret(run)

    def test_what_counts_is_the_index_and_not_the_file(self):
        self.write('r/a.js', line())
        self.git('add', 'a.js')
        self.write('r/a.js', 'clean\n')
        self.assertEqual(self.staged().status, 1)
        self.git('add', 'a.js')
        self.write('r/a.js', line())
        self.assertEqual(self.staged().status, 0)

    def test_what_head_has_is_listed_and_does_not_fail(self):
        self.write('r/a.js', line(1))
        self.commit()
        self.write('r/a.js', 'first\n' + line(1))
        self.git('add', 'a.js')
        run = self.staged()
        self.assertEqual(run.status, 0, run.text)
        self.assertEqual([(found['suppressed'], found['fails']) for found in run.secrets], [('already in HEAD', False)])
        self.write('r/a.js', line(1) + line(2, 'other'))
        self.git('add', 'a.js')
        run = self.staged()
        self.assertEqual(run.status, 1)
        self.assertEqual([(found['start']['line'], found['suppressed']) for found in run.secrets],
                         [(1, 'already in HEAD'), (2, None)])

    def test_a_further_copy_of_what_head_has_counts(self):
        self.write('r/a.js', line(1))
        self.commit()
        self.write('r/a.js', line(1) + line(1, 'copy'))
        self.git('add', 'a.js')
        self.assertEqual(self.staged().status, 1)
        self.write('r/a.js', line(1))
        self.write('r/b.js', line(1))
        self.git('add', '-A')
        self.assertEqual(self.staged().status, 1)

    def test_a_renamed_file_is_a_new_one_and_a_removed_one_is_none(self):
        self.write('r/a.js', line())
        self.commit()
        self.git('mv', 'a.js', 'b.js')
        self.assertEqual(self.staged().status, 1)
        self.git('reset', '-q', '--hard')
        self.git('rm', '-q', 'a.js')
        run = self.staged()
        self.assertEqual((run.status, run.target['totals']['entries']), (0, 0))

    def test_every_form_of_commit_is_guarded(self):
        self.write('r/a.js', 'one\n')
        self.write('r/b.js', 'one\n')
        self.commit()
        self.install_hook()
        forms = {
            'commit -a': lambda: self.git('commit', '-qam', 'x', check=False),
            'commit -- path': lambda: self.git('commit', '-qm', 'x', '--', 'a.js', check=False),
            'commit -i path': lambda: self.git('commit', '-qm', 'x', '-i', 'a.js', check=False),
            'commit --amend': lambda: self.git('commit', '-qam', 'x', '--amend', check=False),
        }
        for form, commit in forms.items():
            with self.subTest(form):
                self.write('r/a.js', line())
                done = commit()
                self.assertEqual(done.returncode, 1, form)
                self.assertIn('packwarden: 1 finding fails (status 1)', done.stdout + done.stderr)
                self.git('reset', '-q', '--hard')

    def test_a_commit_of_one_path_does_not_count_the_others(self):
        self.write('r/a.js', 'one\n')
        self.write('r/b.js', 'one\n')
        self.commit()
        self.install_hook()
        self.write('r/a.js', line())
        self.git('add', 'a.js')
        self.write('r/b.js', 'two\n')
        self.assertEqual(self.git('commit', '-qm', 'x', '--', 'b.js').returncode, 0)
        self.assertNotEqual(self.git('commit', '-qm', 'x', check=False).returncode, 0)

    def test_a_part_of_a_file_counts_by_itself(self):
        self.write('r/a.js', ''.join(f'{number}\n' for number in range(30)))
        self.commit()
        self.write('r/a.js', 'clean\n' + ''.join(f'{number}\n' for number in range(30)) + line())
        self.git('add', '-p', 'a.js', input='y\nn\n')
        self.assertEqual(self.staged().status, 0)
        self.git('add', 'a.js')
        self.assertEqual(self.staged().status, 1)

    def test_attributes_hide_nothing(self):
        self.write('r/.gitattributes', 'dist/*.js -diff\n*.lock binary\n*.txt diff=upper\n')
        self.git('config', 'diff.upper.textconv', 'tr a-z A-Z <')
        for path in ('dist/a.js', 'yarn.lock', 'b.txt'):
            self.write('r/' + path, line())
        self.write('r/wide.js', line().encode('utf-16'))
        self.git('add', '-A')
        self.assertEqual({place['path'] for place in self.staged().places}, {'dist/a.js', 'yarn.lock', 'b.txt', 'wide.js'})

    def test_file_arguments_only_narrow_the_set(self):
        self.write('r/src/a.js', line(1))
        self.write('r/src/deep/b.js', line(2))
        self.write('r/c.js', line(3))
        self.git('add', '-A')
        top = str(self.directory / 'r')
        cases = [
            ('r', ('src/a.js',), {'src/a.js'}), ('r', ('src',), {'src/a.js', 'src/deep/b.js'}),
            ('r', ('src/', 'c.js'), {'src/a.js', 'src/deep/b.js', 'c.js'}), ('r', (top + '/c.js',), {'c.js'}),
            ('r', ('--', './c.js'), {'c.js'}), ('r/src', ('a.js',), {'src/a.js'}),
            ('r/src', ('../c.js',), {'c.js'}), ('r/src', ('.',), {'src/a.js', 'src/deep/b.js'}),
            ('r/src', (top,), {'src/a.js', 'src/deep/b.js', 'c.js'}),
            ('r/src', (), {'src/a.js', 'src/deep/b.js', 'c.js'}),
        ]
        for directory, paths, expected in cases:
            with self.subTest(directory=directory, paths=paths):
                self.assertEqual({found['path'] for found in self.staged(*paths, at=directory).secrets}, expected)
        run = self.staged('none.js', 'sr')
        self.assertEqual(run.status, 2)
        self.assertEqual(run.target['problems'][0]['what'], 'is not staged, nor are the others')

    def test_links_are_read_and_not_followed_and_submodules_are_named(self):
        self.git('init', '-q', 'other', at='.')
        self.write('other/x', 'x\n')
        self.commit(at='other')
        self.git('submodule', 'add', '-q', str(self.directory / 'other'), 'sub')
        os.symlink('/nowhere/' + npm_token(), self.directory / 'r' / 'link')
        self.git('add', '-A')
        run = self.staged()
        self.assertEqual([found['path'] for found in run.secrets], ['link'])
        self.assertIn('sub is a submodule: what it holds is not examined.', run.target['notes'])

    def test_odd_names_are_read_as_they_are(self):
        names = ['with space.js', 'line\nbreak.js', '-option.js', 'tab\t.js', '"quoted".js', 'ünicode.js', ':colon.js']
        for seed, name in enumerate(names):
            self.write('r/' + name, line(seed + 1))
        self.git('add', '-A')
        self.assertEqual({found['path'] for found in self.staged().secrets}, set(names))

    def test_a_conflict_is_a_problem(self):
        self.write('r/a.js', 'one\n')
        self.commit()
        self.git('checkout', '-qb', 'side')
        self.write('r/a.js', 'two\n')
        self.commit()
        self.git('checkout', '-q', 'main')
        self.write('r/a.js', 'three\n')
        self.commit()
        self.git('merge', 'side', check=False)
        run = self.staged()
        self.assertEqual(run.status, 2)
        self.assertEqual((run.target['problems'][0]['where'], run.target['problems'][0]['what']),
                         ('a.js', 'is not merged: resolve the conflict and git add it'))
        self.write('r/a.js', line())
        self.git('add', 'a.js')
        self.assertEqual(self.staged().status, 1)

    def test_what_the_merged_branch_has_is_not_new(self):
        self.write('r/a.js', 'one\n')
        self.write('r/c.js', 'one\n')
        self.commit()
        self.git('checkout', '-qb', 'side')
        self.write('r/a.js', 'two\n')
        self.write('r/b.js', line())
        self.commit()
        self.git('checkout', '-q', 'main')
        self.write('r/a.js', 'three\n')
        self.commit()
        self.git('merge', 'side', check=False)
        self.write('r/a.js', 'four\n')
        self.git('add', 'a.js')
        run = self.staged()
        self.assertEqual((run.status, run.target['totals']['entries']), (0, 2), run.text)
        self.write('r/c.js', line(2))
        self.git('add', 'c.js')
        self.assertEqual(self.staged().status, 1)

    def test_other_work_trees_have_an_index_of_their_own(self):
        self.write('r/a.js', 'one\n')
        self.commit()
        self.git('worktree', 'add', '-q', '../tree', '-b', 'side')
        self.write('tree/a.js', line())
        self.git('add', 'a.js', at='tree')
        self.assertEqual(self.staged(at='tree').status, 1)
        self.assertEqual(self.staged().status, 0)
        self.install_hook(at='tree')
        self.assertEqual(self.git('commit', '-qm', 'x', at='tree', check=False).returncode, 1)

    def test_split_sparse_and_sha256_repositories_are_read(self):
        self.write('r/a.js', line())
        self.write('r/d/b.js', 'b\n')
        self.git('add', '-A')
        self.git('update-index', '--split-index')
        self.assertEqual(self.staged().status, 1)
        self.commit()
        self.git('update-index', '--no-split-index')
        self.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'd')
        self.write('r/d/b.js', line(2))
        self.git('add', 'd/b.js')
        self.assertEqual([found['path'] for found in self.staged().secrets], ['d/b.js'])
        self.git('init', '-q', '--object-format=sha256', 'long', at='.')
        self.write('long/a.js', line())
        self.git('add', '-A', at='long')
        self.assertEqual(self.staged(at='long').status, 1)

    def test_what_git_lfs_keeps_is_read_where_it_is(self):
        content = line().encode() + b'x' * 5000
        digest = hashlib.sha256(content).hexdigest()
        pointer = f'version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(content)}\n'
        self.write('r/big.bin', pointer)
        self.git('add', '-A')
        run = self.staged()
        self.assertEqual(run.status, 0)
        self.assertEqual(run.target['notes'], ['big.bin is kept by Git LFS and not here: only its pointer is examined.'])
        self.write(f'r/.git/lfs/objects/{digest[:2]}/{digest[2:4]}/{digest}', content)
        run = self.staged()
        self.assertEqual([found['path'] for found in run.secrets], ['big.bin'])
        self.write(f'r/.git/lfs/objects/{digest[:2]}/{digest[2:4]}/{digest}', b'something else')
        self.assertEqual(self.staged().status, 0)

    def test_files_that_would_be_published_are_marked(self):
        self.write('r/packages/a/package.json', '{"name": "@me/a", "version": "1.0.0", "files": ["lib"]}')
        self.write('r/packages/a/lib/x.js', line(1))
        self.write('r/packages/a/test/y.js', line(2))
        self.write('r/packages/b/package.json', '{"name": "b", "version": "1.0.0", "private": true}')
        self.write('r/packages/b/z.js', line(3))
        self.git('add', '-A')
        run = self.staged()
        self.assertEqual({found['path']: found['npm_profiles'] for found in run.secrets},
                         {'packages/a/lib/x.js': [11, 12], 'packages/a/test/y.js': [], 'packages/b/z.js': []})
        self.assertEqual(run.target['notes'], ['packages/a/lib/x.js would be published in the package @me/a.'])

    def test_a_repository_cannot_make_git_run_anything(self):
        canary = self.directory / 'canary'
        program = self.directory / 'evil'
        program.write_text(f'#!/bin/sh\necho "$0 $@" >> "{canary}"\ncat\n')
        program.chmod(0o755)
        self.write('r/.gitattributes', '* filter=evil diff=evil\n')
        self.write('r/a.js', 'x\n')
        self.git('add', '-A')
        self.commit()
        evil = str(program)
        for key in ('core.fsmonitor', 'core.pager', 'core.editor', 'core.sshCommand', 'core.askPass', 'diff.external',
                    'diff.evil.command', 'diff.evil.textconv', 'filter.evil.clean', 'filter.evil.smudge',
                    'filter.evil.process', 'pager.diff', 'pager.cat-file', 'credential.helper', 'alias.diff'):
            self.git('config', key, ('!' if key.startswith('alias') else '') + evil)
        hooks = self.directory / 'hooks'
        hooks.mkdir()
        for name in ('post-index-change', 'pre-auto-gc', 'reference-transaction', 'post-checkout'):
            shutil.copy(program, hooks / name)
        self.git('config', 'core.hooksPath', str(hooks))
        self.write('blob', line())
        done = self.git('hash-object', '-w', '--no-filters', str(self.directory / 'blob'))
        self.git('update-index', '--add', '--cacheinfo', '100644,' + done.stdout.strip() + ',a.js')
        canary.unlink(missing_ok=True)  # what was run until here was not ours
        self.assertEqual(self.staged().status, 1)
        self.assertEqual(self.staged('a.js').status, 1)
        self.assertEqual(self.range('HEAD').status, 0)
        self.assertFalse(canary.exists(), canary.read_text() if canary.exists() else '')

    def test_a_git_among_the_programs_of_packages_is_none(self):
        self.write('r/node_modules/.bin/git', '#!/bin/sh\ntouch ran\n')
        os.chmod(self.directory / 'r/node_modules/.bin/git', 0o755)
        self.write('r/git', '#!/bin/sh\ntouch ran\n')
        os.chmod(self.directory / 'r/git', 0o755)
        path = ':'.join([str(self.directory / 'r/node_modules/.bin'), '.', '', os.environ['PATH']])
        self.assertEqual(self.staged(PATH=path).status, 0)
        self.assertFalse((self.directory / 'r/ran').exists())
        run = self.staged(PATH='/nowhere')
        self.assertEqual((run.status, run.target['problems'][0]['what']), (2, 'is not installed'))

    def test_outside_of_a_repository_git_says_why(self):
        (self.directory / 'plain').mkdir()
        run = self.staged(at='plain', GIT_CEILING_DIRECTORIES=str(self.directory))
        self.assertEqual(run.status, 2)
        self.assertIn('not a git repository', run.target['problems'][0]['what'])


if __name__ == '__main__':
    if shutil.which('git') is None:
        skipped('as there is no git: nothing was staged')
    unittest.main()
