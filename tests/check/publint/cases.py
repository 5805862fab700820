"""Small packages, and which checks find what in them: cases.json. `entry_test.cc` asks packwarden, compare.py publint."""
import io
import json
import os
import tarfile

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'cases.json')


def cases():
    with open(FILE, encoding='utf-8') as file:
        return json.load(file)


def text_of(content):
    """A file is a text, or JSON to be written as `entry_test.cc` writes it."""
    return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=2)


def write_tarball(path, files):
    with tarfile.open(path, 'w:gz') as archive:
        for name in sorted(files):
            data = text_of(files[name]).encode()
            member = tarfile.TarInfo('package/' + name)
            member.size, member.mode = len(data), 0o644
            archive.addfile(member, io.BytesIO(data))


def files_below(directory):
    out = {}
    for folder, _, names in os.walk(directory):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, encoding='utf-8', errors='replace') as file:
                out[os.path.relpath(path, directory)] = file.read()
    return out
