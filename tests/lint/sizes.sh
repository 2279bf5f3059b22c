#!/bin/sh
# Lists functions above 60 lines and files above 400: worth a look, never a failure. A function lies between { and } in column 1.
# shellcheck disable=SC2016 # of awk
find core plugins include -name '*.[ch]' | LC_ALL=C sort | xargs awk '
	FNR == 1 { if (lines > 400) printf "%s: %d lines\n", file, lines; file = FILENAME; first = 0 }
	{ lines = FNR }
	/^[a-z].*\(/ { name = $0; sub(/\(.*/, "", name); sub(/.*[ *]/, "", name) }
	/^\{/ { first = FNR }
	/^\}/ { if (first && FNR - first + 1 > 60) printf "%s:%d: %s has %d lines\n", FILENAME, first, name, FNR - first + 1; first = 0 }
	END { if (lines > 400) printf "%s: %d lines\n", file, lines }'
