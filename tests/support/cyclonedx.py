"""The published schema of CycloneDX 1.6, and what else holds for its documents."""
import json
import pathlib
import re

try:
    import jsonschema
except ImportError:  # the test that needs it says so
    jsonschema = None

SCHEMAS = pathlib.Path(__file__).resolve().parent.parent / 'schemas/cyclonedx-1.6'


def load(name):
    return json.loads((SCHEMAS / (name + '.SNAPSHOT.schema.json')).read_text())


def with_references(value, change):
    """The schema with each reference as `change` makes it."""
    if isinstance(value, list):
        return [with_references(item, change) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: change(item) if key == '$ref' else with_references(item, change)
            for key, item in value.items()}


def whole_schema():
    """The three files as one, so that no reference leads out of it."""
    bill, licences, signatures = load('bom-1.6'), load('spdx'), load('jsf-0.82')

    def in_bill(reference):
        return (reference.replace('spdx.SNAPSHOT.schema.json', '#/definitions/spdx')
                .replace('jsf-0.82.SNAPSHOT.schema.json#', '#/definitions/jsf'))

    bill = with_references(bill, in_bill)
    signatures = with_references(signatures, lambda name: name.replace('#/', '#/definitions/jsf/'))
    for schema in (licences, signatures):
        del schema['$id'], schema['$schema']
    bill['definitions'].update(spdx=licences, jsf=signatures)
    return bill


def licence_identifiers():
    return load('spdx')['enum']


def members(value, key):
    """All values of `key`, at any depth."""
    if isinstance(value, list):
        for item in value:
            yield from members(item, key)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name == key:
                yield item
            yield from members(item, key)


def broken_rules(document):
    """What the specification says in words."""
    if document.get('$schema') != 'http://cyclonedx.org/schema/bom-1.6.schema.json':
        yield '$schema is another'
    if document.get('version') != 1:
        yield 'it has no version'
    names = list(members(document, 'bom-ref'))
    if len(names) != len(set(names)):
        yield 'a bom-ref is there twice'
    known = set(names)
    for dependency in document.get('dependencies', []):
        yield from (f'{name} is nothing here' for name in
                    [dependency['ref'], *dependency.get('dependsOn', [])] if name not in known)
    for composition in document.get('compositions', []):
        yield from (f'{name} is nothing here' for key in ('assemblies', 'dependencies')
                    for name in composition.get(key, []) if name not in known)
    for url in members(document, 'purl'):
        if not re.fullmatch(r'pkg:npm/(%40[a-zA-Z0-9._~%-]+/)?[a-zA-Z0-9._~%:-]+@[a-zA-Z0-9._~%:-]+', url):
            yield 'no package URL: ' + url


class Checker:
    def __init__(self):
        schema = whole_schema()
        jsonschema.Draft7Validator.check_schema(schema)
        self.validator = jsonschema.Draft7Validator(schema)

    def complaints(self, document):
        """What is wrong with a document; empty: nothing is."""
        by_schema = ['/'.join(map(str, error.absolute_path)) + ': ' + error.message[:200]
                     for error in self.validator.iter_errors(document)]
        return by_schema or list(broken_rules(document))
