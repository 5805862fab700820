#!/usr/bin/env python3
"""`packwarden init`, and the files for pre-commit and services of CI. init_cli_test.py PROGRAM [unittest arguments]"""
import json
import os
import shutil
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from hooked import HOOKS, HookTest
from program import PROGRAM, npm_token
from skipping import skipped

try:
    import yaml
except ImportError:
    yaml = None


class Init(HookTest):
    def init(self, *arguments, at=None, **variables):
        return self.run_program('init', *arguments, at=at, environment=variables)

    def manifest(self, **fields):
        text = json.dumps({'name': 'demo', 'version': '1.0.0', **fields}, indent='\t') + '\n'
        (self.repository / 'package.json').write_text(text)
        return text

    def scripts_after(self, **fields):
        self.manifest(**fields)
        run = self.init('--write')
        self.assertIn(run.status, (0, 1), run.errors)
        return json.loads((self.repository / 'package.json').read_text()).get('scripts')

    def test_all_is_shown_and_nothing_written_without_write(self):
        before = self.manifest(scripts={'build': 'tsc', 'prepack': 'npm run build'}, license='MIT')
        (self.repository / '.github').mkdir()
        run = self.init()
        self.assertEqual(run.status, 0, run.errors)
        for line in ('+++ b/.git/hooks/pre-commit', '+++ b/.github/workflows/packwarden.yml', '+++ b/package.json',
                     '+\t\t"prepack": "npm run build && packwarden audit",', '+\t\t"postpack": "packwarden audit"'):
            self.assertIn(line + '\n', run.text)
        self.assertIn('nothing is written without --write', run.errors)
        self.assertEqual((self.repository / 'package.json').read_text(), before)
        self.assertEqual(sorted(os.listdir(self.repository)), ['.git', '.github', 'package.json'])
        self.assertEqual(os.listdir(self.hooks), [])

        self.assertEqual(self.init('--write').status, 0)
        after = before.replace('npm run build"', 'npm run build && packwarden audit",\n\t\t"postpack": "packwarden audit"')
        self.assertEqual((self.repository / 'package.json').read_text(), after)
        again = self.init('--write')
        self.assertEqual((again.status, again.text), (0, ''))
        self.assertIn('there is nothing to do', again.errors)

    def test_scripts_by_manager(self):
        audit = 'packwarden audit'
        cases = [({}, {'prepack': audit, 'postpack': audit}),
                 ({'scripts': {}}, {'prepack': audit, 'postpack': audit}),
                 ({'scripts': {'postpack': 'npm run clean'}}, {'postpack': audit + ' && npm run clean', 'prepack': audit}),
                 ({'scripts': {'prepack': 'tsc && npx packwarden'}},
                  {'prepack': 'tsc && npx packwarden', 'postpack': audit}),
                 ({'scripts': {'prepack': 'npx packwarden@1 audit', 'postpack': 'npm run audit:it', 'audit:it': audit}},
                  {'prepack': 'npx packwarden@1 audit', 'postpack': 'npm run audit:it', 'audit:it': audit}),
                 ({'scripts': {'prepack': 'tsc && packwarden-publish', 'postpack': 'clean # packwarden'}},
                  {'prepack': 'tsc && packwarden-publish', 'postpack': audit + ' && clean # packwarden'}),
                 ({'packageManager': 'yarn@4.1.0'}, {'prepack': audit}),
                 ({'packageManager': 'yarn@1.22.22'}, {'prepack': audit, 'postpack': audit}),
                 ({'packageManager': 'pnpm@10.1.0'}, {'prepack': audit, 'postpack': audit}),
                 ({'private': True}, None)]
        for fields, scripts in cases:
            self.assertEqual(self.scripts_after(**fields), scripts, fields)

    def test_what_scripts_cannot_do_is_said(self):
        self.manifest(scripts={'prepare': 'tsc'})
        self.assertIn('prepare builds, and npm runs it after prepack: only postpack sees', self.init().errors)
        self.manifest(scripts={'prepare': 'husky'})
        self.assertNotIn('prepare builds', self.init().errors)
        self.manifest(scripts={'postpack': 'packwarden'}, packageManager='yarn@4.1.0')
        self.assertIn('postpack is too late under yarn 2 and newer', self.init().errors)

    def test_the_workflow_of_a_package_below_the_top_audits_that(self):
        self.git('remote', 'add', 'origin', 'https://github.com/a/b.git')
        below = self.repository / 'packages/a'
        below.mkdir(parents=True)
        (below / 'package.json').write_text(json.dumps({'name': 'a', 'version': '1.0.0'}))
        for workspaces, command in ({'workspaces': ['packages/*']}, 'audit --workspaces'), ({}, 'audit packages/a'):
            self.manifest(private=True, **workspaces)
            run = self.init(at=below)
            self.assertIn('node_modules/.bin/packwarden ' + command + '\n', run.text)
            self.assertNotIn('npm pack', run.text)

    def test_services_of_continuous_integration(self):
        self.manifest(workspaces=['a'])
        self.git('remote', 'add', 'origin', 'git@gitlab.example.com:a/b.git')
        self.assertEqual(self.init('--write').status, 0)
        written = self.repository / '.gitlab-ci.yml'
        job = written.read_text()
        for line in ('range', 'audit "$packed"/*.tgz', 'audit --workspaces'):
            self.assertIn('    - node_modules/.bin/packwarden ' + line + '\n', job)
        self.assertIn('speaks of packwarden already', self.init().errors)
        written.write_text('# no packwarden yet\n')
        self.assertIn('add this job to .gitlab-ci.yml', self.init().errors)
        written.write_text('stages: [test]\n')
        run = self.init('--write')
        self.assertEqual((run.status, run.text, written.read_text()), (1, job, 'stages: [test]\n'))
        written.unlink()
        self.git('remote', 'set-url', 'origin', 'https://github.com/a/b.git')
        self.assertEqual(self.init('--write').status, 0)
        self.assertTrue((self.repository / '.github/workflows/packwarden.yml').exists())
        (self.repository / 'Jenkinsfile').touch()
        self.assertIn('node_modules/.bin/packwarden range\n', self.init().text)

    def test_without_a_repository_and_with_a_broken_manifest(self):
        outside = self.directory / 'outside'
        outside.mkdir()
        (outside / 'package.json').write_text('{"name": "demo", "version": "1.0.0"}')
        run = self.init('--write', at=outside)
        self.assertEqual(run.status, 0, run.errors)
        self.assertEqual(json.loads((outside / 'package.json').read_text())['scripts'],
                         {'prepack': 'packwarden audit', 'postpack': 'packwarden audit'})
        for text in ('{', '[]', '{"scripts": []}'):
            (self.repository / 'package.json').write_text(text)
            self.assertEqual((self.init('--write').status, os.listdir(self.hooks)), (2, []))

    def test_in_continuous_integration_it_has_to_be_confirmed(self):
        before = self.manifest()
        self.assertEqual(self.init('--write', CI='1').status, 2)
        self.assertEqual((self.repository / 'package.json').read_text(), before)
        self.assertEqual(self.init('--write', '--yes', CI='1').status, 0)

    def test_a_secret_in_a_manifest_is_not_shown(self):
        self.manifest(scripts={'prepack': f'NPM_TOKEN={npm_token()} npm run build'})
        run = self.init()
        self.assertNotIn(npm_token()[4:14], run.text + run.errors)
        self.assertIn('package.json: its diff is not shown', run.errors)


@unittest.skipUnless(yaml, 'Python has no yaml')
class Files(HookTest):
    """What others read: that it is well-formed, and that nothing in it is downloaded unpinned."""

    def load(self, text):
        return yaml.safe_load(text)

    def test_pre_commit(self):
        offered = self.load((HOOKS.parent / '.pre-commit-hooks.yaml').read_text())
        self.assertEqual([one['id'] for one in offered], ['packwarden', 'packwarden-system', 'packwarden-docker'])
        for one in offered:
            self.assertIs(one['pass_filenames'], False)
            self.assertIs(one['always_run'], True)
            self.assertTrue(one['name'] and one['entry'] and one['language'])

    def test_github_action(self):
        action = self.load((HOOKS / 'action.yml').read_text())
        self.assertEqual(action['runs']['using'], 'composite')
        for step in action['runs']['steps']:
            self.assertNotIn('uses', step)
            self.assertNotIn('${{', step['run'])  # what is put into a script can be a script
            done = subprocess.run(['sh', '-n'], input=step['run'], text=True, capture_output=True)
            self.assertEqual((done.returncode, done.stderr), (0, ''))

    def act(self, **inputs):
        [step] = self.load((HOOKS / 'action.yml').read_text())['runs']['steps']
        variables = {name: inputs.get(name.removeprefix('PACKWARDEN_').lower(), '') for name in step['env']}
        return subprocess.run(['sh', '-e', '-c', step['run']], cwd=self.repository, text=True, capture_output=True,
                              env={'PATH': '/usr/bin:/bin', 'HOME': str(self.directory), **variables}, timeout=60)

    def test_github_action_runs(self):
        (self.repository / 'a.js').write_text(f"const token = '{npm_token()}';\n")
        self.assertEqual(self.act(bin=PROGRAM, arguments='scan a.js').returncode, 1)
        self.assertEqual(self.act(bin=PROGRAM, arguments='scan *').returncode, 2)
        for version in ('latest', '1', '^1.0.0', '1.0.0 && id', '../1.0.0'):
            done = self.act(version=version, arguments='range')
            self.assertEqual((done.returncode, done.stderr), (2, 'packwarden: version takes an exact version\n'))
        done = self.act(arguments='range')
        self.assertEqual(done.returncode, 2)
        self.assertIn('is not there, so nothing was examined', done.stderr)

    def test_gitlab(self):
        jobs = self.load((HOOKS / 'gitlab.yml').read_text())
        self.assertEqual(sorted(jobs), ['.packwarden', 'packwarden-commits', 'packwarden-package'])
        self.assertEqual(jobs['.packwarden']['variables']['GIT_DEPTH'], '0')
        for name in ('packwarden-commits', 'packwarden-package'):
            self.assertEqual(jobs[name]['extends'], '.packwarden')
            self.assertTrue(all(isinstance(line, str) for line in jobs[name]['script']))

    def test_what_init_writes(self):
        (self.repository / '.github').mkdir()
        for manager in ('npm@11.0.0', 'pnpm@10.0.0', 'yarn@1.22.22', 'yarn@4.1.0', 'bun@1.4.5'):
            (self.repository / 'package.json').write_text(json.dumps(
                {'name': 'demo', 'version': '1.0.0', 'packageManager': manager}))
            Init.init(self, '--write')
            workflow = self.repository / '.github/workflows/packwarden.yml'
            steps = self.load(workflow.read_text())['jobs']['packwarden']['steps']
            self.assertRegex(steps[0]['uses'], '^actions/checkout@[0-9a-f]{40}$')
            self.assertIn('audit', steps[-1]['run'])
            for step in steps[1:]:
                self.assertEqual(subprocess.run(['sh', '-n'], input=step['run'], text=True).returncode, 0)
            workflow.unlink()


if __name__ == '__main__':
    if shutil.which('git') is None:
        skipped('as there is no git: no repository was set up')
    unittest.main()
