#!/usr/bin/env python3
"""What the content checks take of an audit's CPU: checks.py BUILD [FOLDER].

Audits with one thread, PACKWARDEN_BENCH_RUNS of them (5), are sampled by perf; a sample is that of the checks when one of
their entry points is among its callers. FOLDER is a package, or becomes one: then its files are copied below `lib/` of a
package that is made anew.
"""
import collections
import os
import re
import shutil
import subprocess
import sys
import tempfile

MOST_FILES = 30_000
RUNS = int(os.environ.get('PACKWARDEN_BENCH_RUNS', '5'))
PARTS = {
    'what files say': ('packwarden::facts_of',),
    'checks of files': ('packwarden::check_file',),
    'checks of the package': ('packwarden::check_package', 'packwarden::PackageView::PackageView'),
    'what was found is judged': ('packwarden::judge_content', 'packwarden::judge_secrets',
                                 'packwarden::modify_severities', 'packwarden::join_causes',
                                 'packwarden::severity_in_package'),
}
AIM = 15


def make_package(folder, directory):
    """Copies files of FOLDER into a package in DIRECTORY."""
    count = 0
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            if count < MOST_FILES and os.path.isfile(path) and not os.path.islink(path):
                to = os.path.join(directory, 'lib', os.path.relpath(path, folder))
                os.makedirs(os.path.dirname(to), exist_ok=True)
                shutil.copyfile(path, to)
                count += 1
    with open(os.path.join(directory, 'package.json'), 'w') as out:
        out.write('{"name": "cost-of-checks", "version": "1.0.0"}\n')
    return directory


def stacks_of(program, package, directory):
    """The functions of each sample, the innermost first."""
    data = os.path.join(directory, 'perf.data')
    audit = [program, 'audit', package, '--threads', '1', '--format', 'json', '--no-progress']
    done = subprocess.run(['perf', 'record', '-o', data, '-F', '2000', '--call-graph=dwarf,8192'] + audit,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if not os.path.exists(data):
        sys.exit(done.stderr)
    script = subprocess.run(['perf', 'script', '-i', data, '--no-inline', '-F', 'ip,sym'],
                            capture_output=True, text=True).stdout
    for sample in script.split('\n\n'):
        frames = [line.split(None, 1)[1] for line in sample.splitlines() if len(line.split(None, 1)) == 2]
        if frames:
            yield frames


def outermost(frames, functions):
    """The place of the outermost frame of one of FUNCTIONS; None: there is none."""
    return next((i for i in reversed(range(len(frames))) if frames[i] in functions), None)


def print_shares(program, stacks):
    total, parts, callees = 0, collections.Counter(), collections.Counter()
    for frames in stacks:
        total += 1
        for part, functions in PARTS.items():
            at = outermost(frames, functions)
            if at is None:
                continue
            parts[part] += 1
            if at > 0:
                name = re.sub(r'\(anonymous namespace\)::|packwarden::', '', frames[at - 1])
                callees[part, name] += 1
            break
    if total == 0:
        sys.exit('checks.py: perf took no sample of %s' % program)
    for part in PARTS:
        print('%-48s %5.1f %%' % (part, 100 * parts[part] / total))
        for (of, name), count in callees.most_common(24):
            if of == part:
                print('    %-44s %5.1f %%' % (name[:44], 100 * count / total))
    print('%-48s %5.1f %%   (aim: %d %%; %d samples)\n'
          % ('all checks', 100 * sum(parts.values()) / total, AIM, total))


def main():
    build, folder = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else '/usr/include'
    program = build + '/src/packwarden'
    if shutil.which('perf') is None:
        return print('SKIPPED: checks (there is no perf; Debian has it in linux-perf)')
    if not os.path.exists(program):
        sys.exit('checks.py: there is no %s: ./dev bench checks builds it' % program)
    with tempfile.TemporaryDirectory() as directory:
        is_package = os.path.exists(os.path.join(folder, 'package.json'))
        package = folder if is_package else make_package(folder, os.path.join(directory, 'package'))
        print_shares(program, (stack for _ in range(RUNS) for stack in stacks_of(program, package, directory)))


if __name__ == '__main__':
    main()
