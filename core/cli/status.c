/* CLI: from errors and faults to what a shell and a person see. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fault.h"
#include "cli/command.h"

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

bool paint_wanted(const struct settings *settings, FILE *out)
{
	const char *said = settings->color ? settings->color : "auto", *off = getenv("NO_COLOR");
	if (strcmp(said, "auto") != 0)
		return strcmp(said, "always") == 0;
	return isatty(fileno(out)) && !(off && off[0]);
}

void paint_word(FILE *out, enum paint paint, const char *word)
{
	static const char *const codes[] = { [PAINT_PLAIN] = "", [PAINT_ERROR] = "\033[31m", [PAINT_WARNING] = "\033[33m" };
	fprintf(out, "%s%s%s", codes[paint], word, paint == PAINT_PLAIN ? "" : "\033[0m");
}
