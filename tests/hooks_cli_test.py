#!/usr/bin/env python3
"""The git hooks, and `hook install` and `hook uninstall`, in repositories that git itself makes.
hooks_cli_test.py PROGRAM [unittest arguments]"""
import os
import shutil
import stat
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from hooked import HOOKS, HookTest
from program import PROGRAM, npm_token
from skipping import skipped

FOREIGN = '#!/bin/sh\necho "the other hook" >&2\n[ ! -f fail ]\n'


class Scripts(HookTest):
    def test_they_are_what_hook_install_writes(self):
        self.install('pre-commit', 'pre-push')
        for name in ('pre-commit', 'pre-push'):
            self.assertEqual((self.hooks / name).read_bytes(), (HOOKS / name).read_bytes())
            self.assertLessEqual(len((HOOKS / name).read_text().splitlines()), 25)
            self.assertTrue(os.access(HOOKS / name, os.X_OK))

    def test_all_shells_that_are_here_read_them(self):
        for shell in (['dash'], ['bash', '--posix'], ['busybox', 'sh'], ['zsh'], ['ksh']):
            if shutil.which(shell[0]) is None:
                continue
            for name in ('pre-commit', 'pre-push'):
                done = subprocess.run([*shell, '-n', HOOKS / name], capture_output=True, text=True)
                self.assertEqual((done.returncode, done.stderr), (0, ''), shell)

    @unittest.skipUnless(shutil.which('shellcheck'), 'there is no shellcheck')
    def test_shellcheck_has_nothing_to_say(self):
        done = subprocess.run(['shellcheck', HOOKS / 'pre-commit', HOOKS / 'pre-push'], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout), (0, ''))

    def test_a_leak_is_not_committed_and_all_else_is(self):
        self.install()
        self.stage('a.js', leak=True)
        self.assertFalse(self.commits())
        self.assertIn('npm-access-token', self.said)
        self.assertIn('\npackwarden: status 1. To commit all the same: git commit --no-verify, or for one rule '
                      'PACKWARDEN_SKIP=', self.said)
        skipping = {'PACKWARDEN_SKIP': 'npm-access-token', 'PACKWARDEN_SKIP_REASON': 'made up'}
        self.assertTrue(self.commits(**skipping))
        self.stage('a.js')
        self.assertTrue(self.commits())
        self.assertIn('packwarden: clean', self.said)

    def test_the_program_is_looked_for_and_its_absence_is_loud(self):
        self.install()
        self.stage()
        nowhere = {'PACKWARDEN_BIN': '', 'PATH': '/usr/bin:/bin'}
        self.assertFalse(self.commits(**nowhere))
        self.assertIn('packwarden is not there, so nothing was examined', self.said)
        self.assertFalse(self.commits(PACKWARDEN_BIN='/nowhere/packwarden'))
        self.assertIn('/nowhere/packwarden is not there', self.said)

        places = ['bin/packwarden', 'r/node_modules/.bin/packwarden',
                  'r/node_modules/@packwarden/linux-x64/bin/packwarden']
        for place in places:  # each later one is preferred to those before
            path = self.directory / place
            path.parent.mkdir(parents=True)
            path.write_text(f'#!/bin/sh\necho "called: {place}" >&2\nexit 1\n')
            path.chmod(0o755)
            self.assertFalse(self.commits(PACKWARDEN_BIN='', PATH=f'{self.directory}/bin:/usr/bin:/bin'))
            self.assertIn('called: ' + place, self.said)

    def test_a_push_is_looked_at_and_others_read_its_input_too(self):
        other = self.write_hook('#!/bin/sh\nwhile read -r line; do echo "$line" >> ../told; done\n', 'pre-push')
        self.install('pre-push')
        self.assertIn('>>> packwarden', other.read_text())
        self.git('init', '-q', '--bare', str(self.directory / 'remote'))
        self.git('remote', 'add', 'origin', str(self.directory / 'remote'))
        self.stage()
        self.assertTrue(self.commits())
        head = self.git('rev-parse', 'HEAD').stdout.strip()
        self.git('push', '-q', 'origin', 'HEAD:refs/heads/main')
        told = (self.directory / 'told').read_text()
        self.assertEqual(told.split()[1:3], [head, 'refs/heads/main'])
        self.assertEqual(len(told.splitlines()), 1)
        self.stage('b.js', leak=True)
        self.assertTrue(self.commits())
        done = self.git('push', 'origin', 'HEAD:refs/heads/main', check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn('npm-access-token', done.stdout)
        self.assertIn('packwarden: status 1. To push all the same: git push --no-verify\n', done.stderr)
        self.assertEqual((self.directory / 'told').read_text(), told)


class Install(HookTest):
    def test_nothing_is_written_without_write(self):
        run = self.hook('install')
        self.assertEqual((run.status, os.listdir(self.hooks)), (0, []))
        self.assertTrue(run.text.startswith('--- /dev/null\n+++ b/.git/hooks/pre-commit\n'))
        self.assertEqual(run.errors, 'packwarden: would create .git/hooks/pre-commit\n'
                                     'packwarden: nothing is written without --write\n')

    def test_twice_is_once_and_uninstall_takes_all_out(self):
        self.install()
        first = (self.hooks / 'pre-commit').read_bytes()
        self.assertIn('there is nothing to do', self.install().errors)
        self.assertEqual((self.hooks / 'pre-commit').read_bytes(), first)
        self.assertEqual(self.hook('uninstall').status, 0)
        self.assertEqual(os.listdir(self.hooks), ['pre-commit'])
        self.assertEqual(self.hook('uninstall', '--write').status, 0)
        self.assertEqual(os.listdir(self.hooks), [])
        self.assertIn('no hook of this repository calls packwarden', self.hook('uninstall', '--write').errors)

    def test_in_continuous_integration_it_has_to_be_confirmed(self):
        run = self.hook('install', '--write', CI='true')
        self.assertEqual((run.status, os.listdir(self.hooks)), (2, []))
        self.assertIn('--yes confirms it', run.errors)
        self.install('--yes', CI='true')
        self.assertEqual(self.hook('uninstall', '--write', CI='true').status, 2)
        self.assertEqual(os.listdir(self.hooks), ['pre-commit'])

    def test_hooks_of_others_keep_every_byte_and_their_mode(self):
        contents = [FOREIGN, '#!/bin/sh', '#!/usr/bin/env bash\nset -eu\nnpm test || exit 1', '#!/bin/sh\n\n\n',
                    'echo no shebang\n', '', '#!/bin/sh\nnpm test || exit $?\nnpm run lint || exit\n', '#!/bin/sh\n# exit 0 is what it does not do\nexec 3>&1\n']
        for content in contents:
            for name in ('pre-commit', 'pre-push'):
                path = self.write_hook(content, name, mode=0o750)
                self.install(name)
                self.assertIn('packwarden', path.read_text())
                self.assertEqual(subprocess.run(['sh', '-n', path]).returncode, 0)
                self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o750)
                self.assertIn('there is nothing to do', self.install(name).errors)
                self.assertEqual(self.hook('uninstall', '--write').status, 0)
                self.assertEqual((path.read_text(), stat.S_IMODE(path.stat().st_mode)), (content, 0o750))

    def test_both_run_and_either_stops_the_commit(self):
        self.write_hook(FOREIGN)
        self.install()
        self.stage()
        (self.repository / 'fail').touch()
        self.assertFalse(self.commits())
        self.assertIn('the other hook', self.said)
        (self.repository / 'fail').unlink()
        self.stage(leak=True)
        self.assertFalse(self.commits())
        self.assertIn('npm-access-token', self.said)
        self.stage()
        self.assertTrue(self.commits())
        self.assertIn('the other hook', self.said)

    def test_a_call_that_a_person_wrote_is_enough(self):
        (self.repository / 'package.json').write_text('{"scripts": {"audit:it": "packwarden staged"}}')
        for call in ('packwarden staged || exit $?', 'exec node_modules/.bin/packwarden staged',
                     'npx packwarden@1 staged', 'npm run audit:it'):
            path = self.write_hook(f'#!/bin/sh\n{call}\n')
            self.assertIn('calls packwarden already', self.install().errors)
            self.assertEqual(path.read_text(), f'#!/bin/sh\n{call}\n')

    def test_a_comment_is_no_call(self):
        for line in ('# packwarden staged', 'npm test # packwarden staged', 'npm run audit:it'):
            path = self.write_hook(f'#!/bin/sh\n{line}\n')
            self.install()
            self.assertIn('>>> packwarden', path.read_text())

    def test_a_block_of_an_older_version_is_replaced(self):
        self.write_hook(FOREIGN)
        self.install()
        path = self.hooks / 'pre-commit'
        now = path.read_text()
        path.write_text(now.replace('"$packwarden" staged', '"$packwarden" audit'))
        self.install()
        self.assertEqual(path.read_text(), now)

    def test_hooks_that_cannot_be_added_to_are_left_alone(self):
        cases = [('#!/usr/bin/env python3\nprint(1)\n', 0o755, 'is no script of a POSIX shell'),
                 ('#!/bin/sh\nnpm test\nexit 0\n', 0o755, 'may end by `exit` or `exec`'),
                 ('#!/bin/sh\nif [ -n "$X" ]; then exit; fi\n', 0o755, 'may end by `exit` or `exec`'),
                 ('#!/bin/sh\nexec npx lint-staged\n', 0o755, 'may end by `exit` or `exec`'),
                 ('#!/bin/sh\nnpm test \\\n', 0o755, 'ends in the middle of a command'),
                 ('#!/bin/sh\r\nnpm test\r\n', 0o755, 'is no script of a POSIX shell'),
                 (FOREIGN, 0o644, 'is not executable'),
                 (FOREIGN, 0o555, 'read-only')]
        for content, mode, why in cases:
            path = self.write_hook('')
            path.write_bytes(content.encode())
            path.chmod(mode)
            run = self.hook('install', '--write')
            self.assertIn(why, run.errors)
            self.assertEqual(path.read_bytes(), content.encode())
            if why != 'read-only':
                self.assertEqual((run.status, run.text), (1, 'packwarden staged || exit $?\n'))
                self.assertEqual(self.hook('install').status, 0)
            path.unlink()

    def test_links_are_not_followed(self):
        outside = self.directory / 'outside'
        outside.mkdir()
        (outside / 'pre-commit').write_text(FOREIGN)
        (self.hooks / 'pre-commit').symlink_to(outside / 'pre-commit')
        self.assertIn('is a link', self.install(status=1).errors)
        shutil.rmtree(self.hooks)
        self.hooks.symlink_to(outside)
        self.assertIn('a link leads out of the repository', self.install(status=1).errors)
        self.assertEqual((outside / 'pre-commit').read_text(), FOREIGN)
        self.assertTrue((self.hooks).is_symlink())

    def test_where_the_configuration_has_the_hooks(self):
        self.git('config', 'core.hooksPath', 'tools/hooks')
        self.install()
        self.assertTrue(os.access(self.repository / 'tools/hooks/pre-commit', os.X_OK))
        self.assertEqual(os.listdir(self.hooks), [])
        self.stage(leak=True)
        self.assertFalse(self.commits())
        self.hook('uninstall', '--write')
        self.git('config', 'core.hooksPath', str(self.directory / 'meant'))
        self.install()
        self.assertTrue((self.directory / 'meant/pre-commit').exists())
        self.git('config', 'core.hooksPath', '/dev/null')
        self.assertIn('hooks are switched off', self.install(status=1).errors)

    def test_hooks_of_all_repositories_are_left_alone(self):
        (self.directory / '.gitconfig').write_text(f'[core]\n\thooksPath = {self.directory}/all\n')
        self.assertIn('which all repositories share', self.install(status=1).errors)
        self.assertFalse((self.directory / 'all').exists())

    def test_work_trees_and_submodules(self):
        self.stage()
        self.assertTrue(self.commits())
        self.git('worktree', 'add', '-q', str(self.directory / 'tree'))
        self.install(at=self.directory / 'tree')
        self.assertEqual(os.listdir(self.hooks), ['pre-commit'])
        self.stage('c.js', leak=True, at=self.directory / 'tree')
        self.assertFalse(self.commits(at=self.directory / 'tree'))

        self.git('init', '-q', 'outer', at=self.directory)
        outer = self.directory / 'outer'
        self.git('submodule', '--quiet', 'add', str(self.repository), 'inner', at=outer)
        self.install(at=outer / 'inner')
        self.assertTrue((outer / '.git/modules/inner/hooks/pre-commit').exists())
        self.stage('c.js', leak=True, at=outer / 'inner')
        self.assertFalse(self.commits(at=outer / 'inner'))

    def test_from_below_the_top_and_outside(self):
        (self.repository / 'packages/a').mkdir(parents=True)
        self.install(at=self.repository / 'packages/a')
        self.assertEqual(os.listdir(self.hooks), ['pre-commit'])
        run = self.hook('install', at=self.directory)
        self.assertEqual(run.status, 2)
        self.assertIn('not a git repository', run.errors)

    def test_no_secret_of_another_hook_is_shown(self):
        self.write_hook(f'#!/bin/sh\nexport TOKEN={npm_token()}\n')
        run = self.install()
        self.assertNotIn(npm_token()[4:14], run.text + run.errors)
        self.assertIn('its diff is not shown', run.errors)


class Managers(HookTest):
    def test_husky_keeps_its_files_and_calls_them(self):
        husky = self.repository / '.husky'
        (husky / '_').mkdir(parents=True)
        (husky / '_/pre-commit').write_text('#!/usr/bin/env sh\nsh -e "$(dirname "$(dirname "$0")")/pre-commit" "$@"\n')
        (husky / '_/pre-commit').chmod(0o755)
        (husky / 'pre-commit').write_text('echo "husky was here" >&2\n')
        self.git('config', 'core.hooksPath', '.husky/_')
        self.install()
        self.assertEqual(sorted(os.listdir(husky)), ['_', 'pre-commit'])
        self.stage(leak=True)
        self.assertFalse(self.commits())
        self.assertIn('husky was here', self.said)
        self.assertIn('npm-access-token', self.said)
        self.hook('uninstall', '--write')
        self.assertEqual((husky / 'pre-commit').read_text(), 'echo "husky was here" >&2\n')

    def test_husky_that_did_not_run_yet(self):
        (self.repository / '.husky').mkdir()
        run = self.install()
        self.assertTrue((self.repository / '.husky/pre-commit').exists())
        self.assertIn("git does not call husky's hooks yet", run.errors)

    def test_managers_that_write_hooks_get_lines(self):
        cases = [('lefthook.yml', '', 'lefthook', 'run: packwarden staged\n'),
                 ('.lefthook.toml', '', 'lefthook', 'run: packwarden staged\n'),
                 ('.pre-commit-config.yaml', '', 'pre-commit', 'entry: packwarden staged\n'),
                 ('.simple-git-hooks.json', '{}', 'simple-git-hooks', '"pre-commit": "packwarden staged"'),
                 ('package.json', '{"simple-git-hooks": {}}', 'simple-git-hooks', '"pre-commit": "packwarden staged"')]
        for name, content, manager, line in cases:
            (self.repository / name).write_text(content)
            run = self.install(status=1)
            self.assertIn(f'hooks are written by {manager} (', run.errors)
            self.assertIn(line, run.text)
            self.assertIn('range', self.install('pre-push', status=1).text)
            self.assertEqual((os.listdir(self.hooks), (self.repository / name).read_text()), ([], content))
            called = content.replace('{}', '{"pre-commit": "packwarden staged"}') or 'run: packwarden staged\n'
            (self.repository / name).write_text(called)
            self.assertIn(name + ' calls packwarden already', self.install().errors)
            (self.repository / name).unlink()

    def test_a_manager_whose_configuration_only_speaks_of_it_gets_lines(self):
        lefthook = self.repository / 'lefthook.yml'
        lefthook.write_text('# packwarden staged may come here\n')
        self.assertIn('hooks are written by lefthook (', self.install(status=1).errors)
        (self.repository / 'package.json').write_text('{"scripts": {"audit:it": "packwarden staged"}}')
        lefthook.write_text('run: npm run audit:it\n')
        self.assertIn('lefthook.yml calls packwarden already', self.install().errors)

    def test_lint_staged_may_call_it_as_well(self):
        (self.repository / 'package.json').write_text('{"lint-staged": {"*.js": "eslint"}}')
        self.assertIn('"*": "packwarden staged --"', self.install().errors)
        self.assertEqual(os.listdir(self.hooks), ['pre-commit'])

    def test_the_lines_name_the_program_that_npm_installed(self):
        path = self.repository / 'node_modules/.bin/packwarden'
        path.parent.mkdir(parents=True)
        path.touch()
        path.chmod(0o755)
        (self.repository / 'lefthook.yml').touch()
        self.assertIn('run: node_modules/.bin/packwarden staged\n', self.install(status=1).text)

    @unittest.skipUnless(shutil.which('pre-commit'), 'there is no pre-commit')
    def test_pre_commit_runs_what_the_repository_offers(self):
        offer = self.directory / 'offer'
        offer.mkdir()
        shutil.copy(HOOKS.parent / '.pre-commit-hooks.yaml', offer)
        (offer / 'hooks').mkdir()
        shutil.copy(HOOKS / 'pre-commit', offer / 'hooks')
        self.git('init', '-q', at=offer)
        revision = self.commit(at=offer)
        (self.repository / '.pre-commit-config.yaml').write_text(
            f'repos:\n  - repo: {offer}\n    rev: {revision}\n'
            '    hooks:\n      - id: packwarden\n      - id: packwarden-system\n')
        self.git('add', '.pre-commit-config.yaml')
        programs = self.directory / 'programs'
        programs.mkdir()
        (programs / 'packwarden').symlink_to(PROGRAM)
        path = f'{programs}:{os.environ["PATH"]}'

        def run(*arguments):
            return subprocess.run(['pre-commit', 'run', *arguments], cwd=self.repository, text=True,
                                  env=self.environment(PATH=path), capture_output=True, timeout=120)
        self.stage()
        self.assertEqual(run().returncode, 0, run().stdout)
        self.stage('b.js', leak=True)
        for arguments in ([], ['--all-files'], ['--files', 'b.js']):
            done = run(*arguments)
            self.assertNotEqual(done.returncode, 0, done.stdout)
            self.assertEqual(done.stdout.count('(npm-access-token)'), 2, done.stdout)
            self.assertNotIn(npm_token()[4:14], done.stdout)


class ConfiguredHooks(HookTest):
    """Of git 2.54. An older one stands in for it: what is written is looked at, git does not run it."""

    def setUp(self):
        super().setUp()
        programs = self.directory / 'programs'
        programs.mkdir()
        (programs / 'git').write_text('#!/bin/sh\nfor last; do :; done\n'
                                      '[ "$last" = version ] && echo "git version 2.54.0" && exit\n'
                                      f'exec {shutil.which("git")} "$@"\n')
        (programs / 'git').chmod(0o755)
        self.path = f'{programs}:{os.environ["PATH"]}'

    def settings(self):
        done = self.git('config', '--local', '--get-regexp', '^hook[.]', check=False)
        return dict(line.split(' ', 1) for line in done.stdout.splitlines())

    def test_git_is_told_and_no_other_hook_is_touched(self):
        foreign = self.write_hook('#!/usr/bin/env python3\n')
        before = (self.repository / '.git/config').read_bytes()
        shown = self.hook('install', 'pre-commit', 'pre-push', PATH=self.path)
        self.assertIn("git config --local --replace-all hook.packwarden.event pre-commit\n", shown.text)
        self.assertEqual(self.settings(), {})
        self.install('pre-commit', 'pre-push', PATH=self.path)
        script = 'sh "$(git rev-parse --git-common-dir)/hooks/packwarden-{}"'
        self.assertEqual(self.settings(), {
            'hook.packwarden.command': script.format('pre-commit'), 'hook.packwarden.event': 'pre-commit',
            'hook.packwarden-pre-push.command': script.format('pre-push'),
            'hook.packwarden-pre-push.event': 'pre-push'})
        self.assertEqual(foreign.read_text(), '#!/usr/bin/env python3\n')
        self.assertIn('there is nothing to do', self.install('pre-commit', 'pre-push', PATH=self.path).errors)

        # As git calls such a command: with a shell, at the top of the work tree.
        self.stage(leak=True)
        command = self.settings()['hook.packwarden.command'] + ' "$@"'
        done = subprocess.run(['sh', '-c', command, command], cwd=self.repository, env=self.environment(),
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn('npm-access-token', done.stdout)

        self.assertEqual(self.hook('uninstall', '--write', PATH=self.path).status, 0)
        self.assertEqual(self.settings(), {})
        self.assertEqual(os.listdir(self.hooks), ['pre-commit'])
        self.assertEqual((self.repository / '.git/config').read_bytes(), before)

    def test_the_block_of_an_older_git_goes(self):
        path = self.write_hook(FOREIGN)
        self.install()
        self.assertIn('packwarden', path.read_text())
        self.install(PATH=self.path)
        self.assertEqual(path.read_text(), FOREIGN)
        self.assertIn('there is nothing to do', self.install(PATH=self.path).errors)


if __name__ == '__main__':
    if shutil.which('git') is None:
        skipped('as there is no git: no hook was run')
    unittest.main()
