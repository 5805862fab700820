"""What tests with git share. Git sees nothing of who runs the tests: neither the variables of a hook, whose GIT_DIR is
another repository, nor settings of the machine."""
import os
import shutil
import subprocess

from program import CliTest

IDENTITY = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', '-c', 'init.defaultBranch=main',
            '-c', 'protocol.file.allow=always', '-c', 'commit.gpgSign=false']


class GitTest(CliTest):
    """Git and the program run in `repository`, the test's directory, unless they are told where: `at` is a path
    below that directory, which stays the home of both."""

    def setUp(self):
        super().setUp()
        self.repository = self.directory

    def environment(self, **variables):
        return {'PATH': os.environ['PATH'], 'HOME': str(self.directory), 'GIT_CONFIG_NOSYSTEM': '1', **variables}

    def git(self, *arguments, at=None, check=True, input=None, **variables):
        done = subprocess.run(['git', *IDENTITY, *arguments], cwd=self.directory / (at or self.repository), input=input,
                              env=self.environment(**variables), capture_output=True, text=True, timeout=60)
        if check and done.returncode != 0:
            raise AssertionError(done.stderr)
        return done

    def commit(self, message='more', at=None):
        """The commit of all that is there."""
        self.git('add', '-A', at=at)
        self.git('commit', '-qm', message, at=at)
        return self.git('rev-parse', 'HEAD', at=at).stdout.strip()

    def write_hook(self, content, name='pre-commit', mode=0o755, hooks='.git/hooks'):
        path = self.repository / hooks / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        path.chmod(mode)
        return path

    def run_program(self, *arguments, at=None, environment=None, **options):
        return super().run_program(*arguments, at=at or self.repository,
                                   environment={'GIT_CONFIG_NOSYSTEM': '1', **(environment or {})}, **options)


class RepositoryTest(GitTest):
    """In a repository of its own below the home, without the hooks that git has as samples."""

    def setUp(self):
        super().setUp()
        self.repository = self.directory / 'r'
        self.repository.mkdir()
        self.git('init', '-q')
        self.hooks = self.repository / '.git/hooks'
        shutil.rmtree(self.hooks, ignore_errors=True)
        self.hooks.mkdir()
