#!/usr/bin/env python3
"""The bill of materials of a program, as CycloneDX 1.6: make_sbom.py PROGRAM [EMULATOR]

Lists what is linked into a static program of Debian 12 with the versions of the packages that it is from, which must be
installed for its processor. EMULATOR runs a program of another one. Without a time, so that the same program gives the
same bytes.
"""
import hashlib
import json
import pathlib
import re
import subprocess
import sys

# Debian's package and its licence, as NOTICE has it.
LIBRARIES = {
    'libre2-dev': 'BSD-3-Clause', 'libarchive-dev': 'BSD-2-Clause',
    'zlib1g-dev': 'Zlib', 'libbz2-dev': 'bzip2-1.0.6', 'liblzma-dev': 'public domain', 'libzstd-dev': 'BSD-3-Clause',
    'libdeflate-dev': 'MIT', 'nettle-dev': 'LGPL-3.0-or-later', 'libc6-dev': 'LGPL-2.1-or-later',
}
HEADERS = {  # of which there are no libraries: the same for each processor
    'nlohmann-json3-dev': 'MIT', 'libcli11-dev': 'BSD-3-Clause', 'libexpected-dev': 'CC0-1.0', 'libtomlplusplus-dev': 'MIT',
}
OF_THE_COMPILER = {'amd64': 'libstdc++-12-dev', 'arm64': 'libstdc++-12-dev-arm64-cross'}
PROCESSORS = {62: 'amd64', 183: 'arm64'}  # numbers of ELF


def packages_of(processor, has_hyperscan):
    """What is linked into a program for the processor, with its licence."""
    libraries = {**LIBRARIES, **({'libhyperscan-dev': 'BSD-3-Clause'} if has_hyperscan else {})}
    return {**{f'{name}:{processor}': licence for name, licence in libraries.items()}, **HEADERS,
            OF_THE_COMPILER[processor]: 'GPL-3.0-or-later WITH GCC-exception-3.1'}


def installed(package):
    """The name, the version and the name of the source package."""
    done = subprocess.run(['dpkg-query', '-W', '-f', '${Package} ${Version} ${source:Package}\n', package], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f'make_sbom: {package} is not installed, so that nobody knows which one was linked')
    return done.stdout.split('\n')[0].split()


def licences_of(licence):
    if licence == 'public domain':  # it has no id
        return [{'license': {'name': licence}}]
    return [{'expression': licence}] if ' ' in licence else [{'license': {'id': licence}}]


def component(package, licence):
    name, version, source = installed(package)
    reference = f'pkg:deb/debian/{name}@{version.replace(":", "%3A").replace("+", "%2B")}?distro=debian-12'
    return {'type': 'library', 'bom-ref': reference, 'name': source, 'version': version, 'licenses': licences_of(licence), 'purl': reference}


def bill_of_materials(program, emulator=()):
    said = subprocess.run([*emulator, program, '--version'], capture_output=True, text=True, check=True).stdout
    version = said.split('\n')[0].split()[1]
    has_hyperscan = re.search(r'^  hyperscan +none$', said, re.M) is None
    content = pathlib.Path(program).read_bytes()
    processor = PROCESSORS[int.from_bytes(content[18:20], 'little')]
    digest = hashlib.sha256(content).hexdigest()
    components = [component(package, licence) for package, licence in sorted(packages_of(processor, has_hyperscan).items())]
    return {
        'bomFormat': 'CycloneDX', 'specVersion': '1.6', 'version': 1,
        'metadata': {'component': {
            'type': 'application', 'bom-ref': 'packwarden', 'name': 'packwarden', 'version': version,
            'hashes': [{'alg': 'SHA-256', 'content': digest}], 'licenses': [{'license': {'id': 'Apache-2.0'}}]}},
        'components': components,
        'dependencies': [{'ref': 'packwarden', 'dependsOn': [one['bom-ref'] for one in components]}],
    }


if __name__ == '__main__':
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    print(json.dumps(bill_of_materials(sys.argv[1], sys.argv[2:]), indent=2))
