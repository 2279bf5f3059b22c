/* Room base: fills and prefixes the one error of a failing call. Knows text and its bounds; whether and where an error is
 * printed, and with which exit status, is the cli's business. */
#include "base/error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char CUT[] = "...";

/* The system's own words for the failures that people meet; a base system has no translation of them. */
static const struct {
	int number;
	const char *text;
} reasons[] = {
	{ ENOENT, N_("No such file or directory") },
	{ EACCES, N_("Permission denied") },
	{ EPERM, N_("Operation not permitted") },
	{ EISDIR, N_("Is a directory") },
	{ ENOTDIR, N_("Not a directory") },
	{ EEXIST, N_("File exists") },
	{ ENOSPC, N_("No space left on device") },
	{ EROFS, N_("Read-only file system") },
	{ EFBIG, N_("File too large") },
	{ EDQUOT, N_("Disk quota exceeded") },
	{ EIO, N_("Input/output error") },
	{ EPIPE, N_("Broken pipe") },
	{ ENAMETOOLONG, N_("File name too long") },
	{ ELOOP, N_("Too many levels of symbolic links") },
	{ EMFILE, N_("Too many open files") },
};

/* `what` was filled up to its last byte: makes room for the mark, and never leaves half a character before it. */
static void cut(char what[ERROR_TEXT_BYTES])
{
	size_t end = ERROR_TEXT_BYTES - sizeof CUT;

	while (end > 0 && ((unsigned char)what[end] & 0xc0u) == 0x80u)
		end--;
	memcpy(what + end, CUT, sizeof CUT);
}

static PRINTF_LIKE(2, 0) void fill(char what[ERROR_TEXT_BYTES], const char *format, va_list rest)
{
	int length = vsnprintf(what, ERROR_TEXT_BYTES, format, rest);

	if (length < 0)
		snprintf(what, ERROR_TEXT_BYTES, "%s", format);
	else if (length >= ERROR_TEXT_BYTES)
		cut(what);
}

bool error_set(struct tally_error *error, enum error_code code, const char *format, ...)
{
	va_list rest;

	if (error->code != ERROR_NONE)
		return false;
	error->code = code;
	va_start(rest, format);
	fill(error->what, format, rest);
	va_end(rest);
	return false;
}

bool error_memory(struct tally_error *error)
{
	return error_set(error, ERROR_MEMORY, "%s", _("out of memory"));
}

const char *error_reason(int number)
{
	for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
		if (reasons[i].number == number)
			return _(reasons[i].text);
	return strerror(number);
}

bool error_errno(struct tally_error *error, enum error_code code, int number, const char *path, const char *what)
{
	const char *reason = error_reason(number);

	if (!path)
		return error_set(error, code, "%s: %s", what, reason);
	return error_set(error, code, "%s: %s: %s", path, what, reason);
}

bool error_prefix(struct tally_error *error, const char *format, ...)
{
	char prefix[ERROR_TEXT_BYTES];
	size_t before, after;
	va_list rest;

	if (error->code == ERROR_NONE)
		return false;
	va_start(rest, format);
	fill(prefix, format, rest);
	va_end(rest);
	before = strlen(prefix);
	after = strlen(error->what);
	if (before + after < ERROR_TEXT_BYTES) {
		memmove(error->what + before, error->what, after + 1);
		memcpy(error->what, prefix, before);
		return false;
	}
	memmove(error->what + before, error->what, ERROR_TEXT_BYTES - 1 - before);
	memcpy(error->what, prefix, before);
	cut(error->what);
	return false;
}

void error_clear(struct tally_error *error)
{
	error->code = ERROR_NONE;
	error->what[0] = '\0';
}
