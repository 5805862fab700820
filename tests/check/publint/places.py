"""Where values stand in a JSON text: what publint says by keys, packwarden says by line and column."""
import json
import re

BLANKS = re.compile(r'[ \t\r\n]*')
PLAIN = re.compile(r'[^,:\[\]{}"\s]*')
STRING = json.decoder.scanstring


class Places(dict):
    """The offset of each value by the keys and indexes that lead to it. Of equal keys the last counts."""

    def __init__(self, text):
        super().__init__()
        self.text = text
        self.value(BLANKS.match(text).end(), ())

    def value(self, at, way):
        self[way] = at
        if self.text[at] == '{':
            return self.members(at + 1, way)
        if self.text[at] == '[':
            return self.elements(at + 1, way)
        if self.text[at] == '"':
            return STRING(self.text, at + 1)[1]
        return PLAIN.match(self.text, at).end()

    def blanks(self, at):
        return BLANKS.match(self.text, at).end()

    def members(self, at, way):
        at = self.blanks(at)
        while self.text[at] != '}':
            key, at = STRING(self.text, at + 1)
            at = self.blanks(self.value(self.blanks(self.blanks(at) + 1), way + (key,)))
            at = self.blanks(at + (self.text[at] == ','))
        return at + 1

    def elements(self, at, way):
        at, number = self.blanks(at), 0
        while self.text[at] != ']':
            at = self.blanks(self.value(at, way + (str(number),)))
            at, number = self.blanks(at + (self.text[at] == ',')), number + 1
        return at + 1

    def line_column(self, way):
        """Counted from 1, the column in bytes; none of what is not there."""
        if way not in self:
            return None
        before = self.text[:self[way]]
        line = before.rfind('\n') + 1
        return before.count('\n') + 1, len(before[line:].encode()) + 1
