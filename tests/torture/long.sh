#!/bin/sh
# ./dev torture long [RECORDS]: one large register, counted by other means as well.
exec python3 -B "$(dirname -- "$0")/long.py" "$TALLY" "${1:-1000000}"
