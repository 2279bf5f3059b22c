/* Area: a printed table as it lies on the paper: lines of cells, nothing named. Read whole. */
#ifndef AREA_GRID_H
#define AREA_GRID_H

#include "io/rows.h"

struct grid_line {
	const struct text *cells; /* trimmed */
	size_t count;
	unsigned line; /* of the file, from 1 */
};

struct grid {
	const struct grid_line *lines; /* blank ones too */
	size_t count;
	size_t width; /* of the longest line */
};

struct grid_options {
	const char *encoding; /* "": as found */
	const char *delimiter; /* comma, semicolon, tab, pipe or one other character; "": comma */
	const char *sheet; /* of a workbook; NULL: the first that is not hidden */
	size_t most; /* lines that are read; 0: all, and too many are an error */
};

/* Everything lives in the arena. */
bool grid_read(const char *path, const struct grid_options *options, struct arena *arena, struct grid *grid,
	struct tally_error *error) MUST_USE;

/* The cell of a line, empty behind its end. */
struct text grid_cell(const struct grid_line *line, size_t column);
/* How many cells of the line hold anything. */
size_t grid_filled(const struct grid_line *line);
/* The column as a spreadsheet calls it: A, B, ... Z, AA. `out` has room for 8 bytes. */
void grid_letters(size_t column, char out[8]);

#endif
