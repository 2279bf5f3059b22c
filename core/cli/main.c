/* CLI: the program. The one place that prints errors. */
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "area/workspace.h"
#include "cli/command.h"

#ifndef TALLY_VERSION
#define TALLY_VERSION "0"
#endif

#ifndef TALLY_LOCALE_FOLDER
#define TALLY_LOCALE_FOLDER "../share/locale"
#endif

enum exit_status error_status(const struct tally_error *error)
{
	switch (error->code) {
	case ERROR_NONE:
		return EXIT_FINE;
	case ERROR_USAGE:
	case ERROR_CONFIG:
		return EXIT_USAGE;
	case ERROR_AREA:
		return EXIT_PERSON;
	default:
		return EXIT_IO;
	}
}

void faults_print(const struct faults *faults, FILE *err)
{
	for (const struct fault *fault = faults->first; fault; fault = fault->next)
		fprintf(err, "%s%s%s\n", fault->where, fault->where[0] ? ": " : "", fault->what);
}

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

bool language_is_english(void)
{
	const char *chosen = getenv("LANGUAGE");
	return !chosen || strncmp(chosen, "zh", 2) != 0;
}

/* The language of the workspace that -C names, so that even a wrong option is told in it. */
static void settle_language(int argc, char **argv)
{
	struct arena arena = { 0 };
	struct tally_error quiet = { 0 };
	const char *store, *lang = "", *where = ".";
	for (int i = 1; i + 1 < argc; i++)
		if (strcmp(argv[i], "-C") == 0)
			where = argv[i + 1];
	if (!workspace_store(where, &arena, &store, &lang, &quiet))
		lang = "";
	language_set(lang);
	arena_done(&arena);
}

static enum exit_status run_command(int argc, char **argv, struct invocation *invocation, struct tally_error *error)
{
	const struct command *command;
	if (!options_read(argc, argv, invocation, &command, error))
		return EXIT_USAGE;
	if (invocation->settings.version) {
		fprintf(invocation->out, "tally %s\n", TALLY_VERSION);
		return EXIT_FINE;
	}
	if (invocation->settings.help || !command) {
		help_print(command || invocation->settings.help ? invocation->out : invocation->err, command);
		return invocation->settings.help ? EXIT_FINE : EXIT_USAGE;
	}
	return command->run(invocation, error);
}

int main(int argc, char **argv)
{
	struct arena arena = { 0 };
	struct tally_error error = { 0 };
	struct invocation invocation = { .settings = { .where = ".", .color = "auto" }, .arena = &arena, .out = stdout, .err = stderr };
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error with a name, not a death */
	settle_language(argc, argv);
	enum exit_status status = run_command(argc, argv, &invocation, &error);
	if (fflush(stdout) != 0 && error.code == ERROR_NONE && errno != EPIPE)
		error_errno(&error, ERROR_STORE, errno, _("standard output"), _("cannot be written"));
	if (error.code != ERROR_NONE) {
		fprintf(stderr, "tally: %s\n", error.what);
		status = error_status(&error);
	}
	arena_done(&arena);
	return (int)status;
}
