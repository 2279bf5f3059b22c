/* CLI: the language of messages, set before the first of them. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"

#ifndef TALLY_LOCALE_FOLDER
#define TALLY_LOCALE_FOLDER "../share/locale"
#endif

/* The catalogue of messages lies beside the program in its build tree, else where it is installed. */
static void bind_messages(void)
{
	char exe[4096], folder[4400];
	ssize_t length = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	exe[length > 0 ? length : 0] = '\0';
	char *slash = strrchr(exe, '/');
	if (slash)
		*slash = '\0';
	snprintf(folder, sizeof(folder), "%s/locale", exe);
	if (access(folder, F_OK) != 0)
		snprintf(folder, sizeof(folder), "%s/%s", exe, TALLY_LOCALE_FOLDER);
	bindtextdomain("tally", folder);
	bind_textdomain_codeset("tally", "UTF-8");
	textdomain("tally");
}

static const char *environment_language(void)
{
	static const char *const names[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);
		if (value && value[0])
			return value;
	}
	return "en";
}

/* A base system has no zh_CN locale, and the locale C ignores LANGUAGE: so messages are taken in C.UTF-8 by LANGUAGE alone. Numbers stay those of C. */
void language_set(const char *lang)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	setlocale(LC_MESSAGES, "C.UTF-8");
	const char *chosen = lang && lang[0] ? lang : environment_language();
	if (strncmp(chosen, "zh", 2) == 0)
		chosen = "zh_CN";
	else if (strcmp(chosen, "C") == 0 || strncmp(chosen, "C.", 2) == 0 || strcmp(chosen, "POSIX") == 0)
		chosen = "en";
	setenv("LANGUAGE", chosen, 1);
	bind_messages();
}
