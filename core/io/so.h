/* IO: shared objects. Judges a plugin file and reads its ELF note without running any of it, then opens it. The one file that
 * includes dlfcn.h. Knows files and ELF; knows nothing of what a descriptor says. */
#ifndef IO_SO_H
#define IO_SO_H

#include <sys/types.h>

#include "base/error.h"

/* A file that was opened and judged. The descriptor stays open as long as the process lives. */
struct so_file {
	int fd;
	unsigned abi; /* from the note: major << 16 | minor */
};

/* Opens `path` and checks: a regular file, owned by root, the caller or `owner`; neither it nor its directory writable by others, nor
 * by a group unless the group has the owner's id and no other member; a 64-bit ELF shared object of this machine with a whole
 * tally note. Every fault is an ERROR_AREA that says what was found and what to do. Nothing of the file is run. */
bool so_open(const char *path, uid_t owner, struct so_file *file, struct tally_error *error) MUST_USE;

/* Reads the note out of the bytes of an ELF file (for tests and fuzzing); false when there is none or the file is damaged. */
bool so_note(const void *elf, size_t bytes, unsigned *abi, struct tally_error *error) MUST_USE;

/* Loads the file (RTLD_NOW | RTLD_LOCAL, its constructors run) and finds the symbol. At most once in a process. */
bool so_load(const struct so_file *file, const char *symbol, const void **address, struct tally_error *error) MUST_USE;

#endif
