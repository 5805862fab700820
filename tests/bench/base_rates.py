#!/usr/bin/env python3
"""How many real packages fail, and by what: base_rates.py PROGRAM DIRECTORY [--jobs N] [--save FILE].

Audits each .tgz file of DIRECTORY with the default profile, each by itself. Prints Markdown: how many fail, how many
have something of medium or more, how often each rule speaks, and what is high in each package. --save keeps the
reports, one in a line, to look into.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import subprocess
import sys

SEVERITIES = ['note', 'low', 'medium', 'high', 'critical']
LONGEST = 600  # seconds for one package
SHOWN = 3  # findings of one package


def audit(program, path):
    """The exit status, and the report on the package; None where there is none."""
    command = [program, 'audit', path, '--format', 'json', '--no-progress', '--threads', '1']
    done = subprocess.run(command, capture_output=True, timeout=LONGEST)
    try:
        return done.returncode, json.loads(done.stdout)['targets'][0]
    except (ValueError, KeyError, IndexError):
        return done.returncode, None


def level(finding):
    return SEVERITIES.index(finding['severity'])


def share(part, whole):
    return '%d (%.2f %%)' % (part, 100.0 * part / max(whole, 1))


class Rates:
    """What was said of the packages."""

    def __init__(self):
        self.packages = 0
        self.statuses = collections.Counter()
        self.worst = collections.Counter()  # by severity, of packages
        self.rules = collections.defaultdict(set)  # rule and severity -> packages
        self.failing = {}

    def add(self, name, status, target):
        self.packages += 1
        self.statuses[status] += 1
        findings = target['findings'] if target else []
        for finding in findings:
            self.rules[finding['rule'], level(finding)].add(name)
        if findings:
            self.worst[max(map(level, findings))] += 1
        high = [finding for finding in findings if level(finding) >= SEVERITIES.index('high')]
        if high:
            self.failing[name] = high

    def print(self):
        medium = sum(count for worst, count in self.worst.items() if worst >= SEVERITIES.index('medium'))
        print('%d packages: high or more in %s, medium or more in %s.' % (
            self.packages, share(len(self.failing), self.packages), share(medium, self.packages)))
        print('Exit status: ' + ', '.join('%d: %d' % pair for pair in sorted(self.statuses.items())))
        print('\n| rule | severity | packages |\n|---|---|---|')
        for rule, severity in sorted(self.rules, key=lambda key: (-key[1], -len(self.rules[key]), key[0])):
            print('| `%s` | %s | %s |' % (
                rule, SEVERITIES[severity], share(len(self.rules[rule, severity]), self.packages)))
        print('\n| package | finding |\n|---|---|')
        for name in sorted(self.failing):
            for finding in self.failing[name][:SHOWN]:
                print('| %s | `%s` %s in `%s` |' % (name, finding['rule'], finding['severity'], finding['path']))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('program')
    parser.add_argument('directory')
    parser.add_argument('--jobs', type=int, default=os.cpu_count())
    parser.add_argument('--save')
    arguments = parser.parse_args()
    names = sorted(name for name in os.listdir(arguments.directory) if name.endswith('.tgz'))
    rates = Rates()
    saved = open(arguments.save, 'w', encoding='utf-8') if arguments.save else None
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        paths = [os.path.join(arguments.directory, name) for name in names]
        for name, (status, target) in zip(names, pool.map(lambda path: audit(arguments.program, path), paths)):
            rates.add(name, status, target)
            if saved:
                saved.write(json.dumps({'package': name, 'status': status, 'target': target}) + '\n')
    rates.print()
    return 0 if rates.statuses.keys() <= {0, 1} else 2


if __name__ == '__main__':
    sys.exit(main())
