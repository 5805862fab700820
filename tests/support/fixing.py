"""What tests of `fix` share."""
import json

from repository import GitTest

ELF = b'\x7fELF\x02\x01\x01' + bytes(57)
HOME = '/home/' + 'jschmidt'


def source_map(source='../src/a.ts', content=None, mappings='AAAA'):
    return json.dumps({'version': 3, 'sources': [source], 'sourcesContent': [content],
                       'mappings': mappings})


class FixTest(GitTest):
    def setUp(self):
        super().setUp()
        self.write('LICENSE', 'MIT License\n')

    def write_package(self, contents, **manifest):
        super().write_package(contents, license='MIT', **manifest)

    def packed(self, *options):
        run = self.run_program('list', '--json', *options)
        self.assertEqual(run.status, 0, run.errors)
        package, = run.report if isinstance(run.report, list) else run.report.values()
        return {file['path'] for file in package['files']}

    def found(self, *options):
        run = self.run_program('audit', '--format', 'json', *options)
        self.assertEqual(run.target['problems'], [])
        return {found['rule'] for found in run.target['findings']}

    def fix(self, *options, status):
        run = self.run_program('fix', *options)
        self.assertEqual(run.status, status, run.text + run.errors)
        return run

    def read(self, path):
        return (self.directory / path).read_bytes().decode()

    def apply(self, run):
        """What `git apply` makes of the diff."""
        self.git('apply', '-', input=run.text)
