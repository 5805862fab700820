#!/usr/bin/env python3
"""Audits many packages with Apache Spark: one `packwarden worker` for each partition.

    spark-submit hooks/spark/audit_packages.py [--with pandas] PATHS RESULTS

PATHS is a text file with one path in each line, of a tarball or a package directory that every
executor can read. RESULTS becomes a directory of lines as the worker writes them, one for each path
and in their order. The status is 0 where all of it could be done, whatever was found, and 2 where a
worker failed or a line is missing. packwarden is looked for in PATH, or is what PACKWARDEN names.
"""
import argparse
import json
import os
import shlex
import subprocess
import sys

from pyspark.sql import SparkSession

PROGRAM = os.environ.get('PACKWARDEN', 'packwarden')


def request(path_and_number):
    path, number = path_and_number
    return json.dumps({'id': number, 'path': path})


def with_pipe(paths, program=PROGRAM):
    """An RDD of result lines. Spark starts the worker once for each partition and gives it a line for
    each element. checkCode matters: without it a worker that dies is a shorter result, and no error.
    """
    return paths.zipWithIndex().map(request).pipe(shlex.quote(program) + ' worker', checkCode=True)


def audit_batches(batches, program=PROGRAM):
    """For DataFrame.mapInPandas, with the columns `id` and `path`: one worker for a partition."""
    import pandas
    worker = subprocess.Popen([program, 'worker'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        for batch in batches:
            lines = []
            for row in batch.itertuples():
                # A line in, a line out: neither pipe can fill up while the other side waits.
                worker.stdin.write(json.dumps({'id': int(row.id), 'path': row.path}).encode() + b'\n')
                worker.stdin.flush()
                line = worker.stdout.readline()
                if not line.endswith(b'\n'):
                    raise RuntimeError('the worker ended before its answer')
                lines.append(line.decode().rstrip('\n'))
            yield pandas.DataFrame({'id': batch.id, 'line': lines})
        worker.stdin.close()
        if worker.wait() != 0:
            raise RuntimeError('the worker failed')
    finally:
        worker.kill()
        worker.wait()


def with_pandas(spark, paths, program=PROGRAM):
    """The same lines, by way of a DataFrame."""
    table = paths.zipWithIndex().toDF(['path', 'id'])
    audited = table.mapInPandas(lambda batches: audit_batches(batches, program), 'id long, line string')
    return audited.orderBy('id').rdd.map(lambda row: row.line)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--with', dest='way', choices=['pipe', 'pandas'], default='pipe')
    parser.add_argument('--partitions', type=int, default=0, help='of the paths [as Spark reads them]')
    parser.add_argument('paths')
    parser.add_argument('results')
    arguments = parser.parse_args()
    spark = SparkSession.builder.appName('packwarden').getOrCreate()
    paths = spark.sparkContext.textFile(arguments.paths, minPartitions=arguments.partitions or None)
    if arguments.partitions > 0:
        paths = spark.sparkContext.parallelize(paths.collect(), arguments.partitions)
    lines = with_pipe(paths) if arguments.way == 'pipe' else with_pandas(spark, paths)
    lines.saveAsTextFile(arguments.results)
    wanted, found = paths.count(), spark.sparkContext.textFile(arguments.results).count()
    spark.stop()
    if wanted != found:
        print(f'{found} results for {wanted} paths', file=sys.stderr)
        return 2
    return 0


if __name__ == '__main__':
    sys.exit(main())
