#!/bin/sh
# The walls that the compiler does not hold: who may include what, who may ask for memory, what may change. One rule a call.
set -u
bad=0

# forbid WHAT PATTERN EXCEPT FOLDER...: no line of C matches PATTERN, unless `file:line:text` matches EXCEPT ('' excepts none).
forbid() {
	what=$1 pattern=$2 except=${3:-^$}
	shift 3
	found=$(grep -rnE --include='*.[ch]' "$pattern" "$@" | grep -vE "$except") || return 0
	printf '%s:\n%s\n' "$what" "$found"
	bad=1
}

word='(^|[^A-Za-z0-9_.>])'

forbid 'an include that climbs' '#include "[^"]*\.\./' '' core plugins include
forbid 'sqlite3.h outside core/io/db.c' '#include [<"]sqlite3' '^core/io/db\.c:' core plugins include
forbid 'dlfcn.h outside core/io/so.c' '#include [<"]dlfcn' '^core/io/so\.c:' core plugins include
forbid 'xlsxwriter.h outside core/io/book.c' '#include [<"]xlsxwriter' '^core/io/book\.c:' core plugins include
forbid 'ini.h outside core/io/ini.c' '#include <ini\.h' '^core/io/ini\.c:' core plugins include
forbid 'zip.h outside core/io/package.c' '#include <zip' '^core/io/package\.c:' core plugins include
forbid 'expat.h outside core/io/xml.c' '#include <expat' '^core/io/xml\.c:' core plugins include
forbid 'a header of core in the contract or in a plugin' '#include "(base|model|io|store|area|engine|view|cli)/' '' include plugins
forbid 'memory asked for outside core/base/arena.c' \
	"$word(malloc|calloc|realloc|reallocarray|free|strdup|strndup|asprintf|vasprintf|getline|open_memstream)\\(" \
	'^core/base/arena\.c:' core plugins
forbid 'a call without a bound, without an error or with a hidden state' \
	"$word(strcpy|strcat|sprintf|vsprintf|gets|atoi|atol|atoll|atof|strtok|tmpnam|mktemp|system|popen|rand|localtime|gmtime)\\(" \
	'' core plugins
forbid 'a global that can change (tables are const)' '^[a-z][A-Za-z0-9_ *]*(\[[^]]*\])*( =.*|;)$' \
	':[0-9]+:((typedef|struct [a-z0-9_]+;|union [a-z0-9_]+;|enum [a-z0-9_]+;)|.*const |.*pthread_once_t )' core plugins include
forbid 'a variable that outlives its function' "^	+static [^(]*(=|;)" ':[0-9]+:.*const ' core plugins
forbid 'a path of one machine' '"/(home|root|work|Users|mnt|srv)/' '' core plugins include tests
forbid 'a note to oneself' "$word(TODO|FIXME|XXX)$word" '' core plugins include tests

# Each source says first which room it is.
for file in $(find core plugins -name '*.c' | LC_ALL=C sort); do
	head -c 3 "$file" | grep -q '^/\* ' || {
		printf '%s: does not open with what it is and what it must not know\n' "$file"
		bad=1
	}
done

# What is translated is known to the translators.
messages=$(grep -lrE --include='*.c' --include='*.h' '(^|[^A-Za-z0-9_])N?_\("' core plugins | LC_ALL=C sort)
[ "$messages" = "$(cat core/po/POTFILES)" ] || {
	echo 'core/po/POTFILES: not the sources that have messages now; ./dev po brings it up to date'
	bad=1
}
exit "$bad"
