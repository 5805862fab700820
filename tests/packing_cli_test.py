#!/usr/bin/env python3
"""The commands that say or write what npm packs: packing_cli_test.py PROGRAM [unittest arguments]."""
import io
import json
import os
import pathlib
import sys
import tarfile
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from program import npm_token, CliTest


class Packing(CliTest):
    def write_workspaces(self):
        self.write('package.json', json.dumps(
            {'name': 'root', 'version': '1.0.0', 'workspaces': ['packages/*']}))
        self.write('.gitignore', 'dist\n')
        for name in 'ab':
            self.write('packages/%s/package.json' % name,
                       json.dumps({'name': '@s/' + name, 'version': '1.0.0'}))
            self.write('packages/%s/dist/x.js' % name, 'x')

    def listed(self, *arguments, directory='.'):
        run = self.run_program('list', '--json', *arguments, at=directory)
        self.assertEqual(run.status, 0, run.errors)
        packages = run.report if isinstance(run.report, list) else run.report.values()
        return {package['name']: [file['path'] for file in package['files']]
                for package in packages}

    def test_list_prints_what_npm_prints(self):
        self.write_package({'a.js': 'x', 'bin/x': 'x', '.npmignore': 'a.js\n'})
        run = self.run_program('list', '--json')
        package, = run.report
        self.assertEqual((run.status, run.errors), (0, ''))
        self.assertEqual(list(package), ['id', 'name', 'version', 'size', 'unpackedSize', 'shasum',
                                         'integrity', 'filename', 'files', 'entryCount', 'bundled'])
        self.assertEqual(package['files'][0], {'path': 'bin/x', 'size': 1, 'mode': 0o644})
        self.assertEqual(self.listed(), {'demo': ['bin/x', 'package.json']})
        run = self.run_program('list')
        self.assertIn('1 B  bin/x\n', run.text)
        self.assertIn('total files:     2\n', run.text)

    def test_a_secret_in_a_name_is_shown_to_no_one(self):
        self.write('t/package.json', '{"name": "a", "version": "1.0.0"}')
        self.write('t/%s.js' % npm_token(5), '1')
        for run in [self.run_program('list', 't'), self.run_program('why', npm_token(5) + '.js', 't')]:
            self.assertEqual(run.status, 0, run.errors)
            self.assertNotIn(npm_token(5), run.text + run.errors)
            self.assertIn('npm_', run.text)

    def test_the_calling_npm_decides_whose_rules_count(self):
        self.write_package({'npm-shrinkwrap.json': '{}'})
        agent = {'npm_config_user_agent': 'npm/12.2.0 node/v22.23.3 linux x64 workspaces/false'}
        self.assertIn('npm 12', self.run_program('list', environment=agent).text)
        self.assertIn('npm 11', self.run_program('list').text)
        self.assertIn('npm 9', self.run_program('list', '--npm', '9', environment=agent).text)
        report = self.run_program('--format', 'json', environment=agent).target
        self.assertEqual(report['npm_profiles'], [12])
        self.assertEqual(self.run_program('--format', 'json').target['npm_profiles'], [11, 12])

    def test_a_finding_says_who_packs_it(self):
        self.write_package({'npm-shrinkwrap.json': json.dumps({'x': npm_token()})})
        run = self.run_program('--format', 'json')
        self.assertEqual([found['npm_profiles'] for found in run.secrets], [[11]])
        self.assertEqual(self.run_program('--npm', '12').status, 0)

    def test_a_secret_that_one_npm_packs_twice_is_found_where_all_pack_it(self):
        self.write_package({'npm-shrinkwrap.json': json.dumps({'x': npm_token()}), 'x.js': npm_token()})
        run = self.run_program('--format', 'json')
        self.assertEqual([(place['path'], place['npm_profiles']) for place in run.places],
                         [('npm-shrinkwrap.json', [11]), ('x.js', [11, 12])])
        self.assertEqual([found['path'] for found in run.secrets], ['x.js'])
        self.assertIn('also   npm-shrinkwrap.json:1:8 npm 11 only\n', self.run_program().text)

    def test_workspaces_are_found_from_within_and_chosen_from_the_root(self):
        self.write_workspaces()
        a, b = {'@s/a': ['package.json']}, {'@s/b': ['package.json']}
        self.assertEqual(self.listed(directory='packages/a'), a)
        self.assertEqual(self.listed('-w', '@s/b'), b)
        self.assertEqual(self.listed('--workspaces', '--npm', '12'), {**a, **b})
        self.assertEqual(self.listed('packages/a'), {'@s/a': ['dist/x.js', 'package.json']})
        self.assertEqual(self.listed('--no-workspaces', directory='packages/a'),
                         {'@s/a': ['dist/x.js', 'package.json']})

    def test_all_workspaces_are_audited_as_one_gate(self):
        self.write_workspaces()
        self.write('packages/b/i.js', 'x = "%s"' % npm_token())
        run = self.run_program('audit', '--workspaces', '--format', 'json')
        self.assertEqual(run.status, 1)
        self.assertEqual([(target['root'], target['status']) for target in run.report['targets']],
                         [('packages/a', 'clean'), ('packages/b', 'findings')])

    def test_pack_writes_what_it_audited(self):
        self.write_package({'lib/a.js': 'x', 'cli.js': '#!/usr/bin/env node\n'}, bin='cli.js')
        run = self.run_program('pack', '--out', 'demo.tgz')
        self.assertEqual(run.status, 0, run.errors)
        self.assertEqual(run.errors, 'packwarden: wrote demo.tgz\n')
        first = (self.directory / 'demo.tgz').read_bytes()
        with tarfile.open(fileobj=io.BytesIO(first)) as archive:
            self.assertEqual([(member.name, member.mode) for member in archive],
                             [('package/lib/a.js', 0o644), ('package/cli.js', 0o755),
                              ('package/package.json', 0o644)])
        os.remove(self.directory / 'demo.tgz')
        self.write('out/.npmignore', '*')
        self.assertEqual(self.run_program('pack', '--out', 'out').status, 0)
        os.remove(self.directory / 'out/.npmignore')
        self.assertEqual(os.listdir(self.directory / 'out'), ['demo-1.0.0.tgz'])
        self.assertEqual((self.directory / 'out/demo-1.0.0.tgz').read_bytes(), first)

    def test_pack_replaces_no_device_nor_pipe(self):
        self.write_package({'lib/a.js': 'x'})
        os.mkfifo(self.directory / 'out.tgz')
        run = self.run_program('pack', '--out', 'out.tgz')
        self.assertEqual(run.status, 2)
        self.assertIn('packwarden: out.tgz: is no file: name one, or a directory, as the tarball stays only if it is clean\n',
                      run.errors)
        self.assertTrue((self.directory / 'out.tgz').is_fifo())
        for place in ('/dev/null', '/dev/fd/1'):
            self.assertEqual(self.run_program('pack', '--out', place).status, 2, place)
        self.assertTrue(pathlib.Path('/dev/null').is_char_device())

    def test_a_tarball_lists_as_the_package_that_it_was_made_of(self):
        self.write_package({'lib/a.js': 'xyz', 'cli.js': '#!/usr/bin/env node\n'}, bin='cli.js')
        listed = self.run_program('list', '--json').report
        self.assertEqual(self.run_program('pack', '--out', 'demo.tgz').status, 0)
        self.assertEqual(self.run_program('list', '--json', 'demo.tgz').report, listed)
        self.assertNotIn('packing rules', self.run_program('list', 'demo.tgz').text)

    def test_why_names_the_rule_and_the_edit(self):
        self.write_package({'dist/a.js': 'x', 'src/a.ts': 'x'}, files=['dist'])
        run = self.run_program('why', 'dist/a.js')
        self.assertEqual((run.status, run.errors), (0, ''))
        self.assertTrue(run.text.startswith('dist/a.js is packed by npm 11.\n'), run.text)
        self.assertIn('  > package.json:1 (files[0])  includes "dist"\n', run.text)
        self.assertIn('To leave it out: add "!dist/a.js" to "files" in package.json.', run.text)
        run = self.run_program('why', '--json', '--npm', '12', 'src/a.ts')
        self.assertEqual((run.report['npm'], run.report['verdict']), (12, 'left-out'))
        both = self.run_program('why', '--npm', 'both', 'src/a.ts').text
        self.assertIn('src/a.ts is not packed by npm 11.', both)
        self.assertIn('src/a.ts is not packed by npm 12.', both)

    def test_why_looks_into_one_package(self):
        self.write_workspaces()
        run = self.run_program('why', 'x', '--workspaces')
        self.assertEqual(run.status, 2)
        self.assertIn('x: is looked for in one package, and 2 are named', run.errors)
        run = self.run_program('why', 'dist/x.js', '-w', '@s/a')
        self.assertIn('.gitignore:1', run.text)
        self.assertEqual(self.run_program('why', '../x').status, 2)

    def test_a_package_that_npm_refuses_is_named_with_its_reason(self):
        self.write('package.json', json.dumps(
            {'name': 'demo', 'version': '1.0.0', 'dependencies': {'a': '1'},
             'overrides': {'a': '2'}}))
        for command in ('list', 'audit', 'why'):
            run = self.run_program(*(('why', 'x') if command == 'why' else (command,)))
            self.assertEqual(run.status, 2)
            self.assertIn('EOVERRIDE', run.text + run.errors)

    def test_pack_writes_nothing_that_is_not_clean(self):
        self.write_package({'a.js': 'x = "%s"' % npm_token()})
        run = self.run_program('pack', '--out', 'demo.tgz')
        self.assertEqual(run.status, 1)
        self.assertIn('packwarden: demo.tgz: not written, as the package is not clean', run.errors)
        self.assertEqual(sorted(os.listdir(self.directory)), ['a.js', 'package.json'])
        self.assertEqual(self.run_program('audit').status, 1)

    def test_pack_cannot_write_several_packages_into_one_file(self):
        self.write_workspaces()
        run = self.run_program('pack', '--workspaces', '--out', 'x.tgz')
        self.assertEqual(run.status, 2)
        self.assertIn('x.tgz: is of one package, and there are 2: choose one with', run.text)

    def test_pack_names_a_file_that_cannot_be_written(self):
        self.write_package({'a.js': 'x'})
        run = self.run_program('pack', '--out', 'none/x.tgz')
        self.assertEqual(run.status, 2)
        self.assertEqual(run.text, '', 'nothing is examined before')
        self.assertEqual(
            run.errors,
            'packwarden: none: cannot write the tarball there: no such file or directory\n')

    def test_why_a_path_that_is_not_there_has_no_answer(self):
        self.write_package({'a.js': 'x'})
        run = self.run_program('why', 'nope')
        self.assertEqual((run.status, run.text), (2, 'There is no nope in the package.\n'))
        run = self.run_program('why', '--json', 'nope')
        self.assertEqual((run.status, run.report['verdict']), (2, 'missing'))

    def test_a_mistake_in_options_writes_no_statement(self):
        self.write_workspaces()
        run = self.run_program('audit', '--workspaces', '--format', 'statement')
        self.assertEqual((run.status, run.text), (2, ''))
        self.assertIn('--format statement: is of one package, and there are 2', run.errors)
        run = self.run_program('audit', '--workspaces', '--format', 'text',
                               '--format', 'statement=x.json')
        self.assertEqual(run.status, 2)
        self.assertFalse((self.directory / 'x.json').exists())
        self.assertNotIn('paths', run.text)

    def test_what_cannot_be_looked_into_is_called_what_it_is(self):
        self.write_package({'a.js': 'x'})
        self.write('x.tgz', 'x')
        for target, kind in (('.', 'package'), ('x.tgz', 'tarball'), ('nope.tgz', 'tarball')):
            run = self.run_program('audit', target, '--config', 'none', '--format', 'json')
            self.assertEqual((run.status, run.target['kind']), (2, kind))

    def test_why_takes_absolute_paths(self):
        self.write_package({'dist/a.js': 'x', '.npmignore': 'dist\n'})
        os.symlink('dist', self.directory / 'link')
        expected = self.run_program('why', 'dist/a.js').text
        for path in ('dist/a.js', 'link/a.js', './/dist/../dist/a.js'):
            run = self.run_program('why', str(self.directory / path))
            self.assertEqual((run.text, run.errors), (expected, ''))
        run = self.run_program('why', '/nowhere/a.js')
        self.assertEqual(run.status, 2)
        self.assertEqual(run.errors, 'packwarden: /nowhere/a.js: is not in the package %s\n'
                         % os.path.realpath(self.directory))


if __name__ == '__main__':
    unittest.main()
