#!/usr/bin/env python3
"""Workers under Apache Spark in two processes of their own: hooks/spark/audit_packages.py gives the
bytes of a serial run, by RDD.pipe and by mapInPandas, and a poisoned path stops no other.

spark_test.py PROGRAM. PySpark is that of this Python, or that of the folder PACKWARDEN_SPARK, into which it
is fetched if it is not there: some 800 MB. Ends with 77 where it, or Java, cannot be had.
"""
import importlib.util
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))

from program import PROGRAM, npm_token
from skipping import skipped

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLE = HERE.parent / 'hooks/spark/audit_packages.py'
CACHE = os.environ.get('PACKWARDEN_SPARK')
NEEDED = ['pyspark', 'pandas', 'pyarrow']
MASTER = 'local-cluster[2,1,1024]'


def skip(why):
    skipped(why + ': no worker was run under Spark')


def python_with_spark():
    """A Python that has what is needed; fetched where this one has not."""
    if all(importlib.util.find_spec(name) for name in NEEDED):
        return sys.executable
    if not CACHE:
        skip('as Python has no PySpark, and PACKWARDEN_SPARK names no folder for it')
    python = pathlib.Path(CACHE).absolute() / 'bin/python3'
    try:
        if not python.exists():
            subprocess.run([sys.executable, '-m', 'venv', CACHE], check=True, capture_output=True, timeout=120)
        has_all = 'import ' + ', '.join(NEEDED)
        if subprocess.run([python, '-c', has_all], capture_output=True, timeout=120).returncode != 0:
            subprocess.run([python, '-m', 'pip', 'install', '-q', *NEEDED], check=True, capture_output=True, timeout=600)
    except (OSError, subprocess.SubprocessError):
        skip('as PySpark cannot be had')
    return str(python)


def write_tarball(path, index):
    with tarfile.open(path, 'w:gz', format=tarfile.USTAR_FORMAT) as archive:
        for name, content in (('package.json', b'{"name": "a", "version": "1.0.0"}'), ('index.js', index)):
            member = tarfile.TarInfo('package/' + name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))


def write_packages(directory, count):
    """Clean and leaky ones, broken ones and paths where nothing is."""
    paths = []
    for number in range(count):
        path = directory / ('p%d.tgz' % number)
        kind = number % 4
        if kind == 0:
            write_tarball(path, b'module.exports = %d;\n' % number)
        elif kind == 1:
            write_tarball(path, ('const key = "%s";\n' % npm_token()).encode())
        elif kind == 2:
            path.write_bytes(b'\x1f\x8b broken')
        paths.append(str(path))
    return paths


def lines_of(results):
    return b''.join(part.read_bytes() for part in sorted(results.glob('part-*')))


def run_spark(python, way, paths, results):
    driver = ("import runpy, sys; from pyspark.sql import SparkSession; "
              "SparkSession.builder.master('%s').config('spark.ui.enabled', 'false').getOrCreate(); "
              "sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')" % MASTER)
    where = subprocess.run([python, '-c', 'import pyspark; print(pyspark.__path__[0])'], check=True,
                           capture_output=True, text=True, timeout=120).stdout.strip()
    environment = {'PATH': os.environ['PATH'], 'HOME': str(results.parent), 'SPARK_HOME': where,
                   'PYSPARK_PYTHON': python, 'PYSPARK_DRIVER_PYTHON': python, 'PACKWARDEN': PROGRAM,
                   'SPARK_LOCAL_IP': '127.0.0.1', 'SPARK_LOCAL_HOSTNAME': 'localhost',
                   'SPARK_WORKER_DIR': str(results.parent / 'work')}
    if 'JAVA_HOME' in os.environ:
        environment['JAVA_HOME'] = os.environ['JAVA_HOME']
    return subprocess.run([python, '-c', driver, str(EXAMPLE), '--with', way, '--partitions', '4', str(paths),
                           str(results)], cwd=results.parent, env=environment, capture_output=True, text=True,
                          timeout=600)


def main():
    if shutil.which('java') is None:
        skip('as there is no Java')
    python = python_with_spark()
    with tempfile.TemporaryDirectory() as holder:
        directory = pathlib.Path(holder)
        paths = write_packages(directory, 40)
        (directory / 'paths.txt').write_text(''.join(path + '\n' for path in paths))
        requests = ''.join(json.dumps({'id': number, 'path': path}) + '\n' for number, path in enumerate(paths))
        serial = subprocess.run([PROGRAM, 'worker'], input=requests.encode(), capture_output=True, timeout=300)
        statuses = [json.loads(line)['status'] for line in serial.stdout.splitlines()]
        assert statuses == [0, 1, 2, 2] * 10, statuses
        for way in ('pipe', 'pandas'):
            results = directory / way
            run = run_spark(python, way, directory / 'paths.txt', results)
            assert run.returncode == 0, run.stderr[-4000:]
            assert lines_of(results) == serial.stdout, way + ': other lines than those of a serial run'
            print('%s in %s: %d lines as in a serial run' % (way, MASTER, len(paths)))


if __name__ == '__main__':
    main()
