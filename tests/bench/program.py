#!/usr/bin/env python3
"""Times the whole program against a read-only pass and ripgrep: program.py BUILD [CORPUS].

All commands run in turn, several times over, so that what else the machine does meets them alike. CPU
is user + system time of all threads; ratios are of medians.
"""
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = int(os.environ.get('PACKWARDEN_BENCH_RUNS', '5'))


def measure(command):
    """(wall, CPU) seconds of one run; its output goes nowhere."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit('%s ended with %d' % (command, done.returncode))
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def medians_of(commands, runs):
    """Medians of (wall, CPU) by name."""
    samples = {name: [] for name in commands}
    for run in range(runs + 1):
        for name, command in commands.items():
            sample = measure(command)
            if run > 0:  # the first round warms the cache
                samples[name].append(sample)
    return {name: tuple(map(statistics.median, zip(*rows))) for name, rows in samples.items()}


def print_medians(medians):
    """The first command is the unit of the ratios."""
    unit = next(iter(medians.values()))
    print('%-34s %9s %9s %7s %7s' % ('', 'wall ms', 'CPU ms', 'x wall', 'x CPU'))
    for name, (wall, cpu) in medians.items():
        print('%-34s %9.1f %9.1f %7.2f %7.2f'
              % (name, wall * 1e3, cpu * 1e3, wall / unit[0], cpu / max(unit[1], 1e-9)))
    print()


def compare(commands, runs):
    medians = medians_of(commands, runs)
    print_medians(medians)
    return medians


def corpus_commands(program, build, corpus):
    scan = [program, 'scan', corpus, '--format', 'json', '--fail-on', 'critical', '--no-progress']
    return {
        'read-only pass': [build + '/tests/bench/read_pass', corpus],
        'rg, one literal, one thread': ['rg', '-uuu', '-a', '-j1', '-c', 'npm_config_zzz', corpus],
        'packwarden scan, one thread': scan + ['--threads', '1'],
        'packwarden scan, two threads': scan + ['--threads', '2'],
    }


def main():
    build, corpus = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else '/usr/include'
    program = build + '/src/packwarden'
    found = subprocess.run([build + '/tests/bench/read_pass', corpus], capture_output=True, text=True)
    print('corpus %s: %s' % (os.path.basename(corpus.rstrip('/')), found.stdout))
    medians = compare(corpus_commands(program, build, corpus), RUNS)
    one, two = medians['packwarden scan, one thread'], medians['packwarden scan, two threads']
    print('two threads against one: %.2f times as fast\n' % (one[0] / two[0]))
    with tempfile.TemporaryDirectory() as directory:
        file = os.path.join(directory, 'small.js')
        with open(file, 'w') as out:
            out.write('module.exports = 1;\n' * 200)
        compare({'true': ['true'], 'packwarden scan, one 4 kB file': [program, 'scan', file],
                 'the same with RE2': [program, 'scan', file, '--engine', 're2']}, 40)


if __name__ == '__main__':
    main()
