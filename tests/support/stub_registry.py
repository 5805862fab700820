"""npm registries on the loopback."""
import base64
import hashlib
import http.server
import json
import threading
import urllib.parse


class StubRegistry:
    """It keeps what is published, and knows no package: each version can be published again."""

    def __init__(self):
        self.tarballs = []  # the bytes of each upload, in order
        self.names = []  # of the packages of these
        self.documents = {}  # by name, as the registry gives them
        self.files = {}  # by path
        stub = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self, status, content, kind='application/json'):
                self.send_response(status)
                self.send_header('Content-Type', kind)
                self.send_header('Content-Length', str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def answer_json(self, status, document):
                self.answer(status, json.dumps(document).encode())

            def do_GET(self):
                path = urllib.parse.unquote(self.path).lstrip('/').split('?')[0]
                if path in stub.files:
                    self.answer(200, stub.files[path], 'application/octet-stream')
                elif path in stub.documents:
                    self.answer_json(200, stub.documents[path])
                else:
                    self.answer_json(404, {'error': 'not found'})

            def do_PUT(self):
                stub.keep(json.loads(self.rfile.read(int(self.headers['Content-Length']))))
                self.answer_json(201, {'ok': True, 'success': True})

            def do_POST(self):
                self.rfile.read(int(self.headers.get('Content-Length') or 0))
                self.answer_json(404, {'error': 'not found'})

            def log_message(self, *_):
                pass
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.address = f'127.0.0.1:{self.server.server_port}'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def keep(self, document):
        for attachment in document['_attachments'].values():
            self.tarballs.append(base64.b64decode(attachment['data']))
            self.names.append(document.get('name'))

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class ServingRegistry(StubRegistry):
    """It gives what was published there, too."""

    def keep(self, document):
        super().keep(document)
        name = document['name']
        known = self.documents.setdefault(name, {'name': name, 'dist-tags': {}, 'versions': {}, 'time': {}})
        known['dist-tags'].update(document.get('dist-tags', {}))
        for version, manifest in document['versions'].items():
            self.add_version(known, version, manifest, self.tarballs[-1])

    def add_version(self, known, version, manifest, tarball):
        path = f'{known["name"]}/-/{version}.tgz'
        self.files[path] = tarball
        integrity = 'sha512-' + base64.b64encode(hashlib.sha512(tarball).digest()).decode()
        known['versions'][version] = {**manifest, 'dist': {
            'tarball': f'http://{self.address}/{path}', 'integrity': integrity, 'shasum': hashlib.sha1(tarball).hexdigest()}}
        known['time'][version] = '2020-01-01T00:00:00.000Z'  # before any age that a manager wants
