#!/usr/bin/env python3
"""Makes the wheel of a program, for uvx and pre-commit: make_wheel.py PROGRAM PLATFORM DIRECTORY

PLATFORM is a tag of wheels such as manylinux2014_x86_64.musllinux_1_1_x86_64: a static program is right for both.
The program stands in the scripts of the wheel, so that an installation is a copy; nothing of Python runs it. The same
program gives the same bytes. Prints the path of the wheel.
"""
import base64
import hashlib
import pathlib
import re
import sys
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FIRST_TIME = (1980, 1, 1, 0, 0, 0)  # that zip can tell


def version_of_sources():
    return re.search(r'^project\(packwarden VERSION (\S+)', (ROOT / 'CMakeLists.txt').read_text(), re.M).group(1)


def metadata(version):
    return (f'Metadata-Version: 2.1\nName: packwarden\nVersion: {version}\n'
            'Summary: Shows what npm publish would upload, and finds the secrets in it\n'
            'License: Apache-2.0\nLicense-File: LICENSE\nLicense-File: NOTICE\nRequires-Python: >=3.8\n')


def wheel_file(tags):
    lines = ''.join(f'Tag: py3-none-{tag}\n' for tag in tags.split('.'))
    return f'Wheel-Version: 1.0\nGenerator: packwarden\nRoot-Is-Purelib: false\n{lines}'


def record_line(path, content):
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b'=').decode()
    return f'{path},sha256={digest},{len(content)}\n'


def members_of(program, version, tags):
    info = f'packwarden-{version}.dist-info'
    members = {f'packwarden-{version}.data/scripts/packwarden': program,
               f'{info}/LICENSE': (ROOT / 'LICENSE').read_bytes(),
               f'{info}/METADATA': metadata(version).encode(),
               f'{info}/NOTICE': (ROOT / 'NOTICE').read_bytes(),
               f'{info}/WHEEL': wheel_file(tags).encode()}
    lines = [record_line(path, content) for path, content in members.items()]
    members[f'{info}/RECORD'] = (''.join(lines) + f'{info}/RECORD,,\n').encode()
    return members


def make_wheel(program, tags, directory):
    version = version_of_sources()
    path = pathlib.Path(directory) / f'packwarden-{version}-py3-none-{tags}.whl'
    with zipfile.ZipFile(path, 'w') as archive:
        for name, content in members_of(pathlib.Path(program).read_bytes(), version, tags).items():
            member = zipfile.ZipInfo(name, FIRST_TIME)
            mode = 0o755 if '/scripts/' in name else 0o644
            member.external_attr = (0o100000 | mode) << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content, compresslevel=9)
    return path


if __name__ == '__main__':
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    print(make_wheel(*sys.argv[1:]))
