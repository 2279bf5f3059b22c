/* CLI: --return DIR of `tally check`. */
#ifndef CLI_RETURNED_H
#define CLI_RETURNED_H

#include "cli/command.h"
#include "engine/returned.h"
#include "engine/run.h"

/* Of all that a run with log_issues has read. *all: none had to be left out. */
bool return_run(const struct run *run, struct invocation *invocation, bool *all, struct tally_error *error) MUST_USE;
/* Of one file, read as the register `on`. *all: it was returned, and no record was rejected. */
bool return_file(const struct run *run, int on, const char *path, struct invocation *invocation, bool *all,
	struct tally_error *error) MUST_USE;

#endif
