/* Base: filling and prefixing the one error struct. Knows how messages are put together; prints nothing. */
#include "base/error.h"

#include <stdio.h>
#include <string.h>

/* Cuts a text that filled its room at the start of a character and says so. */
static void error_cut(char *text)
{
	size_t end = ERROR_TEXT_BYTES - 4;
	while (end > 0 && ((unsigned char)text[end] & 0xc0) == 0x80)
		end--;
	memcpy(text + end, "...", 4);
}

bool error_set(struct tally_error *error, enum error_code code, const char *format, ...)
{
	if (error->code != ERROR_NONE)
		return false;
	error->code = code;
	va_list rest;
	va_start(rest, format);
	int n = vsnprintf(error->what, sizeof(error->what), format, rest);
	va_end(rest);
	if (n >= ERROR_TEXT_BYTES)
		error_cut(error->what);
	return false;
}

bool error_memory(struct tally_error *error)
{
	return error_set(error, ERROR_MEMORY, "%s", _("out of memory"));
}

bool error_errno(struct tally_error *error, enum error_code code, int number, const char *path, const char *what)
{
	return error_set(error, code, "%s: %s: %s", path, what, strerror(number));
}

bool error_prefix(struct tally_error *error, const char *format, ...)
{
	char whole[ERROR_TEXT_BYTES];
	va_list rest;
	va_start(rest, format);
	int n = vsnprintf(whole, sizeof(whole), format, rest);
	va_end(rest);
	if (n >= 0 && n < ERROR_TEXT_BYTES)
		n += snprintf(whole + n, sizeof(whole) - (size_t)n, "%s", error->what);
	if (n >= ERROR_TEXT_BYTES)
		error_cut(whole);
	memcpy(error->what, whole, sizeof(whole));
	return false;
}

void error_clear(struct tally_error *error)
{
	error->code = ERROR_NONE;
	error->what[0] = '\0';
}
