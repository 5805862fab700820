"""Random cases. Everything follows from the text of a seed."""
import random

from tree import Case, Entry, Manifest, Rules
import vocabulary

DEPENDENCIES = ['d1', 'd2', '@s/d3']


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.case = Case()
        odd = self.random.choice([0.0, 0.0, 0.05, 0.2])
        self.weights = [1.0, 0.06, 0.1, odd]

    # --- Chance

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, values):
        return self.random.choice(list(values))

    def some(self, values, least, most):
        values = list(values)
        return self.random.sample(values, min(len(values), self.random.randint(least, most)))

    # --- Names and trees

    def name(self):
        kinds = [vocabulary.PLAIN, vocabulary.ALWAYS_IN, vocabulary.NEVER_IN, vocabulary.ODD]
        return self.pick(self.random.choices(kinds, self.weights)[0])

    def file(self):
        return Entry(content=b'x' * self.random.choice([0, 0, 1, 2, 3, 17]),
                     mode=self.pick(vocabulary.MODES))

    def fill(self, directory, depth):
        """Puts names into a directory and those below it."""
        for name in dict.fromkeys(self.name() for _ in range(self.random.randint(1, 6))):
            path = directory + '/' + name if directory else name
            # npm never comes out of a directory that is called by a backslash.
            if depth == 0 or '.' in name[1:] or name.startswith('\\') or self.chance(0.35):
                self.case.add(path, self.leaf(path, name))
            elif self.case.add(path, Entry('directory', mode=0o755)) and self.chance(0.9):
                self.fill(path, depth - 1)
        if self.chance(0.25):
            self.add_ignore_files(directory)

    def leaf(self, path, name):
        if name in ('.npmignore', '.gitignore'):
            return self.file() if self.chance(0.1) else Entry(content=self.rules(directory_of(path)))
        if name == 'package.json':
            return Entry(content=self.nested_manifest())
        if self.chance(0.93):
            return self.file()
        kind = self.pick(['link', 'link', 'link', 'hard', 'hard', 'pipe', 'socket'])
        # npm waits for the writer of a yarn.lock, and a socket has no long name.
        if kind in ('pipe', 'socket') and name not in vocabulary.PLAIN:
            kind = 'link'
        files = [other for other in self.case.paths(kind='file')]
        if kind == 'hard' and files and not self.case.has_hard_links():
            return Entry('hard', target=self.pick(files))
        if kind in ('link', 'hard'):
            # A link to itself makes npm fail where it looks for workspaces; here it is none.
            targets = [target for target in ['a', 'b', 'x.js', 'nowhere', '.', '../a', 'lib'] if target != name]
            return Entry('link', target=self.pick(targets))
        return Entry(kind)

    def nested_manifest(self):
        if self.chance(0.3):
            return Manifest(None, text=self.pick([b'', b'*.js\n', b'{\n"a": 1,\n!a\n*\n}\n', b'a\n', b'**\n']))
        fields = {'name': self.pick(['n', 'a', 'm']), 'version': '1.0.0'}
        if self.chance(0.3):
            fields['files'] = self.files('')
        return Manifest(fields, indent=self.pick([None, 2]))

    def add_ignore_files(self, directory):
        for name in self.pick([['.npmignore'], ['.gitignore'], ['.gitignore', '.npmignore']]):
            path = directory + '/' + name if directory else name
            if self.chance(0.97):
                entry = Entry(content=self.rules(directory))
            else:
                entry = self.pick([Entry('directory', mode=0o755), Entry('link', target='nowhere'),
                                   Entry('link', target='x.js'), Entry('pipe')])
                if entry.kind == 'pipe':  # npm would wait for a writer
                    entry = Entry(content=Rules([]))
            self.case.add(path, entry)

    def rules(self, directory):
        lines = [self.pattern(directory) for _ in range(self.random.randint(0, 4))]
        if self.chance(0.1):
            lines.insert(0, self.pick(['# a', '', ' ', '\ufeff', '\ufeff*.js', '#', '\x0b', '\udcffa']))
        return Rules(lines, self.pick(['\n', '\n', '\n', '\r\n', '\n\n', '\r']))

    # --- Patterns

    def pattern(self, directory):
        """A pattern for what is below a directory."""
        choice = self.random.random()
        paths = self.case.paths(directory)
        if choice < 0.6 and paths:
            return self.pattern_of(self.pick(paths))
        if choice < 0.92:
            corner = self.pick(vocabulary.CORNERS)
            return '!' + corner if self.chance(0.3) else corner
        return ''.join(self.pick(vocabulary.LETTERS) for _ in range(self.random.randint(1, 9)))

    def pattern_of(self, path):
        parts = path.split('/')
        if self.chance(0.3):
            parts = parts[self.random.randrange(len(parts)):]
        parts = [part if self.chance(0.65) else self.part_of(part) for part in parts]
        before = ['', '', '', '', '/', '/', './', '**/', '!', '!', '!/', '!!', '!./', '!**/', '\\', '//', '/./']
        behind = ['', '', '', '', '', '/', '/', '/**', '/*', '/**/*', '//', ' ', '/.', '/**/', '*']
        return self.pick(before) + '/'.join(parts) + self.pick(behind)

    def part_of(self, part):
        at = self.random.randrange(len(part)) if part else 0
        first, other = part[:1] or 'a', self.pick(['a', 'b', 'lib', 'x.js'])
        return self.pick([
            '*', '**', '?' * len(part), part[:at] + '*', '*' + part[at:], '[%s]%s' % (first, part[1:]),
            '[!z]' + part[1:], '[[:alpha:]]' + part[1:], part.upper(), part.swapcase(), part[:at] + '?' + part[at + 1:],
            '{%s,%s}' % (part, other), '@(%s|%s)' % (part, other), '!(%s)' % other, '+(%s)' % part,
            '*(%s)' % first + part[1:], '?(%s)' % other + part, '\\' + part, part + '/../' + part,
            './' + part, part[:at] + '\\' + part[at:], part[:at] + '{,%s}' % part[at:], '!(%s)' % part])

    # --- Manifests

    def files(self, directory):
        """A value of `files`; mostly a list that npm accepts."""
        if self.chance(0.03):
            return self.pick(['a', '*.js', '', None, 0, 7, True, False, {'a': 1}, ['a', 1], ['a', None]])
        return [self.files_entry(directory) for _ in range(self.random.randint(0, 4))]

    def files_entry(self, directory):
        paths = self.case.paths(directory)
        if paths and self.chance(0.5):
            return self.pick(['', '', '', './', '/', '!']) + self.pick(paths) + self.pick(['', '', '', '/', '/*'])
        if self.chance(0.03):  # out of the tree and back, and the root of the file system
            return self.pick(['', '!']) + self.pick(['../tree/*', '../t?ee/' + self.pick(paths or ['a']), '{,a}/.'])
        pattern = self.pattern(directory)
        # With such a glob npm 12 goes through the whole file system.
        return pattern if not pattern.startswith(('//', '!//', './/', '!.//')) else pattern.lstrip('!./')

    def target(self, directory):
        """A text that names a file, or nearly."""
        files = self.case.paths(directory, 'file') or ['x.js']
        text = self.pick(files)
        if self.chance(0.4):
            text = self.pick(['./', '/', '../', 'lib/../', './/', '\\', 'c:', '.\\']) + text
        if self.chance(0.1):
            text = self.pick(['*', '.', '', 'lib', 'nowhere.js', 'lib/', text + '/', text.upper(), '{a,b}.js'])
        return text

    def entry_points(self, directory):
        fields = {}
        if self.chance(0.3):
            fields['main'] = self.target(directory)
        if self.chance(0.04):
            fields['main'] = self.pick([['a.js'], ['a', 'b'], {}, 1, True, None, 0, [[]], 1.5, 1e21])
        if self.chance(0.1):
            fields['browser'] = self.pick([self.target(directory), {'a': 'b'}, ['a.js', 'b.js'], False])
        if self.chance(0.3):
            fields['bin'] = self.bins(directory)
        if self.chance(0.1):
            directories = [path for path in self.case.paths(directory, 'directory')
                           if self.has_own_names(directory + '/' + path if directory else path)] or ['lib']
            fields['directories'] = {'bin': self.pick(['./', '', '/', '../']) + self.pick(directories)}
        return fields

    def has_own_names(self, directory):
        """Of two programs of one name in one depth the system decides which one npm takes."""
        paths = [path.split('/') for path in self.case.paths(directory)]
        return len({(len(parts), parts[-1]) for parts in paths}) == len(paths)

    def bins(self, directory):
        if self.chance(0.1):
            return self.pick([None, 7, [], {}, '', True, ['a', 1], {'a': 1, 'b': 'x.js'}, {'': 'a'}, {'.': 'a'}])
        targets = [self.target(directory) for _ in range(self.random.randint(1, 3))]
        names = ['x', './x', 'lib/y', '@s/z', 'y']
        return self.pick([targets[0], targets, dict(zip(self.some(names, 3, 3), targets))])

    def root_fields(self, directory):
        fields = {'name': 'p', 'version': '1.0.0'}
        if self.chance(0.06):
            fields['name'] = self.pick(['@s/p', '@S/p', 'P q', '.p', '', None, 7, '@s', 'a/b', 'p\\q', '@a/b/c'])
        if self.chance(0.04):
            fields['version'] = self.pick(['v1', ' 1 ', '', None, 7, 1.5, True, '1.0.0+b'])
        if self.chance(0.55):
            fields['files'] = self.files(directory)
        fields.update(self.entry_points(directory))
        if self.chance(0.05):
            patches = [self.target(directory) for _ in range(2)]
            fields['patchedDependencies'] = self.pick([dict(zip(['d1@1.0.0', 'd2'], patches)), {}, patches, 'x.js', None])
        return fields

    def manifest(self, fields):
        if self.chance(0.01):
            return Manifest(None, text=self.pick([b'', b'{', b'null', b'[]', b'7', b'{"name": "p",}',
                                                  b'\xff\xfe{\x00}\x00', b'{"name":"p","version":"1"}//']))
        return Manifest(fields, self.pick([2, 2, 4, None, '\t']), self.pick(['\n', '\n', '\r\n']),
                        self.pick(['', '', '', '\ufeff']))

    # --- Cases

    def package(self, directory, depth):
        self.fill(directory, depth)
        self.add_manifest(directory, self.root_fields(directory))

    def add_manifest(self, directory, fields):
        path = directory + '/package.json' if directory else 'package.json'
        there = self.case.entries.get(path)
        if there is not None and there.kind == 'file':
            there.content = self.manifest(fields)  # other names of it stay behind it
        else:
            self.case.entries.pop(path, None)
            self.case.add(path, Entry(content=self.manifest(fields)))

    def plain_case(self):
        self.package('', 3)
        if self.chance(0.01) and not self.case.has_hard_links():
            self.case.entries.pop('package.json')
        if self.chance(0.01) and 'package.json' in self.case.entries and not self.case.has_hard_links():
            self.case.entries['m.json'] = self.case.entries.pop('package.json')
            self.case.add('package.json', Entry('link', target='m.json'))

    def long_case(self):
        """Names that need the tar header's prefix, or more."""
        deep = '/'.join(self.pick(['d', 'e', 'longer']) * self.random.randint(5, 40) for _ in range(3))
        self.fill(deep, 1)
        self.fill('', 1)
        self.add_manifest('', self.root_fields(''))


def directory_of(path):
    return path.rpartition('/')[0]


def generate(seed):
    """The case of a seed."""
    from packages import BundleGenerator, WorkspaceGenerator
    kind = random.Random('kind of ' + seed).choices(['plain', 'long', 'bundle', 'workspaces'], [60, 3, 20, 17])[0]
    if kind == 'bundle':
        maker = BundleGenerator(seed)
        maker.bundle_case()
    elif kind == 'workspaces':
        maker = WorkspaceGenerator(seed)
        maker.workspaces_case()
    else:
        maker = Generator(seed)
        maker.plain_case() if kind == 'plain' else maker.long_case()
    return maker.case
