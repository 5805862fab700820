#!/usr/bin/env python3
"""Other tools beside packwarden, at the same work in one run: peers.py PROGRAM --peers DIRECTORY [OPTION...].

`peers/install.sh` installs them; this downloads nothing, and names what is not there. Prints Markdown, without any
secret.
"""
import argparse
import os
import sys
import tempfile

sys.dont_write_bytecode = True  # the checkout stays as it is
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, 'peers'))

import hiding_places
import labelled
import programs
import timing


def say(*lines):
    print('\n'.join(lines), flush=True)


def say_skipped(what, why):
    say('SKIPPED: %s (%s)' % (what, why), '')


def row(cells):
    return '| %s |' % ' | '.join(map(str, cells))


def say_table(head, rows):
    say(row(head), '|' + '---|' * len(head), *map(row, rows), '')


def present(tools):
    """Those that are there; the others are named."""
    for tool in tools:
        if not programs.is_there(tool):
            say_skipped(tool.name, 'it is not installed')
    return [tool for tool in tools if programs.is_there(tool)]


def remove(*paths):
    for path in filter(os.path.exists, paths):
        os.remove(path)


def findings_of(tool, options, directory):
    """What a tool finds in a directory, None where it fails; its report is gone then."""
    output = options.report + '.output'
    remove(output, options.report)  # those of the runs that were measured
    try:
        with open(output, 'wb') as out:
            timing.run(programs.command(tool, options, directory), out)
        path = options.report if os.path.exists(options.report) else output
        with open(path, encoding='utf-8', errors='replace') as text:
            return tool.read(text.read(), os.path.realpath(directory))
    except (timing.Failed, ValueError, KeyError) as reason:
        say_skipped('the findings of ' + tool.name, type(reason).__name__)
        return None
    finally:
        remove(output, options.report)


def describe(directory):
    sizes = [os.lstat(os.path.join(folder, name)).st_size for folder, _, names in os.walk(directory) for name in names]
    return '%s, %d files, %.1f MB' % (os.path.basename(directory), len(sizes), sum(sizes) / 1e6)


def measure(tools, options, directory, pinned=False):
    commands = {tool.name: programs.command(tool, options, directory, pinned) for tool in tools}
    found, failures = timing.medians(commands, options.runs)
    say(*timing.table(found, failures), '')


def compare_scans(tools, options, directory):
    say('## Scanning %s' % describe(directory), '', 'As many threads as each tool takes by itself:', '')
    measure(tools + [programs.floor()], options, directory)
    say('One processor for each tool, and one thread where it has an option for that:', '')
    measure(tools + [programs.floor()], options, directory, True)
    found = {tool.name: findings_of(tool, options, directory) for tool in tools}
    counts = ['%s %d' % (name, len(rows)) for name, rows in found.items() if rows is not None]
    say('Findings: %s.' % ', '.join(counts), '')


def compare_packing(tools, options, directory):
    say('## Packing %s' % describe(directory), '')
    measure(tools, options, directory)


def read_examples(rows, root):
    """The texts by file; files are named relative to `root` from here on."""
    texts = {}
    for example in rows:
        example['file'] = os.path.relpath(example['file'], 'c')
        with open(os.path.join(root, example['file']), 'rb') as text:
            texts[example['file']] = text.read()
    return texts


def compare_labelled(tools, options):
    if not options.labelled or not os.path.exists(os.path.join(options.labelled, 'train.jsonl.gz')):
        return say_skipped('the labelled examples', 'there is no such corpus')
    with tempfile.TemporaryDirectory() as directory:
        rows, root = labelled.materialise(options.labelled, directory), os.path.join(directory, 'c')
        texts = read_examples(rows, root)
        found = {tool.name: findings_of(tool, options, root) for tool in tools}
    say('## Labelled examples', '', '%d examples. Recall of all and by kind.' % len(rows), '')
    say_table(['', 'precision', 'recall'] + list(labelled.FOUND_TIERS), [
        [name] + labelled.summary(labelled.score(rows, findings, texts))
        for name, findings in found.items() if findings is not None])


def found_in_places(tools, options):
    """The files by place and kind, and by tool what of them it found."""
    with tempfile.TemporaryDirectory() as directory:
        files = hiding_places.make_package(directory, hiding_places.kinds_here())
        findings = {tool.name: findings_of(tool, options, directory) for tool in tools}
    return files, {name: hiding_places.found_kinds(files, rows)
                   for name, rows in findings.items() if rows is not None}


def compare_places(tools, options):
    files, found = found_in_places(tools, options)
    kinds = {kind for _, kind in files} - {hiding_places.NOTHING}
    say('## Where credentials hide', '', 'How many of %d kinds are found: %s. `!`: a file of the same form that hides '
        'nothing is reported, too.' % (len(kinds), ', '.join(sorted(kinds))), '')
    names = {place: title for place, title, _, _ in hiding_places.PLACES}
    names[hiding_places.NOT_PACKED] = 'a file that git tracks and npm does not pack (none is right)'
    say_table(['hidden in'] + list(found), [
        [title] + [hiding_places.cell(by_place[place]) for by_place in found.values()]
        for place, title in names.items()])
    for name, by_place in found.items():
        missing = sorted(kinds - by_place['plain'])
        if missing:
            say('%s does not find in plain JavaScript: %s' % (name, ', '.join(missing)), '')


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('program')
    parser.add_argument('--peers', required=True, help='what peers/install.sh installed')
    parser.add_argument('--package', action='append', default=[], help='a directory to scan, pack and lint')
    parser.add_argument('--tree', action='append', default=[], help='a directory to scan; peers/unpack.py makes one')
    parser.add_argument('--labelled', help='the folder of the labelled examples')
    parser.add_argument('--runs', type=int, default=int(os.environ.get('PACKWARDEN_BENCH_RUNS', '3')))
    options = parser.parse_args()
    options.program, options.peers = os.path.abspath(options.program), os.path.abspath(options.peers)
    options.package, options.tree = (list(map(os.path.realpath, paths)) for paths in (options.package, options.tree))
    missing = [path for path in [options.program] + options.package + options.tree if not os.path.exists(path)]
    if missing:
        parser.error('there is no ' + missing[0])
    return options


def say_versions(tools):
    say('%d processors. What was run, in the directory itself:' % len(os.sched_getaffinity(0)), '')
    say_table(['tool', 'version', 'command'], [
        [tool.name, programs.version_of(tool), '`%s`' % programs.shown_command(tool).replace('|', '\\|')]
        for tool in tools])


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as scratch:
        options.environment = programs.environment(options.peers, scratch)
        options.report = os.path.join(scratch, 'report.json')
        tools = present(programs.scanners(options.program, options.peers))
        packers = present(programs.packers(options.program, options.peers))
        say_versions(tools + [programs.floor()] + packers)
        compare_labelled(tools, options)
        compare_places([programs.auditor(tool) for tool in tools], options)
        for directory in options.package:
            compare_packing(packers, options, directory)
        for directory in options.package + options.tree:
            compare_scans(tools, options, directory)


if __name__ == '__main__':
    main()
