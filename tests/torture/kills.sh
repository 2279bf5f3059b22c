#!/bin/sh
# ./dev torture kills [COUNT [SEED]]: kills `tally run` at random moments; the store must be whole each time.
exec python3 -B "$(dirname -- "$0")/kills.py" "$TALLY" "${1:-200}" "${2:-1}"
