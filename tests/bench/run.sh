#!/bin/sh
# Runs the benchmarks of the preset `bench`: run.sh [NAME...], without names all (README.md).
# PACKWARDEN_BENCH_CORPUS is the folder that is scanned.
set -eu
cd "$(dirname "$0")/../.."
build=$PWD/build/bench
corpus=${PACKWARDEN_BENCH_CORPUS:-/usr/include}

for name in "${@:-all}"; do
  case $name in
    all)
      tests/bench/run.sh program engine source list checks
      ;;
    checks) python3 tests/bench/checks.py "$build" "$corpus" ;;
    list) python3 tests/bench/list.py "$build" ;;
    peers)
      python3 tests/bench/peers.py "$build/src/packwarden" --peers "${PACKWARDEN_BENCH_PEERS:-build/peers}" \
        ${PACKWARDEN_BENCH_PACKAGES:+$(printf -- '--package %s ' $PACKWARDEN_BENCH_PACKAGES)} \
        ${PACKWARDEN_BENCH_LABELLED:+--labelled "$PACKWARDEN_BENCH_LABELLED"} --tree "$corpus"
      ;;
    program) python3 tests/bench/program.py "$build" "$corpus" ;;
    *) PACKWARDEN_BENCH_CORPUS=$corpus "$build/tests/bench/${name}_bench" ;;
  esac
done
