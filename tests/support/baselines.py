"""What tests of baselines share."""
import json

from program import CliTest, npm_token

FILE = '.packwarden-baseline.json'
DAY = {'SOURCE_DATE_EPOCH': '1795392000'}  # 2026-11-23


class BaselineTest(CliTest):
    def setUp(self):
        super().setUp()
        self.write('package.json', json.dumps({
            'name': 'demo', 'version': '1.0.0', 'license': 'MIT', 'description': 'A demonstration.',
            'main': 'lib/a.js', 'files': ['lib'], 'engines': {'node': '>=20'}}))
        self.write('README.md', '# demo\n')
        self.write('LICENSE', 'MIT\n')
        self.plant('lib/a.js', npm_token(1))

    def plant(self, path, *tokens):
        self.write(path, ''.join(f'exports.token{i} = "{token}";\n' for i, token in enumerate(tokens)))

    def baseline(self, command, *options, status=0, environment=DAY):
        run = self.run_program('baseline', command, *options, environment=environment)
        self.assertEqual(run.status, status, run.text + run.errors)
        return run

    def audit(self, *options, status, command='audit'):
        run = self.run_program(command, *options, '--baseline', FILE, '--format', 'json')
        self.assertEqual(run.status, status, run.text + run.errors)
        return run

    def read(self, path=FILE):
        return (self.directory / path).read_text(encoding='utf-8')

    def entries(self, path=FILE):
        return [entry for entry in json.loads(self.read(path))['entries'] if entry]

    def secrets_at(self):
        return [entry['path'] for entry in self.entries() if entry['rule'] == 'npm-access-token']
