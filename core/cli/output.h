/* CLI: where rows go: standard output, or a file that is there only when it is whole. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "cli/command.h"
#include "io/file.h"

struct output {
	bool named; /* else standard output */
	struct file_aside aside;
};

/* --output and --format of the invocation: the ending of the file is the format where none is named. ERROR_USAGE where they contradict each other, or a
 * workbook would go to a terminal. */
bool output_open(struct invocation *invocation, struct output *output, struct tally_error *error) MUST_USE;
/* `good`: what was written is wanted; else the file that was there before stays. */
bool output_close(struct invocation *invocation, struct output *output, bool good, struct tally_error *error) MUST_USE;

#endif
