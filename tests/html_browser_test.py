#!/usr/bin/env python3
"""The page of --format html in headless Chromium. html_browser_test.py PROGRAM [unittest arguments]

Each page is loaded from its file, with whatever names files may have, and what the browser made of it is
read back. Ends with 77 where there is no Chromium.
"""
import html.parser
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

import html_page
from program import CliTest, npm_token
from skipping import skipped

CHROMIUM = shutil.which('chromium') or shutil.which('google-chrome')
# A title is what no part of a page writes: an injected script would give it away there.
ATTACK = "document.title='OWNED'"
HOSTILE = [f'</script><script>{ATTACK}</script>.js', f'<img src=x onerror={ATTACK}>.js',
           f'" onmouseover="{ATTACK}" autofocus onfocus="{ATTACK}.js', f"' onload='{ATTACK}.js", '<!--.js', ']]>.js',
           'a\nb\rc.js', '\u202egpj.js', '\u2028\u2029.js', f'javascript:{ATTACK}.js', '&lt;b&gt;.js', '\x01\x1b[2J.js',
           'constructor', '__proto__', f'${{{ATTACK}}}.js', '日本 😀.js']


class Dom(html.parser.HTMLParser):
    """What of a page the browser gave back."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.title, self.within, self.elements = '', '', []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.within = tag
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.within == 'title':
            self.title += data
        self.within = '' if self.within == 'title' else self.within

    def of_class(self, name):
        return [attributes for _, attributes in self.elements if name in (attributes.get('class') or '').split()]

    def shown(self, name):
        return [attributes for attributes in self.of_class(name) if 'hidden' not in attributes]


class BrowserTest(CliTest):
    def setUp(self):
        super().setUp()
        holder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.addCleanup(holder.cleanup)
        self.profile = pathlib.Path(holder.name)

    def page(self, *arguments, status=1):
        run = self.run_program(*arguments, '--format', 'html')
        self.assertEqual(run.status, status, run.errors)
        self.assertEqual(html_page.complaints(run.text), [])
        return run.text

    def browse(self, *arguments):
        done = subprocess.run(
            [CHROMIUM, '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-dev-shm-usage',
             '--disable-background-networking', '--disable-component-update', '--enable-logging=stderr',
             f'--user-data-dir={self.profile}', '--window-size=1200,900', '--virtual-time-budget=5000', *arguments],
            capture_output=True, timeout=180, env={'PATH': os.environ['PATH'], 'HOME': str(self.profile)})
        return done.stdout.decode(), done.stderr.decode(errors='replace')

    def load(self, page, fragment=''):
        file = self.profile / 'report.html'
        file.write_text(page, newline='')
        text, log = self.browse('--dump-dom', file.as_uri() + fragment)
        messages = re.findall(r'CONSOLE[^\]]*\] (.*)', log)
        return Dom(text), messages

    def load_with(self, page, code):
        """As if the page's own script ended with `code`."""
        script = html_page.Page(page).texts['script'][0]
        longer = script + code + '\n'
        return self.load(page.replace(script, longer)
                         .replace(html_page.csp_source(script), html_page.csp_source(longer)))

    def write_hostile(self):
        self.write('package.json', '{"name":"demo","version":"1.0.0"}')
        for number, name in enumerate(HOSTILE):
            self.write(f'src/{name}', 'x = "%s"' % npm_token(number))


class Pages(BrowserTest):
    def test_rows_and_cells_are_those_of_the_package(self):
        self.write_package({'dist/a.js': 'x = "%s"' % npm_token(1), 'dist/b.js': '1' * 400, 'lib/c.js': '2' * 300})
        page = self.page('audit')
        listed = [f['path'] for f in self.run_program('list', '--json').report[0]['files']]
        dom, messages = self.load(page)
        self.assertEqual(messages, [])
        rows = [attributes for tag, attributes in dom.elements if tag == 'tr' and 'data-bytes' in attributes]
        self.assertEqual(len(rows), len(listed))
        self.assertEqual(len(dom.of_class('finding')), len(re.findall('<article ', page)))
        labels = [attributes['aria-label'] for attributes in dom.of_class('cell')]
        for path in listed:
            self.assertTrue(any(label.startswith(path + ', ') for label in labels), path)
        self.assertTrue(any(label.startswith('directory dist, ') for label in labels))
        marked = [c for c in dom.of_class('cell') if c['aria-label'].startswith('dist/a.js, ')]
        self.assertEqual(marked[0]['data-worst'], 'critical')
        self.assertIn('the worst critical', marked[0]['aria-label'])
        self.assertEqual(len(dom.of_class('filters')), 1)

    def test_names_are_names(self):
        self.write_hostile()
        page = self.page('audit')
        dom, messages = self.load(page)
        self.assertEqual(messages, [])
        self.assertEqual(dom.title, html_page.Page(page).texts['title'][0])
        tags = {tag for tag, _ in dom.elements}
        self.assertLessEqual(tags, set(html_page.ELEMENTS) | {
            'button', 'input', 'select', 'option', 'fieldset', 'legend', 'label', 'output', 'figcaption'})
        attributes = {name for _, each in dom.elements for name in each if name.startswith('on')}
        self.assertEqual(attributes, set())
        self.assertEqual(len(dom.shown('finding')), len(re.findall('<article ', page)))

    def test_names_that_are_no_utf_8(self):
        (self.directory / 'src').mkdir()
        name = os.path.join(os.fsencode(self.directory), b'src', b'\xff\xfe<img src=x onerror=' + ATTACK.encode() + b'>.js')
        with open(name, 'wb') as file:
            file.write(b'x = "%s"' % npm_token().encode())
        dom, messages = self.load(self.page('scan', 'src'))
        self.assertEqual((messages, dom.title), ([], 'Findings: src – packwarden'))
        self.assertEqual(len(dom.shown('finding')), 1)

    def test_an_audit_that_could_not_finish(self):
        whole = self.tarball({'package.json': b'{"name":"demo","version":"1.0.0"}', 'a.js': b'a' * 600})
        self.write('demo.tgz', whole[:1500])
        dom, messages = self.load(self.page('audit', 'demo.tgz', status=2))
        self.assertEqual(messages, [])
        self.assertEqual(dom.of_class('verdict')[0]['class'], 'verdict incomplete')
        self.assertEqual(len(dom.shown('problems')), 1)
        self.assertTrue(dom.title.startswith('Incomplete: '))


class Acting(BrowserTest):
    """What a click does."""

    def setUp(self):
        super().setUp()
        self.write_package({'dist/a.js': '1' * 900, 'dist/b/c.js': 'x = "%s"' % npm_token(1) + '\n' * 500,
                            'lib/d.js': '2' * 300, 'lib/e.js': '3' * 300})
        self.found = self.page('audit')

    def after(self, code):
        dom, messages = self.load_with(self.found, f'{code};document.title = document.activeElement.textContent;')
        self.assertEqual(messages, [])
        return dom

    @staticmethod
    def paths(dom):
        return [cell['aria-label'].split(', ')[0] for cell in dom.of_class('cell')]

    def test_directories_of_the_map_open(self):
        opening = "Array.from(document.querySelectorAll('.folder')).find((one) => one.title.includes('lib')).click()"
        dom = self.after(opening)
        self.assertEqual((dom.title, sorted(self.paths(dom))), ('lib', ['lib/d.js', 'lib/e.js']))
        dom = self.after(opening + ";document.querySelector('.area').dispatchEvent("
                                   "new KeyboardEvent('keydown', {key: 'Escape'}))")
        self.assertEqual(dom.title, 'package')
        self.assertIn('dist/b/c.js', self.paths(dom))

    def test_files_of_the_map_lead_to_their_findings_or_their_row(self):
        for path in ('dist/b/c.js', 'dist/a.js'):
            dom = self.after(f"Array.from(document.querySelectorAll('.cell')).find((one) => "
                             f"one.title.startsWith('{path},')).click()")
            self.assertEqual(dom.title, path)

    def test_the_map_is_one_stop_of_the_tab_key(self):
        pressed = ''.join(f"document.activeElement.dispatchEvent(new KeyboardEvent('keydown', "
                          f"{{key: '{key}', bubbles: true}}));" for key in ('ArrowRight', 'End', 'ArrowLeft'))
        dom = self.after("document.querySelector('.cell').focus();" + pressed)
        stops = [cell['aria-label'] for cell in dom.of_class('cell') if cell['tabindex'] == '0']
        self.assertEqual(stops, [dom.of_class('cell')[-2]['aria-label']])

    def test_tables_are_sorted(self):
        dom = self.after("document.querySelector('th[data-key=bytes] button').click()")
        sizes = [int(a['data-bytes']) for tag, a in dom.elements if tag == 'tr' and 'data-bytes' in a]
        self.assertEqual(sizes, sorted(sizes, reverse=True))
        self.assertEqual([a['aria-sort'] for _, a in dom.elements if 'aria-sort' in a], ['descending'])

    def test_filters_are_kept_in_the_address(self):
        dom, messages = self.load_with(self.found, (
            "document.querySelector('.filters button[data-severity=critical]').click();"
            "const input = document.querySelector('.filters input[type=search]');"
            "input.value = 'dist/ä&'; input.dispatchEvent(new Event('input'));"
            "document.title = location.hash;"))
        self.assertEqual((dom.title, messages), ('#severity=critical&path=dist/%C3%A4%26', []))


class Policy(BrowserTest):
    """The page as if somebody had smuggled in markup, which the policy must make harmless."""

    def smuggled(self, markup):
        self.write_package({'a.js': 'x = "%s"' % npm_token()})
        page = self.page('audit')
        return page, self.load(page.replace('<main>', '<main>' + markup, 1))

    def test_scripts_are_refused(self):
        for markup in (f'<script>{ATTACK}</script>', f'<img src="data:," onerror="{ATTACK}">',
                       f'<p style="color:red">x</p><svg onload="{ATTACK}"></svg>', '<style>body{display:none}</style>'):
            page, (dom, messages) = self.smuggled(markup)
            self.assertEqual(dom.title, html_page.Page(page).texts['title'][0], markup)
            self.assertTrue(any('Content Security Policy' in message for message in messages), markup)

    def test_nothing_is_fetched(self):
        asked = []

        class Server(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        server = http.server.HTTPServer(('127.0.0.1', 0), Server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        address = f'http://127.0.0.1:{server.server_port}'
        self.write_package({'a.js': 'x = "%s"' % npm_token()})
        page = self.page('audit')
        spoiled = page.replace('<main>', f'<main><img src="{address}/image"><iframe src="{address}/frame"></iframe>'
                                  f'<link rel="stylesheet" href="{address}/style">', 1)
        dom, messages = self.load_with(spoiled, f"fetch('{address}/a').catch(() => {{ document.title = 'refused'; }});")
        self.assertEqual((dom.title, asked), ('refused', []))
        self.assertTrue(any('connect-src' in message or 'default-src' in message for message in messages), messages)

    def test_markup_is_made_of_no_text(self):
        self.write_package({'a.js': 'x = "%s"' % npm_token()})
        page = self.page('audit')
        dom, _ = self.load_with(page, "try { document.querySelector('main').innerHTML = '<b>x</b>'; }"
                                      " catch (refusal) { document.title = refusal.name; }")
        self.assertEqual(dom.title, 'TypeError')


class Filtering(BrowserTest):
    def setUp(self):
        super().setUp()
        self.write_package({'dist/a.js': 'x = "%s"' % npm_token(1), 'dist/ä.js': 'x = "%s"' % npm_token(2),
                            'lib/b.js': 'x = "%s"' % npm_token(3), '.env': 'A=1', 'c.js.map': '{"version":3}'})
        self.found = self.page('audit')
        self.findings = [dict(attrs) for tag, attrs in self.parsed(self.found) if tag == 'article']

    @staticmethod
    def parsed(page):
        return Dom(page).elements

    def shown(self, fragment):
        dom, messages = self.load(self.found, fragment)
        self.assertEqual(messages, [])
        return dom

    def test_by_severity(self):
        dom = self.shown('#severity=critical')
        expected = [one for one in self.findings if one['data-severity'] == 'critical']
        self.assertLess(len(expected), len(self.findings))
        self.assertEqual(len(dom.shown('finding')), len(expected))
        pressed = [a['data-severity'] for tag, a in dom.elements if a.get('aria-pressed') == 'true']
        self.assertEqual(pressed, ['critical'])

    def test_by_rule_and_path(self):
        self.assertEqual(len(self.shown('#rule=npm-access-token').shown('finding')), 3)
        self.assertEqual(len(self.shown('#rule=npm-access-token&path=dist/').shown('finding')), 2)
        dom = self.shown('#path=DIST%2F%C3%A4')
        self.assertEqual(len(dom.shown('finding')), 1)
        rows = [a for tag, a in dom.elements if tag == 'tr' and 'data-bytes' in a and 'hidden' not in a]
        self.assertEqual(len(rows), 1)
        self.assertTrue(dom.of_class('dim'))

    def test_by_nonsense(self):
        for fragment in ('#', '#severity=', '#severity=loud', '#new=yes', '#t1', '#%FF%&&=', f'#path=&x={ATTACK}'):
            self.assertEqual(len(self.shown(fragment).shown('finding')), len(self.findings), fragment)
        self.assertEqual(len(self.shown(f'#path=<img src=x onerror={ATTACK}>').shown('finding')), 0)

    def test_new_only(self):
        self.write('policy.json', json.dumps({'allow': [
            {'rule': 'npm-access-token', 'path': 'lib/b.js', 'reason': 'it is revoked'}]}))
        self.found = self.page('audit', '--config', 'policy.json')
        total = len(re.findall('<article ', self.found))
        self.assertEqual(len(self.shown('#new=only').shown('finding')), total - 1)
        self.assertEqual(len(self.shown('#new=only&path=lib/b.js').shown('finding')), 0)


class Sizes(BrowserTest):
    def test_five_thousand_findings_are_shown_in_seconds(self):
        self.write('package.json', '{"name":"demo","version":"1.0.0"}')
        for file in range(520):
            self.write(f'lib/{file % 20}/{file}.js', '\n'.join(
                f'x = "{npm_token(file * 10 + i)}"' for i in range(10)))
        page = self.page('audit')
        self.assertIn('Not on this page:', page)
        self.assertLess(len(page), 12_000_000)
        began = time.monotonic()
        dom, messages = self.load(page, '#path=lib/7/')
        seconds = time.monotonic() - began
        self.assertEqual(messages, [])
        self.assertEqual(len(dom.of_class('finding')), 5000)
        self.assertGreater(len(dom.shown('finding')), 100)
        self.assertLess(len(dom.shown('finding')), 1000)
        self.assertLess(seconds, 60)


if __name__ == '__main__':
    if CHROMIUM is None:
        skipped('as there is no Chromium (Debian: chromium): no page was shown in a browser')
    unittest.main()
