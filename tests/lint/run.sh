#!/bin/sh
# Everything that is judged without running the program. Started by `./dev lint` at the root, with build/dev configured
# (its compile_commands.json says how each file is compiled). Every part runs, whatever the others found.
set -u
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
bad=
found=$(mktemp)
trap 'rm -f "$found"' EXIT

part() {
	name=$1
	shift
	printf -- '-- %s\n' "$name"
	"$@" || bad="$bad $name"
}

form() {
	find core include plugins tests -path tests/abi -prune -o -name '*.[ch]' -type f -print | LC_ALL=C sort |
		xargs -P "$jobs" -n 8 clang-format --dry-run -Werror 2>&1 |
		sed -n 's/^\([^ :]*\):\([0-9]*\):.*-Wclang-format-violations.*/\1:\2: is in another form; .\/dev format/p' | sort -u -t: -k1,1 >"$found"
	cat "$found"
	[ ! -s "$found" ]
}

# Every message of the sources is translated, and its translation takes the same arguments.
translations() {
	python3 -B tests/po/translations.py --sources core/po/*.po
}

# What reads a variable before it is set is found better by the analysis below; an arena keeps what it is given.
portability() {
	cppcheck --quiet --std=c11 --language=c --enable=warning,portability --inline-suppr --error-exitcode=1 -j "$jobs" \
		-D_GNU_SOURCE -DPRId64='"ld"' -DPRIu64='"lu"' -DPRIx64='"lx"' -DPRIu32='"u"' \
		-I include -I core --suppress=missingInclude --suppress=missingIncludeSystem --suppress=unknownMacro \
		--suppress=uninitvar --suppress=memleak:core/base/arena.c core plugins
}

# error.c defines what analysis.h replaces; the compiler and cppcheck look at it.
analysis() {
	sed -n 's/^ *"file": "\(.*\)",\{0,1\}$/\1/p' build/dev/compile_commands.json | grep -E "^$PWD/(core|plugins)/" |
		grep -v '/core/base/error\.c$' | LC_ALL=C sort -u |
		xargs -P "$jobs" -n 4 clang-tidy --quiet -p build/dev --extra-arg=-include --extra-arg="$PWD/tests/lint/analysis.h" \
			--extra-arg=-Wno-unused-value 2>"$found" || {
		grep 'rror: ' "$found"
		return 1
	}
}

part form form
part walls sh tests/lint/walls.sh
part sizes sh tests/lint/sizes.sh
part translations translations
part portability portability
part analysis analysis
[ -z "$bad" ] || {
	printf 'lint: faults in:%s\n' "$bad"
	exit 1
}
echo 'lint: no faults'
