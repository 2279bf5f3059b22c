/* CLI: from errors and faults to what a shell and a person see. */
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
