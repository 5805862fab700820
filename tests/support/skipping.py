"""How a test says that what it needs is not here. It is no part of program.py, as some tests run without a program."""
import sys


def skipped(why):
    """Ends the test as one that could not run, which ctest knows by the status and `./dev test` by the first word."""
    print('SKIPPED, ' + why)
    sys.exit(77)
