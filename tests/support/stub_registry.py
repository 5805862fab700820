"""An npm registry on the loopback that keeps what is published and knows no package."""
import base64
import http.server
import json
import threading


class StubRegistry:
    def __init__(self):
        self.tarballs = []  # the bytes of each upload, in order
        stub = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self, status, document):
                text = json.dumps(document).encode()
                self.send_response(status)
                self.send_header('Content-Type', 'application/json')
                self.send_header('Content-Length', str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def do_GET(self):
                self.answer(404, {'error': 'not found'})

            def do_PUT(self):
                document = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
                for attachment in document['_attachments'].values():
                    stub.tarballs.append(base64.b64decode(attachment['data']))
                self.answer(201, {'ok': True, 'success': True})

            def do_POST(self):
                self.rfile.read(int(self.headers.get('Content-Length') or 0))
                self.answer(404, {'error': 'not found'})

            def log_message(self, *_):
                pass
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.address = f'127.0.0.1:{self.server.server_port}'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
