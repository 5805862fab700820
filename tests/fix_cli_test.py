#!/usr/bin/env python3
"""packwarden fix, end to end. fix_cli_test.py PROGRAM [unittest arguments]"""
import json
import os
import shutil
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from fixing import ELF, HOME, FixTest, source_map
from program import npm_token

# Who names a file in package.json: what is written there, and how fix says it.
NAMED = {
    '"bin"': {'bin': {'b': './test/setup.js'}},
    '"browser"': {'browser': {'./index.js': './test/setup.js'}},
    '"directories.bin"': {'directories': {'bin': './test'}},
    '"directories.man"': {'directories': {'man': 'test'}},
    '"exports"': {'exports': {'.': './index.js', './u': {'import': ['./test/setup.js']}}},
    '"imports"': {'imports': {'#u': './test/setup.js'}},
    '"man"': {'man': ['test/setup.js']},
    '"module"': {'module': 'test/setup.js'},
    '"types"': {'types': './test/setup.js'},
    'the script "install"': {'scripts': {'install': 'cd test && node setup || true'}},
    'the script "postinstall"': {'scripts': {'postinstall': 'node test/setup.js'}},
    'the script "preinstall"': {'scripts': {
        'preinstall': "node -e \"require('./test/setup')\""}},
}


class NamedFiles(FixTest):
    def write_tests(self, **manifest):
        files = {'test/%03d.test.js' % i: 'x' for i in range(130)}
        self.write_package({'index.js': 'x = 1\n', 'test/setup.js': '#!/usr/bin/env node\n', **files},
                           files=['index.js', 'test'], **manifest)

    def test_stay_and_it_is_said_who_names_them(self):
        for who, manifest in NAMED.items():
            with self.subTest(who):
                self.write_tests(**manifest)
                before = self.found()
                run = self.fix('--only', 'lit-tests', status=1)
                self.assertIn('stays: %s in package.json names it' % who,
                              ' '.join(run.errors.split()))
                self.fix('--only', 'lit-tests', '--write', status=1)
                self.assertIn('test/setup.js', self.packed())
                self.assertLessEqual(self.found(), before)
                shutil.rmtree(self.directory)
                self.directory.mkdir()
                self.write('LICENSE', 'MIT License')

    def test_of_which_nobody_speaks_go(self):
        self.write_tests(exports={'.': './index.js', './*': './*'}, directories={'test': 'test'},
                         scripts={'test': 'node test/setup.js', 'postinstall': 'node .'})
        self.fix('--only', 'lit-tests', '--write', status=0)
        self.assertNotIn('test/setup.js', self.packed())

    def test_stay_at_the_usual_severity_too(self):
        maps = {'lib/%s.js.map' % name: source_map(HOME + '/a.ts') for name in 'ab'}
        self.write_package({'lib/a.js': 'x = 1\n', **maps}, files=['lib'],
                           exports={'.': './lib/a.js', './b': './lib/b.js.map'})
        self.fix('--write', status=1)
        self.assertEqual(self.packed() & set(maps), {'lib/b.js.map'})
        self.assertNotIn('pkg-entry-missing', self.found())

    def test_what_the_edit_brings_is_said(self):
        for options, status in (((), 0), (('--fail-on', 'note'), 1)):
            self.write_package({'lib/a.js': 'x = 1\n//# sourceMappingURL=a.js.map\n',
                                'lib/a.js.map': source_map(content='x')}, files=['lib'])
            run = self.fix('--only', 'map-sources-content', '--write', *options, status=status)
            self.assertIn('New with the edit: note lib/a.js (map-missing-file)',
                          ' '.join(run.errors.split()))
            self.assertIn('1 finding gone, 0 stay, 1 new', run.errors)


class Edits(FixTest):
    def expect_manifest(self, files, text, expected, *options, status=0):
        """What becomes of a package.json of that text; both forms of the edit agree."""
        for path, content in files.items():
            self.write(path, content)
        self.write('package.json', text)
        run = self.run_program('fix', *options)
        self.fix(*options, '--write', status=status)
        self.assertEqual(self.read('package.json'), expected)
        if text == expected:
            return
        self.write('package.json', text)
        self.apply(run)
        self.assertEqual(self.read('package.json'), expected)

    def test_entries_are_negated_and_the_layout_stays(self):
        text = ('{\r\n\t"name": "demo" , "version":"1.0.0",\r\n\t"files" : [\r\n\t\t"lib"\r\n\t],'
                '\r\n\r\n\t"license": "MIT"\r\n}')
        self.expect_manifest({'lib/.env': 'A=acme-1\n', 'lib/a.js': ''}, text,
                             text.replace('"lib"', '"lib",\r\n\t\t"!lib/.env"'))

    def test_an_entry_that_names_only_what_is_unwanted_goes(self):
        text = '{"name": "demo", "version": "1.0.0", "license": "MIT", "files": ["lib", ".env", "coverage/"]}\n'
        self.expect_manifest({'lib/a.js': '', '.env': 'A=acme-1\n', 'coverage/lcov.info': ''}, text,
                             text.replace(', ".env", "coverage/"', ''))

    def test_a_file_that_an_entry_names_and_another_one_packs(self):
        text = '{"name": "demo", "version": "1.0.0", "license": "MIT", "files": ["lib", "lib/.env"]}\n'
        self.expect_manifest({'lib/a.js': '', 'lib/.env': 'A=acme-1\n'}, text,
                             text.replace('"lib/.env"', '"!lib/.env"'))

    def test_all_maps_are_one_entry(self):
        text = '{\n  "name": "demo",\n  "version": "1.0.0", "license": "MIT",\n  "files": [\n    "lib"\n  ]\n}\n'
        self.expect_manifest({'lib/a.js': '', 'lib/a.js.map': source_map(content='x'),
                              'lib/b/c.js.map': source_map(content='y')}, text,
                             text.replace('"lib"', '"lib",\n    "!**/*.map"'),
                             '--only', 'map-sources-content')

    def test_one_map_of_several_is_named(self):
        text = '{"name": "demo", "version": "1.0.0", "license": "MIT", "files": ["lib"]}'
        self.expect_manifest({'lib/a.js.map': source_map(content='x'),
                              'lib/b.map': '{"width": 3}'}, text,
                             text.replace('"lib"', '"lib", "!lib/a.js.map"'),
                             '--only', 'map-sources-content')

    def test_a_negation_that_is_there_already_stays(self):
        text = '{"name": "demo", "version": "1.0.0", "license": "MIT", "files": ["lib", "!lib/x.env"]}'
        self.expect_manifest({'lib/.env': 'A=acme-1\n', 'lib/x.env': 'B=acme-2\n', 'lib/a.js': ''},
                             text, text.replace('x.env"', 'x.env", "!lib/.env"'))

    def test_a_glob(self):
        text = '{"name": "demo", "version": "1.0.0", "license": "MIT", "files": ["lib/**/*"]}'
        self.expect_manifest({'lib/.env': 'A=acme-1\n', 'lib/a.js': '', 'src/.env': 'B=acme-2\n'},
                             text, text.replace('/*"', '/*", "!lib/.env"'))

    def test_names_that_are_patterns(self):
        text = '{"name": "demo", "version": "1.0.0", "license": "MIT", "files": ["app"]}'
        files = {'app/[id]/.env': 'A=acme-1\n', 'app/i/.env.example': '', 'app/d/a.js': ''}
        self.expect_manifest(files, text, text.replace('"app"', '"app", "!app/[[]id]/.env"'),
                             '--npm', '11')
        # npm 12 reads what a glob matches as a pattern once more.
        self.expect_manifest(files, text, text, '--npm', '12')
        self.assertEqual(self.read('app/[id]/.npmignore'), '/.env\n')

    def test_an_entry_that_matches_nothing_goes(self):
        text = '{"name": "demo", "version": "1.0.0", "license": "MIT", "files": ["nothing", "lib", "!lib/.env.x"]}'
        self.expect_manifest({'lib/a.js': '', 'lib/.env': 'A=acme-1\n'}, text,
                             '{"name": "demo", "version": "1.0.0", "license": "MIT", "files": ["lib", "!lib/.env"]}')

    def list_of(self, *entries):
        return ('{"name": "demo", "version": "1.0.0", "license": "MIT", "files": %s}' %
                json.dumps(entries))

    def test_an_entry_that_the_edit_leaves_without_a_match_goes(self):
        files = {'lib/a.js': '', 'lib/.env': 'A=acme-1\n', 'lib/x.env': 'B=acme-2\n'}
        self.expect_manifest(files, self.list_of('lib', '**/*.env'),
                             self.list_of('lib', '!lib/.env', '!lib/x.env'))

    def test_an_exclusion_that_the_edit_leaves_without_a_match_goes(self):
        files = {'lib/a.js': '', 'coverage/lcov.info': '', 'coverage/tmp/a': ''}
        self.expect_manifest(files, self.list_of('coverage', '!coverage/tmp', 'lib'),
                             self.list_of('lib'))

    def test_an_exclusion_that_would_take_nothing_out_is_not_added(self):
        key = '//registry.acme.io/:keyfile=/etc/key.pem\n'
        self.write_package({'lib/.env': 'A=acme-1\n', 'lib/.npmrc': key, 'lib/a.js': '',
                            'lib/.npmignore': '!.npmrc\n', '.gitignore': 'x\n'})
        self.fix('--write', status=0)
        self.assertEqual(json.loads(self.read('package.json'))['files'], ['lib', '!lib/.env'])
        self.assertEqual(self.read('lib/.npmignore'), '!.npmrc\n/.npmrc\n')

    def test_an_exclusion_that_stands_too_early_stays(self):
        files = {'lib/a.js': '', 'lib/.env': 'A=acme-1\n', 'lib/x/b.js': ''}
        entries = ('!lib/x', 'lib')
        self.write('package.json', self.list_of(*entries))
        for path, content in files.items():
            self.write(path, content)
        run = self.fix(status=1)
        self.assertIn('files[0] stays: what it would take out is packed', ' '.join(run.errors.split()))
        self.assertIn('1 finding would go, 1 stays', run.errors)
        run = self.fix('--write', status=1)
        self.assertIn('1 finding gone, 1 stays', run.errors)
        self.assertEqual(self.read('package.json'), self.list_of(*entries, '!lib/.env'))

    def test_what_is_said_to_go_is_gone(self):
        files = {'lib/a.js': '', 'lib/.env': 'A=acme-1\n', 'lib/x.env': 'B=acme-2\n', 'lib/x/b.js': ''}
        for path, content in files.items():
            self.write(path, content)
        self.write('package.json', self.list_of('!lib/x', 'lib', '**/*.env'))
        self.assertIn('2 findings would go, 1 stays', self.fix(status=1).errors)
        self.assertIn('2 findings gone, 1 stays', self.fix('--write', status=1).errors)
        self.assertEqual(self.read('package.json'),
                         self.list_of('!lib/x', 'lib', '!lib/.env', '!lib/x.env'))

    def test_without_a_list_npmignore_grows(self):
        self.write_package({'a.js': '', '.env': 'A=acme-1\n', '.npmignore': 'x\r\ny'})
        run = self.fix(status=1)
        self.fix('--write', status=0)
        self.assertEqual(self.read('.npmignore'), 'x\r\ny\r\n/.env\r\n')
        self.write('.npmignore', 'x\r\ny')
        self.apply(run)
        self.assertEqual(self.read('.npmignore'), 'x\r\ny\r\n/.env\r\n')

    def test_without_a_list_npmignore_is_made(self):
        self.write_package({'a.js': '', 'lib/.env': 'A=acme-1\n'})
        run = self.fix(status=1)
        self.assertEqual(run.text, '--- /dev/null\n+++ b/.npmignore\n@@ -0,0 +1,1 @@\n+/lib/.env\n')
        self.apply(run)
        self.assertEqual(self.read('.npmignore'), '/lib/.env\n')
        self.fix(status=0)

    def test_beside_a_gitignore_the_list_is_made_of_what_is_packed(self):
        self.write('.gitignore', 'lib/tmp\n')
        text = '{\n  "name": "demo",\n  "version": "1.0.0",\n  "license": "MIT"\n}\n'
        self.expect_manifest({'lib/a.js': '', 'lib/.env': 'A=acme-1\n', 'lib/tmp/a': '', 'README.md': '',
                              'bin/x': ''}, text, text.replace(
            '"1.0.0",\n', '"1.0.0",\n  "files": [\n    "bin",\n    "lib",\n    "!lib/.env",\n'
                          '    "!lib/tmp/a"\n  ],\n'))
        self.assertFalse((self.directory / '.npmignore').exists())

    def test_a_gitignore_that_hides_much_is_repeated(self):
        self.write_package({'lib/a.js': '', 'lib/.env': 'A=acme-1\n', '.gitignore': 'lib/**/x*\n'})
        for i in range(30):
            self.write('lib/%d/x%d' % (i, i), '')
            self.write('lib/%d/y' % i, '')
        self.fix('--write', status=0)
        self.assertEqual(self.read('.npmignore'), 'lib/**/x*\n/lib/.env\n')

    def test_what_is_packed_now_becomes_a_list(self):
        text = '{\n  "name": "demo",\n  "version": "1.0.0", "license": "MIT",\n  "main": "lib/a.js"\n}\n'
        self.expect_manifest({'lib/a.js': '', 'b.js': ''}, text, text.replace(
            'a.js"\n', 'a.js",\n  "files": [\n    "b.js",\n    "lib"\n  ]\n'),
            '--only', 'pkg-no-files-field')

    def test_a_list_that_is_none_becomes_one(self):
        text = '{"name": "demo", "version": "1.0.0", "license": "MIT",\n"files": ["*",\n "!lib/b.js"]}\n'
        files = {'lib/a.js': '', 'lib/b.js': '', 'b.js': '', 'package-lock.json': '{}',
                 '.env': 'A=acme-1\n', '.git/config': ''}
        self.expect_manifest(files, text, text.replace(
            '"*",\n "!lib/b.js"', '"/b.js",\n "lib",\n "!lib/b.js"'))
        self.assertNotIn('pkg-files-catch-all', self.found())
        self.write('package.json', text.replace('"*"', '"."'))
        self.fix('--only', 'pkg-files-catch-all', status=1)

    def test_a_list_would_be_too_long(self):
        self.write_package({'%d.js' % i: '' for i in range(60)}, main='1.js')
        self.write('.gitignore', 'x\n')
        self.write('.env', 'A=acme-1\n')
        self.fix('--write', status=0)
        self.assertEqual(self.read('.npmignore'), 'x\n/.env\n')

    def test_what_is_always_packed_stays_and_is_said(self):
        self.write_package({'lib/.env': 'A=acme-1\n'},
                           files=['lib'], main='lib/.env')
        run = self.fix(status=1)
        self.assertEqual(run.text, '')
        self.assertIn('lib/.env stays: "main" in package.json names it', ' '.join(run.errors.split()))
        self.assertEqual(self.fix('--write', status=1).text, '')

    def test_a_secret_in_a_file_that_ships_stays(self):
        self.write_package({'lib/a.js': 'x = "%s"' % npm_token()}, files=['lib'])
        run = self.fix(status=1)
        self.assertEqual(run.text, '')
        self.assertIn('Staying, as no list of files is their fix:', run.errors)
        self.assertNotIn(npm_token(), run.errors)

    def test_a_secret_in_a_file_that_has_no_place_goes_with_it(self):
        self.write_package({'lib/.env': 'TOKEN=%s\n' % npm_token(), 'lib/a.js': ''}, files=['lib'])
        self.fix('--write', status=0)
        self.assertEqual(self.found() & {'npm-access-token', 'cred-dotenv'}, set())

    def test_what_may_be_needed_is_left_out_when_it_is_asked_for_alone(self):
        self.write_package({'lib/a.node': ELF, 'lib/a.js': ''}, files=['lib'])
        run = self.fix(status=1)
        self.assertEqual(run.text, '')
        self.assertIn('--only bin-native-binary', run.errors)

    def test_addresses_lose_who_is_in_them_and_the_secret_is_not_shown(self):
        secret = npm_token(7)
        text = ('{"name": "demo", "version": "1.0.0", "license": "MIT",\n "repository": "https://u:%s@git.acme.io/a.git",'
                '\n "files": ["lib"]}')
        self.write('package.json', text % secret)
        self.write('lib/a.js', '')
        run = self.fix('--only', 'sec-manifest-url-credentials', status=1)
        self.assertEqual(run.text, '')
        self.assertIn('package.json: its diff is not shown', run.errors)
        self.assertNotIn(secret, run.errors)
        run = self.fix('--only', 'sec-manifest-url-credentials', '--write', status=0)
        self.assertNotIn(secret, run.errors)
        self.assertEqual(self.read('package.json'), text.replace('u:%s@', ''))

    def test_an_address_whose_password_has_no_certain_end_stays(self):
        secret = npm_token(7)
        text = json.dumps({'name': 'demo', 'version': '1.0.0', 'license': 'MIT', 'files': ['lib'],
                           'repository': 'https://u:a#%s@git.acme.io/a.git' % secret,
                           'homepage': 'https://u:a#%s@git.acme.io/@b/c' % secret})
        self.write('package.json', text)
        self.write('lib/a.js', '')
        run = self.fix('--only', 'sec-manifest-url-credentials', '--write', status=1)
        self.assertNotIn(secret, run.text + run.errors)
        self.assertIn('take it out by hand', ' '.join(run.errors.split()))
        self.assertEqual(self.read('package.json'), text.replace('u:a#%s@git.acme.io/a' % secret, 'git.acme.io/a'))

    def test_a_diff_that_would_show_a_secret_is_withheld(self):
        secret = npm_token(8)
        self.write('package.json', '{"name": "demo", "version": "1.0.0", "license": "MIT", "files": ["lib"],\n'
                   '"config": {"token": "%s"}}\n' % secret)
        self.write('lib/.env', 'A=acme-1\n')
        self.write('lib/a.js', '')
        run = self.fix('--only', 'cred-dotenv', status=1)
        self.assertNotIn(secret, run.text + run.errors)
        self.assertIn('its diff is not shown', run.errors)
        self.write('.npmignore', '')
        self.write('package.json', '{"name": "demo", "version": "1.0.0", "license": "MIT"}')
        self.write('.npmignore', 'x\n# \x1b[31m\n')
        run = self.fix('--only', 'cred-dotenv', status=1)
        self.assertNotIn('\x1b', run.text + run.errors)

    def test_a_secret_in_a_name_is_not_shown(self):
        token = npm_token(9)
        self.write_package({'lib/%s/.env' % token: 'A=acme-1\n', 'lib/%s.env' % token: 'B=acme-2\n',
                            'lib/.idea/%s' % token: '', 'lib/a.js': ''}, files=['lib'])
        for options in ((), ('--write',), ('--fail-on', 'note', '--verbose')):
            run = self.run_program('fix', *options)
            self.assertEqual(run.status, 1)
            self.assertNotIn(token[8:20], run.text + run.errors)

    def test_in_an_npm_script_standard_output_stays_empty(self):
        self.write_package({'.env': 'A=acme-1\n'})
        run = self.run_program('fix', environment={'npm_lifecycle_event': 'prepack'})
        self.assertEqual((run.status, run.stdout), (1, b''))
        self.assertIn('+/.env\n', run.errors)

    def test_patch_takes_the_diff_of_a_package_below(self):
        if shutil.which('patch') is None:
            self.skipTest('there is no patch')
        self.write('p/a b/package.json', '{"name": "demo", "version": "1.0.0", "license": "MIT", "files": ["lib"]}')
        self.write('p/a b/lib/.env', 'A=acme-1\n')
        self.write('p/a b/lib/a.js', '')
        run = self.fix('p/a b', status=1)
        self.assertIn('+++ b/p/a b/package.json\t\n', run.text)
        done = subprocess.run(['patch', '-p1', '--dry-run'], cwd=self.directory, input=run.stdout,
                              capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stdout.decode() + done.stderr.decode())
        self.apply(run)
        self.fix('p/a b', status=0)

    def test_modes_stay_and_links_are_not_followed(self):
        self.write_package({'lib/.env': 'A=acme-1\n', 'lib/a.js': ''}, files=['lib'])
        os.chmod(self.directory / 'package.json', 0o600)
        self.fix('--write', status=0)
        self.assertEqual(os.stat(self.directory / 'package.json').st_mode & 0o777, 0o600)
        self.write('.npmignore-of-all', '')
        os.remove(self.directory / 'package.json')
        self.write_package({'.env': 'A=acme-1\n'})
        os.symlink('.npmignore-of-all', self.directory / '.npmignore')
        run = self.fix('--only', 'cred-dotenv', '--write', status=2)
        if 'which this kernel cannot keep inside' in run.errors:
            print('\nSKIPPED, a link as ignore file: this kernel or emulator has no openat2', flush=True)
            self.skipTest('there is no openat2')
        self.assertIn('.npmignore: is a link, and only files are edited', run.errors)
        self.assertEqual(self.read('.npmignore-of-all'), '')
        self.assertEqual([name for name in os.listdir(self.directory) if 'package.json' in name],
                         ['package.json'])

    def test_what_is_to_go_is_told_by_the_option_then_by_the_policy(self):
        self.write_package({'lib/a.js': '', 'lib/.gitmodules': ''}, files=['lib'])
        self.write('policy.json', '{"failOn": "note"}')
        nothing = 'packwarden: there is nothing to fix\n'
        self.assertEqual(self.fix(status=0).errors, nothing)
        self.assertIn('lit-git-metadata', self.fix('--config', 'policy.json', status=1).errors)
        self.assertEqual(self.fix('--config', 'policy.json', '--fail-on', 'medium',
                                  status=0).errors, nothing)
        self.assertIn('from which severity on findings go',
                      ' '.join(self.run_program('fix', '--help').text.split()))

    def test_files_that_are_not_to_be_replaced(self):
        self.write_package({'lib/.env': 'A=acme-1\n', 'lib/a.js': ''}, files=['lib'])
        path = self.directory / 'package.json'
        text = path.read_text()
        os.chmod(path, 0o444)
        self.assertIn('package.json: is read-only, and is not replaced',
                      self.fix('--write', status=2).errors)
        os.chmod(path, 0o644)
        os.link(path, self.directory / 'same.json')
        self.assertIn('package.json: has several names (hard links)',
                      self.fix('--write', status=2).errors)
        self.assertEqual(path.read_text(), text)
        self.assertEqual(sorted(os.listdir(self.directory)),
                         ['LICENSE', 'lib', 'package.json', 'same.json'])

    def test_targets_that_cannot_be_edited(self):
        self.write('a.tgz', self.tarball({'package.json': b'{"name": "demo", "version": "1.0.0", "license": "MIT"}'}))
        self.assertIn('a.tgz: is no directory: a tarball is finished', self.fix('a.tgz', status=2).errors)
        self.assertIn('there is no rule or check called "nothing"',
                      self.fix('--only', 'nothing', status=2).errors)
        self.write('package.json', json.dumps({'name': 'r', 'version': '1.0.0', 'license': 'MIT', 'workspaces': ['p/*']}))
        for name in 'ab':
            self.write('p/%s/package.json' % name, json.dumps({'name': name, 'version': '1.0.0', 'license': 'MIT'}))
        self.write('p/a/.env', 'A=acme-1\n')
        self.assertIn('choose one with --workspace', self.fix('--workspaces', status=2).errors)
        self.fix('-w', 'a', '--write', status=0)
        self.assertEqual(self.read('p/a/.npmignore'), '/.env\n')

    def test_nothing_to_fix(self):
        self.write_package({'a.js': ''}, files=['a.js'])
        for options in ((), ('--write',)):
            run = self.fix(*options, status=0)
            self.assertEqual((run.text, run.errors), ('', 'packwarden: there is nothing to fix\n'))

    def test_npm_agrees(self):
        npm = shutil.which('npm')
        if npm is None:
            self.skipTest('there is no npm')
        for manifest in ({'files': ['lib', '.env', 'x']}, {}):
            self.write_package({'lib/a.js': '', 'lib/.env': 'A=acme-1\n', '.env': 'B=acme-2\n',
                                'x/a.js.map': source_map(HOME + '/a.ts'), 'x/b': ''}, **manifest)
            self.fix('--write', status=0)
            done = subprocess.run([npm, 'pack', '--dry-run', '--json', '--ignore-scripts'],
                                  cwd=self.directory, capture_output=True, timeout=120)
            if done.returncode != 0:
                self.skipTest('npm does not run here')
            listed = json.loads(done.stdout)
            package, = listed if isinstance(listed, list) else listed.values()
            self.assertEqual({file['path'] for file in package['files']},
                             {'LICENSE', 'lib/a.js', 'package.json', 'x/b'})


if __name__ == '__main__':
    unittest.main()
