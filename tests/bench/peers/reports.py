"""The reports of the tools, each read into one form.

A finding is a dict of `file`, relative to the scanned directory, and of where it is: `start` and `end` in bytes, or
`line` and perhaps the text of the `secret`, which is looked for on that line. It may say its `rule`.
"""
import json
import os


def relative(path, root):
    if os.path.isabs(path):
        path = os.path.relpath(path, root)
    return os.path.normpath(path)


def packwarden(text, root):
    """Secrets alone: what is said of whole files and of package.json is no secret's place."""
    found = []
    for target in json.loads(text)['targets']:
        for finding in target['findings']:
            if finding['kind'] != 'secret':
                continue
            for place in [finding] + finding['also']:
                found.append({'file': relative(place['path'], root), 'start': place['span']['begin'],
                              'end': place['span']['end'], 'rule': place['rule']})
    return found


def gitleaks(text, root):
    return [{'file': relative(row['File'], root), 'line': row['StartLine'], 'end_line': row['EndLine'],
             'secret': row['Secret'], 'rule': row['RuleID']} for row in json.loads(text or '[]') or []]


def betterleaks(text, root):
    found = []
    for row in json.loads(text)['findings'] or []:
        place = row['location']
        found.append({'file': relative(place['path'], root), 'line': place['start_line'],
                      'end_line': place['end_line'], 'secret': row['match']['value'], 'rule': row['rule_id']})
    return found


def kingfisher(text, root):
    return [{'file': relative(row['finding']['path'], root), 'line': row['finding']['line'],
             'secret': row['finding']['snippet'], 'rule': row['rule']['id']}
            for row in json.loads(text)['findings']]


def trufflehog(text, root):
    """A line of JSON each; messages of its log are among them."""
    found = []
    for row in map(json.loads, filter(None, text.splitlines())):
        place = row.get('SourceMetadata', {}).get('Data', {}).get('Filesystem')
        if place:
            found.append({'file': relative(place['file'], root), 'line': place.get('line', 1),
                          'secret': row['Raw'], 'rule': row['DetectorName']})
    return found


def secretlint(text, root):
    """Its columns count from 0."""
    found = []
    for file in json.loads(text or '[]'):
        for row in file['messages']:
            begin, end = row['loc']['start'], row['loc']['end']
            found.append({'file': relative(file['filePath'], root), 'line': begin['line'], 'column': begin['column'],
                          'end_line': end['line'], 'end_column': end['column'], 'rule': row['ruleId']})
    return found
