"""Wall time, CPU time and peak memory of whole commands, which run in turn."""
import collections
import os
import statistics
import subprocess
import threading
import time

LONGEST = 1800  # seconds for one run

Sample = collections.namedtuple('Sample', 'wall cpu peak')  # seconds, seconds, MB
Command = collections.namedtuple('Command', 'words directory environment processors statuses')


class Failed(Exception):
    """A command did not do its work; the text says how it ended."""


def run(command, output=subprocess.DEVNULL):
    """One run. CPU is user and system time of the command and all that it waited for."""
    def pin():
        if command.processors:
            os.sched_setaffinity(0, command.processors)

    begin = time.perf_counter()
    process = subprocess.Popen(command.words, cwd=command.directory, env=command.environment, stdin=subprocess.DEVNULL,
                               stdout=output, stderr=subprocess.DEVNULL, preexec_fn=pin)
    timer = threading.Timer(LONGEST, process.kill)
    timer.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in command.statuses:
        raise Failed('it ended with %d' % process.returncode)
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000)


def medians(commands, runs):
    """Medians by name, and by name why a command has none. A round that is not counted warms the cache."""
    samples, failures = {name: [] for name in commands}, {}
    for turn in range(runs + 1):
        for name, command in commands.items():
            if name in failures:
                continue
            try:
                sample = run(command)
            except Failed as reason:
                failures[name] = str(reason)
                continue
            samples[name] += [sample] if turn else []
    return {name: Sample(*map(statistics.median, zip(*rows)))
            for name, rows in samples.items() if name not in failures}, failures


def table(found, failures):
    """Markdown; ratios are to the first command."""
    lines = ['| | wall s | CPU s | peak MB | x wall | x CPU |', '|---|---|---|---|---|---|']
    unit = next(iter(found.values()), None)
    for name, sample in found.items():
        ratios = ''.join(' %.2f |' % (value / max(base, 1e-9)) for value, base in zip(sample[:2], unit))
        lines.append('| %s | %.3f | %.3f | %.0f |%s' % (name, *sample, ratios))
    return lines + ['| %s | failed: %s | | | | |' % pair for pair in failures.items()]
