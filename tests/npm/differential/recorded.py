"""The recorded cases of tests/npm/cases as trees."""
import base64

from tree import Case, Entry

KINDS = {'dir': 'directory', 'symlink': 'link', 'hardlink': 'hard', 'fifo': 'pipe', 'socket': 'socket'}


def recorded_case(document):
    out = Case(directory=document['subdir'], arguments=document['args'])
    for entry in document['entries']:  # the names of hard links refer to files that come later
        if entry['type'] != 'hardlink':
            out.add(entry['path'], Entry(KINDS.get(entry['type'], 'file'), content_of(document, entry), entry['mode'],
                                         entry.get('link_target', '')))
    for entry in document['entries']:
        if entry['type'] == 'hardlink':
            out.add(entry['path'], Entry('hard', target=entry['link_target']))
    return out


def content_of(document, entry):
    """What is not recorded is zeros."""
    path, size = entry['path'], entry.get('size', 0)
    if path in document['contents']:
        return document['contents'][path].encode('utf-8', 'surrogateescape')
    if path in document.get('contents_b64', {}):
        return base64.b64decode(document['contents_b64'][path])
    return bytes(size)
