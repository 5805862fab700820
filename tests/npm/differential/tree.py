"""A directory tree as data: written to disk, printed, and taken apart by the shrinker."""
import dataclasses
import json
import os
import socket


@dataclasses.dataclass
class Manifest:
    """A package.json. `text` stands for it where it is no JSON."""
    fields: object
    indent: object = 2
    newline: str = '\n'
    mark: str = ''
    text: object = None

    def encode(self):
        if self.text is not None:
            return self.text
        text = json.dumps(self.fields, indent=self.indent, ensure_ascii=False)
        return (self.mark + text + '\n').replace('\n', self.newline).encode('utf-8', 'surrogatepass')


@dataclasses.dataclass
class Rules:
    """An ignore file, by lines."""
    lines: list
    newline: str = '\n'

    def encode(self):
        return os.fsencode(''.join(line + self.newline for line in self.lines))


@dataclasses.dataclass
class Entry:
    kind: str = 'file'  # directory, link, hard, pipe, socket
    content: object = b''  # bytes, a Manifest or Rules
    mode: int = 0o644
    target: str = ''  # of a link its text, of a hard link a path of the tree

    def data(self):
        return self.content if isinstance(self.content, bytes) else self.content.encode()


@dataclasses.dataclass
class Case:
    """A tree, and how npm is called in it."""
    entries: dict = dataclasses.field(default_factory=dict)  # by path; parents come first
    directory: str = ''  # the working directory, beneath the root
    arguments: list = dataclasses.field(default_factory=list)

    def add(self, path, entry):
        """Adds an entry and the directories above it, unless something stands in the way."""
        parts = path.split('/')
        above = ['/'.join(parts[:i]) for i in range(1, len(parts))]
        if path in self.entries or any(
                self.entries[name].kind != 'directory' for name in above if name in self.entries):
            return False
        for name in above:
            self.entries.setdefault(name, Entry('directory', mode=0o755))
        self.entries[path] = entry
        return True

    def paths(self, below='', kind=None):
        """The paths below a directory, relative to it."""
        start = below + '/' if below else ''
        return [path[len(start):] for path, entry in self.entries.items()
                if path.startswith(start) and (kind is None or entry.kind == kind)]

    def has_hard_links(self):
        return any(entry.kind == 'hard' for entry in self.entries.values())

    def write(self, root):
        for path, entry in self.entries.items():
            write_entry(root, path, entry)
        os.makedirs(os.path.join(root, self.directory), exist_ok=True)

    def __str__(self):
        lines = ['  in %r: %s' % (self.directory or '.', ' '.join(self.arguments) or '(no argument)')]
        for path, entry in self.entries.items():
            lines.append('    %-9s %04o %r%s' % (entry.kind, entry.mode, path, describe(entry)))
        return '\n'.join(lines)


def describe(entry):
    if entry.target:
        return ' -> %r' % entry.target
    return ' %r' % entry.data() if entry.kind == 'file' and entry.content else ''


def write_entry(root, path, entry):
    place = os.path.join(root, path)
    if entry.kind == 'directory':
        os.mkdir(place)
    elif entry.kind == 'link':
        os.symlink(entry.target, place)
    elif entry.kind == 'hard':
        os.link(os.path.join(root, entry.target), place, follow_symlinks=False)
    elif entry.kind == 'pipe':
        os.mkfifo(place)
    elif entry.kind == 'socket':
        bind_socket(place)
    else:
        with open(place, 'wb') as out:
            out.write(entry.data())
        os.chmod(place, entry.mode)


def bind_socket(place):
    """The address of a socket is short, so it is given relative to its directory."""
    here = os.open('.', os.O_RDONLY)
    os.chdir(os.path.dirname(place))
    with socket.socket(socket.AF_UNIX) as made:
        made.bind('./' + os.path.basename(place))
    os.fchdir(here)
    os.close(here)
