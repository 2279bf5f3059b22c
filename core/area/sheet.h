/* Area: small tables that belong to the workspace (regions, statements): CSV with fixed headings, read whole. */
#ifndef AREA_SHEET_H
#define AREA_SHEET_H

#include "base/fault.h"

struct sheet_column {
	const char *name;
	bool required; /* the column must be there */
};

struct sheet {
	const struct text *cells; /* cells[row * columns + column], trimmed; "" where the column is absent */
	const unsigned *lines;
	size_t rows, columns;
};

/* Unknown and missing columns, and faulty records, are told with their line. False when the file cannot be read. */
bool sheet_read(const char *path, const struct sheet_column *columns, size_t count, struct arena *arena, struct faults *faults,
	struct sheet *sheet, struct tally_error *error) MUST_USE;

#endif
