#!/usr/bin/env python3
"""Completions and the manual page, which are made of the parser's own tables.
shells_cli_test.py PROGRAM [unittest arguments]. What has no shell here says so.
"""
import os
import re
import shutil
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from program import CliTest


def is_there(program):
    if shutil.which(program):
        return True
    print('SKIPPED, there is no', program, 'to try completions or the manual with', flush=True)
    return False


class Shells(CliTest):
    def commands(self):
        """Every command, and the options that its help lists."""
        out, left = {}, ['']
        while left:
            name = left.pop()
            text = self.run_program(*name.split(), '--help').text
            named = re.findall(r'(?m)^  (-[\w,-]+)', text)
            out[name] = [option for names in named for option in names.split(',')]
            below = text.split('\nCommands:\n')[1].split('\n\n')[0] if '\nCommands:\n' in text else ''
            left += [(name + ' ' + command).strip() for command in re.findall(r'(?m)^  ([a-z]+)\b', below)]
        self.assertIn('rules list', out)
        return out

    def script(self, shell):
        run = self.run_program('completions', shell)
        self.assertEqual((run.status, run.errors), (0, ''))
        return run.text

    def completed(self, *words):
        """What bash offers for the last word."""
        driver = self.script('bash') + (
            'COMP_WORDS=(packwarden "$@"); COMP_CWORD=$#; compopt() { :; }; _packwarden\n'
            'printf "%s\\n" "${COMPREPLY[@]}"\ncomplete -p packwarden >/dev/null\n')
        done = subprocess.run(['bash', '-c', driver, 'bash', *words], cwd=self.directory, capture_output=True,
                              text=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        return [line for line in done.stdout.split('\n') if line]

    def test_bash_knows_every_command_and_every_option(self):
        commands = self.commands()
        for name, options in commands.items():
            self.assertEqual(sorted(self.completed(*name.split(), '-')), sorted(set(options)), name)
        below = {name for name in commands if name and ' ' not in name}
        self.assertLessEqual(below, set(self.completed('')))
        self.assertEqual(sorted(self.completed('rules', '')), ['check', 'list', 'show', 'test'])

    def test_bash_knows_the_values_of_options(self):
        self.assertEqual(self.completed('audit', '--color', ''), ['auto', 'always', 'never'])
        self.assertEqual(self.completed('audit', '--fail-on', '=', 'h'), ['high'])
        self.assertEqual(self.completed('--format', '='), self.completed('audit', '--format', ''))
        self.assertIn('json', self.completed('audit', '--format', ''))
        self.assertEqual(self.completed('completions', 'b'), ['bash'])
        self.assertEqual(self.completed('rules', 'list', '--kind', 's'), ['secret'])

    def test_bash_offers_files_where_files_are_meant(self):
        self.write('pack me.tgz')
        self.assertEqual(self.completed('audit', 'pack'), ['pack me.tgz'])
        self.assertEqual(self.completed('audit', '--config', 'pack'), ['pack me.tgz'])
        self.assertEqual(self.completed('--config', 'audit', 'sca'), ['scan'])
        self.assertEqual(self.completed('audit', '--threads', ''), [])

    def test_the_scripts_of_other_shells_are_whole_and_sound(self):
        commands = self.commands()
        for shell, check in (('zsh', ['-n']), ('fish', ['--no-execute'])):
            script = self.script(shell)
            self.write('script', script)
            for name, options in commands.items():
                for word in [name.split(' ')[-1], *(option.lstrip('-') for option in options)]:
                    self.assertIn(word, script)
            if is_there(shell):
                done = subprocess.run([shell, *check, 'script'], cwd=self.directory, capture_output=True, text=True)
                self.assertEqual((done.returncode, done.stderr), (0, ''))

    def test_fish_completes(self):
        if not is_there('fish'):
            return
        self.write('script', self.script('fish'))

        def offered(line):
            done = subprocess.run(['fish', '-c', 'source script; complete -C $argv[1]', line], cwd=self.directory,
                                  capture_output=True, text=True, timeout=60,
                                  env={**os.environ, 'HOME': str(self.directory)})
            return [row.split('\t')[0] for row in done.stdout.splitlines()]
        self.assertEqual(sorted(offered('packwarden rules ')), ['check', 'list', 'show', 'test'])
        self.assertEqual(sorted(offered('packwarden audit --color a')), ['always', 'auto'])
        self.assertIn('--workspaces', offered('packwarden audit --wor'))

    def test_the_manual_has_every_command_and_every_option(self):
        run = self.run_program('man')
        self.assertEqual((run.status, run.errors), (0, ''))
        page = run.text.replace('\\-', '-')
        for name, options in self.commands().items():
            if name:
                self.assertIn('.SS packwarden %s\n' % name, page)
            for option in options:
                self.assertIn('\\fB%s\\fR' % option, page)
        self.assertRegex(run.text, r'^\.TH PACKWARDEN 1 ')
        self.assertTrue(run.text.isascii())

    def test_the_manual_is_sound_roff(self):
        self.write('packwarden.1', self.run_program('man').text)
        for program, arguments in (('groff', ['-ww', '-z', '-man']), ('mandoc', ['-T', 'lint', '-W', 'warning'])):
            if not is_there(program):
                continue
            done = subprocess.run([program, *arguments, 'packwarden.1'], cwd=self.directory, capture_output=True,
                                  text=True, timeout=60)
            said = [line for line in (done.stdout + done.stderr).splitlines() if 'missing date' not in line]
            self.assertEqual(said, [])

    def test_another_shell_is_an_error(self):
        run = self.run_program('completions', 'tcsh')
        self.assertEqual((run.status, run.text), (2, ''))
        self.assertIn('tcsh', run.errors)


if __name__ == '__main__':
    unittest.main()
