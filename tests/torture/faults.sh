#!/bin/sh
# ./dev torture faults [COUNT [SEED]]: damaged stores, registers and configurations, files that may not grow, few descriptors.
exec python3 -B "$(dirname -- "$0")/faults.py" "$TALLY" "${1:-300}" "${2:-1}"
