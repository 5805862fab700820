"""The package managers that tests run: the npm that is installed fetches the others once, from the registry that it is
set up for, into build/managers or the folder PACKWARDEN_MANAGERS."""
import json
import os
import pathlib
import shutil
import subprocess

from skipping import skipped

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CACHE = pathlib.Path(os.environ.get('PACKWARDEN_MANAGERS') or ROOT / 'build/managers')
VERSIONS = {'pnpm': '10.34.9', 'yarn': '1.22.22', '@yarnpkg/cli-dist': '4.18.1', 'bun': '1.4.5'}
# The path of each program.
MANAGER_PROGRAMS = {name: CACHE / 'node_modules' / place for name, place in {
    'pnpm': 'pnpm/bin/pnpm.cjs', 'yarn1': 'yarn/bin/yarn.js', 'yarn4': '@yarnpkg/cli-dist/bin/yarn.js',
    'bun': '@oven/bun-linux-x64/bin/bun'}.items()}


def installed_version(name):
    try:
        return json.loads((CACHE / 'node_modules' / name / 'package.json').read_text())['version']
    except (OSError, ValueError):
        return None


def managers_are_installed():
    return all(installed_version(name) == version for name, version in VERSIONS.items())


def fetch_managers():
    if managers_are_installed():
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    packages = [f'{name}@{version}' for name, version in VERSIONS.items()]
    try:
        subprocess.run(['npm', 'install', '--prefix', CACHE, '--ignore-scripts', '--no-audit', '--no-fund', '--silent',
                        '--fetch-retries', '1', *packages], cwd=CACHE, capture_output=True, timeout=300)
    except (OSError, subprocess.TimeoutExpired):
        pass  # the versions tell


def fetch_managers_or_skip(without_them):
    """Ends the test where they are not there and cannot be had; `without_them` says what was not done then."""
    if shutil.which('npm') is None:
        skipped('as there is no npm: ' + without_them)
    fetch_managers()
    if not managers_are_installed():
        skipped('as pnpm, yarn and bun are not there, and cannot be had: ' + without_them)
