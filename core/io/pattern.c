/* IO: regular expressions; the one file that calls regex.h. Knows expressions and bytes; knows nothing of cells or fields. */
#include "io/pattern.h"

#include <locale.h>
#include <regex.h>
#include <string.h>

struct pattern {
	regex_t compiled;
	locale_t locale; /* in which a dot is a character; 0 where the system has none of UTF-8 */
	bool usable;
	char *copy; /* of the text looked at, for regexec wants it terminated */
	size_t copy_capacity;
};

static locale_t enter(const struct pattern *pattern)
{
	return pattern->locale ? uselocale(pattern->locale) : (locale_t)0;
}

static void leave(locale_t before)
{
	if (before)
		uselocale(before);
}

/* An expression that refers back to its group is none of POSIX. */
static bool refers_back(const char *text)
{
	while ((text = strchr(text, '\\')) && text[1]) {
		if (text[1] >= '1' && text[1] <= '9')
			return true;
		text += 2;
	}
	return false;
}

static bool compile(struct pattern *pattern, const char *text, struct tally_error *error)
{
	char why[128];
	locale_t before = enter(pattern);
	int status = regcomp(&pattern->compiled, text, REG_EXTENDED);
	if (status != 0)
		regerror(status, &pattern->compiled, why, sizeof(why));
	leave(before);
	if (status == REG_ESPACE)
		return error_memory(error);
	if (status != 0)
		return error_set(error, ERROR_CONFIG, _("'%s' is no extended regular expression: %s"), text, why);
	pattern->usable = true;
	if (pattern->compiled.re_nsub != 1)
		return error_set(error, ERROR_CONFIG,
			_("'%s' has %zu groups in brackets; write exactly one, around what is the value"), text,
			pattern->compiled.re_nsub);
	return !refers_back(text) || error_set(error, ERROR_CONFIG, _("'%s' refers back to its group; leave that out"), text);
}

struct pattern *pattern_open(const char *text, struct tally_error *error)
{
	struct pattern *pattern = memory_alloc(1, sizeof(*pattern));
	if (!pattern) {
		error_memory(error);
		return NULL;
	}
	pattern->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	if (compile(pattern, text, error))
		return pattern;
	pattern_close(pattern);
	return NULL;
}

void pattern_close(struct pattern *pattern)
{
	if (!pattern)
		return;
	if (pattern->usable)
		regfree(&pattern->compiled);
	if (pattern->locale)
		freelocale(pattern->locale);
	memory_free(pattern->copy);
	memory_free(pattern);
}

enum pattern_result pattern_group(struct pattern *pattern, struct text in, struct text *group)
{
	regmatch_t found[2];
	if (in.len > PATTERN_TEXT_BYTES)
		return PATTERN_TOO_LONG;
	if (!memory_grow(&pattern->copy, &pattern->copy_capacity, in.len + 1, 1))
		return PATTERN_NO_MEMORY;
	if (in.len)
		memcpy(pattern->copy, in.at, in.len);
	pattern->copy[in.len] = '\0';
	locale_t before = enter(pattern);
	int status = regexec(&pattern->compiled, pattern->copy, 2, found, 0);
	leave(before);
	if (status == REG_ESPACE)
		return PATTERN_NO_MEMORY;
	if (status != 0 || found[1].rm_so < 0)
		return PATTERN_NONE;
	*group = (struct text){ in.at + found[1].rm_so, (size_t)(found[1].rm_eo - found[1].rm_so) };
	return PATTERN_FOUND;
}
