"""What tests of `staged` and `range` share."""
from program import PROGRAM, npm_token
from repository import RepositoryTest


def line(seed=1, name='token'):
    return f"const {name} = '{npm_token(seed)}';\n"


class ChangesTest(RepositoryTest):
    def staged(self, *arguments, at=None, **variables):
        return self.run_program('staged', '--format', 'json', *arguments, at=at, environment=variables)

    def range(self, *arguments, at=None, **variables):
        return self.run_program('range', '--format', 'json', *arguments, at=at, environment=variables)

    def install_hook(self, at=None):
        """A hook that keeps the report, whatever git does with its output."""
        report = self.directory / 'report.json'
        self.write_hook(f'#!/bin/sh\nexec "{PROGRAM}" staged --format text --format json="{report}"\n',
                        hooks=self.git('rev-parse', '--git-path', 'hooks', at=at).stdout.strip())

    def assertNoSecret(self, run):
        for seed in range(1, 9):
            self.assertNotIn(npm_token(seed)[4:14], run.text + run.errors)
