/* View: the values of the store as tidy rows, for programs. */
#ifndef VIEW_EXPORT_H
#define VIEW_EXPORT_H

#include <stdio.h>

#include "store/rows.h"
#include "view/table.h"

struct export_request {
	const char *area, *indicator, *region, *period; /* NULL: all */
};

/* Rows in the order of store/rows.h, printed in pieces; memory does not grow with their number. What is unknown is ERROR_USAGE. */
bool export_print(struct store_reader *reader, const struct export_request *request, enum format format, bool excel, FILE *out,
	struct tally_error *error) MUST_USE;

#endif
