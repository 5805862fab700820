"""What tests of the whole program share. The program is the first argument of the test, or what
PACKWARDEN_BIN names. Secrets are put together here, at run time.
"""
import io
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tarfile
import tempfile
import unittest
import zlib

PROGRAM = os.path.abspath(os.environ.get('PACKWARDEN_BIN') or sys.argv.pop(1))
DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
NOBODY = 65534


def is_built_with(sanitizer):
    """Whether the program has `asan` or `tsan` in it. The latter runs handlers of signals only where it comes by."""
    with open(PROGRAM, 'rb') as program:
        return b'__%s_init' % sanitizer.encode() in program.read()


def token_with_checksum(prefix, seed=1):
    """An invented token of 36 characters behind the prefix, of which the last six are right."""
    body = ''.join(random.Random(seed).choices(DIGITS, k=30))
    left, checksum = zlib.crc32(body.encode()), ''
    for _ in range(6):
        checksum = DIGITS[left % 62] + checksum
        left //= 62
    return prefix + '_' + body + checksum


def npm_token(seed=1):
    return token_with_checksum('npm', seed)


def github_token(seed=1):
    return token_with_checksum('ghp', seed)


class Run:
    """What one run of the program gave."""

    def __init__(self, arguments, directory, environment=None, as_nobody=False, stdin=b''):
        variables = {'PATH': os.environ['PATH'], 'HOME': str(directory), 'TERM': 'xterm'}
        variables.update(environment or {})
        demote = (lambda: (os.setgid(NOBODY), os.setuid(NOBODY))) if as_nobody else None
        done = subprocess.run([PROGRAM, *arguments], cwd=directory, env=variables, input=stdin,
                              capture_output=True, preexec_fn=demote, timeout=120)
        self.status, self.stdout, self.stderr = done.returncode, done.stdout, done.stderr
        self.text = done.stdout.decode('utf-8')
        self.errors = done.stderr.decode('utf-8')

    @property
    def report(self):
        return json.loads(self.stdout)

    @property
    def target(self):
        return self.report['targets'][0]

    @property
    def secrets(self):
        """The findings of its only target that are secrets."""
        return [found for found in self.target['findings'] if found['kind'] == 'secret']

    @property
    def places(self):
        """Where secrets are: the places of all findings and the further ones of their rules, in the
        order of reports. One secret is one finding, wherever it is."""
        findings = self.secrets
        places = findings + [other for finding in findings for other in finding['also']
                             if other['rule'] == finding['rule']]
        return sorted(places, key=lambda place: (place['path'], place['span']['begin'], place['rule']))


class CliTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.directory = pathlib.Path(holder.name)
        os.chmod(self.directory, 0o755)

    def run_program(self, *arguments, at=None, environment=None, **options):
        """In the test's directory, or `at` below it. That directory is the home either way."""
        home = {'HOME': str(self.directory)}
        return Run(arguments, self.directory / (at or ''), environment={**home, **(environment or {})}, **options)

    def default_engine(self):
        return 'hyperscan' if self.has_hyperscan() else 're2'

    def has_hyperscan(self):
        return re.search(r'^  hyperscan +none$', self.run_program('--version').text, re.MULTILINE) is None

    def write(self, path, content=''):
        file = self.directory / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def write_package(self, contents, **manifest):
        self.write('package.json', json.dumps({'name': 'demo', 'version': '1.0.0', **manifest}))
        for path, content in contents.items():
            self.write(path, content)

    def tarball(self, files):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode='w', format=tarfile.USTAR_FORMAT) as archive:
            for path, content in files.items():
                member = tarfile.TarInfo('package/' + path)
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
        return out.getvalue()
