"""What tests of git hooks share."""
import pathlib

from program import PROGRAM, npm_token
from repository import RepositoryTest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HOOKS = ROOT / 'hooks'


class HookTest(RepositoryTest):
    def environment(self, **variables):
        return super().environment(**{'PACKWARDEN_BIN': PROGRAM, **variables})

    def hook(self, *arguments, at=None, **variables):
        return self.run_program('hook', *arguments, at=at, environment=variables)

    def install(self, *arguments, status=0, **options):
        run = self.hook('install', '--write', *arguments, **options)
        self.assertEqual(run.status, status, run.errors)
        return run

    def stage(self, name='a.js', leak=False, at=None):
        text = f"export const token = '{npm_token()}';\n" if leak else 'export const one = 1;\n'
        ((at or self.repository) / name).write_text(text)
        self.git('add', name, at=at)

    def commits(self, at=None, **variables):
        """Whether a commit of what is staged is made."""
        done = self.git('commit', '-qm', 'one', at=at, check=False, **variables)
        self.said = done.stderr + done.stdout
        self.assertNotIn(npm_token()[4:14], self.said)
        return done.returncode == 0
