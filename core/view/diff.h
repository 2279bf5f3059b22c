/* View: the figures that differ between two runs, with the inputs that do. */
#ifndef VIEW_DIFF_H
#define VIEW_DIFF_H

#include <stdio.h>

#include "store/compare.h"
#include "view/causes.h"
#include "view/table.h"

struct diff_request {
	int64_t before, after;
	const char *area, *indicator, *region; /* NULL: all */
};

/* Table and Markdown: inputs, a summary by indicator, the first places. CSV and JSON: every place, in pieces; memory does not grow with their number. */
bool diff_print(struct store_reader *reader, const struct diff_request *request, enum format format, bool excel, FILE *out,
	struct tally_error *error) MUST_USE;

#endif
