/* Store: two runs side by side, indicator by indicator. */
#ifndef STORE_COMPARE_H
#define STORE_COMPARE_H

#include "store/read.h"

struct compared {
	const char *region, *region_name; /* live until the row has been taken */
	period when;
	const char *breakdown;
	struct observation before, after; /* where nothing was stored, what the coverage of now says of it */
};

typedef bool (*take_compared)(void *user, const struct compared *row, struct tally_error *error);

/* Gives every place at which the stored value of the indicator differs between the runs, by region, period and part in the order of their ids. Memory does
 * not grow with the number of places. */
bool store_compare(struct store_reader *reader, int indicator, int64_t before, int64_t after, take_compared take, void *user,
	struct tally_error *error) MUST_USE;

#endif
