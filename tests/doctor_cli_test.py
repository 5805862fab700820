#!/usr/bin/env python3
"""`packwarden doctor`, end to end. doctor_cli_test.py PROGRAM [unittest arguments]"""
import json
import os
import shutil
import sys
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from repository import GitTest

MANAGERS = {'npm': {'package-lock.json': '{}'}, 'pnpm': {'pnpm-lock.yaml': ''}, 'yarn 4': {'.yarnrc.yml': '', 'yarn.lock': '__metadata:\n'},
            'yarn 1': {'yarn.lock': '# yarn lockfile v1\n'}, 'bun': {'bun.lock': '{}'}}


def script(text):
    return '#!/bin/sh\n' + text + '\n'


class Doctor(GitTest):
    def doctor(self, *arguments, status=None):
        run = self.run_program('doctor', '--json', *arguments)
        self.assertEqual(run.errors, '')
        if status is not None:
            self.assertEqual(run.status, status, run.text)
        return run.report

    def write_scripts(self, scripts, **more):
        self.write('package.json', json.dumps({'name': 'demo', 'version': '1.0.0', 'scripts': scripts, **more}))

    @staticmethod
    def guards(report):
        return [(guard['guards'], guard['where']) for guard in report['guards']]

    @staticmethod
    def ways(report):
        return [by_pass['where'] for by_pass in report['by_passes']]


class Scripts(Doctor):
    def test_which_scripts_stop_a_publish_depends_on_the_manager(self):
        # npm 11, pnpm 12, Yarn 4, Yarn 1 and Bun 1.4, as they were seen to do.
        stops = {
            'npm': {'prepublishOnly', 'prepack', 'prepare', 'postpack'},
            'pnpm': {'prepublishOnly', 'prepublish', 'prepack', 'prepare', 'postpack'},
            'yarn 4': {'prepublish', 'prepack'},
            'yarn 1': {'prepublishOnly', 'prepublish', 'prepack', 'prepare', 'postpack'},
            'bun': {'prepublishOnly', 'prepack', 'prepare', 'postpack'},
        }
        for manager, files in MANAGERS.items():
            for name in files:
                self.write(name, files[name])
            for script in ('prepublishOnly', 'prepublish', 'prepack', 'prepare', 'postpack', 'publish', 'postpublish'):
                self.write_scripts({script: 'packwarden'})
                does = script in stops[manager]
                report = self.doctor(status=0 if does else 1)
                self.assertEqual(report['manager'], manager.split()[0])
                self.assertEqual(self.guards(report), [('publish', 'package.json: ' + script)] if does else [])
                self.assertEqual(report['publish'], 'guarded' if does else 'open')
                if not does:
                    self.assertEqual(self.ways(report), ['package.json: ' + script])
            for name in files:
                (self.directory / name).unlink()

    def test_scripts_are_followed(self):
        self.write_scripts({'prepack': 'npm run build && yarn audit:it', 'build': 'tsc',
                            'audit:it': 'node_modules/.bin/packwarden audit'})
        self.assertEqual(self.guards(self.doctor(status=0)), [('publish', 'package.json: prepack')])
        self.write_scripts({'prepack': 'npm run a', 'a': 'npm run b', 'b': 'npm run a'})
        self.doctor(status=1)

    def test_what_is_no_call_does_not_count(self):
        for script in ('cat packwarden.json', 'my-packwarden', 'packwardens', 'echo', 'packwarden-schema', 'tsc # then packwarden',
                       'packwarden=1 tsc', 'echo packwarden: none'):
            self.write_scripts({'prepack': script})
            self.doctor(status=1)
        for script in ('packwarden', 'npx packwarden@1 audit', './packwarden;', '(packwarden)', 'packwarden-publish',
                       '"packwarden" audit', 'tsc && packwarden-publish', "echo ' # ' && packwarden"):
            self.write_scripts({'prepack': script})
            self.doctor(status=0)

    def test_what_is_built_behind_a_guard_depends_on_the_manager(self):
        self.write('yarn.lock', MANAGERS['yarn 1']['yarn.lock'])
        self.write_scripts({'prepublishOnly': 'packwarden', 'prepare': 'tsc'})
        report = self.doctor(status=0)
        self.assertEqual((report['guards'][0]['what'], [row['what'] for row in report['by_passes'][:-3]]),
                         ('stops yarn publish; sees the package before prepack builds it', []))
        self.write_scripts({'prepare': 'packwarden', 'prepack': 'tsc'})
        self.assertIn('what prepack writes behind it is not audited',
                      [row['what'] for row in self.doctor(status=0)['by_passes']])

    def test_guards_that_leak_are_told(self):
        rows = [
            ({'prepack': 'packwarden && tsc'}, 'package.json: prepack',
             'what its commands behind packwarden write is not audited'),
            ({'prepack': 'packwarden', 'prepare': 'tsc'}, 'package.json: prepare',
             'runs behind prepack: what it writes is not audited'),
            ({'prepublishOnly': 'packwarden', 'prepack': 'tsc'}, 'package.json: prepublishOnly',
             'what prepack writes behind it is not audited'),
        ]
        for scripts, where, what in rows:
            self.write_scripts(scripts)
            found = [(row['where'], row['what']) for row in self.doctor(status=0)['by_passes']]
            self.assertIn((where, what), found)
        self.write_scripts({'postpack': 'packwarden && npm run clean', 'clean': 'rm -r dist'})
        self.assertEqual(self.ways(self.doctor()),
                         ['npm publish --ignore-scripts', 'npm publish FILE.tgz', 'npm publish DIR'])

    def test_what_goes_on_when_packwarden_fails_guards_nothing(self):
        for script in ('packwarden || true', 'packwarden; exit 0', 'packwarden audit &', 'packwarden audit | cat',
                       '! packwarden audit', 'if packwarden audit; then :; fi'):
            self.write_scripts({'prepack': script})
            report = self.doctor(status=1)
            self.assertEqual(self.guards(report), [], script)
            self.assertIn(('package.json: prepack', 'goes on when packwarden fails'),
                          [(row['where'], row['what']) for row in report['by_passes']])

    def test_what_only_names_packwarden_guards_nothing(self):
        for script in ('echo packwarden audit', 'packwarden --version', 'packwarden audit --help', 'packwarden list',
                       'npm install packwarden@1', 'npx packwarden@1 rules list'):
            self.write_scripts({'prepack': script})
            self.assertEqual(self.guards(self.doctor(status=1)), [], script)
        for script in ('packwarden audit 2>&1', 'npx packwarden@1 audit && echo packwarden is content'):
            self.write_scripts({'prepack': script})
            self.doctor(status=0)

    def test_scripts_that_never_run_guard_nothing(self):
        self.write_scripts({'prepack': 'packwarden'})
        for settings in ('# x\nignore-scripts = true\n', 'ignore-scripts', 'ignore-scripts=1 ; never'):
            self.write('.npmrc', settings)
            report = self.doctor(status=1)
            self.assertEqual(self.guards(report), [])
            self.assertEqual(self.ways(report)[0], '.npmrc: ignore-scripts')
        for settings in ('ignore-scripts=false', '; ignore-scripts=true', '[x]\nignore-scripts=true'):
            self.write('.npmrc', settings)
            self.doctor(status=0)

    def test_pnpm_publishes_another_directory(self):
        self.write('pnpm-lock.yaml')
        self.write_scripts({'prepack': 'packwarden'}, publishConfig={'directory': 'dist'})
        self.assertIn('package.json: publishConfig.directory', self.ways(self.doctor()))

    def test_what_is_private_is_not_published(self):
        self.write_scripts({}, private=True)
        self.assertEqual(self.doctor(status=0)['publish'], 'private')
        (self.directory / 'package.json').unlink()
        self.assertEqual(self.doctor(status=0)['publish'], 'private')


class Ci(Doctor):
    def test_files_of_ci_that_audit_and_that_do_not(self):
        self.write_scripts({'release': 'changeset publish'})
        rows = [
            ('.github/workflows/a.yml', 'run: packwarden range', 'ci', False),
            ('.github/workflows/b.yaml', 'run: packwarden audit x.tgz && npm publish x.tgz', 'publish', False),
            ('.gitlab-ci.yml', 'script: [npm publish]', None, True),
            ('.github/workflows/c.yml', '# packwarden\nrun: npm run release', None, True),
            ('Jenkinsfile', "sh 'npm test'\n// npm publish", None, False),
            ('.circleci/config.yml', 'run: pnpm -r publish && packwarden', 'publish', False),
        ]
        for path, text, guarded, is_way in rows:
            self.write(path, text + '\n')
            report = self.doctor()
            self.assertEqual(self.guards(report), [(guarded, path)] if guarded else [], path)
            self.assertEqual(self.ways(report), [path] if is_way else [], path)
            self.assertEqual(report['publish'], 'guarded' if guarded == 'publish' else 'open')
            (self.directory / path).unlink()

    def test_scripts_guard_what_ci_publishes_unless_they_are_not_run(self):
        self.write_scripts({'prepack': 'packwarden'})
        self.write('.gitlab-ci.yml', 'script: [npm publish]\n')
        self.assertNotIn('.gitlab-ci.yml', self.ways(self.doctor()))
        self.write('.gitlab-ci.yml', 'script: [npm publish --ignore-scripts]\n')
        self.assertIn('.gitlab-ci.yml', self.ways(self.doctor()))


@unittest.skipUnless(shutil.which('git'), 'there is no git')
class Hooks(Doctor):
    def setUp(self):
        super().setUp()
        self.git('init', '-q')
        self.write_scripts({}, private=True)

    def test_hooks_that_git_runs(self):
        self.write_hook(script('exec packwarden staged'))
        self.write_hook(script('packwarden range --pre-push "$1"'), 'pre-push')
        report = self.doctor(status=0)
        self.assertEqual(self.guards(report), [('commit', '.git/hooks/pre-commit'), ('push', '.git/hooks/pre-push')])
        self.assertEqual(self.ways(report), ['git commit --no-verify'])
        self.write('packages/a/package.json', '{"name": "a", "version": "1.0.0"}')
        self.assertEqual(self.guards(self.doctor('packages/a', status=1)), self.guards(report))

    def test_hooks_that_git_does_not_run(self):
        self.write_hook(script('packwarden staged'), mode=0o644)
        self.assertEqual(self.guards(self.doctor()), [])
        self.write_hook(script('# packwarden staged'))
        self.assertEqual(self.guards(self.doctor()), [])
        self.write_hook(script('packwarden staged'))
        self.git('config', 'core.hooksPath', 'hooks')
        self.assertEqual(self.guards(self.doctor()), [])
        self.write_hook(script('packwarden staged'), hooks='hooks')
        self.assertEqual(self.guards(self.doctor()), [('commit', 'hooks/pre-commit')])

    def test_husky(self):
        self.write('.husky/pre-commit', 'packwarden staged\n')
        report = self.doctor()
        self.assertEqual((self.guards(report), self.ways(report)), ([], ['.husky/pre-commit']))
        self.git('config', 'core.hooksPath', '.husky/_')
        self.write_hook(script('. "$(dirname "$0")/h"'), hooks='.husky/_')
        self.assertEqual(self.guards(self.doctor()), [('commit', '.husky/pre-commit')])

    def test_programs_that_write_hooks(self):
        rows = [
            ('lefthook.yml', 'pre-commit:\n  jobs:\n    - run: packwarden staged\n', 'call_lefthook run "pre-commit"'),
            ('.pre-commit-config.yaml', 'repos:\n- hooks:\n  - id: packwarden\n',
             '# File generated by pre-commit: https://pre-commit.com'),
            ('.lintstagedrc', '{"*": "packwarden staged --"}\n', 'npx lint-staged'),
        ]
        for settings, text, hook in rows:
            self.write(settings, text)
            report = self.doctor()
            self.assertEqual((self.guards(report), self.ways(report)), ([], [settings]))
            self.write_hook(script(hook))
            self.assertEqual(self.guards(self.doctor()), [('commit', settings)])
            (self.directory / settings).unlink()
            (self.directory / '.git/hooks/pre-commit').unlink()

    def test_settings_in_package_json(self):
        self.write_scripts({}, private=True, **{'simple-git-hooks': {'pre-commit': 'packwarden staged'}})
        self.assertEqual(self.ways(self.doctor()), ['package.json: simple-git-hooks'])
        self.write_hook(script('if [ "$SKIP_SIMPLE_GIT_HOOKS" = 1 ]; then exit; fi\npackwarden staged'))
        self.assertIn(('commit', '.git/hooks/pre-commit'), self.guards(self.doctor()))

    def test_hooks_in_the_configuration_of_git(self):
        self.git('config', 'hook.packwarden.command', 'packwarden staged')
        self.assertEqual(self.guards(self.doctor()), [('commit', 'git config: hook.*.command')])


class Page(Doctor):
    def test_the_page_says_what_guards_and_what_does_not(self):
        self.write_scripts({'prepack': 'npm run build && packwarden', 'prepare': 'tsc'})
        self.write('package-lock.json', '{}')
        self.write('packwarden.json', '{}')
        run = self.run_program('doctor')
        self.assertEqual((run.status, run.errors), (0, ''))
        for part in ('demo published with npm, as package-lock.json says\n', '  publish package.json: prepack stops',
                     'Ways round them\n', 'npm publish --ignore-scripts', 'There is a packwarden.json.',
                     'Something audits before a publish.\n'):
            self.assertIn(part, run.text)
        self.write_scripts({})
        run = self.run_program('doctor')
        self.assertEqual(run.status, 1)
        self.assertIn('Guards\n  none\n', run.text)
        self.assertIn('Nothing audits before a publish.', run.text)

    def test_names_are_printable(self):
        self.write('package.json', json.dumps({'name': '\x1b[31m::error::', 'version': '1.0.0'}))
        text = self.run_program('doctor').text
        self.assertNotIn('\x1b', text)
        self.assertNotIn('\n::', text)

    def test_a_directory_that_is_not_there(self):
        run = self.run_program('doctor', 'nope')
        self.assertEqual((run.status, run.text), (2, ''))
        self.assertIn('no such file or directory', run.errors)

    def test_hostile_files_are_read_within_bounds(self):
        self.write_scripts({'prepack': 'npm run a', **{'a': 'npm run b && npm run a ' * 10000}})
        self.write('.github/workflows/x.yml', 'npm publish' + ' ' * (1 << 21))
        os.mkfifo(self.directory / '.gitlab-ci.yml')
        os.symlink('/etc/passwd', self.directory / 'lefthook.yml')
        report = self.doctor(status=1)
        self.assertEqual(len([note for note in report['notes'] if note.startswith('Not read: ')]), 3)


if __name__ == '__main__':
    unittest.main()
