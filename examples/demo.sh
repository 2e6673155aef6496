#!/usr/bin/env bash
# Reads the example corpus into demo.sqlite and shows what is in it. README.md prints the same commands and their output.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH" ALLEGEDLY_LEDGER=demo.sqlite
rm -f demo.sqlite demo.sqlite-wal demo.sqlite-shm

say() {
    printf '\n$ %s\n' "$*"
    "$@"
}

say allegedly read examples/corpus
say allegedly claims --by UKR --act deny
say allegedly figures --about RUS --type soldiers
say allegedly events --type MOBILIZE --limit 8
say allegedly check
printf '\nNow look around: export ALLEGEDLY_LEDGER=demo.sqlite, then allegedly --help\n'
