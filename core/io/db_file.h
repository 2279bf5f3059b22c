/* IO: between db.c and db_file.c. `path` is as the user gave it, for messages; `name` is what SQLite gets. */
#ifndef IO_DB_FILE_H
#define IO_DB_FILE_H

#include "base/arena.h"

/* A name that SQLite takes for nothing but a file: never a URI, never ":memory:" or the empty one. NULL when out of memory. */
const char *db_file_name(struct arena *arena, const char *path) MUST_USE;

/* The "file:" name under which SQLite takes the file as one that nobody changes. NULL when out of memory. */
const char *db_file_immutable(struct arena *arena, const char *name) MUST_USE;

/* A write-ahead log with content lies beside the file: it must be replayed, and an immutable open would read past it. */
bool db_file_log_waits(struct arena *arena, const char *name) MUST_USE;

/* An ERROR_STORE when it is there already; SQLite itself cannot be told to refuse that. */
bool db_file_create(const char *path, const char *name, struct tally_error *error) MUST_USE;
/* An ERROR_STORE when it is not there or no regular file. */
bool db_file_check(const char *path, const char *name, struct tally_error *error) MUST_USE;

#endif
