/* CLI: what commands that read the store begin with. */
#ifndef CLI_READING_H
#define CLI_READING_H

#include "cli/command.h"
#include "store/read.h"
#include "view/table.h"

struct reading {
	enum format format; /* set before: what it is where --format says nothing */
	const char *store; /* its file */
	struct store_reader *reader;
};

/* --format, the workspace of -C, its store, --as-of where the command has it. What fails has its error; `reader` is closed by the caller, also after a failure. */
bool reading_open(const struct invocation *invocation, struct reading *reading, struct tally_error *error) MUST_USE;

#endif
