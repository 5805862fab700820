#!/usr/bin/env python3
"""Makes a tree to measure with: unpack.py TARBALLS DIRECTORY MEGABYTES.

Unpacks .tgz files of the folder TARBALLS, evenly chosen by name, each below its own name, until DIRECTORY holds so many
megabytes. The same folder gives the same tree.
"""
import os
import sys
import tarfile


def spread(names):
    """All names in an order in which every beginning is spread evenly over the alphabet."""
    step = 1 << max(len(names) - 1, 1).bit_length()
    while step:
        step //= 2
        yield from (names[index] for index in range(step, len(names), 2 * step)) if step else names[:1]


def unpack(archive, directory):
    """The bytes of its plain files; nothing else is unpacked, and nothing outside of the directory."""
    size = 0
    with tarfile.open(archive) as tar:
        for member in tar:
            parts = member.name.split('/')
            if not member.isfile() or '..' in parts or member.name.startswith('/'):
                continue
            path = os.path.join(directory, *parts[1:] or parts)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'wb') as out:
                out.write(tar.extractfile(member).read())
            size += member.size
    return size


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    tarballs, directory, most = sys.argv[1], sys.argv[2], int(sys.argv[3]) * 1000000
    names = sorted(name for name in os.listdir(tarballs) if name.endswith('.tgz'))
    size = packages = 0
    for name in spread(names):
        if size >= most:
            break
        size += unpack(os.path.join(tarballs, name), os.path.join(directory, name[:-len('.tgz')]))
        packages += 1
    print('%d packages, %.1f MB' % (packages, size / 1e6))


if __name__ == '__main__':
    main()
