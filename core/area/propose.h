/* Area: a first declaration for a file that is there: its columns as fields, from what they are called and what stands in them. Guesses, and says why. */
#ifndef AREA_PROPOSE_H
#define AREA_PROPOSE_H

#include <stdio.h>

#include "area/grid.h"
#include "area/workspace.h"

enum { PROPOSED_CODES_MAX = 24, PROPOSED_COLUMNS_MAX = 256 };

struct proposed_code {
	const char *name;
	struct text title;
	const char *alias; /* other spellings in the file: a | b */
};

struct proposed_column {
	size_t place; /* in the file, from 0 */
	struct text heading;
	const char *title; /* the heading without its unit */
	const char *field; /* NULL: passed over */
	enum tally_type type;
	int scale;
	enum tally_precision precision;
	const char *unit, *check; /* "" none */
	bool key, optional, private, fill_down;
	bool numbered; /* some of its codes have no name but a number */
	struct proposed_code *codes;
	size_t codes_count;
	const char *why; /* for people: what it was told by */
	const char *look; /* what a person must look at, or NULL */
};

struct proposal {
	const char *path; /* of the file */
	const char *sheet; /* of a workbook, or NULL */
	const char *title;
	const char *delimiter; /* comma, semicolon, tab, pipe; "" of a workbook */
	unsigned header_first, header; /* rows of the headings, the first and the last */
	size_t rows; /* records that were looked at */
	bool cut; /* the file goes on behind them */
	struct proposed_column *columns;
	size_t columns_count;
	int date, region; /* columns, -1: none */
	const char *skip; /* rows that are no records, beyond the usual ones: a | b; "" none */
	size_t total_place; /* column in which totals are named, where the first cell of their row is empty */
	const char *totals; /* what stands there: a | b; "" none */
	const char *looks[8]; /* what a person must look at, about the file as a whole */
	size_t looks_count;
};

/* Reads the file and proposes. ERROR_INPUT when there is nothing to go by. */
bool proposal_make(const struct workspace *workspace, const char *path, struct arena *arena, struct proposal *proposal,
	struct tally_error *error) MUST_USE;
/* Writes the INI of the area that the proposal is, commented in the language of messages; `files` is how the INI names the file. */
void proposal_print(const struct workspace *workspace, const struct proposal *proposal, const char *files, FILE *out);

#endif
