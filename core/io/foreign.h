/* IO, of rows.c: what a file is, by its first bytes. */
#ifndef IO_FOREIGN_H
#define IO_FOREIGN_H

#include "base/error.h"

enum file_kind { FILE_TEXT, FILE_PACKAGE };

/* What cannot be read is an ERROR_INPUT that names it and says what to do. A pipe is text. */
bool file_kind(const char *path, enum file_kind *kind, struct tally_error *error) MUST_USE;

#endif
