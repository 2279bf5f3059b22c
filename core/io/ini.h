/* IO: INI files, by inih. Gives every entry with its line; knows nothing of what the words mean. The one file that includes
 * ini.h; inih's process-wide options are set here, once. */
#ifndef IO_INI_H
#define IO_INI_H

#include "base/fault.h"

enum { INI_LINE_BYTES = 65536, INI_NAME_BYTES = 48, INI_FILE_BYTES = 4 << 20 };

struct ini_entry {
	const char *section; /* "register patents": as written between the brackets, blanks folded */
	const char *key;
	const char *value;
	const char *file; /* it stands in: that of the INI, or a table whose rows are sections */
	unsigned line;
	unsigned section_line;
};

struct ini_file {
	const char *path; /* as given */
	const struct ini_entry *entries; /* in the order of the file; a section without entries has one with key NULL */
	size_t count;
};

/* Reads and decodes (UTF-8, GB18030, BOM, CRLF). Values are whole lines, trimmed; no inline comments, no continuation. Faults with
 * their line: a name or line that is too long, a line that is neither, a section that stands twice, a key that stands twice in
 * its section, an entry before the first section. Returns false only when the file cannot be read at all. */
bool ini_read(const char *path, struct arena *arena, struct ini_file *file, struct faults *faults,
	struct tally_error *error) MUST_USE;

#endif
