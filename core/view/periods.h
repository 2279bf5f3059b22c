/* View: lists of periods, ascending, as --periods and --grain ask for them. */
#ifndef VIEW_PERIODS_H
#define VIEW_PERIODS_H

#include "store/names.h"

enum { PERIODS_MOST = 2400 /* months of two centuries */ };

struct periods {
	const period *items;
	size_t count;
};

/* `range`: "2014..2018", "2018-01..2018-10" (ten months), one period, or NULL: the last `usual` up to `last`, of the grain named or else of `last`'s own.
 * A grain that the workspace does not compute, ends of two grains, an end before its beginning: ERROR_USAGE. */
struct periods_asked {
	const char *range, *grain;
	period last;
	int usual;
};
bool periods_list(const struct store_names *names, const struct periods_asked *asked, struct arena *arena,
	struct periods *periods, struct tally_error *error) MUST_USE;

/* Whether the workspace computes the period: one of its grains, or months together where it computes months. Else ERROR_USAGE that lists the grains. */
bool period_computed(const struct store_names *names, period when, struct arena *arena, struct tally_error *error) MUST_USE;

#endif
