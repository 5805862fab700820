"""A package that hides invented credentials in many places, made anew from parts.

Each file hides one kind of credential in one way, and a file beside it has the same form and hides nothing: a tool that
speaks of that one did not find anything in the others.
"""
import base64
import gzip
import io
import json
import os
import random
import shutil
import string
import subprocess
import tarfile
import zipfile
import zlib

BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
BASE32 = string.ascii_uppercase + '234567'
NOTHING = 'nothing'  # the kind of the files that hide nothing
MANIFEST = {'name': 'hiding-places', 'version': '1.0.0', 'main': 'dist/plain/nothing.js', 'files': ['dist']}


def some(source, alphabet, count):
    return ''.join(source.choice(alphabet) for _ in range(count))


def with_checksum(source, prefix):
    """As GitHub and npm make their tokens: 30 random characters and their CRC-32 in base 62."""
    body = some(source, BASE62, 30)
    rest, tail = zlib.crc32(body.encode()), ''
    for _ in range(6):
        rest, digit = divmod(rest, 62)
        tail = BASE62[digit] + tail
    return prefix + body + tail


def aws_key_id(source):
    """The first bits hold the number of an account, which has at most twelve digits."""
    number = (1 << 79 | source.randrange(10 ** 11, 10 ** 12) << 39 | source.getrandbits(39))
    return 'AKIA' + ''.join(BASE32[number >> shift & 31] for shift in range(75, -1, -5))


def private_key():
    """A new key each time."""
    command = ['openssl', 'genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048']
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def pairs(kind, source):
    """Names and values of a credential."""
    if kind == 'aws':
        return {'awsAccessKeyId': aws_key_id(source), 'awsSecretAccessKey': some(source, BASE62 + '+/', 40)}
    if kind == 'slack':
        parts = [some(source, '123456789', 12), some(source, '123456789', 13), some(source, BASE62, 24)]
        return {'slackBotToken': '-'.join(['xo' + 'xb'] + parts)}
    return {'github': lambda: {'githubToken': with_checksum(source, 'gh' + 'p_')},
            'stripe': lambda: {'stripeSecretKey': 'sk_' + 'live_' + some(source, BASE62, 24)},
            'npm': lambda: {'npmToken': with_checksum(source, 'npm' + '_')},
            'pem': lambda: {'privateKey': private_key()},
            NOTHING: lambda: {'greeting': 'welcome to the demonstration of places', 'language': 'english'}}[kind]()


KINDS = ('github', 'npm', 'aws', 'slack', 'stripe', 'pem')


def script(values, literal=json.dumps):
    """JavaScript with each value written as `literal` writes it."""
    lines = ['const %s = %s;\n' % (name, literal(value)) for name, value in values.items()]
    return ''.join(lines) + 'module.exports = { %s };\n' % ', '.join(values)


def encoded(text):
    return base64.b64encode(text if isinstance(text, bytes) else text.encode()).decode()


def settings_of(payload, how='JSON.parse(atob("%s"))'):
    return 'const settings = %s;\nmodule.exports = settings;\n' % (how % payload)


def minified(values):
    def filler(first):
        return ''.join('function a%d(b,c){return b*%d+c.length}' % (number, number)
                       for number in range(first, first + 2000))
    members = ','.join('%s:%s' % (name, json.dumps(value)) for name, value in values.items())
    return '!function(){%svar s={%s};%s}();\n' % (filler(1000), members, filler(5000))


def source_map(values):
    return json.dumps({'version': 3, 'file': 'index.js', 'sources': ['../src/index.ts'], 'names': [],
                       'mappings': 'AAAA', 'sourcesContent': [script(values)]})


def joined(value):
    pieces = [value[at:at + 9] for at in range(0, len(value), 9)]
    return ' + '.join(map(json.dumps, pieces))


def character_codes(value):
    return 'String.fromCharCode(%s)' % ', '.join(str(ord(letter)) for letter in value)


def escapes(value):
    return '"%s"' % ''.join('\\x%02x' % ord(letter) for letter in value)


def tarball(values):
    out, text = io.BytesIO(), script(values).encode()
    with tarfile.open(fileobj=out, mode='w') as tar:
        entry = tarfile.TarInfo('package/config.js')
        entry.size = len(text)
        tar.addfile(entry, io.BytesIO(text))
    return gzip.compress(out.getvalue(), mtime=0)


def zipped(name, content):
    """The entry has no date of its own, so that the same package comes out each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as archive:
        archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def document(values):
    """A page of a PDF, compressed as all are. Its texts would be in parentheses."""
    stream = zlib.compress(''.join('BT (%s = %s) Tj ET\n' % pair for pair in values.items()).encode())
    return (b'%%PDF-1.4\n1 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n' % len(stream) + stream +
            b'\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n')


def templates(value):
    return '`%s`' % ''.join('${"%s"}' % json.dumps(value[at:at + 9])[1:-1] for at in range(0, len(value), 9))


def reversed_text(value):
    return '%s.split("").reverse().join("")' % json.dumps(value[::-1])


def web_assembly(values):
    """Texts that end with a zero between bytes of a module that is no real one."""
    noise = random.Random(0)
    rows = b''.join(noise.randbytes(300) + b'\0' + value.encode() + b'\0' for value in values.values())
    return b'\0asm\1\0\0\0' + rows + noise.randbytes(300)


def environment(values):
    def upper(name):
        return ''.join('_' + letter if letter.isupper() else letter.upper() for letter in name)
    return ''.join('%s="%s"\n' % (upper(name), value) for name, value in values.items())


# What a place is called, the ending of its files, and what is in them.
PLACES = [
    ('plain', 'JavaScript', '.js', script),
    ('minified', 'a minified bundle', '.min.js', minified),
    ('environment', '`.env`, which git ignores and npm packs', '/.env', environment),
    ('map', '`sourcesContent` of a source map', '.js.map', source_map),
    ('inline-map', 'a source map in a comment', '.js', lambda values: (
        'module.exports = 1;\n//# sourceMappingURL=data:application/json;base64,%s\n' % encoded(source_map(values)))),
    ('escapes', r'`"\x67\x68…"`', '.js', lambda values: script(values, escapes)),
    ('hexadecimal', 'JSON in hexadecimal', '.js', lambda values: settings_of(
        json.dumps(values).encode().hex(), 'JSON.parse(Buffer.from("%s", "hex"))')),
    ('base64', 'JSON in base64', '.js', lambda values: settings_of(encoded(json.dumps(values)))),
    ('base64-twice', 'the same in base64 again', '.js', lambda values: settings_of(
        encoded(encoded(json.dumps(values))), 'JSON.parse(atob(atob("%s")))')),
    ('gzip', 'JSON as gzip in base64', '.js', lambda values: settings_of(
        encoded(gzip.compress(json.dumps(values).encode(), mtime=0)),
        'JSON.parse(gunzipSync(Buffer.from("%s", "base64")))')),
    ('tarball', 'JavaScript in a `.tgz`', '.tgz', tarball),
    ('zip', 'JavaScript in a `.zip`', '.zip', lambda values: zipped('config.js', script(values))),
    ('two-archives', 'the `.tgz` in a `.zip`', '.zip', lambda values: zipped('inner.tgz', tarball(values))),
    ('utf16', 'JavaScript in UTF-16', '.js', lambda values: ('\ufeff' + script(values)).encode('utf-16-le')),
    ('joined', '`"ghp_x" + "yz…"`', '.js', lambda values: script(values, joined)),
    ('codes', '`String.fromCharCode(103, …)`', '.js', lambda values: script(values, character_codes)),
    ('binary', 'a text in a `.wasm`', '.wasm', web_assembly),
    ('templates', '`` `${"ghp_x"}${"yz…"}` ``', '.js', lambda values: script(values, templates)),
    ('reversed', '`"…zyx_phg".split("").reverse()`', '.js', lambda values: script(values, reversed_text)),
    ('base85', 'JSON in base85', '.js', lambda values: settings_of(
        base64.b85encode(json.dumps(values).encode()).decode(), "JSON.parse(base85.decode('%s'))")),
    ('document', 'a PDF', '.pdf', document),
]
NOT_PACKED = 'test'  # tracked by git, left out by npm


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as out:
        out.write(content if isinstance(content, bytes) else content.encode())


def kinds_here():
    return [kind for kind in KINDS if kind != 'pem' or shutil.which('openssl')]


def make_package(directory, kinds, seed=1):
    """Files by (place, kind), relative to the directory, which is a work tree of git then. All have their own value."""
    source, files = random.Random(seed), {}
    for place, _, ending, content in PLACES + [(NOT_PACKED, '', '.js', script)]:
        for kind in [*kinds, NOTHING]:
            above = place if place == NOT_PACKED else 'dist/' + place
            files[place, kind] = '%s/%s%s' % (above, kind, ending)
            write(os.path.join(directory, files[place, kind]), content(pairs(kind, source)))
    write(os.path.join(directory, 'package.json'), json.dumps(MANIFEST, indent=2) + '\n')
    write(os.path.join(directory, '.gitignore'), '.env\n')
    for arguments in (['init', '--quiet'], ['add', '--all']):
        subprocess.run(['git'] + arguments, cwd=directory, check=True, stdout=subprocess.DEVNULL)
    return files


def found_kinds(files, findings):
    """By place the kinds that were found, and whether the file that hides nothing was found, too."""
    spoken_of = [finding['file'] for finding in findings]
    found = {}
    for (place, kind), file in files.items():
        kinds = found.setdefault(place, set())
        if any(path.startswith(file) for path in spoken_of):
            kinds.add(kind)
    return found


def cell(kinds):
    """How many kinds, marked where nothing is reported as something."""
    return '%d%s' % (len(kinds - {NOTHING}), ' !' if NOTHING in kinds else '')
