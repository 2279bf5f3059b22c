#!/bin/sh
# How fast a register goes in, and how fast answers come from a store of 1.8 million figures (3,000 regions, 10 years, 60 indicators): the whole process,
# median of some calls.
# usage: run.sh [TALLY] [FOLDER]; started by ./dev bench. The folder is kept when it is given.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
tally=${1:-$here/../../build/release/tally}
folder=${2:-}
if [ -z "$folder" ]; then
	folder=$(mktemp -d)
	trap 'rm -rf "$folder"' EXIT
fi
python3 -B "$here/workbook.py" "$tally"
[ -f "$folder/tally.ini" ] || python3 "$here/generate.py" "$folder"
python3 "$here/measure.py" "$tally" "$folder"
