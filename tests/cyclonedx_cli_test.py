#!/usr/bin/env python3
"""Bills of materials, end to end. cyclonedx_cli_test.py PROGRAM [unittest arguments]

Every document is held against the published schema. Ends with 77 where Python has no jsonschema.
"""
import copy
import gzip
import hashlib
import io
import json
import os
import sys
import tarfile
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

import cyclonedx
from program import CliTest, npm_token
from skipping import skipped

SCOPED = {'name': '@acme/demo', 'version': '1.0.0+b1', 'license': 'MIT', 'description': 'Ä demo',
          'author': 'Ann Example <ann@example.org> (https://example.org)', 'repository': 'acme/demo',
          'homepage': 'https://example.org/demo#readme', 'bugs': {'url': 'https://example.org/bugs'},
          'dependencies': {'a': '^1.0.0', 'left-pad': '~1.3.0'}, 'bundleDependencies': ['a']}
INNER = {'package.json': SCOPED, 'lib/a.js': '/*! jQuery v3.4.1 | x */\n',
         'node_modules/a/package.json': {'name': 'a', 'version': '1.2.0', 'license': '(MIT OR ISC)',
                                         'dependencies': {'b': '2'}},
         'node_modules/a/index.js': 'a',
         'node_modules/a/node_modules/b/package.json': {'name': '@acme/b', 'version': '2.0.0',
                                                        'license': {'type': 'BSD'}}}


def texts(files):
    return {path: (json.dumps(content) if isinstance(content, dict) else content).encode()
            for path, content in files.items()}


class BillsOfMaterials(CliTest):
    def setUp(self):
        super().setUp()
        self.checker = cyclonedx.Checker()

    def bill(self, *arguments, status=0, **options):
        """The document of a run, which is a valid one."""
        run = self.run_program('sbom', *arguments, **options)
        self.assertEqual(run.status, status, run.errors)
        document = json.loads(run.text)
        self.assertEqual(self.checker.complaints(document), [])
        return document

    def bill_of(self, files, **options):
        return self.bill('-', stdin=self.tarball(texts(files)), **options)

    def test_a_package_its_files_and_what_it_bundles(self):
        document = self.bill_of(INNER)
        own = document['metadata']['component']
        self.assertEqual(own, {
            'type': 'library', 'bom-ref': 'pkg:npm/%40acme/demo@1.0.0%2Bb1', 'authors': [
                {'name': 'Ann Example', 'email': 'ann@example.org'}],
            'group': '@acme', 'name': 'demo', 'version': '1.0.0+b1', 'description': 'Ä demo',
            'licenses': [{'license': {'id': 'MIT', 'acknowledgement': 'declared'}}],
            'purl': 'pkg:npm/%40acme/demo@1.0.0%2Bb1', 'externalReferences': [
                {'type': 'vcs', 'url': 'git+https://github.com/acme/demo.git'},
                {'type': 'website', 'url': 'https://example.org/demo#readme'},
                {'type': 'issue-tracker', 'url': 'https://example.org/bugs'}],
            'properties': [{'name': 'packwarden:dependencies', 'value': 'left-pad@~1.3.0'}]})
        parts = {part['name']: part for part in document['components']}
        self.assertEqual(list(parts), ['lib/a.js', 'package.json', 'a', 'b', 'jquery'])
        self.assertEqual(parts['lib/a.js'], {'type': 'file', 'name': 'lib/a.js', 'hashes': [
            {'alg': 'SHA-256', 'content': hashlib.sha256(INNER['lib/a.js'].encode()).hexdigest()}]})
        self.assertEqual([f['name'] for f in parts['a']['components']],
                         ['node_modules/a/index.js', 'node_modules/a/package.json'])
        self.assertEqual(parts['a']['licenses'],
                         [{'expression': '(MIT OR ISC)', 'acknowledgement': 'declared'}])
        self.assertEqual(parts['b']['purl'], 'pkg:npm/%40acme/b@2.0.0')
        self.assertEqual(parts['b']['licenses'][0]['license']['name'], 'BSD')
        self.assertEqual(parts['b']['properties'][1]['value'], 'node_modules/a/node_modules/b')
        self.assertEqual(parts['jquery']['version'], '3.4.1')
        self.assertEqual(parts['jquery']['evidence'],
                         {'occurrences': [{'location': 'lib/a.js', 'line': 1}]})

    def test_dependencies_are_told_where_they_are_in_the_package(self):
        document = self.bill_of(INNER)
        own, a, b = (part['bom-ref'] for part in
                     [document['metadata']['component'], *document['components'][2:4]])
        self.assertEqual(document['dependencies'], [
            {'ref': own, 'dependsOn': [a]}, {'ref': a, 'dependsOn': [b]}, {'ref': b, 'dependsOn': []}])
        self.assertEqual(document['compositions'], [
            {'aggregate': 'complete', 'dependencies': [a, b]},
            {'aggregate': 'incomplete', 'dependencies': [own]}])

    def test_the_same_package_gives_the_same_bytes(self):
        for directory in ('p', 'q'):
            for path, content in texts(INNER).items():
                self.write(f'{directory}/{path}', content)
        first = self.run_program('sbom', 'p')
        self.assertEqual(first.stdout, self.run_program('sbom', 'q').stdout)
        self.assertNotIn('timestamp', first.text)
        self.run_program('sbom', 'p', '--out', 'bill.json')
        self.assertEqual((self.directory / 'bill.json').read_bytes(), first.stdout)
        self.run_program('audit', 'p', '--format', 'cyclonedx=bill.json')
        self.assertEqual((self.directory / 'bill.json').read_bytes(), first.stdout)
        self.write('q/lib/a.js', 'other')
        self.assertNotEqual(self.bill('q')['serialNumber'], json.loads(first.text)['serialNumber'])

    def test_only_source_date_epoch_dates_it(self):
        document = self.bill_of(INNER, environment={'SOURCE_DATE_EPOCH': '1700000000'})
        self.assertEqual(document['metadata']['timestamp'], '2023-11-14T22:13:20Z')
        for wrong in ('', 'now', '-1', '1.5', '253402300800', '99999999999999999999'):
            run = self.run_program('sbom', '-', stdin=self.tarball(texts(INNER)),
                                   environment={'SOURCE_DATE_EPOCH': wrong})
            self.assertEqual((run.status, run.text), (2, ''), wrong)
            self.assertIn('SOURCE_DATE_EPOCH: must be a number of seconds since 1970', run.errors)

    def test_of_a_finished_tarball_its_digest_is_known(self):
        tarball = gzip.compress(self.tarball(texts(INNER)))
        self.write('demo.tgz', tarball)
        self.assertEqual(self.bill('demo.tgz')['metadata']['component']['hashes'], [
            {'alg': 'SHA-512', 'content': hashlib.sha512(tarball).hexdigest()}])

    def test_licences_are_identifiers_expressions_or_names(self):
        for licence, expected in (
                ('MIT', {'license': {'id': 'MIT'}}), ('mit', {'license': {'id': 'MIT'}}),
                ('MIT AND ISC', {'expression': 'MIT AND ISC'}),
                ('(MIT)', {'expression': '(MIT)'}), ('GPL-2.0+', {'license': {'id': 'GPL-2.0+'}}),
                ('LicenseRef-own', {'expression': 'LicenseRef-own'}),
                ('UNLICENSED', {'license': {'name': 'UNLICENSED'}}),
                ('SEE LICENSE IN x', {'license': {'name': 'SEE LICENSE IN x'}}),
                ({'type': 'ISC'}, {'license': {'id': 'ISC'}})):
            own = self.bill_of({'package.json': {**SCOPED, 'license': licence}})['metadata']['component']
            found = copy.deepcopy(own['licenses'][0])
            self.assertEqual(found.get('license', found).pop('acknowledgement'), 'declared')
            self.assertEqual(found, expected)
        own = self.bill_of({'package.json': {'name': 'demo', 'version': '1.0.0'}})['metadata']['component']
        self.assertNotIn('licenses', own)

    def test_every_identifier_is_one_of_the_schema(self):
        listed = cyclonedx.licence_identifiers()
        files = {'package.json': SCOPED}
        for number, licence in enumerate(listed):
            files[f'node_modules/p{number}/package.json'] = {'name': f'p{number}', 'version': '1.0.0',
                                                             'license': licence}
        run = self.run_program('sbom', '-', stdin=self.tarball(texts(files)))
        self.assertEqual(run.status, 0, run.errors)
        found = [licence['id'] for licence in cyclonedx.members(json.loads(run.text)['components'], 'license')
                 if 'id' in licence]
        self.assertGreater(len(found), 600)
        self.assertLessEqual(set(found), set(listed))

    def test_hostile_names_and_texts_give_a_valid_document(self):
        out = io.BytesIO()
        manifest = {'name': 'demo', 'version': '1.0.0', 'description': '\u0000\u202e' + 'é' * 5000,
                    'author': '<<>(', 'license': '(' * 5000, 'repository': {'url': 'javascript:x'},
                    'homepage': 'https://exa mple.org', 'bugs': 'https://', 'dependencies': {
                        '../../x': 1, '': None, 'node_modules/b': 'x'}}
        names = [b'package/a\xff.js', b'package/a\xfe.js', b'package/\n::error::x', b'package/b.js',
                 b'package/b.js', b'package/node_modules/\xff/package.json',
                 b'package/node_modules/\xfe/package.json', b'package/node_modules/b/package.json',
                 b'package/node_modules/b/package.json', b'package/node_modules/@/package.json']
        with tarfile.open(fileobj=out, mode='w', format=tarfile.USTAR_FORMAT, encoding='utf-8',
                          errors='surrogateescape') as archive:
            for name in [b'package/package.json', *names]:
                content = (json.dumps(manifest) if name == b'package/package.json' else '{}').encode()
                member = tarfile.TarInfo(name.decode('utf-8', 'surrogateescape'))
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
            link = tarfile.TarInfo('package/link')
            link.type, link.linkname = tarfile.SYMTYPE, 'b.js'
            archive.addfile(link)
        document = self.bill('-', stdin=out.getvalue())
        own = document['metadata']['component']
        self.assertTrue(own['description'].endswith('é…'))
        self.assertLess(len(own['description'].encode()), 4100)
        self.assertNotIn('externalReferences', own)
        names = [part['name'] for part in document['components']]
        self.assertEqual(names.count('b.js'), 1)
        self.assertIn({'type': 'file', 'name': 'link', 'properties': [
            {'name': 'packwarden:link', 'value': 'symbolic'}]}, document['components'])

    def test_no_secret_is_in_it(self):
        token = npm_token()
        files = {'package.json': {
            'name': 'demo', 'version': '1.0.0', 'description': 'x ' * 2040 + token,
            'author': {'name': token, 'email': token}, 'license': token,
            'repository': f'git+https://user:{token}@example.org/a/b.git',
            'homepage': f'https://example.org/?{token}',
            'dependencies': {token: '1', 'c': f'git+https://{token}@example.org/a/c.git'}},
            token + '.js': f'/*! {token} v1.0.0 */',
            f'node_modules/{token}/package.json': {'name': token, 'version': '1.0.0'}}
        run = self.run_program('sbom', '-', stdin=self.tarball(texts(files)))
        self.assertEqual(run.status, 0, run.errors)
        self.assertEqual(self.checker.complaints(json.loads(run.text)), [])
        self.assertNotIn(token[8:30].lower(), run.text.lower())
        self.assertIn('git+https://example.org/a/b.git', run.text)
        self.assertIn('c@git+https://example.org/a/c.git', run.text)

    def test_it_has_the_version_that_npm_publishes_and_no_empty_name(self):
        own = self.bill_of({'package.json': {'name': 'demo', 'version': ' v1.0.0 '}})['metadata']['component']
        self.assertEqual((own['version'], own['purl']), ('1.0.0', 'pkg:npm/demo@1.0.0'))
        own = self.bill_of({'package.json': {'name': '@s/', 'version': '1.0.0', 'author': 'A <not-an-email> (x)'}})
        own = own['metadata']['component']
        self.assertEqual((own['name'], own.get('group'), own['authors']), ('@s/', None, [{'name': 'A'}]))

    def test_what_could_not_be_read_makes_it_incomplete(self):
        tarball = self.tarball(texts({**INNER, 'z.js': 'z'}))
        document = self.bill('-', stdin=tarball.rstrip(b'\0')[:-1], status=2)
        own = document['metadata']['component']['bom-ref']
        self.assertEqual(document['compositions'][0], {'aggregate': 'incomplete', 'assemblies': [own]})

    def test_of_what_cannot_be_opened_there_is_no_document(self):
        self.write('broken.tgz', b'\x1f\x8b' + b'x' * 600)
        for target in ('none', 'broken.tgz'):
            run = self.run_program('sbom', target, '--out', 'bill.json')
            self.assertEqual((run.status, run.text), (2, ''), target)
            self.assertIn(target, run.errors)
            self.assertFalse((self.directory / 'bill.json').exists())

    def test_it_is_of_one_package(self):
        self.write('package.json', json.dumps({'name': 'all', 'private': True, 'version': '1.0.0',
                                               'workspaces': ['a', 'b']}))
        for name in ('a', 'b'):
            self.write(f'{name}/package.json', json.dumps({'name': name, 'version': '1.0.0'}))
        self.assertEqual(self.bill('--workspace', 'b')['metadata']['component']['name'], 'b')
        run = self.run_program('sbom', '--workspaces')
        self.assertEqual((run.status, run.text), (2, ''))
        self.assertIn('sbom: is of one package, and there are 2: choose one with --workspace', run.errors)
        run = self.run_program('scan', 'a', '--format', 'cyclonedx')
        self.assertEqual(run.status, 2)
        self.assertIn('a bill of materials is of a package', run.errors)

    def test_what_is_found_in_the_package_does_not_matter(self):
        self.assertEqual(self.run_program('sbom', '-', stdin=self.tarball(texts(
            {'package.json': SCOPED, 'a.js': npm_token()}))).status, 0)


class TheCheck(unittest.TestCase):
    """The documents above would be refused if they were wrong."""

    def test_spoiled_documents_are_refused(self):
        good = {'$schema': 'http://cyclonedx.org/schema/bom-1.6.schema.json', 'bomFormat': 'CycloneDX',
                'specVersion': '1.6', 'version': 1, 'metadata': {'component': {
                    'type': 'library', 'name': 'a', 'bom-ref': 'a', 'licenses': [{'license': {'id': 'MIT'}}]}},
                'components': [{'type': 'file', 'name': 'f', 'hashes': [
                    {'alg': 'SHA-256', 'content': '0' * 64}]}],
                'dependencies': [{'ref': 'a', 'dependsOn': []}]}
        checker = cyclonedx.Checker()
        self.assertEqual(checker.complaints(good), [])
        for spoil in (
                lambda bill: bill.update(version=2),
                lambda bill: bill.update(specVersion=1.6),
                lambda bill: bill.update(serialNumber='urn:uuid:1'),
                lambda bill: bill.update(unknown=1),
                lambda bill: bill.pop('$schema'),
                lambda bill: bill['components'].append(bill['components'][0]),
                lambda bill: bill['components'][0].pop('type'),
                lambda bill: bill['components'][0]['hashes'][0].update(content='0' * 63),
                lambda bill: bill['components'][0].update({'bom-ref': 'a'}),
                lambda bill: bill['components'][0].update(purl='pkg:npm/@a/b@1'),
                lambda bill: bill['metadata']['component'].update(licenses=[{'license': {'id': 'BSD'}}]),
                lambda bill: bill.update(signature={'algorithm': 1}),
                lambda bill: bill['dependencies'][0]['dependsOn'].append('b')):
            bad = copy.deepcopy(good)
            spoil(bad)
            self.assertNotEqual(checker.complaints(bad), [], bad)


if __name__ == '__main__':
    if cyclonedx.jsonschema is None:
        skipped('as Python has no jsonschema (Debian: python3-jsonschema): no bill of materials was checked')
    unittest.main()
