"""What a page of the format `html` must be like: parsed by Python's own parser, which follows browsers."""
import base64
import hashlib
import html.parser
import re

# Elements that have no end.
VOID = {'meta', 'link', 'rect'}
# All that a page is made of, with the attributes of each beside those that any may have.
ANYWHERE = {'class', 'id', 'hidden', 'aria-hidden', 'aria-labelledby'}
ELEMENTS = {
    'html': {'lang'}, 'head': set(), 'body': set(), 'title': set(), 'style': set(), 'script': set(),
    'meta': {'charset', 'http-equiv', 'content', 'name'}, 'link': {'rel', 'href'},
    'header': set(), 'main': set(), 'footer': set(), 'nav': set(), 'section': set(), 'figure': set(),
    'article': {'data-severity', 'data-rule', 'data-state', 'data-new'},
    'details': {'open'}, 'summary': set(), 'div': set(), 'p': set(), 'span': set(), 'strong': set(),
    'h1': set(), 'h2': set(), 'h3': set(), 'h4': set(), 'h5': set(), 'ul': set(), 'li': set(),
    'dl': set(), 'dt': set(), 'dd': set(), 'code': set(), 'data': {'value', 'title'}, 'a': {'href'},
    'table': set(), 'caption': set(), 'thead': set(), 'tbody': set(), 'td': set(),
    'tr': {'data-bytes', 'data-worst', 'data-findings', 'data-files'}, 'th': {'scope', 'data-key'},
    'svg': {'viewbox', 'preserveaspectratio'}, 'rect': {'width', 'height'},
}
POLICY = ("default-src 'none'; script-src {script}; style-src {style}; img-src data:; base-uri 'none'; "
          "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'")


def csp_source(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


class Page(html.parser.HTMLParser):
    """The elements of a page, and what is wrong with them."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.complaints, self.open, self.ids, self.links = [], [], [], []
        self.texts = {'script': [], 'style': [], 'title': []}
        self.policy, self.names, self.in_name, self.words = None, [], False, []
        self.counts = {}
        self.feed(text)
        self.close()
        if self.open:
            self.complaints.append(f'not closed: {self.open}')
        self.check_ids()
        self.check_policy()

    def handle_starttag(self, tag, attrs):
        self.counts[tag] = self.counts.get(tag, 0) + 1
        attributes = dict(attrs)
        allowed = ELEMENTS.get(tag)
        if allowed is None:
            self.complaints.append(f'an element that is none of ours: {tag}')
        elif not set(attributes) <= allowed | ANYWHERE or len(attributes) != len(attrs):
            self.complaints.append(f'attributes of {tag}: {attrs}')
        if tag == 'th' and attributes.get('scope') not in ('row', 'col'):
            self.complaints.append('th without scope')
        if attributes.get('http-equiv') == 'Content-Security-Policy':
            self.policy = attributes['content']
            if self.texts['style'] or self.texts['script']:
                self.complaints.append('the policy comes too late')
        if 'id' in attributes:
            self.ids.append(attributes['id'])
        if tag == 'a':
            self.links.append(attributes['href'])
        if tag == 'link' and not attributes['href'].startswith('data:image/svg+xml,'):
            self.complaints.append('a link that loads something')
        if tag in self.texts:
            self.texts[tag].append('')
        self.in_name = tag == 'code' and attributes.get('class') == 'name'
        if self.in_name:
            self.names.append('')
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        self.in_name = False
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.complaints.append(f'</{tag}> closes another element')

    def handle_data(self, data):
        within = self.open[-1] if self.open else ''
        if within in self.texts:
            self.texts[within][-1] += data
        else:
            self.words.append(data)
        if self.in_name:
            self.names[-1] += data

    def handle_comment(self, data):
        self.complaints.append(f'a comment: {data}')

    def handle_pi(self, data):
        self.complaints.append(f'an instruction: {data}')

    def check_ids(self):
        if len(set(self.ids)) != len(self.ids):
            self.complaints.append('an id is there twice')
        self.complaints += [f'a link to nothing: {link}' for link in self.links if link[1:] not in self.ids]

    def check_policy(self):
        script, style = self.texts['script'], self.texts['style']
        if (len(script), len(style)) != (1, 1):
            self.complaints.append(f'{len(script)} scripts and {len(style)} styles')
            return
        expected = POLICY.format(script=csp_source(script[0]), style=csp_source(style[0]))
        if self.policy != expected:
            self.complaints.append(f'the policy is {self.policy}')

    @property
    def text(self):
        return re.sub(r'\s+', ' ', ''.join(self.words))


def complaints(text):
    """What is wrong with the text of a page."""
    start = [] if text.startswith('<!DOCTYPE html>\n<html lang="en">\n') else ['the doctype']
    return start + Page(text).complaints
