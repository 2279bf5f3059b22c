/* Store: every value that it holds, as rows in the order of their names. */
#ifndef STORE_ROWS_H
#define STORE_ROWS_H

#include "store/read.h"

/* -1 and PERIOD_NONE: all. */
struct row_filter {
	int area, indicator, region; /* rows of names */
	period when;
};

struct store_row {
	const struct name_indicator *indicator;
	struct text region, region_name, breakdown; /* live until the row has been taken */
	period when;
	struct observation now; /* always with a value */
	int64_t run; /* since which the value stands; of what was said, the run that took it in */
};

typedef bool (*take_row)(void *user, const struct store_row *row, struct tally_error *error);

/* By indicator, code of the region, period and part, all by name, so that the same content has the same order in every store; of one place what was
 * computed, then what was given, then what was published, each the last word of its kind. Zeros that are not stored are no rows. Areas that are switched off
 * are left out. Memory does not grow with the number of rows. */
bool store_rows(struct store_reader *reader, const struct row_filter *filter, take_row take, void *user,
	struct tally_error *error) MUST_USE;

#endif
