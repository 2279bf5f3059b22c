/* IO: files as wholes: what their bytes are, and how one is put in its place. Knows names and bytes; nothing of what they say. */
#ifndef IO_FILE_H
#define IO_FILE_H

#include <stdio.h>

#include "base/arena.h"
#include "base/hash.h"

/* Of all its bytes; false where it cannot be read. */
bool file_print(const char *path, struct identity *print);

/* A file that is being written beside its place, and is there only when it is whole. A pipe or a device has no such place: what is written there is gone. */
struct file_aside {
	const char *path;
	const char *aside; /* NULL: of a pipe or a device */
	FILE *file; /* the caller writes there */
};
bool file_aside_open(struct file_aside *aside, const char *path, struct arena *arena, struct tally_error *error) MUST_USE;
/* `good`: what was written is wanted; else what was there before stays. */
bool file_aside_close(struct file_aside *aside, bool good, struct tally_error *error) MUST_USE;

/* The folder with those above it, where they are not there yet. */
bool folder_make(const char *path, struct arena *arena, struct tally_error *error) MUST_USE;

#endif
