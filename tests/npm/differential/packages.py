"""Random cases of more than one package: bundled dependencies and workspaces."""
import posixpath

from generate import DEPENDENCIES, Generator
from tree import Entry, Manifest, Rules


class BundleGenerator(Generator):
    def bundle_case(self):
        self.fill('', 2)
        for name in self.some(DEPENDENCIES, 1, 3):
            self.install('', name, 2)
        if self.chance(0.2):
            self.case.add('node_modules/' + self.pick(['.bin/x', 'stray.js', '.d1/package.json', '@s/x.js']),
                          self.file())
        fields = self.root_fields('')
        self.add_dependencies(fields)
        self.add_bundle(fields)
        self.add_manifest('', fields)

    def add_dependencies(self, fields):
        kinds = {'dependencies': 0.85, 'devDependencies': 0.15, 'peerDependencies': 0.15,
                 'optionalDependencies': 0.2}
        for kind, probability in kinds.items():
            if self.chance(probability):
                fields[kind] = {name: self.pick(['*', '^1.0.0', '9', 'file:x', 'npm:q@1', ''])
                                for name in self.some(DEPENDENCIES, 1, 3)}

    def add_bundle(self, fields):
        key = self.pick(['bundleDependencies'] * 3 + ['bundledDependencies'])
        fields[key] = self.pick([True, DEPENDENCIES[:1], DEPENDENCIES, self.some(DEPENDENCIES, 1, 2),
                                 ['nowhere'], dict.fromkeys(DEPENDENCIES[1:], 1), 'd1', False, None]
                                if self.chance(0.5) else [DEPENDENCIES])
        if self.chance(0.05):
            fields['bundledDependencies'] = self.pick([True, ['d2'], None])

    def install(self, directory, name, depth):
        """Installs a package below the node_modules of a directory, itself or as a link."""
        place = posixpath.join(directory, 'node_modules', name)
        if depth == 2 and self.chance(0.25):
            real = posixpath.join(self.pick(['pk', 'lib/pk', 'packages']), name)
            up = '../' * (1 + name.count('/'))
            if self.case.add(real, Entry('directory', mode=0o755)):
                self.case.add(place, Entry('link', target=up + real))
                place = real
        self.fill(place, 1)
        if self.chance(0.9):
            fields = {} if self.chance(0.1) else {'name': name, 'version': '1.0.0'}
            if self.chance(0.4):
                fields['files'] = self.files(place)
            fields.update(self.entry_points(place))
            self.add_dependencies(fields)
            if self.chance(0.1):
                self.add_bundle(fields)
            self.add_manifest(place, fields)
        if depth > 0 and self.chance(0.35):
            self.install(place, self.pick(DEPENDENCIES), depth - 1)


class WorkspaceGenerator(BundleGenerator):
    PLACES = ['packages/a', 'packages/b', 'packages/b/inner', 'apps/c', 'd']
    GLOBS = ['packages/*', 'packages/**', './packages/a', '/packages/b', 'packages/{a,b}', '!packages/a',
             '**', 'apps/*', 'apps/*/', 'packages/a', 'packages/@(a|b)', '*/c', 'd', '*', '!d', '!!d',
             'packages/[ab]', 'nowhere', '!**/inner', 'packages/b/']

    def workspaces_case(self):
        self.fill('', 2)
        chosen = self.some(self.PLACES, 1, 4)
        for place in chosen:
            self.workspace(place)
        if self.chance(0.6):
            self.add_ignore_files('')
        if self.chance(0.3):
            self.add_ignore_files('packages')
        fields = self.root_fields('')
        globs = self.some(self.GLOBS, 1, 3)
        fields['workspaces'] = {'packages': globs} if self.chance(0.15) else globs
        if self.chance(0.2):
            self.add_dependencies(fields)
            self.add_bundle(fields)
        self.add_manifest('', fields)
        if self.chance(0.2):
            self.add_settings(chosen)
        self.call(chosen)

    def workspace(self, place):
        self.fill(place, 2)
        fields = self.root_fields(place)
        if self.chance(0.95):
            fields['name'] = self.pick(['w-' + posixpath.basename(place)] * 9 + ['@s/w', 'w-a'])
        if self.chance(0.2):
            self.install('', fields.get('name') if fields.get('name') in ('@s/w', 'w-a') else 'd1', 1)
            self.add_dependencies(fields)
            self.add_bundle(fields)
        if self.chance(0.95):
            self.add_manifest(place, fields)

    def add_settings(self, chosen):
        """A .npmrc that says something of workspaces, mostly something that npm takes."""
        key = self.pick(['workspace', 'workspace', 'workspace[]', 'workspaces', 'include-workspace-root'])
        texts = [self.pick(chosen), 'w-' + posixpath.basename(self.pick(chosen)), 'packages', '"d"', "'p'"]
        values = texts if key.startswith('workspace') and key != 'workspaces' else ['true', 'false', '', '0', 'null', 'x']
        lines = ['%s%s' % (key, self.pick(['=', ' = ']) + self.pick(values) + self.pick(['', '', ' ; x', ' #', '\r']))
                 for _ in range(self.random.randint(1, 2))]
        lines.insert(self.random.randint(0, len(lines)), self.pick(['', '; x', '[x]', 'fund=false']))
        self.case.add('.npmrc', Entry(content=Rules(lines)))

    def call(self, chosen):
        """Where npm is run, and with which options."""
        place = self.pick(chosen)
        how = self.pick(['plain', 'named', 'named', 'all', 'inside', 'inside', 'inside', 'root'])
        if how == 'named':
            names = [place, 'w-' + posixpath.basename(place), './' + place, 'packages', 'nowhere', 'p']
            for name in self.some(names[:2] if self.chance(0.7) else names, 1, 2):
                self.case.arguments += ['--workspace', name]
        elif how == 'all':
            self.case.arguments = ['--workspaces']
        elif how == 'inside':
            below = [path for path in self.case.paths(place, 'directory') if 'node_modules' not in path]
            deeper = below and self.chance(0.2)
            self.case.directory = posixpath.join(place, self.pick(below)) if deeper else place
            if self.chance(0.2):
                self.case.arguments = ['--no-workspaces']
        if how in ('named', 'all', 'root') and self.chance(0.3):
            self.case.arguments.append('--include-workspace-root')
