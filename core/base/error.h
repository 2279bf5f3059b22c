/* Base: how a failure travels. One struct owned by the caller, filled once, prefixed on the way up, printed in one place
 * (the cli). An error is a failure of the program's task; a fault in the data is an issue (model/issue.h). */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <libintl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* Messages are written in English and pass through gettext; N_ marks a text in a constant table. */
#define _(message) gettext(message)
#define N_(message) message

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(place, rest) __attribute__((format(printf, place, rest)))

enum error_code {
	ERROR_NONE,
	ERROR_USAGE, /* the command line */
	ERROR_CONFIG, /* the workspace, its areas and tables */
	ERROR_INPUT, /* a register or another input file cannot be read */
	ERROR_AREA, /* one area fails; the others go on */
	ERROR_STORE, /* the store cannot be opened, read or written */
	ERROR_BUSY, /* another run holds the store */
	ERROR_MEMORY,
	ERROR_STOPPED /* a signal asked to stop */
};

enum { ERROR_TEXT_BYTES = 1536 };

/* Message: lower case, no full stop, `file:line: what: 'the value'`, then what is allowed, then what to do. */
struct tally_error {
	enum error_code code;
	char what[ERROR_TEXT_BYTES];
};

/* All of these return false, so that a failing function can end with `return error_set(...)`. A first error is kept:
 * setting a second one does nothing. A text that is too long is cut at a character and ends with "...". */
bool error_set(struct tally_error *error, enum error_code code, const char *format, ...) PRINTF_LIKE(3, 4);
bool error_memory(struct tally_error *error);
/* What errno `number` means, in the language of messages. */
const char *error_reason(int number);
/* Code as given, "PATH: what: " and the text of errno `number`. */
bool error_errno(struct tally_error *error, enum error_code code, int number, const char *path, const char *what);
/* Puts `format` before the text that is there. */
bool error_prefix(struct tally_error *error, const char *format, ...) PRINTF_LIKE(2, 3);
void error_clear(struct tally_error *error);

#endif
