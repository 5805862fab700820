#!/usr/bin/env python3
"""`packwarden worker`, end to end. worker_cli_test.py PROGRAM [unittest arguments]"""
import base64
import hashlib
import json
import os
import pathlib
import select
import shutil
import signal
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from program import PROGRAM, CliTest, is_built_with, npm_token

MEGABYTE = 1 << 20
# The address sanitizer keeps what was freed, 256 MB of it if nothing is said.
SMALL_QUARANTINE = {'ASAN_OPTIONS': 'quarantine_size_mb=1:thread_local_quarantine_size_kb=64'}


class Worker(CliTest):
    def setUp(self):
        super().setUp()
        self.write('clean.tgz', self.tarball({'package.json': b'{"name": "a", "version": "1.0.0"}', 'LICENSE': b'MIT'}))
        self.write('leaky.tgz', self.tarball({'package.json': b'{"name": "b", "version": "1.0.0"}',
                                              'index.js': b'a = "%s"' % npm_token().encode()}))
        self.write('broken.tgz', b'no tarball')
        self.write('tree/package.json', '{"name": "tree", "version": "1.0.0"}')
        self.write('tree/index.js', 'b = "%s"' % npm_token(2))

    def start(self, *arguments, **options):
        worker = subprocess.Popen([PROGRAM, 'worker', *arguments], cwd=self.directory, stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                  env={'PATH': os.environ['PATH'], 'HOME': str(self.directory), **SMALL_QUARANTINE},
                                  **options)
        self.addCleanup(self.end, worker)
        return worker

    @staticmethod
    def end(worker):
        worker.kill()
        worker.wait()
        for stream in (worker.stdin, worker.stdout, worker.stderr):
            try:
                stream.close()
            except BrokenPipeError:
                pass

    def answers(self, *lines, arguments=()):
        run = self.run_program('worker', *arguments, stdin=b''.join(line + b'\n' for line in lines))
        self.assertEqual((run.status, run.errors), (0, ''))
        return [json.loads(line) for line in run.stdout.splitlines()]

    def ask(self, *requests, arguments=()):
        return self.answers(*(json.dumps(request).encode() for request in requests), arguments=arguments)


class Protocol(Worker):
    def test_each_request_is_answered_in_order_with_the_report_of_an_audit(self):
        paths = ['leaky.tgz', 'clean.tgz', 'tree', 'broken.tgz', 'none.tgz', 'leaky.tgz']
        answers = self.ask(*({'id': str(i), 'path': path} for i, path in enumerate(paths)))
        self.assertEqual([answer['id'] for answer in answers], [str(i) for i in range(len(paths))])
        self.assertEqual([answer['status'] for answer in answers], [1, 0, 1, 2, 2, 1])
        for path, answer in zip(paths, answers):
            self.assertEqual(list(answer), ['id', 'status', 'report', 'toolVersion', 'rulesHash'])
            alone = self.run_program('audit', '--format', 'json', '--known-values', 'off', path)
            self.assertEqual((alone.report, alone.status), (answer['report'], answer['status']))
            self.assertEqual(answer['rulesHash'], answer['report']['tool']['rules'])
            self.assertEqual(answer['toolVersion'], answer['report']['tool']['version'])

    def test_the_bytes_are_the_same_each_time(self):
        lines = b''.join(b'{"id":%d,"path":"%s"}\n' % (i, path) for i, path in
                         enumerate([b'leaky.tgz', b'tree', b'nope'] * 10))
        runs = {self.run_program('worker', *arguments, stdin=lines).stdout
                for arguments in ((), ('--threads', '4'), ('--engine', self.default_engine()))}
        self.assertEqual(len(runs), 1)
        self.assertNotIn(npm_token().encode(), runs.pop())

    def test_poisoned_requests_stop_no_others(self):
        poison = [b'', b'{', b'[]', b'null', b'"x"', b'{"id":1}', b'{"path":"clean.tgz"}', b'\xff\xfe', b'\0',
                  b'{"id":1,"path":"-"}', b'{"id":1,"path":"https://example.com/a.tgz"}', b'{"id":1,"path":"/dev/zero"}',
                  b'{"id":1,"path":"clean.tgz","npm":8}', b'{"id":1,"path":"clean.tgz","config":"x"}', b'[' * 10000,
                  b'{"id":1,"path":"' + b'x' * (MEGABYTE - 30) + b'"}', b'{"id":1,"path":"' + b'x' * 3 * MEGABYTE + b'"}']
        good = b'{"id":"good","path":"clean.tgz"}'
        answers = self.answers(*(line for one in poison for line in (one, good)))
        self.assertEqual(len(answers), 2 * len(poison))
        for bad, after in zip(answers[::2], answers[1::2]):
            self.assertEqual(bad['status'], 2)
            self.assertTrue(bad['report']['targets'][0]['problems'])
            self.assertEqual((after['id'], after['status']), ('good', 0))

    def test_a_request_quotes_nothing_of_a_line_that_is_wrong(self):
        run = self.run_program('worker', stdin=b'{"id": %s\n' % npm_token().encode())
        self.assertNotIn(npm_token(), run.text + run.errors)

    def test_a_last_line_needs_no_end_and_no_line_no_answer(self):
        run = self.run_program('worker', stdin=b'{"id":1,"path":"clean.tgz"}')
        self.assertEqual((run.status, run.stdout.count(b'\n')), (0, 1))
        run = self.run_program('worker', stdin=b'')
        self.assertEqual((run.status, run.stdout), (0, b''))

    def test_a_request_names_the_rules_of_npm_and_the_digest_of_the_tarball(self):
        digest = hashlib.sha512((self.directory / 'clean.tgz').read_bytes()).digest()
        integrity = 'sha512-' + base64.b64encode(digest).decode()
        other = 'sha512-' + base64.b64encode(bytes(64)).decode()
        answers = self.ask({'id': 1, 'path': 'tree', 'npm': 12}, {'id': 2, 'path': 'tree', 'npm': 'both'},
                           {'id': 3, 'path': 'clean.tgz', 'integrity': integrity},
                           {'id': 4, 'path': 'clean.tgz', 'integrity': other},
                           {'id': 5, 'path': 'tree', 'integrity': integrity})
        self.assertEqual(answers[0]['report']['targets'][0]['npm_profiles'], [12])
        self.assertEqual(answers[1]['report']['targets'][0]['npm_profiles'], [11, 12])
        self.assertEqual([answer['status'] for answer in answers[2:]], [0, 2, 2])

    def test_policy_and_rules_are_those_of_the_command_line(self):
        self.write('policy.json', '{"allow": [{"rule": "npm-access-token", "path": "index.js", "reason": "test"}]}')
        answers = self.ask({'id': 1, 'path': 'tree'}, arguments=('--config', 'policy.json'))
        self.assertEqual(answers[0]['report']['targets'][0]['totals']['suppressed'], 1)
        self.assertEqual(self.ask({'id': 1, 'path': 'leaky.tgz'}, arguments=('--fail-on', 'note'))[0]['status'], 1)

    def test_known_values_are_looked_for_where_that_is_said(self):
        self.write('tree/.env', 'DB_PASSWORD=k3Xv9QwLp0aZr7\n')
        self.write('tree/package.json', '{"name": "tree", "version": "1.0.0", "files": ["a.js"]}')
        self.write('tree/a.js', 'connect("%s")' % 'k3Xv9QwLp0aZr7')
        rules = [[finding['rule'] for answer in self.ask({'id': 1, 'path': 'tree'}, arguments=arguments)
                  for finding in answer['report']['targets'][0]['findings']]
                 for arguments in ((), ('--known-values', 'auto'))]
        self.assertNotIn('env-dotenv-value-match', rules[0])
        self.assertIn('env-dotenv-value-match', rules[1])

    def test_options_of_other_audits_are_refused(self):
        for name, value in (('--format', 'json'), ('--baseline', 'none.json'), ('--previous', 'clean.tgz')):
            run = self.run_program(name, value, 'worker')
            self.assertEqual((run.status, run.text), (2, ''))
            self.assertIn('a worker takes no ' + name, run.errors)
        self.assertEqual(self.run_program('worker', '--rules', 'none.json').status, 2)


class Process(Worker):
    def line_of(self, worker, seconds=60):
        self.assertTrue(select.select([worker.stdout], [], [], seconds)[0], 'no answer while the input is idle')
        return json.loads(worker.stdout.readline())

    def test_an_answer_is_written_while_the_input_is_idle(self):
        worker = self.start()
        for number in range(3):
            worker.stdin.write(b'{"id":%d,"path":"clean.tgz"}\n' % number)
            worker.stdin.flush()
            self.assertEqual(self.line_of(worker)['id'], number)
        worker.stdin.write(b'{"id":3,')
        worker.stdin.flush()
        worker.stdin.write(b'"path":"clean.tgz"}\n')
        worker.stdin.flush()
        self.assertEqual(self.line_of(worker)['id'], 3)
        worker.stdin.close()
        self.assertEqual(worker.wait(60), 0)

    @unittest.skipIf(is_built_with('tsan'), 'the thread sanitizer changes what signals do')
    def test_sigterm_ends_an_idle_worker_cleanly(self):
        worker = self.start()
        worker.stdin.write(b'{"id":1,"path":"clean.tgz"}\n')
        worker.stdin.flush()
        self.line_of(worker)
        worker.send_signal(signal.SIGTERM)
        self.assertEqual(worker.wait(60), 0)
        self.assertEqual(worker.stdout.read(), b'')

    def test_sigterm_lets_the_audit_at_hand_finish(self):
        worker = self.start()
        worker.stdin.write(b'{"id":1,"path":"clean.tgz"}\n' * 3000)
        worker.stdin.flush()
        self.line_of(worker)
        worker.send_signal(signal.SIGTERM)
        rest = worker.stdout.read()
        self.assertEqual(worker.wait(60), 0)
        self.assertTrue(rest == b'' or rest.endswith(b'}\n'))
        self.assertLess(rest.count(b'\n'), 2999)
        for line in rest.splitlines():
            self.assertEqual(json.loads(line)['status'], 0)

    def test_an_output_that_is_closed_is_a_failure(self):
        worker = self.start()
        worker.stdout.close()
        worker.stdin.write(b'{"id":1,"path":"clean.tgz"}\n')
        worker.stdin.flush()
        self.assertEqual(worker.wait(60), 2)
        self.assertIn(b'standard output', worker.stderr.read())

    def test_an_input_that_cannot_be_read_is_a_failure(self):
        done = subprocess.run([PROGRAM, 'worker'], cwd=self.directory, stdin=os.open(self.directory, os.O_RDONLY),
                              capture_output=True, timeout=60)
        self.assertEqual((done.returncode, done.stdout), (2, b''))

    def test_a_thousand_requests_take_no_more_memory_than_a_hundred(self):
        def resident(worker):
            status = pathlib.Path('/proc/%d/status' % worker.pid).read_text()
            return int(status.split('VmRSS:')[1].split()[0])
        worker = self.start()
        sizes = []
        for number in range(1000):
            path = (b'leaky.tgz', b'tree', b'clean.tgz', b'broken.tgz', b'none')[number % 5]
            worker.stdin.write(b'{"id":%d,"path":"%s"}\n' % (number, path))
            worker.stdin.flush()
            self.assertEqual(self.line_of(worker)['id'], number)
            if number in (99, 999):
                sizes.append(resident(worker))
        worker.stdin.close()
        self.assertEqual(worker.wait(60), 0)
        print('resident after 100 and 1,000 requests: %d and %d KiB' % tuple(sizes))
        sanitizers = 100_000 if is_built_with('asan') else 0
        self.assertLess(sizes[1] - sizes[0], 4096 + sanitizers)


class Schedulers(Worker):
    def test_gnu_parallel_gives_the_bytes_of_a_serial_run(self):
        if shutil.which('parallel') is None:
            print('SKIPPED, there is no GNU parallel to run workers with', flush=True)
            return
        paths = [b'leaky.tgz', b'tree', b'clean.tgz', b'broken.tgz', b'none']
        lines = b''.join(b'{"id":%d,"path":"%s"}\n' % (i, paths[i % 5]) for i in range(200))
        serial = self.run_program('worker', stdin=lines)
        run = subprocess.run(['parallel', '--will-cite', '--pipe', '-N7', '-j4', '--keep-order', PROGRAM + ' worker'],
                             cwd=self.directory, input=lines, capture_output=True, timeout=300,
                             env={'PATH': os.environ['PATH'], 'HOME': str(self.directory)})
        self.assertEqual((run.returncode, serial.status), (0, 0))
        self.assertEqual(run.stdout, serial.stdout)


if __name__ == '__main__':
    unittest.main()
