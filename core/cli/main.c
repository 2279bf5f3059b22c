/* CLI: the program. The one place that prints errors. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "area/workspace.h"
#include "cli/output.h"

#ifndef TALLY_VERSION
#define TALLY_VERSION "0"
#endif

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

/* What was printed is kept when the command ended as it should, also where something needs a person. */
static enum exit_status run_into(struct invocation *invocation, const struct command *command, struct tally_error *error)
{
	struct output output;
	if (!output_open(invocation, &output, error))
		return error_status(error);
	enum exit_status status = command->run(invocation, error);
	bool good = status <= EXIT_PERSON && error->code == ERROR_NONE;
	return output_close(invocation, &output, good, error) || !good ? status : error_status(error);
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
	return run_into(invocation, command, error);
}

/* A closed one of 0, 1 and 2 must not become the number of the store or its lock. */
static void hold_standard(void)
{
	int fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= 2)
		fd = dup(fd);
	if (fd > 2)
		close(fd);
}

int main(int argc, char **argv)
{
	struct arena arena = { 0 };
	struct tally_error error = { 0 };
	struct invocation invocation = {
		.settings = { .where = ".", .color = "auto" }, .arena = &arena, .out = stdout, .err = stderr
	};
	hold_standard();
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error with a name, not a death */
	settle_language(argc, argv);
	enum exit_status status = run_command(argc, argv, &invocation, &error);
	if (fflush(stdout) != 0 && error.code == ERROR_NONE && errno != EPIPE)
		error_errno(&error, ERROR_STORE, errno, _("standard output"), _("cannot be written"));
	if (error.code != ERROR_NONE) {
		paint_word(stderr, paint_wanted(&invocation.settings, stderr) ? PAINT_ERROR : PAINT_PLAIN, "tally");
		fprintf(stderr, ": %s\n", error.what);
		status = error_status(&error);
	}
	arena_done(&arena);
	return (int)status;
}
